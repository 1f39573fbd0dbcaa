import { expect, test } from 'vitest';
import { Cloud, NotModelled } from '../../index.ts';
import { utf8 } from '../../cloud/digest/index.ts';
import { FIRST, text } from './testing.ts';

const still = { requestLatency: { mean: 0, sd: 0 } };
const refusal = (name: string, message?: RegExp) =>
  expect.objectContaining({
    name,
    ...(message && { message: expect.stringMatching(message) as string }),
  }) as Error;
const INVALID = 'InvalidArgumentException';

/** A cloud with a stream that is ready. */
function open(shardCount = 1, region?: string) {
  const cloud = new Cloud(region === undefined ? still : { ...still, region });
  const stream = cloud.kinesis.stream('clicks', { shardCount });
  return { cloud, stream, kinesis: cloud.kinesis };
}

const status = (cloud: Cloud) =>
  cloud.kinesis.describeStreamSummary({ streamName: 'clicks' }).streamDescriptionSummary.streamStatus;

test('a stream is CREATING, ACTIVE, UPDATING, DELETING and gone', async () => {
  const cloud = new Cloud(still);
  const ref = { streamName: 'clicks' };
  cloud.kinesis.createStream({ ...ref, shardCount: 2 });
  expect(status(cloud)).toBe('CREATING');
  expect(cloud.kinesis.describeStream(ref).streamDescription.shards).toEqual([]);
  await cloud.run(10);
  expect(status(cloud)).toBe('ACTIVE');
  cloud.kinesis.updateShardCount({ ...ref, targetShardCount: 4, scalingType: 'UNIFORM_SCALING' });
  expect(status(cloud)).toBe('UPDATING');
  expect(() =>
    cloud.kinesis.mergeShards({ ...ref, shardToMerge: FIRST, adjacentShardToMerge: FIRST }),
  ).toThrow(refusal('ResourceInUseException', /not ACTIVE, instead in state UPDATING/));
  await cloud.run(30);
  expect(status(cloud)).toBe('ACTIVE');
  expect(cloud.kinesis.listShards({ ...ref, shardFilter: { type: 'AT_LATEST' } }).shards).toHaveLength(4);
  cloud.kinesis.deleteStream(ref);
  expect(status(cloud)).toBe('DELETING');
  await cloud.run(10);
  expect(() => status(cloud)).toThrow(
    refusal('ResourceNotFoundException', /clicks under account .* not found/),
  );
});

test('a record can be read 70 ms after it was put', async () => {
  const { cloud, stream } = open();
  const reader = stream.reader(FIRST);
  stream.putRecord('k', 'x');
  await cloud.run(0.0699);
  expect(reader.next()).toMatchObject({ records: [], millisBehindLatest: 0 });
  await cloud.run(0.0001);
  expect(reader.next().records.map(({ data }) => text(data))).toEqual(['x']);
});

test('a delivery chooses its shard by its partition key, and is refused where the shard is full', async () => {
  const { cloud, stream } = open(4);
  const delivery = { payload: 'x', principal: 'events.amazonaws.com', from: 'arn', partitionKey: 'key' };
  const answer = await cloud.deliver(stream.arn, delivery);
  const expected = stream.openShards.find(
    (shard) => shard.startingHashKey <= stream.hashKey('key') && stream.hashKey('key') <= shard.endingHashKey,
  );
  expect(answer).toMatchObject({ shardId: expected!.shardId });
  for (let i = 0; i < 999; i++) await cloud.deliver(stream.arn, delivery);
  expect(() => cloud.deliver(stream.arn, delivery)).toThrow(
    refusal('ProvisionedThroughputExceededException'),
  );
});

test('enhanced fan-out pushes 70 ms after the put, and to each consumer what there is', async () => {
  const cloud = new Cloud(still);
  const stream = cloud.kinesis.stream('clicks', { consumers: ['a', 'b'] });
  const pipes = ['a', 'b'].map((name) => stream.subscribe(name, FIRST));
  const got: string[] = [];
  for (const [i, pipe] of pipes.entries())
    cloud.process(function* () {
      for (;;) {
        const batch = yield* pipe.next();
        if (!batch) return;
        for (const { data } of batch.records) got.push(`${i} ${text(data)} ${cloud.now.toFixed(2)}`);
      }
    });
  cloud.process(function* producer() {
    yield 1;
    stream.putRecord('k', 'x');
    yield 1;
    stream.putRecord('k', 'y');
  });
  await cloud.run(310);
  expect(got.sort()).toEqual(['0 x 1.07', '0 y 2.07', '1 x 1.07', '1 y 2.07']);
  expect(pipes.map(({ ended }) => ended)).toEqual([true, true]);
});

