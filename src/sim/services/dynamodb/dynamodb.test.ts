import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Cloud, NotModelled } from '../../index.ts';
import type { PlainItem, TableOptions } from './index.ts';

const still = { requestLatency: { mean: 0, sd: 0 } };

const refusal = (name: string, message?: RegExp) =>
  expect.objectContaining({
    name,
    ...(message && { message: expect.stringMatching(message) as string }),
  }) as Error;

function open(options: TableOptions = {}) {
  const cloud = new Cloud(still);
  const table = cloud.dynamodb.table('things', options);
  return { cloud, table, dynamodb: cloud.dynamodb };
}

const SORTED = { partitionKey: 'pk', sortKey: 'sk', numbers: ['sk'] } as const;

test('a table is CREATING, ACTIVE, UPDATING, DELETING and gone', async () => {
  const cloud = new Cloud(still);
  const { dynamodb } = cloud;
  const tableName = 'orders';
  const status = () => dynamodb.describeTable({ tableName }).table!.tableStatus;
  dynamodb.createTable({
    tableName,
    attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
    keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
    provisionedThroughput: { readCapacityUnits: 5, writeCapacityUnits: 5 },
  });
  expect(status()).toBe('CREATING');
  expect(() => dynamodb.getItem({ tableName, key: { id: { s: 'a' } } })).toThrow(
    refusal('ResourceNotFoundException', /^Requested resource not found$/),
  );
  await cloud.run(5);
  expect(status()).toBe('ACTIVE');
  expect(dynamodb.getItem({ tableName, key: { id: { s: 'a' } } })).toEqual({});
  dynamodb.updateTable({ tableName, billingMode: 'PAY_PER_REQUEST' });
  expect(status()).toBe('UPDATING');
  expect(() => dynamodb.deleteTable({ tableName })).toThrow(refusal('ResourceInUseException'));
  await cloud.run(5);
  dynamodb.deleteTable({ tableName });
  expect(status()).toBe('DELETING');
  await cloud.run(5);
  expect(status).toThrow(refusal('ResourceNotFoundException', /Table: orders not found$/));
});

test('a handle takes and gives plain values', () => {
  const { table } = open();
  const item = {
    id: 'a',
    n: 1.5,
    on: true,
    nothing: null,
    list: ['x', 2],
    map: { deep: [false] },
    names: new Set(['b', 'c']),
    numbers: new Set([1, 2]),
    bytes: new Uint8Array([1, 2]),
  };
  table.put(item);
  expect(table.get({ id: 'a' })).toEqual(item);
  expect(table.update({ id: 'a' }, 'ADD n :one REMOVE nothing', { values: { ':one': 1 } })).toMatchObject({
    n: 2.5,
  });
  table.delete({ id: 'a' });
  expect(table.get({ id: 'a' })).toBeUndefined();
  expect(table.itemCount).toBe(0);
});

