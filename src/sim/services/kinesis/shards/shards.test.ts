import { expect, test } from 'vitest';
import { bytes, NOW, putInto, seeded, streamOf } from '../testing.ts';
import { hashKeyIn } from '../throughput/put-records.ts';
import type { DataStream } from './data-stream.ts';
import { evenRanges, HASH_KEYS, hashKeyOf, parseHashKey } from './hash-key.ts';
import { LAST_COUNT, parseSequenceNumber, prefixOf, sequenceNumber } from './sequence-number.ts';
import type { Shard } from './shard.ts';

const HOUR = 3600;
const stream = streamOf;
const halfOf = ({ range }: Shard) => String((range.startingHashKey + range.endingHashKey) / 2n);

const route = (s: DataStream, entry: { partitionKey: string; explicitHashKey?: string }) =>
  s.shardFor(hashKeyIn({ ...entry, data: bytes(0) }));

test('an explicit hash key overrides the partition key', () => {
  const four = stream(4);
  const at = (key: bigint) => route(four, { partitionKey: 'x', explicitHashKey: String(key) }).index;
  expect([0n, HASH_KEYS / 4n - 1n, HASH_KEYS / 4n, HASH_KEYS - 1n].map(at)).toEqual([0, 0, 1, 3]);
});

for (const [key, error] of [
  ['', 'ValidationException'],
  ['01', 'ValidationException'],
  ['-1', 'ValidationException'],
  ['0x1', 'ValidationException'],
  ['1'.repeat(100_000), 'ValidationException'],
  [String(HASH_KEYS), 'InvalidArgumentException'],
] as const) {
  test(`the explicit hash key ${key.slice(0, 40)} is refused`, () => {
    expect(() => parseHashKey(key, 'ExplicitHashKey')).toThrow(expect.objectContaining({ name: error }));
  });
}

test('a split leaves the lower keys to the first child and the rest, from the new key on, to the second', () => {
  const s = stream(1);
  const [left, right] = s.split('shardId-000000000000', '1000', NOW + 10);
  expect([left.id, right.id]).toEqual(['shardId-000000000001', 'shardId-000000000002']);
  expect([left.range.endingHashKey, right.range.startingHashKey]).toEqual([999n, 1000n]);
  const [parent] = s.shards;
  expect(parent!.children).toEqual([left, right]);
  expect(parent!.open).toBe(false);
  expect(BigInt(parent!.endingSequenceNumber!) < BigInt(left.startingSequenceNumber)).toBe(true);
});

for (const key of ['0', '1', String(HASH_KEYS - 1n)]) {
  test(`a whole stream's only shard can't be split at ${key}`, () => {
    expect(() => stream(1).split('shardId-000000000000', key, NOW)).toThrow(
      expect.objectContaining({
        name: 'InvalidArgumentException',
        message: expect.stringMatching(
          /greater than one plus the shard's StartingHashKey 0 and less than the shard's EndingHashKey 340/,
        ) as string,
      }),
    );
  });
}

test('neighbours merge, in either order; others, and closed shards, do not', () => {
  const s = stream(4);
  const [a, b, c, d] = s.openShards.map(({ id }) => id) as [string, string, string, string];
  expect(() => s.merge(a, c, NOW)).toThrow(
    expect.objectContaining({
      name: 'InvalidArgumentException',
      message: expect.stringMatching(/not an adjacent pair/) as string,
    }),
  );
  expect(() => s.merge(a, a, NOW)).toThrow(expect.objectContaining({ name: 'InvalidArgumentException' }));
  const child = s.merge(b, a, NOW);
  expect(child.parents.map(({ id }) => id)).toEqual([b, a]);
  expect(() => s.merge(a, b, NOW)).toThrow(expect.objectContaining({ name: 'InvalidArgumentException' }));
  expect(() => s.split(a, '5', NOW)).toThrow(expect.objectContaining({ name: 'InvalidArgumentException' }));
  s.merge(c, d, NOW);
  expect(s.openShards.map(({ range }) => range)).toEqual(evenRanges(2));
});

for (const id of ['shardId-000000000001', 'shardId-1', '__proto__', '', 'x'.repeat(100_000)]) {
  test(`there is no shard ${id.slice(0, 30)}`, () => {
    expect(() => stream(1).shard(id, NOW)).toThrow(
      expect.objectContaining({ name: 'ResourceNotFoundException' }),
    );
  });
}