test('retention grows and shrinks by its own calls, within 24 hours and 365 days', async () => {
  const { cloud, kinesis } = open();
  const ref = { streamName: 'clicks' };
  const grow = (retentionPeriodHours: number) =>
    kinesis.increaseStreamRetentionPeriod({ ...ref, retentionPeriodHours });
  const shrink = (retentionPeriodHours: number) =>
    kinesis.decreaseStreamRetentionPeriod({ ...ref, retentionPeriodHours });
  expect(() => grow(8761)).toThrow(refusal(INVALID, /8760 hours/));
  expect(() => grow(23)).toThrow(refusal(INVALID, /can not be shorter/));
  expect(() => shrink(23)).toThrow(refusal(INVALID, /too short/));
  grow(8760);
  await cloud.run(30);
  expect(kinesis.describeStream(ref).streamDescription.retentionPeriodHours).toBe(8760);
  shrink(24);
  await cloud.run(30);
  expect(() => shrink(48)).toThrow(refusal(INVALID, /can not be longer/));
});

test('on demand: four shards at first, no shard count, no splits, and as many shards as the peak asks for', async () => {
  const cloud = new Cloud(still);
  Object.assign(cloud.kinesis.model, { onDemandInterval: 5, onDemandReaction: 10 });
  const stream = cloud.kinesis.stream('clicks', { mode: 'ON_DEMAND' });
  const ref = { streamName: 'clicks' };
  expect(stream.openShards).toHaveLength(4);
  expect(() => cloud.kinesis.splitShard({ ...ref, shardToSplit: FIRST, newStartingHashKey: '1000' })).toThrow(
    refusal(INVALID, /ON_DEMAND/),
  );
  expect(() =>
    cloud.kinesis.createStream({
      streamName: 'other',
      shardCount: 1,
      streamModeDetails: { streamMode: 'ON_DEMAND' },
    }),
  ).toThrow(refusal(INVALID));
  const data = new Uint8Array(1024 * 1024 - 10);
  cloud.process(function* writer() {
    for (let second = 0; second < 20; second++) {
      for (let i = 0; i < stream.openShards.length; i++)
        stream.putRecord(`k${second}`, data, {
          explicitHashKey: String(stream.openShards[i]!.startingHashKey),
        });
      yield 1;
    }
  });
  await cloud.run(20);
  expect(stream.openShards.length).toBeGreaterThan(7);
});

test('AUTO shares records out evenly, whatever their keys, on demand only', () => {
  const cloud = new Cloud(still);
  const create = (streamMode: 'ON_DEMAND' | 'PROVISIONED') =>
    cloud.kinesis.createStream({
      streamName: streamMode.toLowerCase(),
      streamModeDetails: { streamMode },
      recordDistributionStrategy: 'AUTO',
      ...(streamMode === 'PROVISIONED' && { shardCount: 1 }),
    });
  expect(() => create('PROVISIONED')).toThrow(refusal(INVALID));
  cloud.kinesis.model.creation = 0;
  create('ON_DEMAND');
  const shards = [1, 2, 3, 4].map(
    () => cloud.kinesis.putRecord({ streamName: 'on_demand', data: utf8('x') }).shardId,
  );
  expect(new Set(shards).size).toBe(4);
});

test('warm throughput and 50 consumers are for accounts with on-demand Advantage', () => {
  const cloud = new Cloud(still);
  const create = () =>
    cloud.kinesis.createStream({
      streamName: 'warm',
      streamModeDetails: { streamMode: 'ON_DEMAND' },
      warmThroughputMiBps: 20,
    });
  expect(create).toThrow(refusal(INVALID, /commitment/));
  cloud.kinesis.updateAccountSettings({ minimumThroughputBillingCommitment: { status: 'ENABLED' } });
  create();
  expect(cloud.kinesis.stream('warm').openShards).toHaveLength(20);
});

test('UpdateShardCount: ten times in 24 hours', async () => {
  const { cloud, kinesis } = open(4);
  const update = (targetShardCount: number) =>
    kinesis.updateShardCount({ streamName: 'clicks', targetShardCount, scalingType: 'UNIFORM_SCALING' });
  for (let i = 0; i < 10; i++) {
    update(i % 2 ? 4 : 5);
    await cloud.run(30);
  }
  expect(() => update(5)).toThrow(refusal('LimitExceededException', /10 times/));
  await cloud.run(86_400);
  update(5);
});

test('ListShards: pages, and shards by the time at which they took records', async () => {
  const { cloud, stream, kinesis } = open(2);
  const ref = { streamName: 'clicks' };
  await cloud.run(100);
  await stream.splitShard(FIRST);
  const ids = (shards: readonly { shardId: string }[] = []) =>
    shards.map(({ shardId }) => Number(shardId.slice(-2)));
  const filtered = (type: 'AT_LATEST' | 'AT_TRIM_HORIZON' | 'FROM_TRIM_HORIZON') =>
    ids(kinesis.listShards({ ...ref, shardFilter: { type } }).shards);
  expect(filtered('AT_LATEST')).toEqual([1, 2, 3]);
  expect(filtered('AT_TRIM_HORIZON')).toEqual([0, 1]);
  expect(filtered('FROM_TRIM_HORIZON')).toEqual([0, 1, 2, 3]);
  const first = kinesis.listShards({ ...ref, maxResults: 3 });
  expect(ids(first.shards)).toEqual([0, 1, 2]);
  expect(ids(kinesis.listShards({ nextToken: first.nextToken! }).shards)).toEqual([3]);
  expect(() => kinesis.listShards({ ...ref, nextToken: first.nextToken! })).toThrow(refusal(INVALID));
});

