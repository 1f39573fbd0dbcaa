import { expect, test } from 'vitest';
import { defaultMaxParallelism, keyGroupOf, subtaskOf } from './key-groups.ts';

test('key groups spread keys evenly, and a change of parallelism moves groups whole and in order', () => {
  const keys = Array.from({ length: 20_000 }, (_, i) => `player-${i}`);
  const load = new Array<number>(4).fill(0);
  for (const key of keys) load[subtaskOf(key, 4, 128)]!++;
  for (const count of load) expect(Math.abs(count - 5000)).toBeLessThan(300);
  for (const key of keys.slice(0, 500)) {
    expect(Math.floor(subtaskOf(key, 8, 128) / 2)).toBe(subtaskOf(key, 4, 128));
    expect(keyGroupOf(key, 128)).toBeLessThan(128);
  }
  expect([1, 85, 87, 100_000].map(defaultMaxParallelism)).toEqual([128, 128, 256, 32_768]);
});
