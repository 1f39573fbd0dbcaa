import { expect, test } from 'vitest';
import { seeded, streamOf } from '../testing.ts';
import { evenRanges, HASH_KEYS } from './hash-key.ts';
import { checkShardCount, updateShardCount } from './update-shard-count.ts';

const stream = (shards: number) => streamOf(shards, 0);

test('doubling splits each shard, halving merges pairs', () => {
  const s = stream(4);
  updateShardCount(s, 8, 10);
  expect(s.openShards.map(({ range }) => range)).toEqual(evenRanges(8));
  updateShardCount(s, 4, 20);
  expect(s.openShards.map(({ range }) => range)).toEqual(evenRanges(4));
  expect(s.shards.length).toBe(4 + 8 + 4);
});

for (const [from, to, name] of [
  [4, 9, 'LimitExceededException'],
  [4, 1, 'LimitExceededException'],
] as const) {
  test(`from ${from} to ${to} shards is refused`, () => {
    expect(() => checkShardCount(from, to)).toThrow(expect.objectContaining({ name }));
  });
}

test('any walk of counts keeps shards of one size, and all keys shared out', () => {
  const random = seeded(5);
  for (let round = 0; round < 20; round++) {
    const s = stream(1 + random(6));
    for (let step = 1; step < 12; step++) {
      const now = s.openShards.length;
      const least = Math.ceil(now / 2);
      const count = least + random(Math.min(40, now * 2) - least + 1);
      updateShardCount(s, count, step * 100);
      expect(s.openShards.length).toBe(count);
      let next = 0n;
      for (const { range } of s.openShards) {
        expect(range.startingHashKey).toBe(next);
        next = range.endingHashKey + 1n;
        const off = next - range.startingHashKey - HASH_KEYS / BigInt(count);
        expect(off < 1n << 66n && off > -(1n << 66n)).toBe(true);
      }
      expect(next).toBe(HASH_KEYS);
    }
  }
});
