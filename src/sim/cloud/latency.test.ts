import { expect, test } from 'vitest';
import { RandomStream, Tally } from '../kernel/index.ts';
import { defaultRequestLatency, drawLatency } from './latency.ts';

test('requests take 20 ms on average, some much longer than others, none no time at all', () => {
  const random = new RandomStream(1, 'latency');
  const tally = new Tally();
  for (let i = 0; i < 2000; i++) tally.add(drawLatency(defaultRequestLatency, random));
  expect(Math.abs(tally.mean - 0.02)).toBeLessThan(4 * tally.standardError);
  expect(tally.sd).toBeCloseTo(0.01, 2);
  expect(tally.min).toBeGreaterThan(0);
});

test('requests of mean 0 take no time, whatever their spread', () => {
  expect(drawLatency({ mean: 0, sd: 0.01 }, new RandomStream(1, 'latency'))).toBe(0);
});
