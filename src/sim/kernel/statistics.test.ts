import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchMeans, confidenceInterval, replications } from './confidence.ts';
import { RandomStream } from './random.ts';
import { Sample } from './sample.ts';
import { Tally } from './tally.ts';
import { TimeWeighted } from './time-weighted.ts';

function tallied(values: Iterable<number>): Tally {
  const tally = new Tally();
  for (const value of values) tally.add(value);
  return tally;
}

test('a tally counts, and knows mean, variance and extremes', () => {
  const tally = tallied([2, 4, 4, 4, 5, 5, 7, 9]);
  expect(tally).toMatchObject({ count: 8, sum: 40, mean: 5, min: 2, max: 9 });
  expect(tally.variance).toBeCloseTo(32 / 7, 14);
  expect(tally.sd).toBeCloseTo(Math.sqrt(32 / 7), 14);
  expect(tally.standardError).toBeCloseTo(Math.sqrt(32 / 7 / 8), 14);
  tally.reset();
  expect(tally).toMatchObject({ count: 0, sum: 0, mean: NaN, variance: NaN, min: NaN, max: NaN });
  tally.add(-3);
  expect(tally).toMatchObject({ count: 1, mean: -3, variance: NaN, min: -3, max: -3 });
});

test('a tally keeps the digits of a small variance far from zero', () => {
  expect(tallied([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]).variance).toBeCloseTo(30, 6);
});

test('a tally agrees with the sums in two passes', () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 2 }), (values) => {
      const tally = tallied(values);
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
      expect(tally.mean).toBeCloseTo(mean, 6);
      expect(Math.abs(tally.variance - squares / (values.length - 1))).toBeLessThan(1e-9 * (squares + 1));
      // Plus 0, for which -0 is 0.
      expect(tally.min + 0).toBe(Math.min(...values) + 0);
      expect(tally.max + 0).toBe(Math.max(...values) + 0);
    }),
  );
});

test('what is no number is refused', () => {
  expect(() => new Tally().add(NaN)).toThrow('value must be a finite number, not NaN');
  const sample = new Sample();
  expect(() => sample.add(Infinity)).toThrow(RangeError);
  expect(sample.values).toEqual([]);
  expect(() => new TimeWeighted(() => 0).set(NaN)).toThrow('value must be a finite number, not NaN');
  expect(() => sample.quantile(1.1)).toThrow('p must be from 0 to 1, not 1.1');
  expect(() => sample.quantile(-0.1)).toThrow('p must be from 0 to 1, not -0.1');
});

test('quantiles are of type 7', () => {
  const sample = new Sample();
  expect(sample.median).toBeNaN();
  for (const value of [15, 50, 20, 40, 35]) sample.add(value);
  // What R gives for quantile(c(15, 20, 35, 40, 50), …).
  expect([0, 0.1, 0.25, 0.4, 0.5, 0.95, 1].map((p) => sample.quantile(p))).toEqual([
    15, 17, 20, 29, 35, 48, 50,
  ]);
  sample.add(5);
  expect(sample.median).toBe(27.5);
  expect(sample.values).toEqual([15, 50, 20, 40, 35, 5]);
  expect(sample.mean).toBeCloseTo(27.5, 14);
  sample.reset();
  expect(sample.count).toBe(0);
  sample.add(1);
  expect([sample.quantile(0), sample.quantile(0.3), sample.quantile(1)]).toEqual([1, 1, 1]);
});

test('quantiles rise with p, from the least to the greatest', () => {
  const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), share, share, (values, p, q) => {
      const sample = new Sample();
      for (const x of values) sample.add(x);
      const [low, high] = [sample.quantile(Math.min(p, q)), sample.quantile(Math.max(p, q))];
      expect(low).toBeLessThanOrEqual(high + 1e-6);
      // Plus 0, for which -0 is 0.
      expect(sample.quantile(0) + 0).toBe(Math.min(...values) + 0);
      expect(sample.quantile(1) + 0).toBe(Math.max(...values) + 0);
    }),
  );
});

test('a level counts for as long as it stands', () => {
  let now = 10;
  const level = new TimeWeighted(() => now, 2);
  expect([level.mean, level.current]).toEqual([2, 2]);
  now = 14;
  level.set(5);
  now = 15;
  level.add(-4);
  expect(level.mean).toBeCloseTo((2 * 4 + 5) / 5, 14);
  now = 20;
  expect(level.area).toBe(2 * 4 + 5 * 1 + 1 * 5);
  expect(level.mean).toBeCloseTo(18 / 10, 14);
  level.set(9);
  level.set(3);
  expect([level.min, level.max, level.current]).toEqual([1, 9, 3]);
  expect(level.area).toBe(18);
});

