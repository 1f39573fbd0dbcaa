import { dirname, relative, resolve } from 'node:path';
import { AnswerError, type Answer } from '../../src/sandbox/ask/answer.ts';
import { type Choice, choiceProblems, keyOf, keyProblems } from '../../src/sandbox/ask/question.ts';
import { fits, KnobError, parseSettings, readKnobs, valueText } from '../../src/sandbox/knobs/knob.ts';
import { transcriptOf } from '../examples/cache.ts';
import { type Example, readExample } from '../examples/example.ts';
import type { Library } from '../examples/library.ts';
import { turnedExample } from '../examples/turned.ts';
import type { Problem } from '../check/problem.ts';
import { firstPlace } from '../../src/components/moved.ts';
import { ROOT } from '../astro.ts';
import { attribute, type Element, hasAttribute, isElement, lineOf, routeOf } from '../pages/page.ts';

/** A question on a page: one about the run of the sandbox that it stands in, or one by itself. */
export interface Asked {
  element: Element;
  /** The `<Sandbox>` around a `<Predict>`. */
  sandbox?: Element;
  /** The page's file. Absolute path. */
  page: string;
}

/** Gives the library that examples run on, which takes a while the first time. */
export type GiveLibrary = () => Promise<Library>;

/** The elements that ask. */
export const ASKING = ['Predict', 'Question'];

/** An attribute's text: plain, or a string in braces, where it has quotes in it. */
export function textOf(element: Element, name: string): string | undefined {
  const plain = attribute(element, name);
  if (plain !== undefined) return plain;
  const found = element.attributes.find((one) => one.type === 'mdxJsxAttribute' && one.name === name);
  const value = typeof found?.value === 'object' && found.value ? found.value.value : '';
  return /^\s*(['"`])(.*)\1\s*$/s.exec(value)?.[2];
}

/** Names a question among all of the site: progress is kept by it. */
export function questionId(page: string, element: Element): string {
  return firstPlace(`${routeOf(relative(resolve(ROOT, 'content/docs'), page))}#${attribute(element, 'id')}`);
}

/** The example whose run answers a prediction. */
export function exampleOf({ sandbox, page }: Asked): Example {
  return readExample(resolve(dirname(page), attribute(sandbox!, 'file')!));
}

const choicesOf = (element: Element): Element[] =>
  (element.children as Element[]).filter((child) => isElement(child) && child.name === 'Choice');

function choice(element: Element): Choice {
  return {
    text: textOf(element, 'text') ?? '',
    right: hasAttribute(element, 'right'),
    is: textOf(element, 'is'),
    explained: element.children.some((child) => !('value' in child) || String(child.value).trim() !== ''),
  };
}

/** What the run gives that a prediction asks for. Throws AnswerError or KnobError. */
export async function keyOfPrediction(asked: Asked, library: GiveLibrary): Promise<Answer> {
  const { element } = asked;
  const settings = textOf(element, 'with');
  const example = exampleOf(asked);
  const run = settings === undefined ? example : turnedExample(example, parseSettings(settings));
  const { entries } = await transcriptOf(run, await library());
  const broken = entries.find((entry) => entry.type === 'error');
  if (broken) throw new AnswerError(`The run ends in an error: ${broken.message}`);
  return keyOf(entries, textOf(element, 'of') ?? '', textOf(element, 'per'));
}

/** What a button says that shows a choice's misconception: the knobs it turns. Throws KnobError. */
export function settingsText(asked: Asked, settings: string): string {
  const example = exampleOf(asked);
  const { knobs } = readKnobs(example.files[example.shown]!);
  return Object.entries(parseSettings(settings))
    .map(([name, value]) => {
      const knob = knobs.find((one) => one.name === name);
      if (!knob || !fits(value, knob.span)) {
        const names = knobs.map((one) => `'${one.name}'`).join(', ') || 'none';
        throw new KnobError(1, `The example has no knob '${name}' that goes to ${value}; it has ${names}.`);
      }
      return `${knob.label} ${valueText(knob, value)}`;
    })
    .join(', ');
}

/** What is wrong with `<Questions>`: a chapter asks three to five. */
export function questionsProblem(element: Element, page: string): Problem | undefined {
  const asked = element.children.filter((child) => isElement(child) && child.name === 'Question').length;
  if (asked >= 3 && asked <= 5) return undefined;
  return { file: page, line: lineOf(element), message: `Questions has three to five, and here ${asked}.` };
}

/** What is wrong with a question, by file and line: none where all is right. Runs the example, unless it has not changed. */
export async function questionProblems(asked: Asked, library: GiveLibrary): Promise<Problem[]> {
  const { element, sandbox, page } = asked;
  const told = (message: string, at: Element = element): Problem => ({
    file: page,
    line: lineOf(at),
    message: `${element.name} '${attribute(element, 'id') ?? ''}': ${message}`,
  });
  if (!/^[a-z][\w-]*$/.test(attribute(element, 'id') ?? ''))
    return [told('It has no id by which an answer is kept: write id="a-name".')];
  const elements = choicesOf(element);
  const choices = elements.map(choice);
  const problems = choiceProblems(choices).map((message) => told(message));
  if (element.name !== 'Predict') return problems;
  if (!sandbox || !attribute(sandbox, 'file'))
    return [...problems, told('It stands in no <Sandbox file="…">, whose run would answer it.')];
  for (const one of elements) {
    const settings = textOf(one, 'try');
    if (settings === undefined) continue;
    try {
      settingsText(asked, settings);
    } catch (error) {
      if (!(error instanceof KnobError)) throw error;
      problems.push(told(error.message, one));
    }
  }
  try {
    problems.push(
      ...keyProblems(choices, await keyOfPrediction(asked, library)).map((message) => told(message)),
    );
  } catch (error) {
    if (!(error instanceof AnswerError || error instanceof KnobError)) throw error;
    problems.push(told(error.message));
  }
  return problems;
}
