import { TemplateError } from '../regex/errors.ts';
import type { Meter } from '../regex/meter.ts';

/** What a template computes with. Java's whole numbers are bigints here, its doubles are numbers. */
export type Value = null | boolean | bigint | number | string | List | Dictionary | Entry | Host;

/** A map from names to values. */
export type Dictionary = Map<string, Value>;

/** A list. Those that come from JSON are printed as JSON, others as Java prints its lists. */
export class List {
  readonly items: Value[];
  readonly json: boolean;

  constructor(items: Value[], json = false) {
    this.items = items;
    this.json = json;
  }
}

/** One key of a map with its value. */
export class Entry {
  readonly key: string;
  readonly value: Value;

  constructor(key: string, value: Value) {
    this.key = key;
    this.value = value;
  }
}

/** `$input` and `$util`: objects with methods of their own. */
export abstract class Host {
  /** What templates call it. */
  abstract readonly name: string;
  abstract get(property: string): Value;
  /** Answers undefined where it has no such method. */
  abstract call(method: string, args: readonly Value[]): Value | undefined;
}

/** Lists and maps may hold themselves. */
const MAX_DEPTH = 100;
/** Whatever was read can be written. */
const MAX_JSON_DEPTH = 600;

/** A value as text, as Java's toString makes it: `{foo=bar}`, `[1, 2]`, `10.0`. */
export function textOf(value: Value, meter: Meter, depth = 0): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value === 'number') return doubleText(value);
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value instanceof List) {
    if (value.json) return jsonOf(value, meter, depth);
    return `[${value.items.map((item) => elementText(item, meter, depth)).join(', ')}]`;
  }
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => `${key}=${elementText(item, meter, depth)}`);
    return `{${entries.join(', ')}}`;
  }
  if (value instanceof Entry) return `${value.key}=${elementText(value.value, meter, depth)}`;
  return '';
}

function elementText(value: Value, meter: Meter, depth: number): string {
  if (depth > MAX_DEPTH) throw new TemplateError('Nested too deeply.');
  return meter.text(value === null ? 'null' : textOf(value, meter, depth + 1));
}

/** A value as JSON. */
export function jsonOf(value: Value, meter: Meter, depth = 0): string {
  if (depth > MAX_JSON_DEPTH) throw new TemplateError('Nested too deeply.');
  if (value === null) return 'null';
  if (typeof value === 'string') return meter.text(JSON.stringify(value));
  if (value instanceof List) {
    return meter.text(`[${value.items.map((item) => jsonOf(item, meter, depth + 1)).join(',')}]`);
  }
  if (value instanceof Map) {
    const entries = [...value].map(
      ([key, item]) => `${JSON.stringify(key)}:${jsonOf(item, meter, depth + 1)}`,
    );
    return meter.text(`{${entries.join(',')}}`);
  }
  const text = meter.text(textOf(value, meter, depth));
  return typeof value === 'object' ? JSON.stringify(text) : text;
}

/** A double as Java prints it. */
function doubleText(number: number): string {
  if (!Number.isFinite(number)) return String(number);
  if (Object.is(number, -0)) return '-0.0';
  const size = Math.abs(number);
  if (size === 0 || (size >= 1e-3 && size < 1e7)) return withPoint(String(number));
  const [mantissa = '', exponent = ''] = number.toExponential().split('e');
  return `${withPoint(mantissa)}E${exponent.replace('+', '')}`;
}

const withPoint = (digits: string) => (digits.includes('.') ? digits : `${digits}.0`);

/** Nothing and the empty text are the same to API Gateway's templates: recordings show it. */
export const isNothing = (value: Value): boolean => value === null || value === '';

/** Whether a condition holds with that value. */
export const isTrue = (value: Value): boolean => !isNothing(value) && value !== false;

const isNumber = (value: Value): value is number | bigint =>
  typeof value === 'number' || typeof value === 'bigint';

/** `==`: numbers by value, others of unlike kinds by their text, as Velocity does. */
export function equal(left: Value, right: Value, meter: Meter): boolean {
  if (isNothing(left) || isNothing(right)) return isNothing(left) && isNothing(right);
  // The two kinds of number compare by value, exactly.
  if (isNumber(left) && isNumber(right)) return Number(left) === Number(right);
  return left === right || textOf(left, meter) === textOf(right, meter);
}

/** What stands between two values. */
export type Operator = '+' | '-' | '*' | '/' | '%' | '<' | '<=' | '>' | '>=';

/** Arithmetic and comparison as Java's: of whole numbers whole; nothing where it makes no sense. */
export function compute(operator: Operator, left: Value, right: Value, meter: Meter): Value {
  if (typeof left === 'bigint' && typeof right === 'bigint') return whole(operator, left, right);
  if (isNumber(left) && isNumber(right)) return double(operator, Number(left), Number(right));
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) {
    return meter.text(textOf(left, meter) + textOf(right, meter));
  }
  return null;
}

/** Products of products grow; no template needs numbers of more bits. */
const LARGEST = 1n << 1024n;

function whole(operator: Operator, left: bigint, right: bigint): Value {
  switch (operator) {
    case '+':
      return bounded(left + right);
    case '-':
      return bounded(left - right);
    case '*':
      return bounded(left * right);
    case '/':
      return right === 0n ? null : left / right;
    case '%':
      return right === 0n ? null : left % right;
    default:
      return compare(operator, left, right);
  }
}

function bounded(number: bigint): bigint {
  if (number > LARGEST || number < -LARGEST) throw new TemplateError('A number is too large.');
  return number;
}

function double(operator: Operator, left: number, right: number): Value {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? null : left / right;
    case '%':
      return right === 0 ? null : left % right;
    default:
      return compare(operator, left, right);
  }
}

function compare<T extends number | bigint>(operator: Operator, left: T, right: T): boolean {
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  if (operator === '>') return left > right;
  return left >= right;
}
