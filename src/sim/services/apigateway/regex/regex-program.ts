import { notModelled, TemplateError } from './errors.ts';

type Accepts = (code: number) => boolean;

/** What a regular expression is made into. */
export type Instruction =
  | { readonly kind: 'one'; readonly accepts: Accepts }
  | { readonly kind: 'jump'; to: number }
  | { readonly kind: 'split'; first: number; second: number }
  | { readonly kind: 'save'; readonly place: number }
  | { readonly kind: 'assert'; readonly what: '^' | '$' | 'b' | 'B' }
  | { readonly kind: 'match' };

const MAX_INSTRUCTIONS = 2000;
const MAX_DEPTH = 50;

const isDigit: Accepts = (code) => code >= 48 && code <= 57;
/** Whether a character is one of a word. */
export const isWord: Accepts = (code) =>
  isDigit(code) || code === 95 || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
const isSpace: Accepts = (code) => code === 32 || (code >= 9 && code <= 13);
const notA =
  (accepts: Accepts): Accepts =>
  (code) =>
    !accepts(code);
const is =
  (wanted: number): Accepts =>
  (code) =>
    code === wanted;

const CLASSES = new Map<string, Accepts>([
  ['d', isDigit],
  ['D', notA(isDigit)],
  ['w', isWord],
  ['W', notA(isWord)],
  ['s', isSpace],
  ['S', notA(isSpace)],
]);
const CONTROLS = new Map([
  ['t', 9],
  ['n', 10],
  ['r', 13],
  ['f', 12],
]);

/** Makes a program of the text of a regular expression; parts of Java's that are left out are refused by name. */
export function compileRegex(source: string): Instruction[] {
  return new Compiler(source).compile();
}

class Compiler {
  readonly #source: string;
  readonly #program: Instruction[] = [];
  #at = 0;
  #groups = 0;

  constructor(source: string) {
    this.#source = source;
  }

  compile(): Instruction[] {
    this.#alternatives(0);
    if (this.#at < this.#source.length) this.#fail();
    this.#emit({ kind: 'match' });
    return this.#program;
  }

  #alternatives(depth: number): void {
    if (depth > MAX_DEPTH) this.#fail();
    const start = this.#program.length;
    this.#sequence(depth);
    if (this.#source[this.#at] !== '|') return;
    const ends: { kind: 'jump'; to: number }[] = [];
    let branch = start;
    while (this.#source[this.#at] === '|') {
      this.#at++;
      this.#insert(branch, { kind: 'split', first: branch + 1, second: 0 });
      const end = { kind: 'jump' as const, to: 0 };
      this.#emit(end);
      ends.push(end);
      const split = this.#program[branch];
      if (split?.kind === 'split') split.second = this.#program.length;
      branch = this.#program.length;
      this.#sequence(depth);
    }
    for (const end of ends) end.to = this.#program.length;
  }

  #sequence(depth: number): void {
    for (let next = this.#source[this.#at]; next !== undefined; next = this.#source[this.#at]) {
      if (next === '|' || next === ')') return;
      const start = this.#program.length;
      this.#atom(next, depth);
      this.#quantifier(start);
    }
  }

