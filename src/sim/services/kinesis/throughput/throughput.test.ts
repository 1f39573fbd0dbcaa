import { expect, test } from 'vitest';
import { getRecords } from '../iterators/get-records.ts';
import { getShardIterator } from '../iterators/shard-iterator.ts';
import { AwsError } from '../../../cloud/index.ts';
import { kinesisLimits as limits } from '../limits.ts';
import { defaultModel } from '../model.ts';
import { AT_ONCE, bytes, NOW, putInto, seeded, streamOf } from '../testing.ts';
import { OnDemandCapacity } from './on-demand.ts';
import { hashKeyIn, putRecords, type PutResult } from './put-records.ts';
import { ShardThroughput } from './shard-throughput.ts';
import { StreamThroughput } from './stream-throughput.ts';

const MB = 1024 * 1024;
const EXCEEDED = { name: 'ProvisionedThroughputExceededException' };

/** The one record of a PutRecord, or its refusal thrown. */
function stored([result]: readonly PutResult[]) {
  if (result!.error) throw result!.error;
  return result!.record;
}

function world(shards = 1) {
  const stream = streamOf(shards);
  const throughput = new StreamThroughput(stream);
  const put = (key: string, size: number, now = NOW) =>
    stored(putRecords(stream, throughput, [{ partitionKey: key, data: bytes(size) }], now));
  /** Past the gate. */
  const fill = (records: number, size: number, now = NOW) => {
    for (let i = 0; i < records; i++) putInto(stream, { partitionKey: 'k', data: bytes(size - 1) }, now);
  };
  const horizon = (now = NOW) =>
    getShardIterator(stream, 'shardId-000000000000', { type: 'TRIM_HORIZON' }, now);
  return { stream, throughput, put, fill, horizon };
}

test('small records meet 1,000 a second, long before 1 MB', () => {
  const { put } = world();
  for (let i = 0; i < 1000; i++) put('k', 1);
  expect(() => put('k', 1)).toThrow(
    expect.objectContaining({
      ...EXCEEDED,
      message: 'Rate exceeded for shard shardId-000000000000 in stream s under account 123456789012.',
    }),
  );
  put('k', 1, NOW + 0.001);
  expect(() => put('k', 1, NOW + 0.001)).toThrow(expect.objectContaining(EXCEEDED));
});

test('the partition key counts in the 1 MB', () => {
  const { put } = world();
  put('kkkk', MB / 2 - 4);
  put('kkkk', MB / 2 - 4);
  expect(() => put('k', 0)).toThrow(expect.objectContaining(EXCEEDED));
  expect(() => put('k', MB)).toThrow(expect.objectContaining({ name: 'ValidationException' }));
});

test('a refused record takes nothing', () => {
  const { put } = world();
  put('k', MB - 101);
  for (let i = 0; i < 5000; i++) expect(() => put('k', 1000)).toThrow(expect.objectContaining(EXCEEDED));
  put('k', 99);
});

test('a record larger than the tank passes a full one, which then refills', () => {
  const { stream, throughput } = world();
  const large = (now: number) =>
    stored(putRecords(stream, throughput, [{ partitionKey: 'k', data: bytes(10 * MB - 1) }], now, 10 * MB));
  large(NOW);
  expect(() => large(NOW + 9.9)).toThrow(expect.objectContaining(EXCEEDED));
  large(NOW + 10);
});

test('PutRecords fails record by record, and keeps those after a failed one', () => {
  const { stream, throughput } = world(2);
  const upper = String(1n << 127n);
  const of = (explicitHashKey: string, size: number) => ({
    partitionKey: 'k',
    explicitHashKey,
    data: bytes(size - 1),
  });
  const half = MB / 2;
  const records = putRecords(
    stream,
    throughput,
    [of('0', half), of('0', half), of('0', 10), of(upper, half), of('0', 1), of(upper, half)],
    NOW,
  );
  expect(records.map((r) => r.error?.name ?? r.shard.index)).toEqual([
    0,
    0,
    EXCEEDED.name,
    1,
    EXCEEDED.name,
    1,
  ]);
});

test('PutRecords as a whole: 10 MiB, hash keys that are none', () => {
  const { stream, throughput } = world();
  const put = (count: number, size: number, explicitHashKey?: string) =>
    putRecords(
      stream,
      throughput,
      Array.from({ length: count }, () => ({
        partitionKey: 'k',
        data: bytes(size),
        ...(explicitHashKey !== undefined && { explicitHashKey }),
      })),
      NOW,
    );
  expect(() => put(11, MB - 1)).toThrow(expect.objectContaining({ name: 'InvalidArgumentException' }));
  expect(() => put(2, 1, 'x')).toThrow(expect.objectContaining({ name: 'ValidationException' }));
  expect(stream.shards[0]!.log.end).toBe(0);
  expect(put(500, 1).filter(({ error }) => error)).toEqual([]);
});

test('any traffic: what gets in is at most rate × time + what the tank holds, in every window', () => {
  const random = seeded(3);
  let broken = 0;
  for (let round = 0; round < 20; round++) {
    const gate = new ShardThroughput(0, defaultModel);
    const passed: { at: number; size: number }[] = [];
    let now = 0;
    const pace = 1 + random(2000);
    for (let i = 0; i < 3000; i++) {
      now += random(pace) / 1e6;
      const size = 1 + random(random(2) ? 100 : 5000);
      if (gate.write(size, now)) passed.push({ at: now, size });
    }
    for (let i = 0; i < passed.length; i += 97) {
      let sum = 0;
      for (let j = i; j < passed.length; j++) {
        sum += passed[j]!.size;
        const time = passed[j]!.at - passed[i]!.at + 1e-6;
        if (sum > MB * (1 + time) || j - i + 1 > 1000 * (1 + time)) broken++;
      }
    }
  }
  expect(broken).toBe(0);
});