test('a level reset after a warm-up begins from where it stands', () => {
  let now = 0;
  const level = new TimeWeighted(() => now, 100);
  now = 50;
  level.set(4);
  level.reset();
  expect([level.mean, level.min, level.max, level.area]).toEqual([4, 4, 4, 0]);
  now = 52;
  level.set(8);
  now = 54;
  expect([level.mean, level.min, level.max, level.area]).toEqual([6, 4, 8, 24]);
});

test("a confidence interval is Student's", () => {
  // Ten values of mean 5.5 and sd 3.0277: t of 9 degrees at 97.5 % is 2.2622.
  const interval = confidenceInterval(tallied([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
  expect(interval).toMatchObject({ level: 0.95, mean: 5.5 });
  expect(interval.halfWidth).toBeCloseTo((2.262157 * 3.0276504) / Math.sqrt(10), 5);
  expect(interval.low).toBeCloseTo(5.5 - interval.halfWidth, 14);
  expect(interval.high).toBeCloseTo(5.5 + interval.halfWidth, 14);
  expect(confidenceInterval(tallied([7]))).toMatchObject({ mean: 7, halfWidth: Infinity });
  // Two values 1 and 3: the t of 1 degree of freedom is 12.706, the standard error 1.
  expect(confidenceInterval(tallied([1, 3])).halfWidth).toBeCloseTo(12.7062, 4);
  for (const level of [0, 1, NaN]) {
    expect(() => confidenceInterval(new Tally(), level)).toThrow(
      new RangeError(`level must be above 0 and below 1, not ${level}`),
    );
  }
});

test('a 90 % interval holds the true mean nine times in ten', async () => {
  let held = 0;
  const runs = 4000;
  for (let i = 0; i < runs; i++) {
    const random = new RandomStream(i, 'coverage');
    const { low, high } = confidenceInterval(await replications(5, () => random.normal(3, 2)), 0.9);
    if (low < 3 && 3 < high) held++;
  }
  expect(Math.abs(held - 0.9 * runs)).toBeLessThan(4 * Math.sqrt(runs * 0.9 * 0.1));
});

test('each replication has a seed of its own', async () => {
  const seeds: number[] = [];
  const tally = await replications(
    4,
    (seed) => {
      seeds.push(seed);
      return Promise.resolve(seed * 10);
    },
    7,
  );
  expect(seeds).toEqual([7, 8, 9, 10]);
  expect(tally).toMatchObject({ count: 4, mean: 85 });
  expect(await replications(1, (seed) => seed)).toMatchObject({ count: 1, mean: 1 });
  for (const count of [0, 1.5]) {
    await expect(replications(count, () => 1)).rejects.toThrow(
      `count must be a whole number from 1, not ${count}`,
    );
  }
});

test('batch means drop what fills no batch, at the beginning', () => {
  const means = batchMeans([99, 1, 3, 5, 7, 2, 4], 3);
  expect(means).toMatchObject({ count: 3, min: 2, max: 6 });
  expect(means.mean).toBeCloseTo((2 + 6 + 3) / 3, 14);
  expect(batchMeans([1, 3, 6, 8], 2)).toMatchObject({ count: 2, min: 2, max: 7 });
  expect(() => batchMeans([1, 2], 3)).toThrow('observations must be at least 3');
  expect(() => batchMeans([1, 2], 1)).toThrow('batches must be a whole number from 2, not 1');
});

test('batch means give an honest interval where observations depend on each other', () => {
  // x' = 0.9 x + noise: its mean is 0, its variance that of the noise over 0.19, its mean's over n that over 0.01 n.
  const random = new RandomStream(1, 'autoregressive');
  const series: number[] = [];
  let x = 0;
  for (let i = 0; i < 200_000; i++) series.push((x = 0.9 * x + random.normal(0, 1)));
  const honest = Math.sqrt(100 / series.length);
  const naive = tallied(series).standardError;
  expect(naive / honest).toBeLessThan(0.3);
  expect(batchMeans(series, 40).standardError / honest).toBeGreaterThan(0.7);
  expect(batchMeans(series, 40).standardError / honest).toBeLessThan(1.3);
});