test('metrics and bill count what was put, read and refused', async () => {
  const { cloud, stream, kinesis } = open();
  const series = (['IncomingRecords', 'IncomingBytes', 'WriteProvisionedThroughputExceeded'] as const).map(
    (name) => cloud.record(stream.metric(name)),
  );
  kinesis.enableEnhancedMonitoring({ streamName: 'clicks', shardLevelMetrics: ['ALL'] });
  for (let i = 0; i < 1001; i++) stream.putRecords([{ partitionKey: 'k', data: 'xy' }]);
  await cloud.run(60);
  expect(series.map(([point]) => point![1])).toEqual([1000, 3000, 1]);
  await cloud.run(3540);
  const bill = Object.fromEntries(cloud.meter.bill().map(({ item, quantity }) => [item, quantity]));
  expect(bill).toMatchObject({ shards: 1, 'records put': 1000 });
});

test.each([
  ['no name', {}, INVALID],
  ['an ARN of something else', { streamARN: 'arn:aws:sqs:us-east-1:123456789012:q' }, INVALID],
  ['a name that is not there', { streamName: 'none' }, 'ResourceNotFoundException'],
  ['a name with a space', { streamName: 'a b' }, 'ValidationException'],
])('a stream by %s is refused', (_what, ref, name) => {
  expect(() => open().kinesis.describeStreamSummary(ref)).toThrow(refusal(name));
});

test.each([
  ['a key of 257 characters', { partitionKey: 'k'.repeat(257) }, 'ValidationException'],
  ['no key', {}, 'ValidationException'],
  ['an empty key', { partitionKey: '' }, 'ValidationException'],
  ['a hash key that is none', { partitionKey: 'k', explicitHashKey: '01' }, 'ValidationException'],
  ['a hash key of 2^128', { partitionKey: 'k', explicitHashKey: String(1n << 128n) }, INVALID],
  ['1 MiB and a byte', { partitionKey: 'k', data: new Uint8Array(1024 * 1024) }, 'ValidationException'],
])('PutRecord with %s is refused', (_what, entry, name) => {
  const { kinesis } = open();
  expect(() => kinesis.putRecord({ streamName: 'clicks', data: utf8('x'), ...entry })).toThrow(refusal(name));
});

test('what is not modelled says so', () => {
  const { cloud, kinesis } = open();
  expect(() => cloud.send('kinesis', 'SubscribeToShard' as never, {} as never)).toThrow(NotModelled);
  expect(() =>
    kinesis.putRecord({ streamName: 'clicks', partitionKey: 'k', data: utf8('x'), dryRun: true }),
  ).toThrow(NotModelled);
});

test('on demand, retention beyond 24 hours costs by the GB and month, up to seven days', () => {
  const bill = (retentionPeriodHours: number) => {
    const cloud = new Cloud();
    const stream = cloud.kinesis.stream('s', { mode: 'ON_DEMAND', retentionPeriodHours });
    for (let i = 0; i < 3; i++) stream.putRecord(`k${i}`, new Uint8Array(512 * 1024 - 2));
    const line = cloud.meter.bill().find(({ unit }) => unit === 'GB months');
    return line === undefined ? undefined : [line.quantity, line.usd];
  };
  const gigabytes = 1.5 / 1024;
  expect(bill(24)).toBeUndefined();
  expect(bill(48)![0]).toBeCloseTo((gigabytes * 24) / 730, 12);
  expect(bill(168)![1]).toBeCloseTo(((gigabytes * 144) / 730) * 0.1, 12);
  expect(bill(8760)).toEqual(bill(168));
});

test('a provisioned stream is billed by shards, units of 25 KiB, retention, and consumers times shards', async () => {
  const cloud = new Cloud(still);
  const consumers = ['a', 'b'];
  const stream = cloud.kinesis.stream('s', { shardCount: 3, retentionPeriodHours: 48, consumers });
  // With its key of one byte each is so many KiB: one unit, one, two and three.
  for (const kibibytes of [1, 25, 26, 60]) stream.putRecord('k', new Uint8Array(kibibytes * 1024 - 1));
  await cloud.run(3600);
  const bill = new Map(cloud.meter.bill().map(({ item, quantity }) => [item, quantity]));
  expect(bill.get('records put')).toBe(7);
  expect(bill.get('shards')).toBeCloseTo(3, 9);
  expect(bill.get('retention beyond 24 hours, up to seven days')).toBeCloseTo(3, 9);
  expect(bill.get('enhanced fan-out')).toBeCloseTo(6, 9);
});
