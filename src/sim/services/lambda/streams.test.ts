import { expect, test } from 'vitest';
import { Cloud, minutes } from '../../index.ts';
import type { Input } from './schema.ts';

interface Event {
  Records: { eventID: string; kinesis: { data: string; partitionKey: string; sequenceNumber: string } }[];
}
type Settings = Partial<Input<'CreateEventSourceMapping'>>;

/** A cloud in which a function notes the batches that it gets from a stream, and answers or throws. */
async function reading(
  answer: (texts: string[], event: Event) => unknown,
  settings: Settings = {},
  shards = 1,
) {
  const cloud = new Cloud();
  const stream = cloud.kinesis.stream('clicks', { shardCount: shards });
  const batches: { at: number; texts: string[] }[] = [];
  cloud.lambda.createFunction({
    functionName: 'f',
    code: () => (event: Event) => {
      const texts = event.Records.map(({ kinesis }) => atob(kinesis.data));
      batches.push({ at: cloud.now, texts });
      return answer(texts, event);
    },
  });
  const mapping = await cloud.lambda.createEventSourceMapping({
    functionName: 'f',
    eventSourceArn: stream.arn,
    startingPosition: 'TRIM_HORIZON',
    ...settings,
  });
  return { cloud, stream, batches, mapping };
}

test('records of a stream come in batches, in order, each once', async () => {
  const { cloud, stream, batches, mapping } = await reading(() => 'done', { batchSize: 10 });
  expect(mapping).toMatchObject({ state: 'Creating', batchSize: 10, maximumRetryAttempts: -1, startingPosition: 'TRIM_HORIZON' }); // prettier-ignore
  const sent = Array.from({ length: 35 }, (_, i) => `click ${i}`);
  for (const text of sent) stream.putRecord('k', text);
  await cloud.run(30);
  expect(batches.flatMap(({ texts }) => texts)).toEqual(sent);
  expect(batches.map(({ texts }) => texts.length)).toEqual([10, 10, 10, 5]);
});

test('a batch that fails holds up its shard, and no other', async () => {
  let broken = true;
  const { cloud, stream, batches } = await reading(
    (texts) => {
      if (broken && texts.includes('bad')) throw new Error('broken');
    },
    { batchSize: 1 },
    2,
  );
  const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const ofShard = (key: string) => stream.hashKey(key) >> 127n;
  const other = keys.find((key) => ofShard(key) !== ofShard('a'))!;
  for (const text of ['bad', 'after it']) stream.putRecord('a', text);
  stream.putRecord(other, 'elsewhere');
  await cloud.run(minutes(2));
  const seen = () => new Set(batches.flatMap(({ texts }) => texts));
  expect(seen()).toEqual(new Set(['bad', 'elsewhere']));
  broken = false;
  await cloud.run(minutes(2));
  expect(seen()).toEqual(new Set(['bad', 'elsewhere', 'after it']));
});

test('halves find the bad record; it is given up after its retries, and the destination is told where it was', async () => {
  const world = await reading(
    (texts) => {
      if (texts.includes('4')) throw new Error('broken');
    },
    { bisectBatchOnFunctionError: true, maximumRetryAttempts: 1 },
  );
  const failed = world.cloud.sqs.createQueue('failed');
  await world.cloud.lambda.updateEventSourceMapping({
    uuid: world.mapping.uuid!,
    destinationConfig: { onFailure: { destination: failed.arn } },
  });
  for (let i = 0; i < 8; i++) world.stream.putRecord('k', String(i));
  await world.cloud.run(minutes(1));
  const good = world.batches.filter(({ texts }) => !texts.includes('4')).flatMap(({ texts }) => texts);
  expect(good).toEqual(['0', '1', '2', '3', '5', '6', '7']);
  expect(world.batches.filter(({ texts }) => texts.includes('4')).map(({ texts }) => texts.length)).toEqual([8, 4, 2, 1, 1]); // prettier-ignore
  const [message] = await failed.receiveMessage();
  expect(JSON.parse(message!.body)).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
    KinesisBatchInfo: { batchSize: 1, streamArn: world.stream.arn, shardId: 'shardId-000000000000' },
  });
});

test('of a reported failure and what is after it another batch is made', async () => {
  let first = true;
  const { cloud, stream, batches } = await reading(
    (texts, event) => {
      const place = texts.indexOf('2');
      const again = first && place >= 0;
      if (again) first = false;
      return {
        batchItemFailures: again ? [{ itemIdentifier: event.Records[place]!.kinesis.sequenceNumber }] : [],
      };
    },
    { functionResponseTypes: ['ReportBatchItemFailures'] },
  );
  for (let i = 0; i < 5; i++) stream.putRecord('k', String(i));
  await cloud.run(minutes(1));
  expect(batches.map(({ texts }) => texts.join(''))).toEqual(['01234', '234']);
});

test('several batches of a shard at a time keep the order of each key', async () => {
  const { cloud, stream, batches, mapping } = await reading(() => 'done', {
    parallelizationFactor: 4,
    batchSize: 5,
  });
  cloud.lambda.updateFunctionCode({
    functionName: 'f',
    code: { duration: 2, load: () => (event: Event) => void batches.push({ at: cloud.now, texts: event.Records.map(({ kinesis }) => atob(kinesis.data)) }) }, // prettier-ignore
  });
  for (let i = 0; i < 100; i++) stream.putRecord(`key ${i % 10}`, `${i % 10}:${String(i).padStart(2, '0')}`);
  let most = 0;
  for (let second = 0; second < 60; second++) {
    await cloud.run(1);
    most = Math.max(most, cloud.lambda.batches(mapping.uuid!));
  }
  const all = batches.flatMap(({ texts }) => texts);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(4);
  expect(all).toHaveLength(100);
  for (let key = 0; key < 10; key++) {
    const ofKey = all.filter((text) => text.startsWith(`${key}:`));
    expect(ofKey).toEqual([...ofKey].sort());
  }
});

test('after a split the children are read when their parent is done with', async () => {
  const { cloud, stream, batches } = await reading(() => 'done');
  for (let i = 0; i < 5; i++) stream.putRecord(`before ${i}`, `0 ${i}`);
  const done = stream.updateShardCount(2);
  await done;
  for (let i = 0; i < 20; i++) stream.putRecord(`after ${i}`, `1 ${i}`);
  await cloud.run(minutes(1));
  const all = batches.flatMap(({ texts }) => texts);
  expect(all).toHaveLength(25);
  expect(all.slice(0, 5).every((text) => text.startsWith('0'))).toBe(true);
});

test('a filter passes over what nobody wants; old records are given up; a stream must exist', async () => {
  const { cloud, stream, batches } = await reading(() => 'done', {
    filterCriteria: { filters: [{ pattern: '{"data":{"kind":["order"]}}' }] },
  });
  for (const kind of ['order', 'view']) stream.putRecord('k', JSON.stringify({ kind }));
  await cloud.run(10);
  expect(batches.map(({ texts }) => texts)).toEqual([['{"kind":"order"}']]);
  await expect(
    cloud.lambda.createEventSourceMapping({
      functionName: 'f',
      eventSourceArn: stream.arn.replace('clicks', 'nowhere'),
      startingPosition: 'LATEST',
    }),
  ).rejects.toThrow('Stream not found');
});