test('five GetRecords a second a shard, shared by all who poll', () => {
  const { stream, throughput, horizon } = world();
  for (let i = 0; i < 5; i++) getRecords(stream, throughput, horizon(), NOW);
  expect(() => getRecords(stream, throughput, horizon(), NOW)).toThrow(expect.objectContaining(EXCEEDED));
  getRecords(stream, throughput, horizon(NOW + 0.2), NOW + 0.2);
});

test('with c consumers, a record waits c/10 s on average until one that polls as often as it may has it', () => {
  for (const c of [1, 2, 5]) {
    const { throughput, stream } = world();
    const gate = throughput.of(stream.shards[0]!, NOW);
    // The burst away, so that the rate remains.
    for (let i = 0; i < 5; i++) gate.read(NOW);
    let [last, sum, gaps, refused] = [0, 0, 0, 0];
    for (let tick = 1; tick <= 5000; tick++) {
      const now = NOW + tick / 5;
      for (let consumer = 0; consumer < c; consumer++) {
        if (consumer !== tick % c) continue;
        if (!gate.read(now)) refused++;
        if (consumer === 0) {
          // Records arrive evenly: those of a gap wait half of it on average.
          if (last > 0) [sum, gaps] = [sum + (now - last) ** 2 / 2, gaps + now - last];
          last = now;
        }
      }
    }
    expect(refused).toBe(0);
    expect(Math.abs(sum / gaps - c / 10) < 1e-3).toBe(true);
  }
});

test('10 MB at once are paid with five seconds, 2 MB with one', () => {
  for (const [megabytes, seconds] of [
    [10, 5],
    [2, 1],
  ] as const) {
    const { stream, throughput, fill, horizon } = world();
    fill(megabytes * 2, MB / 2);
    const { records } = getRecords(stream, throughput, horizon(), NOW);
    expect(records.length).toBe(megabytes * 2);
    expect(() => getRecords(stream, throughput, horizon(), NOW + seconds - 0.1)).toThrow(
      expect.objectContaining(EXCEEDED),
    );
    getRecords(stream, throughput, horizon(), NOW + seconds);
  }
});

test('a read ends at 10,000 records, or before the record that would pass 10 MB', () => {
  const { stream, throughput, fill, horizon } = world();
  fill(3, 4 * MB);
  fill(10_001, 2);
  const first = getRecords(stream, throughput, horizon(), NOW);
  expect(first.records.length).toBe(2);
  const second = getRecords(stream, throughput, first.nextShardIterator!, NOW + 5);
  expect(second.records.length).toBe(10_000);
});

test('polling to the end gets each record once and no more than 2 MB/s', () => {
  const { stream, throughput, fill, horizon } = world();
  fill(400, MB / 10);
  let [now, got, iterator] = [NOW, 0, horizon()];
  while (got < 400) {
    try {
      const batch = getRecords(stream, throughput, iterator, now, 30);
      got += batch.records.length;
      iterator = batch.nextShardIterator!;
    } catch (error) {
      expect(error instanceof AwsError).toBe(true);
    }
    now += 0.1;
  }
  expect(got).toBe(400);
  expect((now - NOW) * 2 >= 40 - 2 - 3).toBe(true);
});

test('on demand: 4 MB/s at first, then twice the peak of 30 days, a quarter of an hour later', () => {
  const capacity = new OnDemandCapacity({ start: 4 * MB, most: 1000 * MB }, AT_ONCE);
  const write = (from: number, minutes: number, rate: number) => {
    for (let second = 0; second < minutes * 60; second++) capacity.wrote(rate * MB, from + second);
  };
  expect(capacity.shards(0)).toBe(4);
  write(0, 1, 4);
  expect(capacity.shards(60)).toBe(4);
  expect(capacity.shards(959)).toBe(4);
  expect(capacity.shards(960)).toBe(8);
  write(960, 1, 8);
  write(1020, 5, 1);
  expect(capacity.shards(3000)).toBe(16);
  const days = (n: number) => n * 86_400;
  expect(capacity.shards(1020 + days(30) - 1)).toBe(16);
  expect(capacity.shards(1020 + days(30))).toBe(4);
});

test('on demand: doubling every 16 minutes is never throttled, and ends at the most', () => {
  const capacity = new OnDemandCapacity({ start: 4 * MB, most: 200 * MB }, AT_ONCE);
  let rate = 4 * MB;
  for (let step = 0; step < 10; step++) {
    const from = step * 960;
    rate = Math.min(rate, 200 * MB);
    expect(rate <= capacity.capacity(from)).toBe(true);
    for (let second = 0; second < 60; second++) capacity.wrote(rate, from + second);
    rate *= 2;
  }
  expect(capacity.capacity(20_000)).toBe(200 * MB);
});

test('balls into bins: equal keys on shards use the stream to mean over fullest before the first refusal', () => {
  const { stream, throughput } = world(8);
  const keys = Array.from({ length: 64 }, (_, i) => `key-${i}`);
  const load = new Array<number>(8).fill(0);
  for (const partitionKey of keys)
    load[stream.shardFor(hashKeyIn({ partitionKey, data: bytes(0) })).index]!++;
  let sent = 0;
  const send = () =>
    keys.every((partitionKey) => {
      const [result] = putRecords(stream, throughput, [{ partitionKey, data: bytes(0) }], NOW);
      if (!result!.error) sent++;
      return !result!.error;
    });
  while (send());
  const expected = (limits.shardWriteRecords.max * 64) / Math.max(...load);
  expect(Math.abs(sent - expected) <= 64).toBe(true);
});
