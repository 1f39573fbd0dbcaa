import { invalid } from '../errors.ts';
import { readNumber } from './number.ts';

/** A value as DynamoDB's API writes it, in the model's names: one type, one value. */
export type AttributeValue =
  | { s: string }
  | { n: string }
  | { b: Uint8Array }
  | { bool: boolean }
  | { null: true }
  | { l: AttributeValue[] }
  | { m: Item }
  | { ss: string[] }
  | { ns: string[] }
  | { bs: Uint8Array[] };

/** Attributes by name. Those made here have no prototype, so that `__proto__` is a name like any other. */
export type Item = Record<string, AttributeValue>;

/** A value as a caller gave it: the schema has seen to it that it has one type. */
export type Given = object;

/** The types of values, by AWS's names. */
export const TYPES = ['S', 'N', 'B', 'BOOL', 'NULL', 'L', 'M', 'SS', 'NS', 'BS'] as const;

/** A type of values. */
export type AttributeType = (typeof TYPES)[number];

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const MAX_DEPTH = 32;

/** The type of a value: 'S'. */
export function typeOf(value: AttributeValue): AttributeType {
  return Object.keys(value)[0]!.toUpperCase() as AttributeType;
}

/** What stands behind a value's type: `{ s: 'x' }` holds 'x'. */
export function held<Held>(value: AttributeValue): Held {
  return Object.values(value)[0] as Held;
}

/** An item without attributes. */
export function emptyItem(): Item {
  return Object.create(null) as Item;
}

/** A copy of what a caller gave as an item, checked, with its numbers in their one form. */
export function readItem(given: Given, depth = 0): Item {
  const item = emptyItem();
  for (const [name, value] of Object.entries(given)) item[name] = readValue(value as Given, depth);
  return item;
}

/** A copy of what a caller gave as a value, checked. */
export function readValue(given: Given, depth = 0): AttributeValue {
  if (depth > MAX_DEPTH) throw invalid('Nesting Levels have exceeded supported limits');
  const value = copyValue(given as AttributeValue, (item) => readItem(item, depth + 1), (one) => readValue(one, depth + 1)); // prettier-ignore
  if ('n' in value) return { n: readNumber(value.n) };
  if ('null' in value && !value.null) throw wrong('Null attribute value types must have the value of true');
  if ('ns' in value) value.ns = value.ns.map(readNumber);
  if ('ss' in value) checkSet(value.ss, 'string');
  else if ('ns' in value) checkSet(value.ns, 'number');
  else if ('bs' in value) checkSet(value.bs.map(bytesKey), 'binary');
  return value;
}

/** A deep copy: nothing that is handed out may change what is kept. */
export function copyItem(item: Item): Item {
  const copy = emptyItem();
  for (const name of Object.keys(item)) copy[name] = copyValue(item[name]!);
  return copy;
}

/** A deep copy of a value; maps and elements of lists by other functions where they are given. */
export function copyValue(
  value: AttributeValue,
  ofMap: (item: Item) => Item = copyItem,
  ofElement: (element: AttributeValue) => AttributeValue = (element) => copyValue(element),
): AttributeValue {
  if ('l' in value) return { l: value.l.map((element) => ofElement(element)) };
  if ('m' in value) return { m: ofMap(value.m) };
  if ('b' in value) return { b: value.b.slice() };
  if ('bs' in value) return { bs: value.bs.map((bytes) => bytes.slice()) };
  if ('ss' in value) return { ss: [...value.ss] };
  if ('ns' in value) return { ns: [...value.ns] };
  return { ...value };
}

/** Bytes as a text, to look them up by. */
export function bytesKey(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

/** An item in AWS's names: `{ id: { S: 'a' } }`. With `base64`, bytes are text, as in JSON. */
export function awsItem(item: Item, base64 = false): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, awsValue(value, base64)]));
}

function awsValue(value: AttributeValue, base64: boolean): unknown {
  const bytes = (one: Uint8Array) => (base64 ? btoa(bytesKey(one)) : one.slice());
  const copy = (): unknown => {
    if ('m' in value) return awsItem(value.m, base64);
    if ('l' in value) return value.l.map((element) => awsValue(element, base64));
    if ('b' in value) return bytes(value.b);
    if ('bs' in value) return value.bs.map(bytes);
    return structuredClone(held(value));
  };
  return { [typeOf(value)]: copy() };
}

function checkSet(keys: readonly string[], kind: string): void {
  if (keys.length === 0) throw wrong(`An ${kind} set  may not be empty`);
  if (new Set(keys).size < keys.length) throw wrong('Input collection contains duplicates.');
}

const wrong = (why: string) => invalid(`One or more parameter values were invalid: ${why}`);
