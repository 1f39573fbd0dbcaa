import { invalid } from '../errors.ts';

/**
 * The regular expressions of filter patterns, which stand between percent signs. They have no groups, so a program of
 * single steps runs them: all ways at once, in time linear in the text.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html#regex-expressions
 */
export interface Regex {
  readonly steps: readonly Step[];
}

type Test = (unit: number) => boolean;

type Step =
  | { kind: 'unit'; test: Test }
  | { kind: 'split'; to: readonly [number, number] }
  | { kind: 'jump'; to: number }
  | { kind: 'start' | 'end' | 'match' };

interface Atom {
  step: Step;
  min: number;
  max: number;
}

/** AWS names no limit; this one bounds the work for each character. */
const MAX_STEPS = 1000;
const PLAIN = /^[A-Za-z0-9:_#=@/;, \-]$/;

/** Reads a regular expression. */
export function readRegex(source: string): Regex {
  const steps: Step[] = [];
  const ways = alternatives(source);
  const ends: number[] = [];
  ways.forEach((atoms, i) => {
    const last = i === ways.length - 1;
    const split = steps.length;
    if (!last) steps.push({ kind: 'split', to: [split + 1, -1] });
    for (const atom of atoms) emit(atom, steps);
    if (last) return;
    ends.push(steps.length);
    steps.push({ kind: 'jump', to: -1 });
    steps[split] = { kind: 'split', to: [split + 1, steps.length] };
  });
  for (const end of ends) steps[end] = { kind: 'jump', to: steps.length };
  steps.push({ kind: 'match' });
  return { steps };
}

/** Whether a text has a part that matches. */
export function matchesRegex({ steps }: Regex, text: string): boolean {
  // The characters that may come next, and for each step the last place in the text at which it was reached.
  let current: number[] = [];
  let next: number[] = [];
  const reached = new Int32Array(steps.length).fill(-1);
  for (let at = 0; at <= text.length; at++) {
    // A match may begin anywhere, so the first step joins in at each character.
    if (reach(0, at, current)) return true;
    if (at === text.length) return false;
    const unit = text.charCodeAt(at);
    next.length = 0;
    for (const place of current) {
      const step = steps[place]!;
      if (step.kind === 'unit' && step.test(unit) && reach(place + 1, at + 1, next)) return true;
    }
    [current, next] = [next, current];
  }
  return false;

  /** Follows the steps that take no character; whether one is the end of a match. */
  function reach(from: number, at: number, places: number[]): boolean {
    const open = [from];
    while (open.length > 0) {
      const place = open.pop()!;
      if (reached[place] === at) continue;
      reached[place] = at;
      const step = steps[place]!;
      if (step.kind === 'match') return true;
      if (step.kind === 'unit') places.push(place);
      else if (step.kind === 'jump') open.push(step.to);
      else if (step.kind === 'split') open.push(...step.to);
      else if (step.kind === 'start' ? at === 0 : at === text.length) open.push(place + 1);
    }
    return false;
  }
}

function emit({ step, min, max }: Atom, steps: Step[]): void {
  for (let i = 0; i < min; i++) steps.push(step);
  if (max === Infinity) {
    const split = steps.length;
    steps.push({ kind: 'split', to: [split + 1, split + 3] }, step, { kind: 'jump', to: split });
  } else {
    const end = steps.length + 2 * (max - min);
    for (let i = min; i < max && steps.length <= MAX_STEPS; i++) {
      steps.push({ kind: 'split', to: [steps.length + 1, end] }, step);
    }
  }
  if (steps.length > MAX_STEPS) throw invalid('The regular expression is too large.');
}

function alternatives(source: string): Atom[][] {
  const reader = new Reader(source);
  const ways: Atom[][] = [[]];
  while (!reader.atEnd) {
    if (reader.accept('|')) ways.push([]);
    else ways.at(-1)!.push(reader.atom());
  }
  return ways;
}

class Reader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get atEnd(): boolean {
    return this.#at >= this.#source.length;
  }

  accept(sign: string): boolean {
    if (this.#source[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  atom(): Atom {
    if (this.accept('^')) return { step: { kind: 'start' }, min: 1, max: 1 };
    if (this.accept('$')) return { step: { kind: 'end' }, min: 1, max: 1 };
    const step: Step = { kind: 'unit', test: this.#test() };
    if (this.accept('?')) return { step, min: 0, max: 1 };
    if (this.accept('*')) return { step, min: 0, max: Infinity };
    if (this.accept('+')) return { step, min: 1, max: Infinity };
    if (!this.accept('{')) return { step, min: 1, max: 1 };
    const close = this.#source.indexOf('}', this.#at);
    const match = /^(\d*)(?:(,) ?(\d*))?$/.exec(close < 0 ? '' : this.#source.slice(this.#at, close));
    if (!match || (match[1] === '' && !match[3])) throw invalid(INVALID);
    this.#at = close + 1;
    const min = Number(match[1] ?? 0);
    const max = match[2] ? (match[3] ? Number(match[3]) : Infinity) : min;
    if (min > max || min > MAX_STEPS) throw invalid(INVALID);
    return { step, min, max };
  }

  #test(): Test {
    if (this.accept('.')) return () => true;
    if (this.accept('[')) return this.#class();
    const sign = this.#next();
    if (sign === '\\') return this.#escape();
    if (!PLAIN.test(sign)) throw invalid(INVALID);
    return is(sign);
  }

  #class(): Test {
    const negated = this.accept('^');
    const tests: Test[] = [];
    while (tests.length === 0 || !this.accept(']')) {
      const from = this.#next();
      if (from === '\\') tests.push(this.#escape());
      else if (
        this.#source[this.#at] === '-' &&
        this.#source[this.#at + 1] !== ']' &&
        this.#at + 1 < this.#source.length
      ) {
        this.#at++;
        const [low, high] = [from.charCodeAt(0), this.#next().charCodeAt(0)];
        if (low > high) throw invalid(INVALID);
        tests.push((unit) => unit >= low && unit <= high);
      } else tests.push(is(from));
    }
    return (unit) => tests.some((test) => test(unit)) !== negated;
  }

  #escape(): Test {
    const sign = this.#next();
    const kind = CLASSES.get(sign.toLowerCase());
    if (kind && sign === sign.toLowerCase()) return kind;
    if (kind) return (unit) => !kind(unit);
    if (sign !== 'x') return is(sign);
    const hex = this.#source.slice(this.#at, this.#at + 2);
    if (!/^[0-9A-Fa-f]{2}$/.test(hex)) throw invalid(INVALID);
    this.#at += 2;
    const code = Number.parseInt(hex, 16);
    return (unit) => unit === code;
  }

  #next(): string {
    const sign = this.#source[this.#at++];
    if (sign === undefined || sign > '\x7f') throw invalid(INVALID);
    return sign;
  }
}

const INVALID = 'Invalid filter pattern: the regular expression is not supported.';

const CLASSES = new Map<string, Test>([
  ['d', (unit) => unit >= 48 && unit <= 57],
  ['s', (unit) => unit === 9 || unit === 10 || unit === 32],
  ['w', (unit) => /\w/.test(String.fromCharCode(unit))],
]);

function is(sign: string): Test {
  const code = sign.charCodeAt(0);
  return (unit) => unit === code;
}
