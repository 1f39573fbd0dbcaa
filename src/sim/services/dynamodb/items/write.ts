import { invalid } from '../errors.ts';
import { holds } from '../expression/evaluate.ts';
import { Placeholders } from '../expression/placeholders.ts';
import { projected } from '../expression/projection.ts';
import { readCondition } from '../expression/read-condition.ts';
import { readUpdate } from '../expression/read-update.ts';
import type { Path, Update } from '../expression/syntax.ts';
import { updated } from '../expression/update.ts';
import type { Items } from './items.ts';
import { checkItemKey, checkKey, keyAttributes, keyOf } from './key.ts';
import { equal } from './order.ts';
import { itemSize, MAX_ITEM_SIZE } from './size.ts';
import { copyItem, emptyItem, readItem, type Given, type Item } from './value.ts';

/** What every write may ask for. */
interface Conditional {
  readonly conditionExpression?: string | undefined;
  readonly expressionAttributeNames?: Record<string, string> | undefined;
  readonly expressionAttributeValues?: Given | undefined;
}

/** A whole item. */
export interface PutInput extends Conditional {
  readonly item: Given;
}

/** The key of an item. */
export interface KeyInput extends Conditional {
  readonly key: Given;
}

/** A change of an item. */
export interface UpdateInput extends KeyInput {
  readonly updateExpression?: string | undefined;
}

/** A write of which nothing has been done yet. */
export interface Prepared {
  readonly items: Items;
  readonly key: Item;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  /** Whether its condition holds. */
  readonly holds: boolean;
  /** What an update touched. */
  readonly paths: readonly Path[];
  /** The bytes that are charged: the larger of the item before and after. */
  readonly size: number;
}

/** What of an item a write answers. */
export type ReturnValues = 'NONE' | 'ALL_OLD' | 'ALL_NEW' | 'UPDATED_OLD' | 'UPDATED_NEW';

/** A put. */
export function preparePut(items: Items, input: PutInput): Prepared {
  const item = readItem(input.item);
  checkItemKey(items.key, item);
  if (itemSize(item) > MAX_ITEM_SIZE) throw invalid('Item size has exceeded the maximum allowed size');
  return prepare(items, keyOf(items.key, item), input, () => item);
}

/** A delete. */
export function prepareDelete(items: Items, input: KeyInput): Prepared {
  return prepare(items, readKey(items, input.key), input, () => undefined);
}

/** A condition alone, as transactions have it. */
export function prepareCheck(items: Items, input: KeyInput): Prepared {
  return prepare(items, readKey(items, input.key), input, (before) => before);
}

/** An update. */
export function prepareUpdate(items: Items, input: UpdateInput): Prepared {
  const key = readKey(items, input.key);
  const placeholders = new Placeholders(input.expressionAttributeNames, input.expressionAttributeValues);
  const update =
    input.updateExpression === undefined ? NOTHING : readUpdate(input.updateExpression, placeholders);
  const paths = pathsOf(update);
  for (const { name } of keyAttributes(items.key)) {
    if (paths.some((path) => path[0] === name)) {
      throw invalid(
        `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
      );
    }
  }
  const change = (before: Item | undefined): Item => {
    const after = updated(before ?? key, update);
    if (itemSize(after) > MAX_ITEM_SIZE)
      throw invalid('Item size to update has exceeded the maximum allowed size');
    return after;
  };
  const expressions = input.updateExpression === undefined ? 0 : 1;
  return { ...prepare(items, key, input, change, placeholders, expressions), paths };
}

/** Writes what was prepared. Where nothing changes, nothing is written, and no stream hears of it. */
export function commit({ items, before, after }: Prepared): void {
  if (before && after && equal({ m: before }, { m: after })) return;
  if (before || after) items.replace(before, after);
}

/** The Attributes of the answer. */
export function returned(write: Prepared, wanted: ReturnValues | undefined): Item | undefined {
  switch (wanted) {
    case 'ALL_OLD':
      return write.before && copyItem(write.before);
    case 'ALL_NEW':
      return write.after && copyItem(write.after);
    case 'UPDATED_OLD':
      return write.before && nonEmpty(projected(write.before, write.paths));
    case 'UPDATED_NEW':
      return write.after && nonEmpty(projected(write.after, write.paths));
    default:
      return undefined;
  }
}

const NOTHING: Update = { set: [], remove: [], add: [], delete: [] };

function prepare(
  items: Items,
  key: Item,
  input: Conditional,
  change: (before: Item | undefined) => Item | undefined,
  placeholders = new Placeholders(input.expressionAttributeNames, input.expressionAttributeValues),
  expressions = 0,
): Prepared {
  const text = input.conditionExpression;
  const condition = text === undefined ? undefined : readCondition('ConditionExpression', text, placeholders);
  placeholders.checkUsed(expressions + (condition ? 1 : 0));
  const before = items.find(key);
  const passes = !condition || holds(condition, before ?? emptyItem());
  const after = passes ? change(before) : before;
  const size = Math.max(before ? itemSize(before) : 0, after ? itemSize(after) : 0);
  return { items, key, before, after, holds: passes, paths: [], size };
}

function readKey(items: Items, given: Given): Item {
  const key = readItem(given);
  checkKey(items.key, key);
  return key;
}

function pathsOf(update: Update): Path[] {
  const changes = [...update.set, ...update.add, ...update.delete];
  return [...changes.map(({ path }) => path), ...update.remove];
}

function nonEmpty(item: Item): Item | undefined {
  return Object.keys(item).length > 0 ? item : undefined;
}