  #atom(first: string, depth: number): void {
    this.#at++;
    if (first === '(') return this.#group(depth);
    if (first === '[') return this.#emit({ kind: 'one', accepts: this.#set() });
    if (first === '.') return this.#emit({ kind: 'one', accepts: (code) => code !== 10 && code !== 13 });
    if (first === '^' || first === '$') return this.#emit({ kind: 'assert', what: first });
    if (first === '*' || first === '+' || first === '?') this.#fail();
    if (first !== '\\') return this.#emit({ kind: 'one', accepts: is(first.charCodeAt(0)) });
    const next = this.#source[this.#at];
    if (next === 'b' || next === 'B') {
      this.#at++;
      return this.#emit({ kind: 'assert', what: next });
    }
    const escaped = this.#escape();
    this.#emit({ kind: 'one', accepts: typeof escaped === 'number' ? is(escaped) : escaped });
  }

  #group(depth: number): void {
    let place: number | undefined;
    if (this.#source.startsWith('?:', this.#at)) this.#at += 2;
    else if (this.#source[this.#at] === '?') throw notModelled('(?…) in a regular expression');
    else place = 2 * ++this.#groups;
    if (place !== undefined) this.#emit({ kind: 'save', place });
    this.#alternatives(depth + 1);
    if (this.#source[this.#at++] !== ')') this.#fail();
    if (place !== undefined) this.#emit({ kind: 'save', place: place + 1 });
  }

  /** What follows a backslash: a character, or a class of them. */
  #escape(): number | Accepts {
    const next = this.#source[this.#at++];
    if (next === undefined) return this.#fail();
    const known = CLASSES.get(next) ?? CONTROLS.get(next);
    if (known !== undefined) return known;
    if (next === 'u' || next === 'x') {
      const count = next === 'u' ? 4 : 2;
      const digits = this.#source.slice(this.#at, this.#at + count);
      if (digits.length < count || !/^[0-9a-fA-F]+$/.test(digits)) this.#fail();
      this.#at += digits.length;
      return parseInt(digits, 16);
    }
    if (/[A-Za-z0-9]/.test(next)) throw notModelled(`\\${next} in a regular expression`);
    return next.charCodeAt(0);
  }

  #set(): Accepts {
    const negated = this.#source[this.#at] === '^';
    if (negated) this.#at++;
    const parts: Accepts[] = [];
    for (let first = true; first || this.#source[this.#at] !== ']'; first = false) {
      if (this.#at >= this.#source.length) this.#fail();
      if (this.#source[this.#at] === '[' || this.#source.startsWith('&&', this.#at)) {
        throw notModelled('classes within classes of a regular expression');
      }
      const from = this.#member();
      if (typeof from !== 'number') {
        parts.push(from);
        continue;
      }
      if (this.#source[this.#at] !== '-' || this.#source[this.#at + 1] === ']') {
        parts.push(is(from));
        continue;
      }
      this.#at++;
      const to = this.#member();
      if (typeof to !== 'number' || to < from) return this.#fail();
      parts.push((code) => code >= from && code <= to);
    }
    this.#at++;
    const accepts: Accepts = (code) => parts.some((part) => part(code));
    return negated ? notA(accepts) : accepts;
  }

  #member(): number | Accepts {
    const first = this.#source[this.#at++];
    if (first === undefined) return this.#fail();
    return first === '\\' ? this.#escape() : first.charCodeAt(0);
  }

  #quantifier(start: number): void {
    const counts = this.#counts();
    if (!counts) return;
    const [least, most] = counts;
    const lazy = this.#source[this.#at] === '?';
    if (lazy) this.#at++;
    if (this.#source[this.#at] === '+') throw notModelled('possessive quantifiers');
    const piece = this.#program.splice(start);
    const copy = () => {
      const offset = this.#program.length - start;
      for (const instruction of piece) this.#emit(moved(instruction, offset));
    };
    for (let i = 0; i < least; i++) copy();
    const split = (first: number, second: number): Instruction =>
      lazy ? { kind: 'split', first: second, second: first } : { kind: 'split', first, second };
    if (most === Infinity) {
      const loop = this.#program.length;
      this.#emit(split(loop + 1, loop + piece.length + 2));
      copy();
      this.#emit({ kind: 'jump', to: loop });
      return;
    }
    const end = this.#program.length + (most - least) * (piece.length + 1);
    for (let i = least; i < most; i++) {
      this.#emit(split(this.#program.length + 1, end));
      copy();
    }
  }

  #counts(): [least: number, most: number] | undefined {
    const sign = this.#source[this.#at];
    if (sign === '*' || sign === '+' || sign === '?') {
      this.#at++;
      return [sign === '+' ? 1 : 0, sign === '?' ? 1 : Infinity];
    }
    if (sign !== '{') return undefined;
    const found = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(this.#source.slice(this.#at, this.#at + 12));
    if (!found) return this.#fail();
    this.#at += found[0].length;
    const least = Number(found[1]);
    const most = found[2] === undefined ? least : found[3] === '' ? Infinity : Number(found[3]);
    if (most < least) this.#fail();
    return [least, most];
  }

  #emit(instruction: Instruction): void {
    if (this.#program.length >= MAX_INSTRUCTIONS)
      throw new TemplateError('A regular expression is too large.');
    this.#program.push(instruction);
  }

  /** Puts an instruction before others; those that lead behind that place move along. */
  #insert(index: number, instruction: Instruction): void {
    const piece = this.#program.splice(index);
    this.#emit(instruction);
    for (const each of piece) this.#emit(moved(each, 1));
  }

  #fail(): never {
    throw new TemplateError(`Not a regular expression: ${this.#source.slice(0, 100)}`);
  }
}

function moved(instruction: Instruction, by: number): Instruction {
  if (instruction.kind === 'jump') return { kind: 'jump', to: instruction.to + by };
  if (instruction.kind !== 'split') return instruction;
  return { kind: 'split', first: instruction.first + by, second: instruction.second + by };
}
