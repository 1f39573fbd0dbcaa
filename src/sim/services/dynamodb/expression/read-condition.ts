import { compare } from '../items/order.ts';
import { held, TYPES, typeOf, type AttributeType } from '../items/value.ts';
import { Parser } from './parser.ts';
import type { Placeholders } from './placeholders.ts';
import { writePath, type Comparator, type Condition, type Operand } from './syntax.ts';

const COMPARATORS: readonly string[] = ['=', '<>', '<', '<=', '>', '>='];

/** How many operands each function takes. `size` gives a number; the others are conditions. */
const ARITY = new Map([
  ['attribute_exists', 1],
  ['attribute_not_exists', 1],
  ['attribute_type', 2],
  ['begins_with', 2],
  ['contains', 2],
  ['size', 1],
]);

const MAX_LIST = 100;

/**
 * Reads a condition or filter.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export function readCondition(expression: string, text: string, placeholders: Placeholders): Condition {
  const parser = new Parser(expression, text, placeholders);
  const condition = new ConditionReader(parser).or();
  parser.finish();
  return condition;
}

class ConditionReader {
  readonly #parser: Parser;
  /** Where the pair of parentheses read last began, and where the word behind it stands. */
  #lastPair = { from: -1, next: -1 };

  constructor(parser: Parser) {
    this.#parser = parser;
  }

  or(): Condition {
    return this.#joined('or', 'OR', () => this.#joined('and', 'AND', () => this.#not()));
  }

  #joined(kind: 'and' | 'or', word: string, read: () => Condition): Condition {
    const conditions = [read()];
    while (this.#parser.accept(word)) conditions.push(read());
    return conditions.length === 1 ? conditions[0]! : { kind, conditions };
  }

  #not(): Condition {
    if (!this.#parser.accept('NOT')) return this.#simple();
    return { kind: 'not', condition: this.#parser.nested(() => this.#not()) };
  }

  #simple(): Condition {
    const parser = this.#parser;
    if (parser.sees('(')) return this.#parenthesised();
    if (parser.token.kind === 'name' && parser.following.text === '(') {
      const call = this.#call();
      if (call.kind !== 'size') return call;
      return this.#comparison(call);
    }
    return this.#comparison(this.#operand());
  }

  #parenthesised(): Condition {
    const parser = this.#parser;
    const from = parser.token.from;
    parser.expect('(');
    const inner = parser.token.from;
    const condition = parser.nested(() => this.or());
    // `((a = b))`: the last pair that was read begins and ends where what stands between these does.
    if (this.#lastPair.from === inner && this.#lastPair.next === parser.token.from) {
      parser.complain('parentheses', 'The expression has redundant parentheses;');
    }
    parser.expect(')');
    this.#lastPair = { from, next: parser.token.from };
    return condition;
  }

  #comparison(left: Operand): Condition {
    const parser = this.#parser;
    if (parser.accept('BETWEEN')) {
      const low = this.#operand();
      parser.expect('AND');
      return this.#between(left, low, this.#operand());
    }
    if (parser.accept('IN')) {
      parser.expect('(');
      const list = parser.list(() => this.#operand());
      parser.expect(')');
      if (list.length > MAX_LIST) {
        parser.complain(
          'operand',
          `Invalid number of operands for operator or function; operator or function: IN, number of operands: ${list.length}`,
        );
      }
      return { kind: 'in', operand: left, list };
    }
    if (!COMPARATORS.includes(parser.token.text)) throw parser.syntaxError();
    const operator = parser.next().text as Comparator;
    const right = this.#operand();
    this.#checkDistinct(operator, left, right);
    if (operator !== '=' && operator !== '<>') this.#checkOrdered(operator, left, right);
    return { kind: 'compare', operator, left, right };
  }

  #between(operand: Operand, low: Operand, high: Operand): Condition {
    this.#checkOrdered('BETWEEN', operand, low, high);
    if (low.kind === 'value' && high.kind === 'value') {
      const order = compare(low.value, high.value);
      const bounds = `lower bound operand: AttributeValue: ${write(low)}, upper bound operand: AttributeValue: ${write(high)}`;
      if (order === undefined) {
        this.#parser.complain(
          'operand',
          `The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`,
        );
      } else if (order > 0) {
        this.#parser.complain(
          'operand',
          `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`,
        );
      }
    }
    return { kind: 'between', operand, low, high };
  }

  #operand(): Operand {
    const parser = this.#parser;
    if (parser.token.kind === 'value') return { kind: 'value', value: parser.value() };
    if (parser.token.kind === 'name' && parser.following.text === '(') {
      const name = parser.token.text;
      const call = this.#call();
      if (call.kind === 'size') return call;
      parser.complain('function', misused(name));
      return { kind: 'value', value: { null: true } };
    }
    return { kind: 'path', path: parser.path() };
  }

  #call(): Condition | Extract<Operand, { kind: 'size' }> {
    const parser = this.#parser;
    const name = parser.next().text;
    parser.expect('(');
    const operands = parser.nested(() => parser.list(() => this.#operand()));
    parser.expect(')');
    const [first, second] = operands;
    const arity = ARITY.get(name);
    if (arity === undefined) parser.complain('function', `Invalid function name; function: ${name}`);
    else if (operands.length !== arity) {
      parser.complain(
        'operand',
        `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
      );
    }
    const path = first?.kind === 'path' ? first.path : ([''] as const);
    switch (name) {
      case 'size':
        if (first?.kind !== 'path') this.#wrongOperand(name, first);
        return { kind: 'size', path };
      case 'attribute_exists':
      case 'attribute_not_exists':
        if (first?.kind !== 'path') {
          parser.complain(
            'operand',
            `Operator or function requires a document path; operator or function: ${name}`,
          );
        }
        return { kind: name, path };
      default: {
        const kind = name === 'attribute_type' || name === 'begins_with' ? name : 'contains';
        const right: Operand = second ?? { kind: 'value', value: { null: true } };
        if (arity === 2 && operands.length === 2) this.#checkCall(kind, first!, right);
        return { kind, left: first!, right };
      }
    }
  }

  #checkCall(name: string, left: Operand, right: Operand): void {
    this.#checkDistinct(name, left, right);
    if (name === 'begins_with') {
      for (const operand of [left, right])
        if (!isOneOf(operand, ['S', 'B'])) this.#wrongOperand(name, operand);
    }
    if (name !== 'attribute_type') return;
    if (right.kind !== 'value' || !('s' in right.value)) this.#wrongOperand(name, right);
    else if (!(TYPES as readonly string[]).includes(right.value.s)) {
      this.#parser.complain(
        'operand',
        `Invalid attribute type name found; type: ${right.value.s}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`,
      );
    }
  }

  #checkDistinct(operator: string, left: Operand, right: Operand): void {
    if (left.kind !== 'path' || right.kind !== 'path') return;
    if (writePath(left.path) !== writePath(right.path)) return;
    this.#parser.complain(
      'operand',
      `The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: ${writePath(left.path)}`,
    );
  }

  #checkOrdered(operator: string, ...operands: Operand[]): void {
    const wrong = operands.find((operand) => !isOneOf(operand, ['S', 'N', 'B']));
    if (wrong) this.#wrongOperand(operator, wrong);
  }

  #wrongOperand(name: string, operand: Operand | undefined): void {
    const type = operand?.kind === 'value' ? typeOf(operand.value) : operand?.kind === 'size' ? 'N' : 'NULL';
    this.#parser.complain(
      'operand',
      `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`,
    );
  }
}

function misused(name: string): string {
  return `The function is not allowed to be used this way in an expression; function: ${name}`;
}

/** What a path leads to is not known before there is an item. */
function isOneOf(operand: Operand, types: readonly AttributeType[]): boolean {
  if (operand.kind === 'path') return true;
  return types.includes(operand.kind === 'size' ? 'N' : typeOf(operand.value));
}

function write(operand: Extract<Operand, { kind: 'value' }>): string {
  const type = typeOf(operand.value);
  return `{${type}:${String(held(operand.value))}}`;
}