test('a condition that does not hold changes nothing, is paid for, and shows the item where that is asked for', async () => {
  const { cloud, table, dynamodb } = open();
  const failed = cloud.record(table.metric('ConditionalCheckFailedRequests'));
  const consumed = cloud.record(table.metric('ConsumedWriteCapacityUnits'));
  const condition = 'attribute_not_exists(id)';
  table.put({ id: 'a', v: 1 }, { condition });
  expect(() => table.put({ id: 'a', v: 2 }, { condition })).toThrow(
    refusal('ConditionalCheckFailedException', /^The conditional request failed$/),
  );
  const input = {
    tableName: 'things',
    item: { id: { s: 'a' } },
    conditionExpression: condition,
    returnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;
  expect(() => dynamodb.putItem(input)).toThrow(
    expect.objectContaining({ details: { Item: { id: { S: 'a' }, v: { N: '1' } } } }) as Error,
  );
  expect(table.get({ id: 'a' })).toEqual({ id: 'a', v: 1 });
  await cloud.run(60);
  expect(failed[0]![1]).toBe(2);
  expect(consumed[0]![1]).toBe(3);
});

test.each<[string, PlainItem, RegExp]>([
  ['no sort key', { pk: 'a' }, /were invalid: Missing the key sk in the item$/],
  ['a sort key that is text', { pk: 'a', sk: 'b' }, /Type mismatch for key sk expected: N actual: S$/],
  ['an empty key', { pk: '', sk: 1 }, /cannot contain an empty string value\. Key: pk$/],
  ['a key of 2,049 bytes', { pk: 'x'.repeat(2049), sk: 1 }, /Size of hashkey has exceeded/],
  [
    'more than 400 KB',
    { pk: 'a', sk: 1, v: 'x'.repeat(409_600) },
    /^Item size has exceeded the maximum allowed size$/,
  ],
  ['an empty set', { pk: 'a', sk: 1, v: new Set<string>() }, /may not be empty$/],
])('an item with %s is refused', (_what, item, message) => {
  expect(() => open(SORTED).table.put(item)).toThrow(refusal('ValidationException', message));
});

test('keys, expressions and pages that do not fit are refused in DynamoDB’s words', () => {
  const { table, dynamodb } = open(SORTED);
  const tableName = 'things';
  expect(() => table.get({ pk: 'a' })).toThrow(
    refusal('ValidationException', /^The provided key element does not match the schema$/),
  );
  expect(() => table.update({ pk: 'a', sk: 1 }, 'REMOVE sk')).toThrow(
    refusal('ValidationException', /Cannot update attribute sk\. This attribute is part of the key$/),
  );
  expect(() => dynamodb.scan({ tableName, limit: 0 })).toThrow(
    refusal('ValidationException', /at 'limit' failed .* greater than or equal to 1$/),
  );
  expect(() => dynamodb.query({ tableName })).toThrow(refusal('ValidationException', /must be specified/));
  expect(() => dynamodb.scan({ tableName, exclusiveStartKey: { pk: { s: 'a' } } })).toThrow(
    refusal('ValidationException', /^The provided starting key is invalid/),
  );
  expect(() =>
    dynamodb.putItem({ tableName, item: { pk: { s: 'a' }, sk: { n: '1' } }, returnValues: 'ALL_NEW' }),
  ).toThrow(refusal('ValidationException', /^Return values set to invalid value$/));
});

test('a query reads one partition in order, either way, and its filter counts as read', () => {
  const { table, dynamodb } = open(SORTED);
  for (const sk of [10, 9, -1, 100, 2]) table.put({ pk: 'a', sk, odd: sk % 2 !== 0 });
  table.put({ pk: 'b', sk: 5 });
  const asked = {
    tableName: 'things',
    keyConditionExpression: 'pk = :p AND sk >= :two',
    filterExpression: 'odd = :false',
    expressionAttributeValues: { ':p': { s: 'a' }, ':two': { n: '2' }, ':false': { bool: false } },
  };
  const keys = (items: readonly Record<string, { n?: string }>[] = []) =>
    items.map(({ sk }) => Number(sk!.n));
  const page = dynamodb.query(asked);
  expect(keys(page.items)).toEqual([2, 10, 100]);
  expect(page).toMatchObject({ count: 3, scannedCount: 4 });
  const back = dynamodb.query({ ...asked, scanIndexForward: false, limit: 2 });
  expect(keys(back.items)).toEqual([100, 10]);
  expect(back.lastEvaluatedKey).toEqual({ pk: { s: 'a' }, sk: { n: '10' } });
  expect(keys(dynamodb.query({ ...asked, scanIndexForward: false, exclusiveStartKey: back.lastEvaluatedKey! }).items)).toEqual([2]); // prettier-ignore
  expect(() => dynamodb.query({ ...asked, filterExpression: 'sk = :false' })).toThrow(
    refusal('ValidationException', /can only contain non-primary key attributes: Primary key attribute: sk$/),
  );
});

test('pages end at 1 MB, and all pages together are the whole, once', () => {
  const { cloud, table, dynamodb } = open(SORTED);
  const random = cloud.simulation.random('sizes');
  for (let sk = 0; sk < 400; sk++)
    table.put({ pk: `p${random.integer(0, 11)}`, sk, body: 'x'.repeat(random.integer(0, 9000)) });
  for (const limit of [undefined, 7]) {
    const seen = new Set<string>();
    let pages = 0;
    let start: ReturnType<typeof dynamodb.scan>['lastEvaluatedKey'];
    do {
      const page = dynamodb.scan({ tableName: 'things', limit, exclusiveStartKey: start });
      for (const { pk, sk } of page.items!) seen.add(JSON.stringify([pk, sk]));
      expect(page.scannedCount).toBeLessThanOrEqual(limit ?? 400);
      start = page.lastEvaluatedKey;
      pages++;
    } while (start);
    expect(seen.size).toBe(400);
    expect(pages).toBeGreaterThan(1);
  }
});

test('items of a partition stand in the order of their sort keys, whatever is put and deleted', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.boolean())), (steps) => {
      const { table } = open(SORTED);
      const model = new Set<number>();
      for (const [sk, keep] of steps) {
        if (keep) table.put({ pk: 'a', sk });
        else table.delete({ pk: 'a', sk });
        if (keep) model.add(sk);
        else model.delete(sk);
      }
      const found = table.query('pk = :p', { ':p': 'a' }).map(({ sk }) => sk);
      expect(found).toEqual([...model].sort((a, b) => a - b));
      expect(table.itemCount).toBe(model.size);
    }),
    { numRuns: 40 },
  );
});

