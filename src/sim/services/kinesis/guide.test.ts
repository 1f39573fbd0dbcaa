import { expect, test } from 'vitest';
import { Cloud, hours } from '../../index.ts';

const still = { requestLatency: { mean: 0, sd: 0 } };
const refusal = (name: string) => expect.objectContaining({ name }) as Error;
const FIRST = 'shardId-000000000000';
const KiB = 1024;

/** A stream of one shard, and what is put on it. */
function open(texts: readonly string[] = []) {
  const cloud = new Cloud(still);
  const stream = cloud.kinesis.stream('s');
  const put = texts.map((text) => stream.putRecord('k', text));
  return { cloud, stream, put, streamName: 's', shardId: FIRST };
}
const decode = (data: Uint8Array) => new TextDecoder().decode(data);

// https://docs.aws.amazon.com/streams/latest/dev/key-concepts.html
test('what several producers put, each of several consumers reads', async () => {
  const { cloud, stream } = open();
  for (const producer of ['web', 'app', 'shop'])
    cloud.process(function* produce() {
      for (let n = 0; n < 10; n++) {
        stream.putRecord(producer, `${producer} ${n}`);
        yield 1;
      }
    });
  await cloud.run(11);
  for (let consumer = 0; consumer < 3; consumer++) {
    const { records } = stream.reader(FIRST).next();
    expect(new Set(records.map(({ data }) => decode(data))).size).toBe(30);
  }
});

// https://docs.aws.amazon.com/streams/latest/dev/large-records.html
test('a record has 1 MiB at most with its key, unless the stream is set to take up to 10 MiB', async () => {
  const { cloud, stream, streamName } = open();
  stream.putRecord('k', new Uint8Array(KiB * KiB - 1));
  expect(() => stream.putRecord('k', new Uint8Array(KiB * KiB))).toThrow(refusal('ValidationException'));
  const { streamARN } = cloud.kinesis.describeStreamSummary({ streamName }).streamDescriptionSummary;
  cloud.kinesis.updateMaxRecordSize({ streamARN, maxRecordSizeInKiB: 10 * KiB });
  await cloud.run(60);
  stream.putRecord('k', new Uint8Array(10 * KiB * KiB - 1));
  expect(() => cloud.kinesis.updateMaxRecordSize({ streamARN, maxRecordSizeInKiB: 10 * KiB + 1 })).toThrow(
    refusal('ValidationException'),
  );
});

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html
test.each([
  ['AT_SEQUENCE_NUMBER without a number', { shardIteratorType: 'AT_SEQUENCE_NUMBER' }],
  ['AFTER_SEQUENCE_NUMBER without a number', { shardIteratorType: 'AFTER_SEQUENCE_NUMBER' }],
  ['AT_TIMESTAMP without a time', { shardIteratorType: 'AT_TIMESTAMP' }],
] as const)('%s is refused', (_what, start) => {
  const { cloud, streamName, shardId } = open();
  expect(() => cloud.kinesis.getShardIterator({ streamName, shardId, ...start })).toThrow(
    refusal('InvalidArgumentException'),
  );
});

test('a time before the oldest record begins with the oldest record', async () => {
  const { cloud, streamName, shardId } = open(['a', 'b']);
  await cloud.run(1);
  const { shardIterator } = cloud.kinesis.getShardIterator({
    ...{ streamName, shardId, shardIteratorType: 'AT_TIMESTAMP' },
    timestamp: new Date('2020-01-01T00:00:00Z'),
  });
  const { records } = cloud.kinesis.getRecords({ shardIterator: shardIterator! });
  expect(records.map(({ data }) => decode(data))).toEqual(['a', 'b']);
});

test('an iterator can be used again, and gives the same records', async () => {
  const { cloud, streamName, shardId } = open(['a', 'b']);
  await cloud.run(1);
  const { shardIterator } = cloud.kinesis.getShardIterator({
    ...{ streamName, shardId, shardIteratorType: 'TRIM_HORIZON' },
  });
  const read = () => cloud.kinesis.getRecords({ shardIterator: shardIterator! }).records.length;
  expect([read(), read()]).toEqual([2, 2]);
});

