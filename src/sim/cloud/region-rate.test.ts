import { expect, test } from 'vitest';
import { Cloud } from '../index.ts';
import { limitRow } from './limit-row.ts';
import { RegionRate } from './region-rate.ts';

const row = limitRow('Calls', 'a second', 'https://docs.aws.amazon.com/', { max: 10 }, true);

/** How many of so many calls are taken now. */
const taken = (rate: RegionRate, calls: number) => Array.from({ length: calls }, () => rate.takes()).filter(Boolean).length; // prettier-ignore

test('what a second allows may come at once, and comes back evenly', async () => {
  const cloud = new Cloud();
  const rate = new RegionRate(cloud.region('eu-west-1'), row, 10);
  expect(taken(rate, 12)).toBe(10);
  await cloud.run(0.5);
  expect(taken(rate, 12)).toBe(5);
});

test('ten at once are taken whole, or not at all', () => {
  const rate = new RegionRate(new Cloud().region('eu-west-1'), row, 10);
  expect([rate.takes(4), rate.takes(7), rate.takes(6)]).toEqual([true, false, true]);
});

test('a quota that is raised begins with a full tank', () => {
  const region = new Cloud().region('eu-west-1');
  const rate = new RegionRate(region, row, 10);
  expect(taken(rate, 12)).toBe(10);
  region.quotas.set(row, 20);
  expect(taken(rate, 30)).toBe(20);
});

test('what waits takes its turn, a tenth of a second after the one before', () => {
  const rate = new RegionRate(new Cloud().region('eu-west-1'), row, 10);
  const waits = Array.from({ length: 12 }, () => rate.wait());
  expect(waits.slice(9)).toEqual([0, 0.1, 0.2]);
});