test('what is handed out is a copy', () => {
  const { table } = open();
  const given = { id: 'a', l: ['x'] };
  table.put(given);
  given.l.push('y');
  (table.get({ id: 'a' })!.l as string[]).push('z');
  expect(table.get({ id: 'a' })!.l).toEqual(['x']);
});

test('a batch writes up to 25, and leaves over what is throttled', () => {
  const { dynamodb, table } = open({ readCapacityUnits: 1, writeCapacityUnits: 3 });
  const put = (count: number) =>
    dynamodb.batchWriteItem({
      requestItems: {
        things: Array.from({ length: count }, (_, i) => ({ putRequest: { item: { id: { s: `i${i}` } } } })),
      },
    });
  expect(put(5).unprocessedItems!.things).toHaveLength(2);
  expect(table.itemCount).toBe(3);
  expect(() => put(26)).toThrow(refusal('ValidationException', /Too many items requested/));
  expect(() => put(1)).toThrow(refusal('ProvisionedThroughputExceededException'));
  const get = (...ids: string[]) =>
    dynamodb.batchGetItem({ requestItems: { things: { keys: ids.map((id) => ({ id: { s: id } })) } } });
  const answer = get('i0', 'i1', 'i2', 'gone');
  expect(answer.responses!.things).toEqual([{ id: { s: 'i0' } }, { id: { s: 'i1' } }]);
  expect(answer.unprocessedKeys!.things!.keys).toHaveLength(2);
  expect(() => get('i0', 'i0')).toThrow(refusal('ValidationException', /contains duplicates$/));
});

