import { expect, test } from 'vitest';
import { Cloud, minutes } from '../../index.ts';
import type { Input } from './schema.ts';

interface Event {
  Records: {
    eventName: string;
    eventSourceARN: string;
    dynamodb: {
      Keys: Record<string, { S: string }>;
      NewImage?: Record<string, { S?: string; N?: string }>;
      OldImage?: Record<string, { S?: string; N?: string }>;
      SequenceNumber: string;
    };
    userIdentity?: { type: string; principalId: string };
  }[];
}

/** A function that notes the changes of a table. */
async function watching(
  settings: Partial<Input<'CreateEventSourceMapping'>> = {},
  answer: (event: Event) => unknown = () => undefined,
) {
  const cloud = new Cloud();
  const table = cloud.dynamodb.table('orders', { stream: 'NEW_AND_OLD_IMAGES', timeToLive: 'expires' });
  const events: Event[] = [];
  cloud.lambda.createFunction({
    functionName: 'f',
    code: () => (event: Event) => {
      events.push(event);
      return answer(event);
    },
  });
  const mapping = await cloud.lambda.createEventSourceMapping({
    functionName: 'f',
    eventSourceArn: table.streamArn!,
    startingPosition: 'TRIM_HORIZON',
    ...settings,
  });
  const records = () => events.flatMap(({ Records }) => Records);
  return { cloud, table, events, records, mapping };
}

test('a change of an item comes to the function, with the item before and after, in order', async () => {
  const { cloud, table, records } = await watching();
  table.put({ id: 'a', state: 'new', n: 1 });
  table.put({ id: 'a', state: 'new', n: 1 });
  table.update({ id: 'a' }, 'SET n = :two', { values: { ':two': 2 } });
  table.delete({ id: 'a' });
  table.delete({ id: 'a' });
  await cloud.run(10);
  expect(records().map(({ eventName }) => eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
  const [, changed] = records();
  expect(changed).toMatchObject({
    eventSource: 'aws:dynamodb',
    eventSourceARN: table.streamArn,
    awsRegion: 'us-east-1',
    dynamodb: {
      Keys: { id: { S: 'a' } },
      OldImage: { n: { N: '1' } },
      NewImage: { id: { S: 'a' }, state: { S: 'new' }, n: { N: '2' } },
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
  });
});

test('what time to live deletes says so', async () => {
  const { cloud, table, records } = await watching();
  cloud.dynamodb.model.timeToLiveDelay = 60;
  table.put({ id: 'a', expires: Math.floor(cloud.simulation.epochMillis / 1000) + 1 });
  await cloud.run(minutes(2));
  expect(records().at(-1)).toMatchObject({
    eventName: 'REMOVE',
    userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
  });
});

test('filters look into the change', async () => {
  const pattern = JSON.stringify({
    eventName: ['INSERT'],
    dynamodb: { NewImage: { state: { S: ['paid'] } } },
  });
  const { cloud, table, records } = await watching({ filterCriteria: { filters: [{ pattern }] } });
  table.put({ id: 'a', state: 'new' });
  table.put({ id: 'b', state: 'paid' });
  table.put({ id: 'a', state: 'paid' });
  await cloud.run(10);
  expect(records().map(({ dynamodb }) => dynamodb.Keys.id!.S)).toEqual(['b']);
});

test('a record that fails is found by halves, and given up to the destination, after its retries', async () => {
  const { cloud, table, records, mapping } = await watching(
    { bisectBatchOnFunctionError: true, maximumRetryAttempts: 1 },
    ({ Records }) => {
      if (Records.some(({ dynamodb }) => dynamodb.Keys.id!.S === 'bad')) throw new Error('broken');
    },
  );
  const failed = cloud.sqs.createQueue('failed');
  await cloud.lambda.updateEventSourceMapping({
    uuid: mapping.uuid!,
    destinationConfig: { onFailure: { destination: failed.arn } },
  });
  await cloud.run(10);
  for (const id of ['one', 'bad', 'two', 'three']) table.put({ id });
  await cloud.run(minutes(5));
  expect(new Set(records().map(({ dynamodb }) => dynamodb.Keys.id!.S))).toEqual(new Set(['one', 'bad', 'two', 'three'])); // prettier-ignore
  const reply = failed.receiveMessage();
  await cloud.run(1);
  const [message] = await reply;
  expect(JSON.parse(message!.body)).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
    DDBStreamBatchInfo: { batchSize: 1, streamArn: table.streamArn },
  });
});

test('LATEST sees what comes after it; a stream that is not there, or AT_TIMESTAMP, is refused', async () => {
  const cloud = new Cloud();
  const table = cloud.dynamodb.table('orders', { stream: 'KEYS_ONLY' });
  const seen: string[] = [];
  cloud.lambda.createFunction({
    functionName: 'f',
    code: () => (event: Event) => void seen.push(...event.Records.map(({ dynamodb }) => dynamodb.Keys.id!.S)),
  });
  table.put({ id: 'before' });
  const map = (eventSourceArn: string, startingPosition: 'LATEST' | 'AT_TIMESTAMP' = 'LATEST') =>
    cloud.lambda.createEventSourceMapping({ functionName: 'f', eventSourceArn, startingPosition });
  await map(table.streamArn!);
  await cloud.run(minutes(1));
  table.put({ id: 'after' });
  await cloud.run(minutes(1));
  expect(seen).toEqual(['after']);
  await expect(async () => map(`${table.arn}/stream/2020-01-01T00:00:00.000`)).rejects.toThrow(
    /Stream not found/,
  );
  expect(() => map(table.streamArn!, 'AT_TIMESTAMP')).toThrow(/Unsupported starting position/);
});
