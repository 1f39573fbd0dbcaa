import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ProvisionedThroughputExceededException,
  PutItemCommand,
  QueryCommand,
  ResourceNotFoundException,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { Cloud, connect } from '../../index.ts';

test('the real client of DynamoDB makes a table, writes on conditions, reads, and gets errors of its own classes', async () => {
  const cloud = new Cloud();
  const client = connect(new DynamoDBClient({ region: 'us-east-1', maxAttempts: 1 }), cloud);
  const TableName = 'orders';
  await expect(
    client.send(new GetItemCommand({ TableName, Key: { id: { S: 'a' } } })),
  ).rejects.toBeInstanceOf(ResourceNotFoundException);
  await client.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'at', AttributeType: 'N' },
      ],
      KeySchema: [
        { AttributeName: 'id', KeyType: 'HASH' },
        { AttributeName: 'at', KeyType: 'RANGE' },
      ],
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
    }),
  );
  await cloud.run(60);
  const put = (n: string, more: object = {}) =>
    client.send(
      new PutItemCommand({
        TableName,
        Item: { id: { S: 'a' }, at: { N: n }, data: { B: new Uint8Array([1, 2]) }, tags: { SS: ['x'] } },
        ...more,
      }),
    );
  await put('1');
  await put('2', { ReturnConsumedCapacity: 'TOTAL' });
  const failed = await put('1', {
    ConditionExpression: 'attribute_not_exists(id)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  }).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(ConditionalCheckFailedException);
  expect((failed as ConditionalCheckFailedException).Item).toMatchObject({ at: { N: '1' } });
  const updated = await client.send(
    new UpdateItemCommand({
      TableName,
      Key: { id: { S: 'a' }, at: { N: '1' } },
      UpdateExpression: 'SET #n = if_not_exists(#n, :zero) + :one',
      ExpressionAttributeNames: { '#n': 'count' },
      ExpressionAttributeValues: { ':zero': { N: '0' }, ':one': { N: '1' } },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  expect(updated.Attributes).toEqual({ count: { N: '1' } });
  const page = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'id = :a',
      ExpressionAttributeValues: { ':a': { S: 'a' } },
      ScanIndexForward: false,
    }),
  );
  expect(page.Items!.map(({ at }) => at!.N)).toEqual(['2', '1']);
  expect(page.Items![0]!.data!.B).toEqual(new Uint8Array([1, 2]));
  const cancelled = await client
    .send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Delete: { TableName, Key: { id: { S: 'a' }, at: { N: '2' } } } },
          {
            ConditionCheck: {
              TableName,
              Key: { id: { S: 'gone' }, at: { N: '1' } },
              ConditionExpression: 'attribute_exists(id)',
            },
          },
        ],
      }),
    )
    .catch((error: unknown) => error);
  expect(cancelled).toBeInstanceOf(TransactionCanceledException);
  expect((cancelled as TransactionCanceledException).CancellationReasons!.map(({ Code }) => Code)).toEqual([
    'None',
    'ConditionalCheckFailed',
  ]);
  const storm = Array.from({ length: 400 }, () => put('3').catch((error: unknown) => error));
  const answers = await Promise.all(storm);
  const refused = answers.filter((answer) => answer instanceof ProvisionedThroughputExceededException);
  expect(refused.length).toBeGreaterThan(50);
  expect(refused[0]!.ThrottlingReasons).toMatchObject([
    { reason: 'TableWriteProvisionedThroughputExceeded' },
  ]);
});
