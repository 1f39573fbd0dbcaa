import { expect, test } from 'vitest';
import { data, FIRST, NOW, putInto, streamOf, text } from '../testing.ts';
import { StreamThroughput } from '../throughput/stream-throughput.ts';
import { getRecords } from './get-records.ts';
import { iteratorToken, parseIteratorToken } from './iterator-token.ts';
import { getShardIterator, type StartingPosition } from './shard-iterator.ts';

/** A stream of one shard with records a, b, c, d at seconds 0, 10, 20, 30. */
function world() {
  const stream = streamOf(1);
  const throughput = new StreamThroughput(stream);
  const records = ['a', 'b', 'c', 'd'].map(
    (name, i) => putInto(stream, { partitionKey: name, data: data(name) }, NOW + 10 * i).record,
  );
  const iterator = (start: StartingPosition, now = NOW + 40, shard = FIRST) =>
    getShardIterator(stream, shard, start, now);
  const read = (start: StartingPosition, now = NOW + 40) => {
    const { records } = getRecords(stream, throughput, iterator(start, now), now);
    return records.map(({ data }) => text(data)).join('');
  };
  return { stream, throughput, records, iterator, read };
}

const number = (i: number) => world().records[i]!.sequenceNumber;
for (const [what, start, expected] of [
  ['TRIM_HORIZON', { type: 'TRIM_HORIZON' }, 'abcd'],
  ['LATEST', { type: 'LATEST' }, ''],
  ['AT_SEQUENCE_NUMBER', { type: 'AT_SEQUENCE_NUMBER', sequenceNumber: number(1) }, 'bcd'],
  ['AFTER_SEQUENCE_NUMBER', { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: number(1) }, 'cd'],
  ['AFTER the last', { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: number(3) }, ''],
  ['AT_TIMESTAMP of a record', { type: 'AT_TIMESTAMP', timestamp: NOW + 10 }, 'bcd'],
  ['AT_TIMESTAMP between', { type: 'AT_TIMESTAMP', timestamp: NOW + 10.001 }, 'cd'],
  ['AT_TIMESTAMP before all', { type: 'AT_TIMESTAMP', timestamp: 0 }, 'abcd'],
] as const) {
  test(`${what} begins with '${expected}'`, () => expect(world().read(start)).toBe(expected));
}

test('the starting sequence number of a shard is a place, too', () => {
  const { stream, read } = world();
  const sequenceNumber = stream.shards[0]!.startingSequenceNumber;
  expect(read({ type: 'AT_SEQUENCE_NUMBER', sequenceNumber })).toBe('abcd');
  expect(read({ type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber })).toBe('abcd');
});

test('a place that has expired gives way to the oldest record there is', () => {
  const { records, read } = world();
  const later = NOW + 24 * 3600 + 10;
  expect(read({ type: 'AT_SEQUENCE_NUMBER', sequenceNumber: records[0]!.sequenceNumber }, later)).toBe('cd');
  expect(read({ type: 'TRIM_HORIZON' }, later)).toBe('cd');
  expect(read({ type: 'AT_TIMESTAMP', timestamp: NOW }, later)).toBe('cd');
});

test('refused: the future, numbers that are none, of another shard, of another stream', () => {
  const { stream, iterator, records } = world();
  const [left] = stream.split(FIRST, '1000', NOW + 40);
  const at = (sequenceNumber: string, shard = FIRST) =>
    iterator({ type: 'AT_SEQUENCE_NUMBER', sequenceNumber }, NOW + 50, shard);
  const invalid = (message: RegExp) => ({
    name: 'InvalidArgumentException',
    message: expect.stringMatching(message) as string,
  });
  expect(() => iterator({ type: 'AT_TIMESTAMP', timestamp: NOW + 41 })).toThrow(
    expect.objectContaining(invalid(/timestampInMillis/)),
  );
  expect(() => at('12')).toThrow(expect.objectContaining(invalid(/is invalid\.$/)));
  expect(() => at('__proto__')).toThrow(expect.objectContaining(invalid(/is invalid\.$/)));
  expect(() => at(records[0]!.sequenceNumber, left.id)).toThrow(
    expect.objectContaining(invalid(/It encodes shardId-000000000000/)),
  );
  const other = streamOf(1, NOW - 60, 't').shards[0]!;
  expect(() => at(other.startingSequenceNumber)).toThrow(
    expect.objectContaining(invalid(/did not come from this stream/)),
  );
  expect(() => iterator({ type: 'LATEST' }, NOW, 'shardId-000000000009')).toThrow(
    expect.objectContaining({
      name: 'ResourceNotFoundException',
    }),
  );
});

test('an iterator lives five minutes', () => {
  const { stream, throughput, iterator } = world();
  const made = iterator({ type: 'LATEST' }, NOW + 40);
  const next = getRecords(stream, throughput, made, NOW + 340).nextShardIterator!;
  expect(() => getRecords(stream, throughput, made, NOW + 341)).toThrow(
    expect.objectContaining({
      name: 'ExpiredIteratorException',
      message: expect.stringMatching(
        /created at time Thu Jan 01 00:00:40 UTC 2026 while right now it is Thu Jan 01 00:05:41 UTC 2026/,
      ) as string,
    }),
  );
  getRecords(stream, throughput, next, NOW + 640);
});

test('MillisBehindLatest is the age of what was read last, and 0 at the tip', () => {
  const { stream, throughput, iterator } = world();
  const now = NOW + 40;
  const first = getRecords(stream, throughput, iterator({ type: 'TRIM_HORIZON' }), now, 2);
  expect(first.millisBehindLatest).toBe(30_000);
  const rest = getRecords(stream, throughput, first.nextShardIterator!, now);
  expect(rest.millisBehindLatest).toBe(0);
});

test('an empty shard answers with nothing and an iterator that goes on; a closed one ends with its children', () => {
  const { stream, throughput, iterator } = world();
  const latest = getRecords(stream, throughput, iterator({ type: 'LATEST' }), NOW + 40);
  expect([latest.records.length, latest.childShards.length]).toEqual([0, 0]);
  const children = stream.split(FIRST, '1000', NOW + 41);
  const part = getRecords(stream, throughput, iterator({ type: 'TRIM_HORIZON' }), NOW + 42, 3);
  expect([part.childShards.length, part.nextShardIterator?.position]).toEqual([0, 3]);
  const last = getRecords(stream, throughput, part.nextShardIterator!, NOW + 42);
  expect([last.records.length, last.nextShardIterator, last.childShards]).toEqual([1, null, children]);
  expect(getRecords(stream, throughput, latest.nextShardIterator!, NOW + 43).nextShardIterator).toBe(null);
});

test('an expired shard is not there for readers', () => {
  const { stream, iterator } = world();
  stream.split(FIRST, '1000', NOW);
  expect(() => iterator({ type: 'TRIM_HORIZON' }, NOW + 86_400)).toThrow(
    expect.objectContaining({
      name: 'ResourceNotFoundException',
    }),
  );
});

test('an iterator as text comes back as it was; any other text is refused', () => {
  const { iterator } = world();
  const made = iterator({ type: 'LATEST' }, NOW + 40.123456);
  expect(parseIteratorToken(iteratorToken('s', made))).toEqual({ streamName: 's', iterator: made });
  for (const token of ['', 'é', '!', btoa('shardId-1/0/0'), btoa('a/b/c'), 'A'.repeat(1e6)]) {
    expect(() => parseIteratorToken(token)).toThrow(
      expect.objectContaining({ name: 'InvalidArgumentException' }),
    );
  }
});
