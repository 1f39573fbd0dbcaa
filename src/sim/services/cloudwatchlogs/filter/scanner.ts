import { invalid } from '../errors.ts';
import { textOperand, type Operand, type Operator } from './comparison.ts';
import { readRegex } from './regex.ts';

const OPERATORS: readonly Operator[] = ['!=', '<=', '>=', '=', '<', '>'];

/** At most so many regular expressions in a JSON or space-delimited pattern. */
const MAX_REGEXES = 2;

/** Reads the signs, words and comparisons that JSON and space-delimited patterns share. */
export class Scanner {
  readonly #text: string;
  #at = 0;
  #regexes = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    this.skipSpace();
    return this.#at >= this.#text.length;
  }

  accept(sign: string): boolean {
    this.skipSpace();
    if (!this.#text.startsWith(sign, this.#at)) return false;
    this.#at += sign.length;
    return true;
  }

  expect(sign: string): void {
    if (!this.accept(sign)) throw this.refusal();
  }

  /** A word of the keyword kind, whole. */
  acceptWord(word: string): boolean {
    this.skipSpace();
    const end = this.#at + word.length;
    if (this.#text.slice(this.#at, end) !== word || /\w/.test(this.#text[end] ?? '')) return false;
    this.#at = end;
    return true;
  }

  /** What a pattern finds here, without space before it. The pattern is sticky. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  operator(): Operator | undefined {
    return OPERATORS.find((operator) => this.accept(operator));
  }

  /** A quoted text, a regular expression, or a word up to one of the signs that end it. */
  operand(word: RegExp): Operand {
    this.skipSpace();
    if (this.accept('"')) return textOperand(this.until('"'));
    if (this.accept('%')) {
      if (++this.#regexes > MAX_REGEXES)
        throw invalid('Invalid filter pattern: at most 2 regular expressions.');
      return { kind: 'regex', regex: readRegex(this.until('%')) };
    }
    const text = this.take(word);
    if (text === undefined) throw this.refusal();
    return textOperand(text);
  }

  /** The text up to a sign, which a backslash may precede to belong to the text. */
  until(sign: string): string {
    let found = '';
    for (; this.#at < this.#text.length; this.#at++) {
      const unit = this.#text[this.#at]!;
      if (unit === sign) {
        this.#at++;
        return found;
      }
      if (unit === '\\' && this.#text[this.#at + 1] === sign) this.#at++;
      found += this.#text[this.#at]!;
    }
    throw this.refusal();
  }

  skipSpace(): void {
    while (this.#at < this.#text.length && /\s/.test(this.#text[this.#at]!)) this.#at++;
  }

  refusal() {
    return invalid('Invalid filter pattern');
  }
}
