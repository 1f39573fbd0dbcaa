import { compareUtf8 } from './utf8.ts';
import { compareNumbers } from './number.ts';
import { bytesKey, held, typeOf, type AttributeValue, type Item } from './value.ts';

/** Whether two values are the same: of one type, sets and maps whatever the order. */
export function equal(a: AttributeValue, b: AttributeValue): boolean {
  if (typeOf(a) !== typeOf(b)) return false;
  if ('m' in a && 'm' in b) return equalItems(a.m, b.m);
  if ('l' in a && 'l' in b) {
    return a.l.length === b.l.length && a.l.every((element, i) => equal(element, b.l[i]!));
  }
  if ('b' in a && 'b' in b) return bytesKey(a.b) === bytesKey(b.b);
  if (isSet(a)) {
    const elements = elementKeys(a);
    const others = new Set(elementKeys(b));
    return elements.length === others.size && elements.every((element) => others.has(element));
  }
  return held(a) === held(b);
}

/** Orders two values of one type, or answers nothing where they have no order. */
export function compare(a: AttributeValue, b: AttributeValue): number | undefined {
  if ('s' in a && 's' in b) return compareUtf8(a.s, b.s);
  if ('n' in a && 'n' in b) return compareNumbers(a.n, b.n);
  if ('b' in a && 'b' in b) return compareBytes(a.b, b.b);
  return undefined;
}

/** Whether a value is a set. */
export function isSet(value: AttributeValue): boolean {
  return 'ss' in value || 'ns' in value || 'bs' in value;
}

/** A set's elements as texts, to look them up by. */
export function elementKeys(set: AttributeValue): string[] {
  return 'bs' in set ? set.bs.map(bytesKey) : held<string[]>(set);
}

function equalItems(a: Item, b: Item): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && equal(a[name]!, b[name]!));
}

/** Bytes are unsigned. */
function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    if (a[i] !== b[i]) return a[i]! - b[i]!;
  }
  return a.length - b.length;
}
