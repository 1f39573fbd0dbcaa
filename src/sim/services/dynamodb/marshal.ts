import type { AttributeValue, Item } from './items/value.ts';

/** A value as JavaScript has it: what a handle of a table takes and gives. */
export type PlainValue =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | ReadonlySet<string>
  | ReadonlySet<number>
  | readonly PlainValue[]
  | { readonly [name: string]: PlainValue };

/** An item as JavaScript has it: `{ id: 'a', visits: 3 }`. */
export type PlainItem = Record<string, PlainValue>;

/** A value in DynamoDB's own form. Throws TypeError for what it can't hold. */
export function marshal(value: PlainValue): AttributeValue {
  if (typeof value === 'string') return { s: value };
  if (typeof value === 'number') return { n: String(value) };
  if (typeof value === 'boolean') return { bool: value };
  if (value === null) return { null: true };
  if (value instanceof Uint8Array) return { b: value };
  if (value instanceof Set) {
    const elements = [...(value as Set<string | number>)];
    return typeof elements[0] === 'number' ? { ns: elements.map(String) } : { ss: elements.map(String) };
  }
  if (Array.isArray(value)) return { l: (value as readonly PlainValue[]).map(marshal) };
  if (typeof value === 'object') return { m: marshalItem(value as PlainItem) };
  throw new TypeError(`DynamoDB holds no ${typeof value}.`);
}

/** An item in DynamoDB's own form; attributes that are undefined are left out. */
export function marshalItem(item: Readonly<PlainItem>): Item {
  const given = Object.entries(item).filter(([, value]) => (value as unknown) !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, marshal(value)]));
}

/** A value as JavaScript has it. Numbers beyond what JavaScript has lose digits. */
export function plainOf(value: AttributeValue): PlainValue {
  if ('s' in value) return value.s;
  if ('n' in value) return Number(value.n);
  if ('bool' in value) return value.bool;
  if ('null' in value) return null;
  if ('b' in value) return value.b;
  if ('l' in value) return value.l.map(plainOf);
  if ('m' in value) return plainItemOf(value.m);
  if ('ss' in value) return new Set(value.ss);
  if ('ns' in value) return new Set(value.ns.map(Number));
  return value.bs;
}

/** An item as JavaScript has it. */
export const plainItemOf = (item: Item): PlainItem =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainOf(value)]));
