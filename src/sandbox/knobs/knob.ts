/**
 * A knob: a literal of an example that a reader may turn without a look at the code. A comment behind it says how far,
 * and the page on the sandbox has the whole grammar:
 *
 *     const peak = 25; // knob 5..100 step 5 unit messages
 *     const queue = 'standard'; // knob 'standard' | 'fifo'
 *     const row = await run(10); // knob messages per receive: 1..10
 */

/** What a literal may be. */
export type KnobValue = number | string | boolean;

/** Numbers from `min` to `max` in steps. */
export interface Range {
  min: number;
  max: number;
  step: number;
}

/** A literal that can be turned, and how. */
export interface Knob {
  /** Names it among those of an example: the label that its comment gives, or else the name that the code gives it. */
  name: string;
  /** What a reader reads. */
  label: string;
  /** What its numbers are in; empty where they have no unit. */
  unit: string;
  /** What the code says, and how it writes it. */
  value: KnobValue;
  literal: string;
  /** How far it can be turned, or what there is to choose. */
  span: Range | KnobValue[];
  /** 1-based. */
  line: number;
  /** Where the literal stands in its line: the first character, and the first behind it. */
  from: number;
  to: number;
}

/** A comment that asks for a knob can't have one. */
export class KnobError extends Error {
  override name = 'KnobError';
  /** 1-based. */
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

const COMMENT = /\/\/\s*knob\b(.*)$/;
const NUMBER = String.raw`\d[\d_]*(?:\.\d+)?`;
const RANGE = new RegExp(
  String.raw`^(${NUMBER})\.\.(${NUMBER})(?:\s+step\s+(${NUMBER}))?(?:\s+unit\s+(\S.*))?$`,
);
const CHOICE = String.raw`'[^']*'|${NUMBER}|true|false`;
const CHOICES = new RegExp(String.raw`^((?:${CHOICE})(?:\s*\|\s*(?:${CHOICE}))+)(?:\s+unit\s+(\S.*))?$`);
/** Strings, numbers and words of a line of code. */
const WORDS = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|(?<![\w$.])\d[\d_]*(?:\.\d+)?(?![\w$])|[A-Za-z_$][\w$]*/g;
/** The library's durations, by which a literal gets its unit. */
const UNITS: Record<string, string> = { ms: 'ms', seconds: 's', minutes: 'min', hours: 'h', days: 'd' };

const HOW = `write a range (5..100 step 5 unit messages) or choices ('standard' | 'fifo')`;

/** The knobs of a file that are right, and what is wrong with the others. */
export function readKnobs(text: string): { knobs: Knob[]; errors: KnobError[] } {
  const knobs: Knob[] = [];
  const errors: KnobError[] = [];
  text.split('\n').forEach((code, i) => {
    const [comment, spec] = COMMENT.exec(code) ?? [];
    if (comment === undefined) return;
    try {
      const knob = readKnob(code.slice(0, -comment.length), spec!.trim(), i + 1);
      if (knobs.some(({ name }) => name === knob.name))
        throw new KnobError(
          i + 1,
          `There are two knobs '${knob.name}': give one a label, as in “knob ${knob.name} of A: …”.`,
        );
      knobs.push(knob);
    } catch (error) {
      if (!(error instanceof KnobError)) throw error;
      errors.push(error);
    }
  });
  return { knobs, errors };
}

function readKnob(code: string, spec: string, line: number): Knob {
  const fail = (message: string): never => {
    throw new KnobError(line, message);
  };
  const [, given, what = ''] = /^(?:([^'":|]+):\s+)?(.*)$/.exec(spec)!;
  const range = RANGE.exec(what);
  const choices = CHOICES.exec(what);
  const span = range
    ? { min: number(range[1]!), max: number(range[2]!), step: number(range[3] ?? '1') }
    : choices
      ? choices[1]!.split('|').map((one) => parse(one.trim()))
      : fail(`The knob says '${what}': ${HOW}.`);
  const type = typeof (Array.isArray(span) ? span[0] : 0);
  const literal = [...code.matchAll(WORDS)].findLast(
    ([text]) => typeof parse(text) === type && isLiteral(text),
  );
  if (!literal) return fail(`The knob has no ${type} before it in its line to turn.`);
  const [text] = literal;
  const before = code.slice(0, literal.index);
  const name = given?.trim() ?? nameOf(before);
  if (!name)
    return fail('The value has no name: give the knob a label, as in “knob messages per receive: 1..10”.');
  const duration = /(\w+)\($/.exec(before)?.[1] ?? '';
  const knob: Knob = {
    name,
    label: given?.trim() ?? inWords(name),
    unit: (range?.[4] ?? choices?.[2] ?? UNITS[duration] ?? '').trim(),
    value: parse(text),
    literal: text,
    span,
    line,
    from: literal.index,
    to: literal.index + text.length,
  };
  const objection = objectionTo(knob);
  return objection ? fail(objection) : knob;
}

function objectionTo({ span, value }: Knob): string | undefined {
  if (Array.isArray(span)) {
    if (new Set(span).size < span.length) return 'The knob offers a choice twice.';
    if (span.some((one) => typeof one !== typeof span[0]))
      return 'The choices of the knob are of several types.';
    return span.includes(value)
      ? undefined
      : `The code says ${show(value)}, which is none of the knob's choices.`;
  }
  const { min, max, step } = span;
  if (min >= max) return `The range ${min}..${max} of the knob is empty.`;
  if (step <= 0) return 'The step of the knob must be above 0.';
  if (!fits(value, span))
    return `The code says ${show(value)}, which the knob does not reach from ${min} to ${max} in steps of ${step}.`;
  return undefined;
}

/** Whether a knob can be turned to a value. */
export function fits(value: KnobValue, span: Knob['span']): boolean {
  if (Array.isArray(span)) return span.includes(value);
  if (typeof value !== 'number') return false;
  const steps = (value - span.min) / span.step;
  return value >= span.min && value <= span.max && Math.abs(steps - Math.round(steps)) < 1e-9;
}

/** A value from its text: of an attribute, of a control, of the code. Text without quotes that is nothing else is text. */
export function parse(text: string): KnobValue {
  if (/^(['"]).*\1$/.test(text)) return text.slice(1, -1);
  if (text === 'true' || text === 'false') return text === 'true';
  return new RegExp(`^${NUMBER}$`).test(text) ? number(text) : text;
}

const number = (text: string): number => Number(text.replaceAll('_', ''));
const isLiteral = (text: string): boolean => !/^[A-Za-z_$]/.test(text) || text === 'true' || text === 'false';

/** What the code calls a value that follows it, or follows the opening of a duration: a property, a variable. */
function nameOf(before: string): string | undefined {
  const code = before
    .replace(/\b\w+\($/, (call) => (Object.hasOwn(UNITS, call.slice(0, -1)) ? '' : call))
    .replace(/\[$/, '');
  return (/([\w$]+):\s*$/.exec(code) ?? /\b(?:const|let)\s+([\w$]+)(?:\s*:[^=]+)?\s*=\s*$/.exec(code))?.[1];
}

/** `visibilityTimeout` as people write it. */
const inWords = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const show = (value: KnobValue): string => (typeof value === 'string' ? `'${value}'` : String(value));

/** A value with its unit, as a reader reads it. */
export function valueText({ unit }: Pick<Knob, 'unit'>, value: KnobValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return `${value}${unit === '%' || !unit ? '' : ' '}${unit}`;
}

/** The code with a knob turned. */
export function turned(text: string, knob: Knob, value: KnobValue): string {
  const [quote] = knob.literal;
  return written(text, knob, typeof value === 'string' ? `${quote}${value}${quote}` : String(value));
}

function written(text: string, { line, from, to }: Knob, literal: string): string {
  const lines = text.split('\n');
  const code = lines[line - 1]!;
  lines[line - 1] = code.slice(0, from) + literal + code.slice(to);
  return lines.join('\n');
}

/** The code with its knobs at the given settings, by name. Throws KnobError where it has no such knob, or not so far. */
export function setKnobs(text: string, settings: Record<string, KnobValue>): string {
  let code = text;
  for (const [name, value] of Object.entries(settings)) {
    const { knobs, errors } = readKnobs(code);
    const knob = knobs.find((one) => one.name === name);
    if (!knob) {
      const [wrong] = errors;
      if (wrong) throw new KnobError(wrong.line, `At line ${wrong.line}: ${wrong.message}`);
      const names = knobs.map((one) => `'${one.name}'`).join(', ') || 'none';
      throw new KnobError(1, `The example has no knob '${name}', but ${names}.`);
    }
    if (!fits(value, knob.span))
      throw new KnobError(knob.line, `The knob '${name}' does not go to ${show(value)}.`);
    code = turned(code, knob, value);
  }
  return code;
}

/** The code with each knob as the original has it. */
export function turnedBack(original: string, text: string): string {
  let back = text;
  for (const { name, literal } of readKnobs(original).knobs) {
    const knob = readKnobs(back).knobs.find((one) => one.name === name);
    if (knob) back = written(back, knob, literal);
  }
  return back;
}

/** What its knobs say that the original's do not, where a text is the original but for its knobs; undefined where it is not. */
export function settingsOf(original: string, text: string): Record<string, KnobValue> | undefined {
  if (turnedBack(original, text) !== original) return undefined;
  const { knobs } = readKnobs(text);
  const originals = readKnobs(original).knobs;
  return Object.fromEntries(
    originals.flatMap(({ name, value }) => {
      const knob = knobs.find((one) => one.name === name)!;
      return knob.value === value ? [] : [[name, knob.value]];
    }),
  );
}

/** Settings as an attribute has them: `visibilityTimeout=60, jitter=none`. */
export function parseSettings(text: string): Record<string, KnobValue> {
  return Object.fromEntries(
    text.split(',').map((one) => {
      const [name = '', value] = one.split('=').map((part) => part.trim());
      if (value === undefined) throw new KnobError(1, `'${one.trim()}' sets no knob: write name=value.`);
      return [name, parse(value)];
    }),
  );
}
