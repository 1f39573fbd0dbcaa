import { accepts, type Answer, answerOf, AnswerError, answerText } from './answer.ts';
import type { Entry } from '../../sim/report/transcript.ts';

/** One of the answers that a question offers, as its page has it. */
export interface Choice {
  text: string;
  /** The one that is right. */
  right: boolean;
  /** What the run must give for it. */
  is?: string;
  /** Why it is right, or what somebody thinks who takes it: whether anything is said. */
  explained: boolean;
}

/** What the run gives at a path; a quotient of two where a second one is given. Throws AnswerError. */
export function keyOf(entries: Entry[], of: string, per?: string): Answer {
  const answer = answerOf(entries, of);
  if (per === undefined) return answer;
  const base = answerOf(entries, per);
  if (typeof answer.value !== 'number' || typeof base.value !== 'number' || base.value === 0)
    throw new AnswerError(`${answerText(answer)} can't be divided by ${answerText(base)}.`);
  return { value: answer.value / base.value, unit: '' };
}

/** What is wrong with the choices of a question that asks what a run gives: in words, none where all is right. */
export function keyProblems(choices: Choice[], answer: Answer): string[] {
  const says = answerText(answer);
  return choices.flatMap(({ text, right, is }) => {
    if (is === undefined)
      return right ? [`The right choice “${text}” does not say what it is, as in is="10..20".`] : [];
    const taken = accepts(is, answer.value);
    if (right && !taken) return [`The run gives ${says}, and the right choice “${text}” is ${is}.`];
    if (!right && taken) return [`The run gives ${says}, which the wrong choice “${text}” is too: ${is}.`];
    return [];
  });
}

/** What is wrong with the choices of any question. */
export function choiceProblems(choices: Choice[]): string[] {
  const right = choices.filter((choice) => choice.right).length;
  return [
    ...(choices.length < 2 ? ['A question has two choices or more.'] : []),
    ...(right === 1 ? [] : [`A question has one right choice; this one has ${right}.`]),
    ...choices
      .filter(({ explained }) => !explained)
      .map(({ text }) => `The choice “${text}” says nothing of why it is right or wrong.`),
    ...(new Set(choices.map(({ text }) => text)).size < choices.length ? ['Two choices say the same.'] : []),
  ];
}