test('a transaction is all or nothing, and tells each action’s reason', () => {
  const { dynamodb, table } = open();
  table.put({ id: 'taken' });
  const put = (id: string) => ({
    put: { tableName: 'things', item: { id: { s: id } }, conditionExpression: 'attribute_not_exists(id)' },
  });
  expect(() => dynamodb.transactWriteItems({ transactItems: [put('a'), put('taken')] })).toThrow(
    expect.objectContaining({
      name: 'TransactionCanceledException',
      message: expect.stringMatching(/specific reasons \[None, ConditionalCheckFailed\]$/) as string,
      details: {
        CancellationReasons: [
          { Code: 'None' },
          { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
        ],
      },
    }) as Error,
  );
  expect(table.get({ id: 'a' })).toBeUndefined();
  const check = {
    conditionCheck: {
      tableName: 'things',
      key: { id: { s: 'taken' } },
      conditionExpression: 'attribute_exists(id)',
    },
  };
  dynamodb.transactWriteItems({ transactItems: [put('a'), check] });
  expect(table.get({ id: 'a' })).toEqual({ id: 'a' });
  expect(() => dynamodb.transactWriteItems({ transactItems: [put('b'), put('b')] })).toThrow(
    refusal('ValidationException', /cannot include multiple operations on one item$/),
  );
  expect(
    dynamodb.transactGetItems({ transactItems: [{ get: { tableName: 'things', key: { id: { s: 'a' } } } }] }),
  ).toEqual({
    responses: [{ item: { id: { s: 'a' } } }],
  });
});

test('a client request token stands for its request for ten minutes', async () => {
  const { cloud, dynamodb, table } = open();
  table.put({ id: 'a', n: 0 });
  const add = (value: string) =>
    dynamodb.transactWriteItems({
      clientRequestToken: 't',
      transactItems: [
        {
          update: {
            tableName: 'things',
            key: { id: { s: 'a' } },
            updateExpression: 'ADD n :v',
            expressionAttributeValues: { ':v': { n: value } },
          },
        },
      ],
    });
  add('1');
  add('1');
  expect(table.get({ id: 'a' })!.n).toBe(1);
  expect(() => add('2')).toThrow(refusal('IdempotentParameterMismatchException'));
  await cloud.run(600);
  add('2');
  expect(table.get({ id: 'a' })!.n).toBe(3);
});

test('an item is deleted some days after it has expired, unless it was given more time', async () => {
  const { cloud, table } = open({ timeToLive: 'expires', stream: 'KEYS_ONLY' });
  const deleted = cloud.record(table.metric('TimeToLiveDeletedItemCount'));
  const now = Math.floor(cloud.simulation.epochMillis / 1000);
  table.put({ id: 'short', expires: now + 60 });
  table.put({ id: 'longer', expires: now + 60 });
  table.put({ id: 'text', expires: String(now + 60) });
  table.put({ id: 'ancient', expires: now - 6 * 365 * 86_400 });
  await cloud.run(3600);
  expect(table.get({ id: 'short' })).toBeDefined();
  table.update({ id: 'longer' }, 'SET expires = :t', { values: { ':t': now + 86_400 } });
  await cloud.run(2 * 86_400 - 3600 + 180);
  expect(
    table
      .scan()
      .map(({ id }) => id)
      .sort(),
  ).toEqual(['ancient', 'longer', 'text']);
  expect(deleted.reduce((sum, [, value]) => sum + (value ?? 0), 0)).toBe(1);
});

test('limits of what is asked for, and what is not modelled, say so', () => {
  const { dynamodb } = open();
  const keySchema = [{ attributeName: 'id', keyType: 'HASH' as const }];
  const attributeDefinitions = [{ attributeName: 'id', attributeType: 'S' as const }];
  const create = (more: object) =>
    dynamodb.createTable({
      tableName: 'other',
      keySchema,
      attributeDefinitions,
      billingMode: 'PAY_PER_REQUEST',
      ...more,
    });
  expect(() => create({ tableName: 'ab' })).toThrow(
    refusal('ValidationException', /greater than or equal to 3$/),
  );
  expect(() => create({ tableName: 'things' })).toThrow(refusal('ResourceInUseException', /already exists/));
  expect(() => create({ billingMode: 'PROVISIONED' })).toThrow(refusal('ValidationException'));
  expect(() => create({ attributeDefinitions: [] })).toThrow(
    refusal('ValidationException', /not defined in Attr/),
  );
  expect(() => create({ globalSecondaryIndexes: [] })).toThrow(NotModelled);
  expect(() => dynamodb.query({ tableName: 'things', indexName: 'x' })).toThrow(NotModelled);
});

// https://github.com/paritysuite/dynamodb-conformance/issues/48
test('a count costs what the items would; a projection goes with specific attributes alone', () => {
  const { dynamodb } = open();
  const tableName = 'things';
  for (const id of ['a', 'b']) dynamodb.putItem({ tableName, item: { id: { s: id } } });
  const read = (more: object) => dynamodb.scan({ tableName, returnConsumedCapacity: 'TOTAL', ...more });
  const { items, ...rest } = read({});
  expect(items).toHaveLength(2);
  expect(read({ select: 'COUNT' })).toEqual({ ...rest, count: 2 });
  expect(read({ select: 'ALL_ATTRIBUTES' })).toEqual({ ...rest, items });
  const projectionExpression = 'id';
  expect(read({ select: 'SPECIFIC_ATTRIBUTES', projectionExpression })).toEqual({ ...rest, items });
  for (const select of ['ALL_ATTRIBUTES', 'COUNT'])
    expect(() => read({ select, projectionExpression })).toThrow(
      refusal('ValidationException', /Cannot specify the ProjectionExpression when choosing to get/),
    );
  expect(() => read({ select: 'SPECIFIC_ATTRIBUTES' })).toThrow(refusal('ValidationException'));
  expect(() => read({ select: 'ALL_PROJECTED_ATTRIBUTES' })).toThrow(refusal('ValidationException'));
});

test('batches and transactions tell what they took of each table, where that is asked for', () => {
  const { dynamodb } = open();
  const [tableName, id] = ['things', { s: 'a' }];
  const total = { returnConsumedCapacity: 'TOTAL' } as const;
  const put = { put: { tableName, item: { id } } };
  expect(dynamodb.transactWriteItems({ transactItems: [put] })).toEqual({});
  expect(dynamodb.transactWriteItems({ transactItems: [put], ...total })).toEqual({
    consumedCapacity: [{ tableName, capacityUnits: 2, writeCapacityUnits: 2 }],
  });
  const get = { get: { tableName, key: { id } } };
  expect(dynamodb.transactGetItems({ transactItems: [get], ...total })).toEqual({
    responses: [{ item: { id } }],
    consumedCapacity: [{ tableName, capacityUnits: 2, readCapacityUnits: 2 }],
  });
  expect(
    dynamodb.batchGetItem({
      requestItems: { things: { keys: [{ id }], consistentRead: true } },
      returnConsumedCapacity: 'INDEXES',
    }).consumedCapacity,
  ).toEqual([{ tableName, capacityUnits: 1, table: { capacityUnits: 1 } }]);
  expect(
    dynamodb.batchWriteItem({ requestItems: { things: [{ deleteRequest: { key: { id } } }] }, ...total }),
  ).toEqual({ unprocessedItems: {}, consumedCapacity: [{ tableName, capacityUnits: 1 }] });
});
