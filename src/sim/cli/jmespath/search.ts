import { type Expression, FUNCTIONS } from './functions.ts';
import { JmespathError, type Token, tokensOf } from './tokens.ts';

/**
 * JMESPath, the language of `--query`: finds what an expression asks for in JSON. https://jmespath.org/specification.html
 *
 * @throws JmespathError
 */
export function search(value: unknown, expression: string): unknown {
  return new Parser(expression).whole()(value) ?? null;
}

/** How strongly what follows an expression binds to it. */
const BINDING: Readonly<Record<string, number>> = { '|': 1, '||': 2, '&&': 3, '==': 5, '!=': 5, '<': 5, '>': 5, '<=': 5, '>=': 5, '[]': 9, '*': 20, '[?': 21, '.': 40, '!': 45, '{': 50, '[': 55 }; // prettier-ignore

/** Below this a projection ends: what comes then is about its whole result. */
const PROJECTION = 10;

const same: Expression = (value) => value;

const field =
  (name: string): Expression =>
  (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
      ? (value as Record<string, unknown>)[name]
      : null;

/** Applies the rest of an expression to each; what gives nothing is left out. */
const each = (all: unknown, rest: Expression): unknown =>
  Array.isArray(all) ? all.map((value) => rest(value) ?? null).filter((value) => value !== null) : null;

/** What counts as true: everything but nothing, and what is empty. */
function truthy(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

const equal = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Reads an expression by how strongly its marks bind, and gives a function of the value. */
class Parser {
  readonly #text: string;
  readonly #tokens: Token[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokensOf(text);
  }

  whole(): Expression {
    const found = this.#expression(0);
    if (this.#next.type !== 'end') throw this.#wrong();
    return found;
  }

  get #next(): Token {
    return this.#tokens[this.#at]!;
  }

  #wrong(): JmespathError {
    const { text, at } = this.#next;
    return new JmespathError(`Bad value for --query ${this.#text}: unexpected '${text}' at column ${at}`);
  }

  #is(mark: string): boolean {
    return this.#next.type === 'mark' && this.#next.text === mark;
  }

  #take(mark: string): boolean {
    const there = this.#is(mark);
    if (there) this.#at++;
    return there;
  }

  #need(mark: string): void {
    if (!this.#take(mark)) throw this.#wrong();
  }

  #binding(): number {
    return this.#next.type === 'mark' ? (BINDING[this.#next.text] ?? 0) : 0;
  }

  #expression(binding: number): Expression {
    let left = this.#begin();
    while (binding < this.#binding()) left = this.#goOn(left);
    return left;
  }

  /** What an expression begins with. */
  #begin(): Expression {
    const token = this.#next;
    this.#at++;
    if (token.type === 'literal') return () => token.value;
    if (token.type === 'identifier') return this.#take('(') ? this.#call(token.text) : field(token.text);
    switch (token.type === 'mark' ? token.text : '') {
      case '@':
        return same;
      case '&': {
        const inner = this.#expression(0);
        return () => inner;
      }
      case '!': {
        const inner = this.#expression(BINDING['!']!);
        return (value) => !truthy(inner(value));
      }
      case '(': {
        const inner = this.#expression(0);
        this.#need(')');
        return inner;
      }
      case '{':
        return this.#hash();
      case '*':
        return this.#values(same);
      case '[]':
        return this.#flatten(same);
      case '[?':
        return this.#filter(same);
      case '[':
        if (this.#is('*') || this.#is(':') || this.#next.type === 'number') return this.#bracket(same);
        return this.#list();
      default:
        this.#at--;
        throw this.#wrong();
    }
  }

  /** What comes behind an expression. */
  #goOn(left: Expression): Expression {
    const { text } = this.#next;
    this.#at++;
    switch (text) {
      case '.':
        return this.#dot(left);
      case '|': {
        const right = this.#expression(BINDING['|']!);
        return (value) => right(left(value));
      }
      case '||': {
        const right = this.#expression(BINDING['||']!);
        return (value) => (truthy(left(value)) ? left(value) : right(value));
      }
      case '&&': {
        const right = this.#expression(BINDING['&&']!);
        return (value) => (truthy(left(value)) ? right(value) : left(value));
      }
      case '[]':
        return this.#flatten(left);
      case '[?':
        return this.#filter(left);
      case '[':
        return this.#bracket(left);
      default:
        return this.#compare(text, left);
    }
  }

  #compare(mark: string, left: Expression): Expression {
    const right = this.#expression(BINDING[mark]!);
    if (mark === '==') return (value) => equal(left(value), right(value));
    if (mark === '!=') return (value) => !equal(left(value), right(value));
    return (value) => {
      const [a, b] = [left(value), right(value)];
      if (typeof a !== 'number' || typeof b !== 'number') return null;
      return mark === '<' ? a < b : mark === '<=' ? a <= b : mark === '>' ? a > b : a >= b;
    };
  }

  #dot(left: Expression): Expression {
    if (this.#take('*')) return this.#values(left);
    const right = this.#afterDot();
    return (value) => right(left(value) ?? null);
  }

  #afterDot(): Expression {
    if (this.#take('[')) return nullable(this.#list());
    if (this.#take('{')) return nullable(this.#hash());
    if (this.#take('*')) return this.#values(same);
    if (this.#next.type !== 'identifier') throw this.#wrong();
    return this.#begin();
  }

  /** The rest of a projection, up to what ends it. */
  #rest(binding: number): Expression {
    if (this.#binding() < PROJECTION) return same;
    if (this.#is('[') || this.#is('[?')) return this.#projected(binding);
    if (!this.#take('.')) throw this.#wrong();
    let right = this.#afterDot();
    while (binding < this.#binding()) right = this.#goOn(right);
    return right;
  }

  #projected(binding: number): Expression {
    let right: Expression = same;
    while (binding < this.#binding()) right = this.#goOn(right);
    return right;
  }

  #values(left: Expression): Expression {
    const rest = this.#rest(BINDING['*']!);
    return (value) => {
      const all = left(value);
      const object = typeof all === 'object' && all !== null && !Array.isArray(all);
      return object ? each(Object.values(all), rest) : null;
    };
  }

  #flatten(left: Expression): Expression {
    const rest = this.#rest(BINDING['[]']!);
    return (value) => {
      const all = left(value);
      return Array.isArray(all) ? each(all.flat(), rest) : null;
    };
  }

  #filter(left: Expression): Expression {
    const condition = this.#expression(0);
    this.#need(']');
    const rest = this.#rest(BINDING['[?']!);
    return (value) => {
      const all = left(value);
      return Array.isArray(all) ? each(all.filter((item) => truthy(condition(item))), rest) : null; // prettier-ignore
    };
  }

  /** `[0]`, `[*]`, `[1:3]`. */
  #bracket(left: Expression): Expression {
    if (this.#take('*')) {
      this.#need(']');
      const rest = this.#rest(BINDING['*']!);
      return (value) => each(left(value), rest);
    }
    const parts: (number | undefined)[] = [undefined];
    while (!this.#take(']')) {
      if (this.#take(':')) parts.push(undefined);
      else if (this.#next.type === 'number')
        parts[parts.length - 1] = this.#tokens[this.#at++]!.value as number;
      else throw this.#wrong();
    }
    if (parts.length === 1) {
      const [index] = parts;
      if (index === undefined) throw this.#wrong();
      return (value) => {
        const all = left(value);
        return Array.isArray(all) ? (all.at(index) as unknown) : null;
      };
    }
    const rest = this.#rest(BINDING['*']!);
    return (value) => {
      const all = left(value);
      return Array.isArray(all) ? each(slice(all, parts), rest) : null;
    };
  }

  #list(): Expression {
    const items: Expression[] = [];
    do items.push(this.#expression(0));
    while (this.#take(','));
    this.#need(']');
    return (value) =>
      value === null || value === undefined ? null : items.map((item) => item(value) ?? null);
  }

  #hash(): Expression {
    const items: [string, Expression][] = [];
    do {
      const { type, text } = this.#next;
      if (type !== 'identifier') throw this.#wrong();
      this.#at++;
      this.#need(':');
      items.push([text, this.#expression(0)]);
    } while (this.#take(','));
    this.#need('}');
    return (value) =>
      value === null || value === undefined
        ? null
        : Object.fromEntries(items.map(([name, item]) => [name, item(value) ?? null]));
  }

  #call(name: string): Expression {
    const given: Expression[] = [];
    if (!this.#take(')')) {
      do given.push(this.#expression(0));
      while (this.#take(','));
      this.#need(')');
    }
    const call = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name]! : undefined;
    if (!call) throw new JmespathError(`Bad value for --query ${this.#text}: Unknown function: ${name}()`);
    return (value) => call(...given.map((one) => one(value) ?? null));
  }
}

const nullable =
  (inner: Expression): Expression =>
  (value) =>
    value === null || value === undefined ? null : inner(value);

/** A part of a list, as Python cuts it. */
function slice(all: readonly unknown[], [start, stop, step = 1]: readonly (number | undefined)[]): unknown[] {
  if (step === 0) throw new JmespathError('Bad value for --query: a slice has no step of 0.');
  const { length } = all;
  const place = (at: number | undefined, otherwise: number) =>
    at === undefined ? otherwise : Math.min(Math.max(at < 0 ? at + length : at, step < 0 ? -1 : 0), step < 0 ? length - 1 : length); // prettier-ignore
  const found: unknown[] = [];
  const from = place(start, step < 0 ? length - 1 : 0);
  const to = place(stop, step < 0 ? -1 : length);
  for (let i = from; step < 0 ? i > to : i < to; i += step) found.push(all[i]);
  return found;
}
