import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import type { StartingPosition } from './iterators/shard-iterator.ts';
import { FIRST, text } from './testing.ts';

/* What users reported against emulators of Kinesis: the right value, kept. */

const still = { requestLatency: { mean: 0, sd: 0 } };

/** A stream with records a, b, c, a second apart, and their sequence numbers. */
async function open() {
  const cloud = new Cloud(still);
  const stream = cloud.kinesis.stream('s', { consumers: ['fast'] });
  const numbers: string[] = [];
  for (const one of ['a', 'b', 'c']) {
    numbers.push(stream.putRecord('k', one).sequenceNumber!);
    await cloud.run(1);
  }
  const read = (start: StartingPosition) => texts(stream.reader(FIRST, start).next());
  return { cloud, stream, numbers, read };
}

const texts = ({ records }: { records: readonly { data: Uint8Array }[] }) =>
  records.map(({ data }) => text(data)).join('');

// https://github.com/localstack/localstack/issues/10117, https://github.com/localstack/localstack/issues/11192
test('AFTER_SEQUENCE_NUMBER never gives the record of that number', async () => {
  const { read, numbers } = await open();
  expect(read({ type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: numbers[0]! })).toBe('bc');
});

// https://github.com/etspaceman/kinesis-mock/issues/1187
test('AFTER_SEQUENCE_NUMBER of the first of two records gives the second, again and again', async () => {
  const { read, numbers } = await open();
  const again = () => read({ type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: numbers[1]! });
  expect([again(), again(), again()]).toEqual(['c', 'c', 'c']);
});

// https://github.com/etspaceman/kinesis-mock/pull/95, https://github.com/localstack/localstack/issues/4137
test('the starting sequence number of a shard, which no record has, is a place to read from', async () => {
  const { cloud, read } = await open();
  const [shard] = cloud.kinesis.describeStream({ streamName: 's' }).streamDescription.shards;
  const sequenceNumber = shard!.sequenceNumberRange.startingSequenceNumber;
  expect(read({ type: 'AT_SEQUENCE_NUMBER', sequenceNumber })).toBe('abc');
});

// https://github.com/etspaceman/kinesis-mock/issues/1186
test('the next iterator leaves out what was read', async () => {
  const { stream } = await open();
  const reader = stream.reader(FIRST);
  expect([texts(reader.next()), texts(reader.next())]).toEqual(['abc', '']);
});

// https://github.com/localstack/localstack/issues/13138
test('the last record of a shard is read once, and the iterator goes on', async () => {
  const { cloud, stream } = await open();
  const reader = stream.reader(FIRST, { type: 'LATEST' });
  stream.putRecord('k', 'd');
  await cloud.run(1);
  const got = [texts(reader.next()), texts(reader.next())];
  await cloud.run(1);
  got.push(texts(reader.next()));
  expect([got, reader.ended]).toEqual([['d', '', ''], false]);
});

// https://github.com/localstack/localstack/issues/10000
test('what fan-out pushes carries sequence numbers from which a reader can go on', async () => {
  const { stream, read } = await open();
  const batch = await stream.subscribe('fast', FIRST, { type: 'TRIM_HORIZON' }).next();
  const last = batch!.records.at(-1)!.sequenceNumber;
  expect(last).toMatch(/^49\d{54}$/);
  expect(read({ type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: last })).toBe('');
});

// https://github.com/localstack/localstack/issues/3823
test.each([
  ['LATEST', ''],
  ['TRIM_HORIZON', 'abc'],
  ['AT_SEQUENCE_NUMBER', 'bc'],
  ['AFTER_SEQUENCE_NUMBER', 'c'],
] as const)('a subscription begins %s', async (type, expected) => {
  const { cloud, stream, numbers } = await open();
  const pipe = stream.subscribe('fast', FIRST, { type, sequenceNumber: numbers[1]! });
  let got = '';
  cloud.process(function* consumer() {
    const batch = yield* pipe.next();
    got = batch ? texts(batch) : '';
  });
  await cloud.run(1);
  expect(got).toBe(expected);
});

// https://github.com/localstack/localstack/issues/3488
test('the date of arrival is a date of this century', async () => {
  const { cloud } = await open();
  const { shardIterator } = cloud.kinesis.getShardIterator({
    streamName: 's',
    shardId: FIRST,
    shardIteratorType: 'TRIM_HORIZON',
  });
  const { records } = cloud.kinesis.getRecords({ shardIterator: shardIterator! });
  expect(records.map(({ approximateArrivalTimestamp: at }) => at!.toISOString())).toEqual([
    '2026-01-01T00:00:00.000Z',
    '2026-01-01T00:00:01.000Z',
    '2026-01-01T00:00:02.000Z',
  ]);
});

// https://github.com/localstack/localstack/issues/2781 (the same numbers, of a stream of DynamoDB)
test('a sequence number has at least 21 digits, and is taken back as it was given', async () => {
  const { numbers, read } = await open();
  for (const number of numbers) expect(number.length).toBeGreaterThanOrEqual(21);
  expect(read({ type: 'AT_SEQUENCE_NUMBER', sequenceNumber: numbers[2]! })).toBe('c');
});