test('a parent is OPEN, then CLOSED for the retention period, then EXPIRED and no longer listed', () => {
  const s = stream(1);
  const [parent] = s.shards;
  s.split(parent!.id, '1000', NOW);
  const day = 24 * HOUR;
  expect(parent!.state(NOW + day - 1, day)).toBe('CLOSED');
  expect(s.list(NOW + day - 1).length).toBe(3);
  expect(parent!.state(NOW + day, day)).toBe('EXPIRED');
  expect(s.list(NOW + day).length).toBe(2);
});

test('records go by age, not by count; what a shorter retention has dropped stays gone', () => {
  const s = stream(1);
  const [shard] = s.shards;
  const left = (now: number) => {
    s.expire(shard!, now);
    return shard!.log.end - shard!.log.first;
  };
  s.retain(48, NOW);
  for (let i = 0; i < 100; i++) putInto(s, { partitionKey: 'k', data: bytes(1) }, NOW + i);
  expect(left(NOW + 47 * HOUR)).toBe(100);
  s.retain(24, NOW + 24 * HOUR + 49);
  s.retain(48, NOW + 24 * HOUR + 49);
  expect(left(NOW + 24 * HOUR + 49)).toBe(50);
  expect(shard!.log.at(50).arrival).toBe(NOW + 50);
});

test('a sequence number can be read again', () => {
  for (const [created, shard, count, arrived] of [
    [NOW, 0, 0n, NOW],
    [NOW, 19_999, LAST_COUNT, NOW + 1e9],
  ] as const) {
    const text = sequenceNumber(prefixOf(created, shard), count, arrived);
    expect(text).toMatch(/^49\d{54}$/);
    expect(parseSequenceNumber(text)).toEqual({ created, shard, count, arrived });
  }
  for (const text of ['', '0', 'x', '1e9', '9'.repeat(56), '1'.repeat(1e6)]) {
    expect(parseSequenceNumber(text)).toBe(undefined);
  }
});

test('any history of splits and merges: open ranges share all keys out, and parents first gives every key in order', () => {
  const random = seeded(7);
  for (let round = 0; round < 30; round++) {
    const s = stream(1 + random(4));
    const sent = new Map<string, number>();
    let now = NOW;
    for (let step = 0; step < 300; step++) {
      now += random(3) / 4;
      const key = `key-${random(40)}`;
      const n = sent.get(key) ?? 0;
      sent.set(key, n + 1);
      const { shard } = putInto(s, { partitionKey: key, data: Uint8Array.of(n >> 8, n & 255) }, now);
      expect(shard.holds(hashKeyOf(key)) && shard.open).toBe(true);
      const open = s.openShards;
      const at = random(open.length);
      if (random(20) === 0) s.split(open[at]!.id, halfOf(open[at]!), now);
      else if (random(20) === 0 && at > 0) s.merge(open[at - 1]!.id, open[at]!.id, now);
      if (random(40) === 0) s.retain(24 + random(100), now);
    }
    let next = 0n;
    for (const { range } of s.openShards) {
      expect(range.startingHashKey).toBe(next);
      next = range.endingHashKey + 1n;
    }
    expect(next).toBe(HASH_KEYS);
    // Shards are numbered in the order of their making, so that parents come first.
    const seen = new Map<string, number>();
    const last = new Map<string, bigint>();
    for (const { log, parents } of s.shards) {
      let before = parents.reduce((most, p) => {
        const end = BigInt(p.endingSequenceNumber!);
        return end > most ? end : most;
      }, 0n);
      for (let i = log.first; i < log.end; i++) {
        const { partitionKey, data, sequenceNumber } = log.at(i);
        const number = BigInt(sequenceNumber);
        expect(number > before && number > (last.get(partitionKey) ?? 0n)).toBe(true);
        before = number;
        last.set(partitionKey, number);
        expect(data[0]! * 256 + data[1]!).toBe(seen.get(partitionKey) ?? 0);
        seen.set(partitionKey, (seen.get(partitionKey) ?? 0) + 1);
      }
    }
    expect(new Map([...seen].sort())).toEqual(new Map([...sent].sort()));
  }
});
