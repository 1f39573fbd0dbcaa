import { invalid } from '../errors.ts';
import { holds } from '../expression/evaluate.ts';
import { readKeyCondition } from '../expression/key-condition.ts';
import { Placeholders } from '../expression/placeholders.ts';
import { projected, readProjection } from '../expression/projection.ts';
import { readCondition } from '../expression/read-condition.ts';
import { pathsOf, type Condition, type Path } from '../expression/syntax.ts';
import { dynamodbLimits as limits } from '../limits.ts';
import type { Items } from './items.ts';
import { checkKey, keyAttributes, keyOf } from './key.ts';
import { itemSize } from './size.ts';
import { copyItem, readItem, type AttributeValue, type Given, type Item } from './value.ts';

interface Projecting {
  readonly projectionExpression?: string | undefined;
  readonly expressionAttributeNames?: Record<string, string> | undefined;
}

/** One item, by its key. */
export interface GetInput extends Projecting {
  readonly key: Given;
}

/** Items of the whole table. */
export interface ScanInput extends Projecting {
  readonly filterExpression?: string | undefined;
  readonly expressionAttributeValues?: Given | undefined;
  readonly limit?: number | undefined;
  readonly exclusiveStartKey?: Given | undefined;
}

/** Items of one partition. */
export interface QueryInput extends ScanInput {
  readonly keyConditionExpression?: string | undefined;
  readonly scanIndexForward?: boolean | undefined;
}

/** What one Query or Scan gives. */
export interface Page {
  items: Item[];
  count: number;
  scannedCount: number;
  lastEvaluatedKey?: Item;
  /** The bytes read, filtered items included: what is charged. */
  size: number;
  /** The text of the partition key that was asked for; undefined for a Scan. */
  partition?: AttributeValue;
}

/** A page ends before the item that would make it larger; the filter comes after. */
const MAX_PAGE = limits.page.max;

/** The item of a key, and its bytes. */
export function getItem(items: Items, input: GetInput): { key: Item; item: Item | undefined; size: number } {
  const key = readItem(input.key);
  checkKey(items.key, key);
  const placeholders = new Placeholders(input.expressionAttributeNames);
  const paths = projectionOf(input, placeholders);
  placeholders.checkUsed(paths ? 1 : 0);
  const item = items.find(key);
  return { key, item: item && shown(item, paths), size: item ? itemSize(item) : 0 };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.html */
export function query(items: Items, input: QueryInput): Page {
  const { keyConditionExpression, scanIndexForward: forward = true, limit } = input;
  if (keyConditionExpression === undefined)
    throw invalid(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  const placeholders = new Placeholders(input.expressionAttributeNames, input.expressionAttributeValues);
  const { partition, sort } = readKeyCondition(keyConditionExpression, items.key, placeholders);
  const filter = filterOf(input, placeholders);
  const keyed = keyAttributes(items.key).find(
    ({ name }) => filter && pathsOf(filter).some(([first]) => first === name),
  );
  if (keyed)
    throw invalid(
      `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${keyed.name}`,
    );
  const paths = projectionOf(input, placeholders);
  placeholders.checkUsed(1);
  const start = startOf(items, input);
  const found = items.partition(partition).filter((item) => !sort || holds(sort, item));
  if (!forward) found.reverse();
  const behind = start
    ? found.filter((item) => (forward ? items.order(item, start) > 0 : items.order(item, start) < 0))
    : found;
  return { ...pageOf(items, behind, limit, filter, paths), partition };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Scan.html */
export function scan(items: Items, input: ScanInput): Page {
  const placeholders = new Placeholders(input.expressionAttributeNames, input.expressionAttributeValues);
  const filter = filterOf(input, placeholders);
  const paths = projectionOf(input, placeholders);
  placeholders.checkUsed((filter ? 1 : 0) + (paths ? 1 : 0));
  return pageOf(items, items.after(startOf(items, input)), input.limit, filter, paths);
}

/** A page that its limit ends names a last key even where nothing comes behind it. */
function pageOf(
  { key }: Items,
  items: Iterable<Item>,
  limit: number | undefined,
  filter: Condition | undefined,
  paths: readonly Path[] | undefined,
): Page {
  const page: Page = { items: [], count: 0, scannedCount: 0, size: 0 };
  let last: Item | undefined;
  for (const item of items) {
    const size = itemSize(item);
    const full = last !== undefined && page.size + size > MAX_PAGE;
    if (!full) {
      last = item;
      page.size += size;
      page.scannedCount++;
      if (!filter || holds(filter, item)) page.items.push(shown(item, paths));
    }
    if (full || page.scannedCount === limit) {
      page.lastEvaluatedKey = copyItem(keyOf(key, last!));
      break;
    }
  }
  page.count = page.items.length;
  return page;
}

function startOf({ key }: Items, { exclusiveStartKey }: ScanInput): Item | undefined {
  if (exclusiveStartKey === undefined) return undefined;
  const start = readItem(exclusiveStartKey);
  try {
    checkKey(key, start);
  } catch {
    throw invalid('The provided starting key is invalid: The provided key element does not match the schema');
  }
  return start;
}

function filterOf({ filterExpression }: ScanInput, placeholders: Placeholders): Condition | undefined {
  return filterExpression === undefined
    ? undefined
    : readCondition('FilterExpression', filterExpression, placeholders);
}

function projectionOf({ projectionExpression }: Projecting, placeholders: Placeholders): Path[] | undefined {
  return projectionExpression === undefined ? undefined : readProjection(projectionExpression, placeholders);
}

const shown = (item: Item, paths: readonly Path[] | undefined): Item =>
  paths ? projected(item, paths) : copyItem(item);
