import { expect, test } from 'vitest';
import { MetricStat } from '../../cloud/metrics/metric-stat.ts';
import { MetricStore } from '../../cloud/metrics/metric-store.ts';
import { at, T0 } from '../../cloud/metrics/testing.ts';
import { windowsOf } from './metric-windows.ts';
import { putMetricData, type MetricDatum } from './put-metric-data.ts';
import { statisticNamed } from './statistic-name.ts';

const DAY = 86_400;
const metric = { namespace: 'Shop', metricName: 'Latency' };

function put(datum: Partial<MetricDatum>, now = T0) {
  const store = new MetricStore();
  putMetricData(store, 'Shop', [{ metricName: 'Latency', ...datum }], now);
  return store;
}

function read(store: MetricStore, stat: string, start: number, now: number) {
  return new MetricStat(store, metric, statisticNamed(stat)).read(start, 60, 1, now)[0]?.value;
}

test('PutMetricData takes values with counts, and statistic sets', () => {
  expect(read(put({ values: [1, 10], counts: [2, 4] }), 'Sum', T0, T0)).toBe(42);
  expect(read(put({ values: [1, 10], counts: [2, 4] }), 'p50', T0, T0)).toBe(10);
  const set = { sampleCount: 2, sum: 5, minimum: 1, maximum: 4 };
  expect(read(put({ statisticValues: set }), 'Maximum', T0, T0)).toBe(4);
  expect(read(put({ statisticValues: set }), 'p50', T0, T0)).toBeUndefined();
});

test.each([-14 * DAY, 2 * 3600])('PutMetricData takes a datapoint %d s from now', (shift) => {
  const store = put({ value: 1, timestamp: new Date((T0 + shift) * 1000) });
  expect(read(store, 'Sum', T0 + shift, T0 + 2 * 3600)).toBe(1);
});

const seconds = (time: number) => new Date(time * 1000);
test.each<[Partial<MetricDatum>, string]>([
  [{}, 'MissingParameter'],
  [{ value: NaN }, 'InvalidParameterValue'],
  [{ value: Infinity }, 'InvalidParameterValue'],
  [{ value: -(2 ** 361) }, 'InvalidParameterValue'],
  [{ value: 1, values: [1] }, 'InvalidParameterCombination'],
  [{ values: [1], counts: [1, 2] }, 'InvalidParameterValue'],
  [{ values: [1], counts: [-1] }, 'InvalidParameterValue'],
  [{ values: Array.from({ length: 151 }, () => 1) }, 'InvalidParameterValue'],
  [{ value: 1, timestamp: seconds(T0 - 14 * DAY - 1) }, 'InvalidParameterValue'],
  [{ value: 1, timestamp: seconds(T0 + 2 * 3600 + 1) }, 'InvalidParameterValue'],
  [{ value: 1, timestamp: new Date(NaN) }, 'InvalidParameterValue'],
  [{ value: 1, storageResolution: 30 }, 'InvalidParameterValue'],
  [{ value: 1, metricName: '' }, 'InvalidParameterValue'],
  [{ value: 1, dimensions: [{ name: ':a', value: 'b' }] }, 'InvalidParameterValue'],
  [{ value: 1, dimensions: [{ name: 'a', value: ' ' }] }, 'InvalidParameterValue'],
  [
    { value: 1, dimensions: Array.from({ length: 31 }, (_, i) => ({ name: `d${i}`, value: 'v' })) },
    'InvalidParameterValue',
  ],
])('PutMetricData refuses %j with %s', (datum, code) => {
  expect(() => put(datum)).toThrow(expect.objectContaining({ code }));
});

test('a request with one bad datum stores none', () => {
  const store = new MetricStore();
  expect(() =>
    putMetricData(store, 'Shop', [{ metricName: 'Latency', value: 1 }, { metricName: 'x' }], T0),
  ).toThrow();
  expect(store.units(metric)).toEqual([]);
});

test.each([
  [1, 60, '12:32'],
  [20, 300, '12:30'],
  [64, 3600, '12:00'],
])('a request from 12:32:34 of %d days ago, period %d, starts at %s', (age, period, start) => {
  const now = at('12:32:34') + age * DAY;
  expect(windowsOf(at('12:32:34'), now + 1, period, now).start).toBe(at(start));
});

test('a request for periods below a minute starts at a multiple of the period', () => {
  expect(windowsOf(at('15:02:17'), at('15:07:17'), 5, at('15:07:17')).start).toBe(at('15:02:15'));
});

test('a request of a bad range or period is refused', () => {
  for (const [end, period] of [
    [T0, 60],
    [NaN, 60],
    [T0 + 60, 61],
    [T0 + 60, 90],
    [T0 + 60, 15],
  ] as const) {
    expect(() => windowsOf(T0, end, period, T0)).toThrow(
      expect.objectContaining({ code: 'InvalidParameterValue' }),
    );
  }
});

test.each([
  [1, 18_002],
  [60, 21_722],
  [300, 18_170],
  [3600, 10_924],
  [86_400, 458],
])('a request for all time by %d s asks for no more periods than can be there', (period, most) => {
  const { start, count } = windowsOf(0, 1e15, period, T0);
  expect(count).toBeLessThanOrEqual(most);
  expect(count).toBeGreaterThan(450);
  expect(start % period).toBe(0);
});