test('LATEST gives what comes after the iterator was made', async () => {
  const { cloud, stream, streamName, shardId } = open(['before']);
  const { shardIterator } = cloud.kinesis.getShardIterator({
    ...{ streamName, shardId, shardIteratorType: 'LATEST' },
  });
  stream.putRecord('k', 'after');
  await cloud.run(1);
  const { records } = cloud.kinesis.getRecords({ shardIterator: shardIterator! });
  expect(records.map(({ data }) => decode(data))).toEqual(['after']);
});

test('a record without data is a record', () => {
  const { stream } = open();
  expect(stream.putRecord('k', new Uint8Array(0)).shardId).toBe(FIRST);
});

test.each([
  ['2^128', String(1n << 128n)],
  ['a negative number', '-1'],
] as const)('the hash key %s is refused', (_what, explicitHashKey) => {
  const { stream } = open();
  expect(() => stream.putRecord('k', 'a', { explicitHashKey })).toThrow();
});

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamSummary.html
test('after a split the stream has three shards, of which two are open', async () => {
  const { cloud, streamName } = open();
  const half = String(1n << 127n);
  cloud.kinesis.splitShard({ streamName, shardToSplit: FIRST, newStartingHashKey: half });
  expect(cloud.kinesis.describeStreamSummary({ streamName }).streamDescriptionSummary.streamStatus).toBe(
    'UPDATING',
  );
  await cloud.run(60);
  expect(cloud.kinesis.listShards({ streamName }).shards).toHaveLength(3);
  expect(cloud.kinesis.describeStreamSummary({ streamName }).streamDescriptionSummary.openShardCount).toBe(2);
});

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_EnableEnhancedMonitoring.html
test('ALL stands for all metrics of a shard', () => {
  const { cloud, streamName } = open();
  const { currentShardLevelMetrics, desiredShardLevelMetrics } = cloud.kinesis.enableEnhancedMonitoring({
    streamName,
    shardLevelMetrics: ['ALL'],
  });
  expect(currentShardLevelMetrics ?? []).toEqual([]);
  expect(desiredShardLevelMetrics).toHaveLength(7);
});

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeleteStream.html
test('a stream with consumers is deleted only if that is said', async () => {
  const cloud = new Cloud(still);
  cloud.kinesis.stream('s', { consumers: ['one'] });
  expect(() => cloud.kinesis.deleteStream({ streamName: 's' })).toThrow(refusal('ResourceInUseException'));
  cloud.kinesis.deleteStream({ streamName: 's', enforceConsumerDeletion: true });
  await cloud.run(60);
  expect(() => cloud.kinesis.describeStreamSummary({ streamName: 's' })).toThrow(
    refusal('ResourceNotFoundException'),
  );
});

// https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html
test('a longer retention keeps what was put before it was set', async () => {
  const { cloud, stream, streamName } = open(['old']);
  await cloud.run(hours(20));
  cloud.kinesis.increaseStreamRetentionPeriod({ streamName, retentionPeriodHours: 48 });
  await cloud.run(hours(20));
  expect(stream.reader(FIRST).next().records).toHaveLength(1);
});

// https://github.com/floci-io/floci/issues/342
test('a retention that is what it was already is no error', () => {
  const { cloud, streamName } = open();
  cloud.kinesis.increaseStreamRetentionPeriod({ streamName, retentionPeriodHours: 24 });
  expect(
    cloud.kinesis.describeStreamSummary({ streamName }).streamDescriptionSummary.retentionPeriodHours,
  ).toBe(24);
});

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html
test('one call doubles the shards at most, and halves them at least', () => {
  const cloud = new Cloud(still);
  cloud.kinesis.stream('s', { shardCount: 4 });
  const update = (targetShardCount: number) => () =>
    cloud.kinesis.updateShardCount({ streamName: 's', targetShardCount, scalingType: 'UNIFORM_SCALING' });
  expect(update(9)).toThrow();
  expect(update(1)).toThrow();
  expect(update(8)).not.toThrow();
});
