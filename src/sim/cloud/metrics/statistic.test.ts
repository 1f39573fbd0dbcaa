import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MetricStat } from './metric-stat.ts';
import { MetricStore } from './metric-store.ts';
import { parseStatistic } from './statistic.ts';
import { T0 } from './testing.ts';

const metric = { namespace: 'Shop', metricName: 'Latency' };

/** A statistic of values that all came at T0. */
function statistic(text: string, values: Iterable<number>, period = 60): number | undefined {
  const store = new MetricStore();
  for (const value of values) store.series(metric).add(T0, value);
  return new MetricStat(store, metric, parseStatistic(text)!).read(T0, period, 1, T0)[0]?.value;
}

const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

test.each<[string, number[], number | undefined]>([
  ['SampleCount', [3, 7, 2, 4], 4],
  ['Sum', [3, 7, 2, 4], 16],
  ['Average', [3, 7, 2, 4], 4],
  ['Minimum', [3, 7, 2, 4], 2],
  ['Maximum', [3, 7, 2, 4], 7],
  ['p50', hundred, 50],
  ['p99', hundred, 99],
  ['p99.9', hundred, 100],
  ['p0', hundred, 1],
  ['p100', hundred, 100],
  ['p7', hundred, 7],
  ['tm90', hundred, 45.5],
  ['TM(10%:90%)', hundred, 50.5],
  ['TM(:95%)', hundred, 48],
  ['TM(90:)', hundred, 95.5],
  ['TM(500:600)', hundred, undefined],
  ['tc90', hundred, 90],
  ['tc99.5', hundred, 99.5],
  ['TC(10:20)', hundred, 10],
  ['TC(500:600)', hundred, 0],
  ['ts90', hundred, 4095],
  ['TS(80%:)', hundred, 1810],
  ['IQM', hundred, 50.5],
  ['PR(:30)', hundred, 30],
  ['PR(10:20)', hundred, 10],
  ['WM(:50%)', [1, 2, 3, 100], 1.75],
  ['wm75', [1, 2, 3, 100], 2.25],
  ['WM(2:3)', [1, 2, 3, 100], 2.5],
  ['p90', [-1, 5], undefined],
  ['p90', [5, 5, 5], 5],
])('%s of %j is %j', (text, values, expected) => {
  expect(statistic(text, values)).toBe(expected);
});

test.each([
  '',
  'p',
  'p101',
  'p-1',
  'p1e2',
  'P90',
  'TM90',
  'tm(1:2)',
  'TM(:)',
  'TM(10%:20)',
  'TM(20:10)',
  'PR(1%:2%)',
  'TM(0%:101%)',
  'iqm',
  'toString',
  'p1.00000000001',
  `p${'9'.repeat(1e5)}`,
])('%.20s does not name a statistic', (text) => {
  expect(parseStatistic(text)).toBeUndefined();
});

test('a percentile is the least value that so many per cent of the values do not exceed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 }),
      fc.integer({ min: 0, max: 1000 }),
      (values, tenths) => {
        const sorted = [...values].sort((a, b) => a - b);
        const rank = Math.max(1, Math.ceil((tenths * values.length) / 1000));
        expect(statistic(`p${tenths / 10}`, values)).toBe(sorted[rank - 1]);
      },
    ),
  );
});

test('a percentile of more than 500 values is right to half a per cent', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1e7 }), { minLength: 501, maxLength: 1000 }),
      fc.integer({ min: 0, max: 100 }),
      (values, percent) => {
        const sorted = [...values].sort((a, b) => a - b);
        const exact = sorted[Math.max(1, Math.ceil((percent * values.length) / 100)) - 1]!;
        const found = statistic(`p${percent}`, values)!;
        expect(Math.abs(found / exact - 1)).toBeLessThan(0.0051);
      },
    ),
    { numRuns: 20 },
  );
});

test('values of several minutes, late ones too, make one percentile', () => {
  const store = new MetricStore();
  const series = store.series(metric);
  for (const [minute, value] of [
    [0, 1],
    [0, 1],
    [1, 5],
    [0, 3],
    [1, 7],
    [0, 9],
  ] as const)
    series.add(T0 + minute * 60, value);
  const points = (period: number, count: number) =>
    new MetricStat(store, metric, parseStatistic('p50')!)
      .read(T0, period, count, T0 + 120)
      .map((point) => point?.value);
  expect(points(60, 2)).toEqual([1, 5]);
  expect(points(300, 1)).toEqual([3]);
});

test('a metric of high resolution has percentiles by the second and by the minute', () => {
  const store = new MetricStore();
  const series = store.series(metric, 'None', { resolution: 1 });
  for (const [second, value] of [1, 2, 3, 4].entries()) series.add(T0 + second * 10, value);
  const points = (period: number, count: number, now: number) =>
    new MetricStat(store, metric, parseStatistic('p75')!)
      .read(T0, period, count, now)
      .map((point) => point?.value);
  expect(points(20, 2, T0 + 60)).toEqual([2, 4]);
  expect(points(60, 1, T0 + 4 * 3600)).toEqual([3]);
});

test('statistic sets have a percentile only where all their values are equal', () => {
  const store = new MetricStore();
  const series = store.series(metric);
  series.addSet(T0, { count: 4, sum: 20, min: 5, max: 5 });
  series.addSet(T0 + 60, { count: 4, sum: 21, min: 5, max: 6 });
  series.addSet(T0 + 120, { count: 1, sum: 3, min: 3, max: 3 });
  const points = new MetricStat(store, metric, parseStatistic('p50')!).read(T0, 60, 3, T0 + 180);
  expect(points.map((point) => point?.value)).toEqual([5, undefined, 3]);
});

test('raw values are there for 15 days', () => {
  const store = new MetricStore();
  const series = store.series(metric);
  for (let hour = 0; hour < 24 * 30; hour++) {
    series.add(T0 + hour * 3600, hour);
    series.add(T0 + hour * 3600, hour + 1000);
  }
  const now = T0 + 30 * 86_400;
  const p50 = (start: number, period: number) =>
    new MetricStat(store, metric, parseStatistic('p50')!).read(start, period, 1, now)[0]?.value;
  expect(p50(now - 15 * 86_400, 60)).toBe(360);
  expect(p50(now - 16 * 86_400, 3600)).toBeUndefined();
});
