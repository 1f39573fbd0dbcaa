import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import type { TableOptions } from './index.ts';

/**
 * What the developer guide and the API reference say of answers and of units, with the page of each.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ (checked 2026-11-28)
 */

const still = { requestLatency: { mean: 0, sd: 0 } };
const refusal = (name: string) => expect.objectContaining({ name }) as Error;
const tableName = 't';
const total = { returnConsumedCapacity: 'TOTAL' } as const;

function open(options: TableOptions = {}) {
  const { dynamodb } = new Cloud(still);
  return { dynamodb, table: dynamodb.table(tableName, options) };
}

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html (Limit)
test('Limit counts the items that are read, not those that the filter leaves', () => {
  const { dynamodb, table } = open({ partitionKey: 'pk', sortKey: 'sk', numbers: ['sk'] });
  for (let sk = 1; sk <= 6; sk++) table.put({ pk: 'a', sk, even: sk % 2 === 0 });
  const asked = {
    tableName,
    keyConditionExpression: 'pk = :p',
    filterExpression: 'even = :yes',
    expressionAttributeValues: { ':p': { s: 'a' }, ':yes': { bool: true } },
  };
  expect(dynamodb.query({ ...asked, limit: 3 })).toMatchObject({
    count: 1,
    scannedCount: 3,
    lastEvaluatedKey: { pk: { s: 'a' }, sk: { n: '3' } },
  });
  expect(dynamodb.query({ ...asked, limit: 1 })).toMatchObject({ count: 0, scannedCount: 1 });
});

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html (ReturnValues)
test('an update answers with what it has changed, as it was or as it is', () => {
  const { dynamodb, table } = open();
  table.put({ id: 'a', n: 1, other: 'x' });
  const set = (n: string, returnValues: 'UPDATED_OLD' | 'UPDATED_NEW' | 'ALL_OLD' | 'NONE') =>
    dynamodb.updateItem({
      tableName,
      key: { id: { s: 'a' } },
      updateExpression: 'SET n = :n',
      expressionAttributeValues: { ':n': { n } },
      returnValues,
    }).attributes;
  expect(set('2', 'UPDATED_OLD')).toEqual({ n: { n: '1' } });
  expect(set('3', 'UPDATED_NEW')).toEqual({ n: { n: '3' } });
  expect(set('4', 'ALL_OLD')).toEqual({ id: { s: 'a' }, n: { n: '3' }, other: { s: 'x' } });
  expect(set('5', 'NONE')).toBeUndefined();
});

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
test('a write that makes an item smaller, or deletes it, takes the units of the item as it was', () => {
  const { dynamodb, table } = open();
  const key = { id: { s: 'a' } };
  const large = () => table.put({ id: 'a', text: 'x'.repeat(3000) });
  large();
  expect(dynamodb.updateItem({ tableName, key, updateExpression: 'REMOVE #t', expressionAttributeNames: { '#t': 'text' }, ...total }).consumedCapacity).toMatchObject({ capacityUnits: 3 }); // prettier-ignore
  large();
  expect(dynamodb.deleteItem({ tableName, key, ...total }).consumedCapacity).toMatchObject({ capacityUnits: 3 }); // prettier-ignore
  expect(dynamodb.deleteItem({ tableName, key, ...total }).consumedCapacity).toMatchObject({ capacityUnits: 1 }); // prettier-ignore
});

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
test('a scan and a query round up the sum of what they read, and take half where an older copy will do', () => {
  const { dynamodb, table } = open();
  // Four items of 3,007 bytes: three blocks of 4 KB, not four.
  for (const id of ['a', 'b', 'c', 'd']) table.put({ id, text: 'x'.repeat(3000) });
  const units = (consistentRead?: boolean) =>
    dynamodb.scan({ tableName, ...(consistentRead !== undefined && { consistentRead }), ...total })
      .consumedCapacity?.capacityUnits;
  expect([units(), units(false), units(true)]).toEqual([1.5, 1.5, 3]);
  const asked = { tableName, keyConditionExpression: 'id = :i', expressionAttributeValues: { ':i': { s: 'a' } } }; // prettier-ignore
  expect(dynamodb.query({ ...asked, ...total }).consumedCapacity).toMatchObject({ capacityUnits: 0.5 });
});

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
test('a transaction has 100 actions at most', () => {
  const { dynamodb, table } = open();
  const put = (count: number) =>
    dynamodb.transactWriteItems({
      transactItems: Array.from({ length: count }, (_, i) => ({ put: { tableName, item: { id: { s: `i${i}` } } } })), // prettier-ignore
    });
  put(100);
  expect(table.itemCount).toBe(100);
  expect(() => put(101)).toThrow(refusal('ValidationException'));
});

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
test('one item gives 3,000 reads a second that are strongly consistent, and twice as many that are not', () => {
  for (const [consistentRead, most] of [
    [true, 3000],
    [false, 6000],
  ] as const) {
    // prettier-ignore
    const { table } = open();
    const read = () => table.get({ id: 'hot' }, { consistentRead });
    for (let n = 0; n < most; n++) read();
    expect(read).toThrow(refusal('ThrottlingException'));
  }
});
