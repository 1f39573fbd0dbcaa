import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';

/* What users have reported of DynamoDB's emulators; AWS's answer is kept here. */

function open() {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  cloud.dynamodb.table('t');
  return cloud.dynamodb;
}
const tableName = 't';
const id = (value: string) => ({ id: { s: value } });
const none = 'attribute_not_exists(id)';

// https://github.com/localstack/localstack/issues/3801: a 500
test('a transaction whose update expects an item that is not there is cancelled, with the reason', () => {
  const update = { tableName, key: id('a'), updateExpression: 'SET v = :v', conditionExpression: 'attribute_exists(id)', expressionAttributeValues: { ':v': { n: '1' } } }; // prettier-ignore
  expect(() => open().transactWriteItems({ transactItems: [{ update }] })).toThrow(
    expect.objectContaining({
      name: 'TransactionCanceledException',
      message: expect.stringContaining('[ConditionalCheckFailed]') as string,
    }),
  );
});

// https://github.com/localstack/localstack/issues/2745: a 500
test('a condition check goes with a put in one transaction', () => {
  const db = open();
  db.transactWriteItems({
    transactItems: [
      { conditionCheck: { tableName, key: id('a'), conditionExpression: none } },
      { put: { tableName, item: id('b') } },
    ],
  });
  expect(db.getItem({ tableName, key: id('b') }).item).toEqual(id('b'));
});

// https://github.com/localstack/localstack/issues/13090: 2
test('two small puts of one transaction consume four write units', async () => {
  const cloud = new Cloud();
  const consumed = cloud.record(cloud.dynamodb.table('t').metric('ConsumedWriteCapacityUnits'));
  cloud.dynamodb.transactWriteItems({
    transactItems: [{ put: { tableName, item: id('a') } }, { put: { tableName, item: id('b') } }],
  });
  await cloud.run(60);
  expect(consumed[0]![1]).toBe(4);
});

// https://github.com/localstack/localstack/issues/2121: the new item
test('PutItem answers with nothing unless it is asked', () => {
  expect(open().putItem({ tableName, item: id('a') }).attributes).toBeUndefined();
});

// https://github.com/localstack/localstack/issues/2049: nothing
test('PutItem answers with the item of before where it is asked', () => {
  const db = open();
  db.putItem({ tableName, item: { ...id('a'), v: { n: '1' } } });
  const { attributes } = db.putItem({ tableName, item: id('a'), returnValues: 'ALL_OLD' });
  expect(attributes).toEqual({ ...id('a'), v: { n: '1' } });
});

// https://github.com/localstack/localstack/issues/9040: no item
test('a delete whose condition fails can show the item that failed it', () => {
  const db = open();
  db.putItem({ tableName, item: id('a') });
  const request = {
    tableName,
    key: id('a'),
    conditionExpression: none,
    returnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;
  expect(() => db.deleteItem(request)).toThrow(
    expect.objectContaining({ details: { Item: { id: { S: 'a' } } } }) as Error,
  );
});

// https://github.com/getmoto/moto/pull/5118: kept
test('an empty set of numbers is refused', () => {
  expect(() => open().putItem({ tableName, item: { ...id('a'), v: { ns: [] } } })).toThrow(
    expect.objectContaining({ name: 'ValidationException' }) as Error,
  );
});

// https://github.com/getmoto/moto/pull/7684: kept
test('an update that adds an empty set is refused', () => {
  const expressionAttributeValues = { ':v': { ss: [] } };
  expect(() =>
    open().updateItem({ tableName, key: id('a'), updateExpression: 'ADD v :v', expressionAttributeValues }),
  ).toThrow(expect.objectContaining({ name: 'ValidationException' }) as Error);
});

// https://github.com/floci-io/floci/issues/94: the key alone
test('if_not_exists sets an attribute of an item that an update makes', () => {
  const db = open();
  const expressionAttributeValues = { ':v': { n: '7' } };
  db.updateItem({ tableName, key: id('a'), updateExpression: 'SET v = if_not_exists(v, :v)', expressionAttributeValues }); // prettier-ignore
  expect(db.getItem({ tableName, key: id('a') }).item).toEqual({ ...id('a'), v: { n: '7' } });
});

// https://github.com/getmoto/moto/pull/2740: refused
test('list_append takes if_not_exists as its list', () => {
  const db = open();
  const add = (text: string) =>
    db.updateItem({
      tableName,
      key: id('a'),
      updateExpression: 'SET v = list_append(if_not_exists(v, :none), :v)',
      expressionAttributeValues: { ':none': { l: [] }, ':v': { l: [{ s: text }] } },
    });
  add('x');
  add('y');
  expect(db.getItem({ tableName, key: id('a') }).item!.v).toEqual({ l: [{ s: 'x' }, { s: 'y' }] });
});

// https://github.com/getmoto/moto/pull/7964: taken
test('values for an expression that are none at all are refused', () => {
  expect(() =>
    open().updateItem({
      tableName,
      key: id('a'),
      updateExpression: 'REMOVE v',
      expressionAttributeValues: {},
    }),
  ).toThrow(expect.objectContaining({ name: 'ValidationException' }) as Error);
});
