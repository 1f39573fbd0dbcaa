import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocument,
  DynamoDBDocumentClient,
  GetCommand,
  NumberValue,
  paginateQuery,
  paginateScan,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { Cloud, connect } from '../../index.ts';

/** The document client of the SDK on a table of orders. */
function open(translate = {}) {
  const cloud = new Cloud();
  cloud.dynamodb.table('orders', { partitionKey: 'shop', sortKey: 'at', numbers: ['at'] });
  const plain = connect(new DynamoDBClient({ region: 'us-east-1', maxAttempts: 1 }), cloud);
  return { cloud, client: DynamoDBDocumentClient.from(plain, translate), plain };
}
const TableName = 'orders';

test('plain values go in and come back: texts, numbers, bytes, sets, lists, maps, null', async () => {
  const { client } = open();
  const Item = {
    shop: 'a',
    at: 1,
    price: 12.5,
    paid: true,
    note: null,
    empty: '',
    lines: ['x', 2, { deep: [false] }],
    tags: new Set(['red', 'blue']),
    sizes: new Set([1, 2.5]),
    bytes: new Uint8Array([1, 2, 255]),
  };
  await client.send(new PutCommand({ TableName, Item }));
  const { Item: got } = await client.send(new GetCommand({ TableName, Key: { shop: 'a', at: 1 } }));
  expect(got).toEqual(Item);
});

test('undefined is refused by the client, or left out where it is told so', async () => {
  const Item = { shop: 'a', at: 1, map: { gone: undefined } };
  await expect(open().client.send(new PutCommand({ TableName, Item }))).rejects.toThrow(
    'removeUndefinedValues',
  );
  const { client } = open({ marshallOptions: { removeUndefinedValues: true } });
  await client.send(new PutCommand({ TableName, Item }));
  const { Item: got } = await client.send(new GetCommand({ TableName, Key: { shop: 'a', at: 1 } }));
  expect(got).toStrictEqual({ shop: 'a', at: 1, map: {} });
});

test('a number of 38 digits keeps each of them', async () => {
  const { client } = open({ unmarshallOptions: { wrapNumbers: true } });
  const digits = '12345678901234567890123456789012345678';
  await client.send(new PutCommand({ TableName, Item: { shop: 'a', at: 1, big: NumberValue.from(digits) } }));
  const { Item } = await client.send(new GetCommand({ TableName, Key: { shop: 'a', at: 1 } }));
  expect(String((Item!.big as NumberValue).value)).toBe(digits);
});

test('an update by expression answers with plain values', async () => {
  const { client } = open();
  const update = () =>
    client.send(
      new UpdateCommand({
        TableName,
        Key: { shop: 'a', at: 1 },
        UpdateExpression: 'SET #n = if_not_exists(#n, :zero) + :one ADD tags :tag',
        ExpressionAttributeNames: { '#n': 'count' },
        ExpressionAttributeValues: { ':zero': 0, ':one': 1, ':tag': new Set(['new']) },
        ReturnValues: 'ALL_NEW',
      }),
    );
  await update();
  const { Attributes } = await update();
  expect(Attributes).toEqual({ shop: 'a', at: 1, count: 2, tags: new Set(['new']) });
});

test('the paginators walk through all pages of a query and of a scan', async () => {
  const { client } = open();
  for (let from = 0; from < 50; from += 25)
    await client.send(
      new BatchWriteCommand({
        RequestItems: {
          orders: Array.from({ length: 25 }, (_, i) => ({
            PutRequest: { Item: { shop: (from + i) % 2 === 0 ? 'a' : 'b', at: from + i } },
          })),
        },
      }),
    );
  const pages: number[][] = [];
  const query = {
    TableName,
    KeyConditionExpression: 'shop = :shop AND #at >= :from',
    ExpressionAttributeNames: { '#at': 'at' },
    ExpressionAttributeValues: { ':shop': 'a', ':from': 10 },
  };
  for await (const { Items } of paginateQuery({ client, pageSize: 8 }, query))
    pages.push(Items!.map(({ at }) => at as number));
  expect(pages.flat()).toEqual(Array.from({ length: 20 }, (_, i) => 10 + 2 * i));
  expect(pages[0]).toHaveLength(8);
  let scanned = 0;
  for await (const { Count } of paginateScan({ client, pageSize: 7 }, { TableName })) scanned += Count!;
  expect(scanned).toBe(50);
});

test('a page goes on where LastEvaluatedKey says, as a plain key', async () => {
  const { client } = open();
  for (const at of [1, 2, 3]) await client.send(new PutCommand({ TableName, Item: { shop: 'a', at } }));
  const ask = (ExclusiveStartKey?: Record<string, unknown>) =>
    client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'shop = :shop',
        ExpressionAttributeValues: { ':shop': 'a' },
        Limit: 2,
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      }),
    );
  const first = await ask();
  expect(first.LastEvaluatedKey).toEqual({ shop: 'a', at: 2 });
  const second = await ask(first.LastEvaluatedKey);
  expect(second.Items).toEqual([{ shop: 'a', at: 3 }]);
  expect(second.LastEvaluatedKey).toBeUndefined();
});

test('batches and transactions take plain values; a cancelled transaction names its reasons', async () => {
  const { client } = open();
  await client.send(
    new TransactWriteCommand({
      TransactItems: [
        { Put: { TableName, Item: { shop: 'a', at: 1 } } },
        { Put: { TableName, Item: { shop: 'b', at: 2 } } },
      ],
    }),
  );
  const { Responses } = await client.send(
    new BatchGetCommand({
      RequestItems: {
        orders: {
          Keys: [
            { shop: 'a', at: 1 },
            { shop: 'b', at: 2 },
          ],
        },
      },
    }),
  );
  expect(Responses!.orders).toHaveLength(2);
  const cancelled = client.send(
    new TransactWriteCommand({
      TransactItems: [
        { Put: { TableName, Item: { shop: 'a', at: 1 }, ConditionExpression: 'attribute_not_exists(shop)' } },
        { Delete: { TableName, Key: { shop: 'b', at: 2 } } },
      ],
    }),
  );
  await expect(cancelled).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'ConditionalCheckFailed' }, { Code: 'None' }],
  });
});

test('the full document client has a method a command', async () => {
  const { plain } = open();
  const orders = DynamoDBDocument.from(plain);
  await orders.put({ TableName, Item: { shop: 'a', at: 1 } });
  expect((await orders.get({ TableName, Key: { shop: 'a', at: 1 } })).Item).toEqual({ shop: 'a', at: 1 });
  await orders.send(new DeleteCommand({ TableName, Key: { shop: 'a', at: 1 } }));
  expect((await orders.scan({ TableName })).Count).toBe(0);
});
