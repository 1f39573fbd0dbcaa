import type { AwsError } from '../../../cloud/index.ts';
import { expressionError } from '../errors.ts';
import { cloudWatchLimits } from '../limits.ts';
import { tokenize, type Token } from './token.ts';

/** Operators of two operands. */
export type BinaryOperator =
  '+' | '-' | '*' | '/' | '^' | '==' | '!=' | '<' | '>' | '<=' | '>=' | 'AND' | 'OR';

/** A metric math expression, read. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'keyword'; readonly word: string }
  | { readonly kind: 'array'; readonly members: readonly Expression[] }
  | { readonly kind: 'minus'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly arguments: readonly Expression[];
    };

/** How strongly operators bind. AWS does not say; it is the custom of C, with `^` above all and to the right. */
const strengths: ReadonlyMap<string, number> = new Map([
  ['OR', 1],
  ['||', 1],
  ['AND', 2],
  ['&&', 2],
  ['==', 3],
  ['!=', 3],
  ['<', 4],
  ['>', 4],
  ['<=', 4],
  ['>=', 4],
  ['+', 5],
  ['-', 5],
  ['*', 6],
  ['/', 6],
  ['^', 8],
]);
const MINUS = 7;
const POWER = 8;

/**
 * Reads an expression of metric math, in time linear in its length. `id`: the query that has it, for errors.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function parseExpression(text: string, id: string): Expression {
  const { max } = cloudWatchLimits.expression;
  if (text.length > max) throw expressionError(id, `More than ${max} characters`);
  return new ExpressionParser(tokenize(text), id).whole();
}

/** The ids of metrics and expressions that an expression names. */
export function idsIn(expression: Expression, found = new Set<string>()): Set<string> {
  if (expression.kind === 'id') found.add(expression.id);
  for (const part of partsOf(expression)) idsIn(part, found);
  return found;
}

/** Whether an expression takes metrics that it does not name: those of METRICS(). */
export function takesAllMetrics(expression: Expression): boolean {
  if (expression.kind === 'call' && expression.name === 'METRICS') return true;
  return partsOf(expression).some(takesAllMetrics);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'array':
      return expression.members;
    case 'minus':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'call':
      return expression.arguments;
    default:
      return [];
  }
}

class ExpressionParser {
  readonly #tokens: readonly Token[];
  readonly #id: string;
  #next = 0;

  constructor(tokens: readonly Token[], id: string) {
    this.#tokens = tokens;
    this.#id = id;
  }

  whole(): Expression {
    const expression = this.#expression(0);
    if (this.#peek().kind !== 'end') throw this.#unexpected(this.#peek());
    return expression;
  }

  /** An expression whose operators all bind stronger than `floor`. */
  #expression(floor: number): Expression {
    let left = this.#operand();
    for (;;) {
      const { kind, text } = this.#peek();
      const strength = kind === 'sign' || kind === 'name' ? (strengths.get(text) ?? 0) : 0;
      if (strength <= floor) return left;
      this.#next++;
      const right = this.#expression(strength === POWER ? strength - 1 : strength);
      const operator = (text === '&&' ? 'AND' : text === '||' ? 'OR' : text) as BinaryOperator;
      left = { kind: 'binary', operator, left, right };
    }
  }

  #operand(): Expression {
    const token = this.#advance();
    const { kind, text } = token;
    if (kind === 'number') return { kind: 'number', value: Number(text) };
    if (kind === 'string') return { kind: 'string', value: text };
    if (kind === 'name') return this.#named(token);
    if (text === '-' && kind === 'sign') return { kind: 'minus', operand: this.#expression(MINUS - 1) };
    if (text === '(' && kind === 'sign') {
      const inner = this.#expression(0);
      this.#expect(')');
      return inner;
    }
    if (text === '[' && kind === 'sign') return { kind: 'array', members: this.#list(']') };
    throw this.#unexpected(token);
  }

  /** Ids begin with a lowercase letter; functions and keywords are in capitals. */
  #named(token: Token): Expression {
    const { text } = token;
    const capital = (text[0] as string) < 'a';
    if (this.#peek().text === '(' && this.#peek().kind === 'sign') {
      this.#next++;
      return { kind: 'call', name: text, arguments: this.#list(')') };
    }
    if (strengths.has(text)) throw this.#unexpected(token);
    return capital ? { kind: 'keyword', word: text } : { kind: 'id', id: text };
  }

  #list(close: ')' | ']'): Expression[] {
    const members: Expression[] = [];
    if (this.#peek().kind === 'sign' && this.#peek().text === close) {
      this.#next++;
      return members;
    }
    for (;;) {
      members.push(this.#expression(0));
      const token = this.#advance();
      if (token.kind === 'sign' && token.text === close) return members;
      if (token.kind !== 'sign' || token.text !== ',') throw this.#unexpected(token, `, or ${close}`);
    }
  }

  #expect(sign: string): void {
    const token = this.#advance();
    if (token.kind !== 'sign' || token.text !== sign) throw this.#unexpected(token, sign);
  }

  #peek(): Token {
    return this.#tokens[this.#next] as Token;
  }

  #advance(): Token {
    const token = this.#peek();
    if (token.kind !== 'end') this.#next++;
    return token;
  }

  #unexpected({ kind, text, at }: Token, wanted?: string): AwsError {
    const found = kind === 'end' ? 'the expression ends' : `there is ${JSON.stringify(text)}`;
    const expected = wanted === undefined ? '' : `, where ${wanted} should be`;
    return expressionError(this.#id, `Invalid syntax: ${found} at character ${at}${expected}`);
  }
}
