import { dynamodbLimits as limits } from '../limits.ts';
import { utf8Length } from './utf8.ts';
import { significantDigits } from './number.ts';
import type { AttributeValue, Item } from './value.ts';

/** The largest item, names included. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
export const MAX_ITEM_SIZE = limits.itemSize.max;

/**
 * The bytes that an item counts, names and values. AWS calls the rule for numbers approximate.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSize(item: Item): number {
  let size = 0;
  for (const name of Object.keys(item)) size += utf8Length(name) + valueSize(item[name]!);
  return size;
}

function valueSize(value: AttributeValue): number {
  if ('s' in value) return utf8Length(value.s);
  if ('n' in value) return numberSize(value.n);
  if ('b' in value) return value.b.length;
  if ('bool' in value || 'null' in value) return 1;
  if ('ss' in value) return total(value.ss, utf8Length);
  if ('ns' in value) return total(value.ns, numberSize);
  if ('bs' in value) return total(value.bs, (bytes) => bytes.length);
  if ('l' in value) return 3 + total(value.l, (element) => 1 + valueSize(element));
  return 3 + Object.keys(value.m).length + itemSize(value.m);
}

function numberSize(text: string): number {
  return 1 + Math.ceil(significantDigits(text) / 2);
}

function total<Element>(elements: readonly Element[], size: (element: Element) => number): number {
  return elements.reduce((sum, element) => sum + size(element), 0);
}
