import { invalid } from '../errors.ts';
import { dynamodbLimits as limits } from '../limits.ts';
import type { AttributeValue } from '../items/value.ts';
import type { Placeholders } from './placeholders.ts';
import { isReserved } from './reserved.ts';
import type { Path } from './syntax.ts';
import { tokensOf, type Token } from './tokens.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters */
const MAX_EXPRESSION_SIZE = limits.expression.max;

/** AWS names no limit of depth; this one keeps hostile nesting off the stack. */
const MAX_DEPTH = 200;

/** Faults in the order in which DynamoDB reports them, where an expression has several; a syntax error precedes all. */
const RANKS = ['parentheses', 'function', 'reserved', 'name', 'value', 'overlap', 'operand'] as const;
type Rank = (typeof RANKS)[number];

/** Reads the words that all expressions share; the grammars of conditions, updates and projections stand on it. */
export class Parser {
  readonly #expression: string;
  readonly #text: string;
  readonly #placeholders: Placeholders;
  readonly #tokens: readonly Token[];
  readonly #faults = new Map<Rank, string>();
  #at = 0;
  #depth = 0;

  /** `expression` is the parameter's name, which each message begins with. */
  constructor(expression: string, text: string, placeholders: Placeholders) {
    this.#expression = expression;
    this.#text = text;
    this.#placeholders = placeholders;
    if (text.length > MAX_EXPRESSION_SIZE) {
      throw this.refusal(
        `Expression size has exceeded the maximum allowed size; expression size: ${text.length}`,
      );
    }
    this.#tokens = tokensOf(text);
    if (this.#tokens.length === 1) throw this.refusal('The expression can not be empty;');
  }

  /** The word ahead. */
  get token(): Token {
    return this.#tokens[this.#at]!;
  }

  /** The word behind the one ahead. */
  get following(): Token {
    return this.#tokens[Math.min(this.#at + 1, this.#tokens.length - 1)]!;
  }

  next(): Token {
    const token = this.token;
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  /** Whether a word or sign is ahead. Keywords may be in either case. */
  sees(word: string): boolean {
    return this.token.text.toUpperCase() === word;
  }

  accept(word: string): boolean {
    if (!this.sees(word)) return false;
    this.next();
    return true;
  }

  expect(word: string): void {
    if (!this.accept(word)) throw this.syntaxError();
  }

  /** A list divided by commas. */
  list<Element>(read: () => Element): Element[] {
    const elements = [read()];
    while (this.accept(',')) elements.push(read());
    return elements;
  }

  path(): Path {
    const path: [string, ...(string | number)[]] = [this.#attributeName()];
    for (;;) {
      if (this.accept('.')) path.push(this.#attributeName());
      else if (this.accept('[')) {
        if (this.token.kind !== 'index') throw this.syntaxError();
        path.push(Number(this.next().text));
        this.expect(']');
      } else return path;
    }
  }

  /** The value of the placeholder ahead. One that is not defined is complained of and read as NULL. */
  value(): AttributeValue {
    if (this.token.kind !== 'value') throw this.syntaxError();
    const alias = this.next().text;
    const value = this.#placeholders.value(alias);
    if (value) return value;
    this.complain(
      'value',
      `An expression attribute value used in expression is not defined; attribute value: ${alias}`,
    );
    return { null: true };
  }

  /** Reads what is nested, unless it is nested too deeply. */
  nested<Result>(read: () => Result): Result {
    if (++this.#depth > MAX_DEPTH) throw this.refusal('The expression is nested too deeply;');
    const result = read();
    this.#depth--;
    return result;
  }

  complain(rank: Rank, message: string): void {
    if (!this.#faults.has(rank)) this.#faults.set(rank, message);
  }

  /** The end of the expression: what was complained of is thrown. */
  finish(): void {
    if (this.token.kind !== 'end') throw this.syntaxError();
    for (const rank of RANKS) {
      const fault = this.#faults.get(rank);
      if (fault !== undefined) throw this.refusal(fault);
    }
  }

  refusal(message: string) {
    return invalid(`Invalid ${this.#expression}: ${message}`);
  }

  /** The word ahead does not fit; AWS shows it with its neighbours. */
  syntaxError() {
    const before = this.#tokens[Math.max(this.#at - 1, 0)]!;
    const near = this.#text.slice(before.from, this.following.to);
    return this.refusal(`Syntax error; token: "${this.token.text}", near: "${near}"`);
  }

  #attributeName(): string {
    const token = this.token;
    if (token.kind === 'alias') {
      this.next();
      const name = this.#placeholders.name(token.text);
      if (name !== undefined) return name;
      this.complain(
        'name',
        `An expression attribute name used in the document path is not defined; attribute name: ${token.text}`,
      );
      return token.text;
    }
    if (token.kind !== 'name') throw this.syntaxError();
    this.next();
    if (isReserved(token.text)) {
      this.complain('reserved', `Attribute name is a reserved keyword; reserved keyword: ${token.text}`);
    }
    return token.text;
  }
}
