import { utf8Length } from './utf8.ts';
import { invalid } from '../errors.ts';
import { dynamodbLimits as limits } from '../limits.ts';
import { bytesKey, emptyItem, held, typeOf, type AttributeValue, type Item } from './value.ts';

/** An attribute of a key. */
export interface KeyAttribute {
  name: string;
  type: 'S' | 'N' | 'B';
}

/** The primary key of a table or the key of an index. */
export interface KeySchema {
  partition: KeyAttribute;
  sort?: KeyAttribute;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const MAX_PARTITION_KEY = limits.partitionKey.max;
const MAX_SORT_KEY = limits.sortKey.max;

/** The attributes of a key. */
export function keyAttributes(schema: KeySchema): KeyAttribute[] {
  return schema.sort ? [schema.partition, schema.sort] : [schema.partition];
}

/** Checks a Key parameter: exactly the key's attributes. */
export function checkKey(schema: KeySchema, key: Item): void {
  const attributes = keyAttributes(schema);
  const fits =
    Object.keys(key).length === attributes.length &&
    attributes.every(({ name, type }) => Object.hasOwn(key, name) && typeOf(key[name]!) === type);
  if (!fits) throw invalid('The provided key element does not match the schema');
  checkKeyValues(schema, key);
}

/** Checks that an item to be put has the key's attributes. */
export function checkItemKey(schema: KeySchema, item: Item): void {
  for (const { name, type } of keyAttributes(schema)) {
    if (!Object.hasOwn(item, name)) {
      throw invalid(`One or more parameter values were invalid: Missing the key ${name} in the item`);
    }
    const actual = typeOf(item[name]!);
    if (actual !== type) {
      throw invalid(
        `One or more parameter values were invalid: Type mismatch for key ${name} expected: ${type} actual: ${actual}`,
      );
    }
  }
  checkKeyValues(schema, item);
}

/** The key of an item. */
export function keyOf(schema: KeySchema, item: Item): Item {
  const key = emptyItem();
  for (const { name } of keyAttributes(schema)) key[name] = item[name]!;
  return key;
}

/** A key value as a text, to look it up by. Numbers are in their one form. */
export function keyText(value: AttributeValue): string {
  return 'b' in value ? bytesKey(value.b) : held<string>(value);
}

function checkKeyValues(schema: KeySchema, item: Item): void {
  for (const { name, type } of keyAttributes(schema)) {
    const size = keySize(item[name]!);
    if (size === 0) {
      throw invalid(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${type === 'B' ? 'binary' : 'string'} value. Key: ${name}`,
      );
    }
    if (name === schema.partition.name && size > MAX_PARTITION_KEY) {
      throw invalid(
        `One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of${MAX_PARTITION_KEY} bytes`,
      );
    }
    if (name === schema.sort?.name && size > MAX_SORT_KEY) {
      throw invalid(
        `One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of ${MAX_SORT_KEY} bytes`,
      );
    }
  }
}

function keySize(value: AttributeValue): number {
  if ('s' in value) return utf8Length(value.s);
  return 'b' in value ? value.b.length : 1;
}
