import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MetricStat } from './metric-stat.ts';
import { MetricStore } from './metric-store.ts';
import { parseStatistic } from './statistic.ts';
import { Tally } from './statistic-set.ts';
import { at, T0 } from './testing.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const metric = { namespace: 'Shop', metricName: 'Latency' };

interface Window {
  stat?: string;
  start: number;
  period?: number;
  count?: number;
  now: number;
  unit?: string;
}

function read(store: MetricStore, { stat = 'Sum', start, period = 60, count = 1, now, unit }: Window) {
  const points = new MetricStat(store, metric, parseStatistic(stat)!, unit).read(start, period, count, now);
  return points.map((point) => point?.value);
}

test('a datapoint bears the start of its period, is there at once, and changes until the period ends', () => {
  const store = new MetricStore();
  const series = store.series(metric);
  series.add(at('10:00:07'), 4);
  expect(new MetricStat(store, metric, { kind: 'Sum' }).read(at('10:00'), 60, 1, at('10:00:08'))).toEqual([
    { time: at('10:00'), value: 4, sampleCount: 1 },
  ]);
  series.add(at('10:00:59'), 6);
  expect(read(store, { start: at('10:00'), count: 2, now: at('10:01') })).toEqual([10, undefined]);
});

test('the datapoint of a service that publishes once a period is there when the period and the delay are over', () => {
  const store = new MetricStore();
  store.series(metric, 'None', { publishedAfter: 60 }).add(at('10:00:30'), 1);
  expect(read(store, { start: at('10:00'), now: at('10:01:59') })).toEqual([undefined]);
  expect(read(store, { start: at('10:00'), now: at('10:02:00') })).toEqual([1]);
  expect(read(store, { start: at('09:57'), period: 300, now: at('10:01:59') })).toEqual([undefined]);
  expect(read(store, { start: at('09:57'), period: 300, now: at('10:02:00') })).toEqual([1]);
});

test('windows of five minutes begin at any minute', () => {
  const store = new MetricStore();
  for (let minute = 0; minute < 10; minute++) store.series(metric).add(T0 + minute * 60, minute);
  for (const first of [0, 1, 2, 3, 4]) {
    expect(read(store, { start: T0 + first * 60, period: 300, now: T0 + 600 })).toEqual([10 + 5 * first]);
  }
});

test('a gap stays a gap', () => {
  const store = new MetricStore();
  store.series(metric).add(T0, 5);
  store.series(metric).add(T0 + 180, 6);
  expect(read(store, { start: T0, count: 4, now: T0 + 240 })).toEqual([5, undefined, undefined, 6]);
});

test('each unit of a metric is a series of its own', () => {
  const store = new MetricStore();
  store.series(metric, 'Count').add(T0, 1);
  store.series(metric, 'Seconds').add(T0, 9);
  expect(read(store, { start: T0, now: T0, unit: 'Seconds' })).toEqual([9]);
  expect(read(store, { start: T0, now: T0, unit: 'Bytes' })).toEqual([undefined]);
  expect(read(store, { start: T0, now: T0 })).toEqual([1]);
  expect(store.units(metric)).toEqual(['Count', 'Seconds']);
});

test('dimensions identify a metric in any order, and no name passes for another', () => {
  const store = new MetricStore();
  const ab = [
    { name: 'a', value: '1' },
    { name: 'b', value: '2' },
  ];
  const one = store.series({ ...metric, dimensions: ab });
  expect(store.series({ ...metric, dimensions: [...ab].reverse() })).toBe(one);
  expect(store.series({ ...metric, dimensions: [{ name: 'a', value: '1","b","2' }] })).not.toBe(one);
  store.series({ namespace: '__proto__', metricName: 'constructor' }).add(T0, 1);
  expect(store.list({ namespace: '__proto__' }, T0)).toHaveLength(1);
});

test('a period below a minute needs high resolution, and lasts 3 hours', () => {
  const store = new MetricStore();
  const fine = store.series(metric, 'None', { resolution: 1 });
  for (let second = 0; second < 60; second += 10) fine.add(T0 + second, second);
  expect(read(store, { start: T0, period: 10, count: 3, now: T0 + 60 })).toEqual([0, 10, 20]);
  expect(read(store, { start: T0, now: T0 + 60 })).toEqual([150]);
  expect(read(store, { start: T0, period: 10, now: T0 + 3 * HOUR + 1 })).toEqual([undefined]);
  expect(read(store, { start: T0, now: T0 + 3 * HOUR + 1 })).toEqual([150]);
});

test('a metric of standard resolution has its datapoint at the full minute for a period of 10 s too', () => {
  const store = new MetricStore();
  store.series(metric).add(T0 + 25, 7);
  expect(read(store, { start: T0, period: 10, count: 3, now: T0 + 60 })).toEqual([7, undefined, undefined]);
});

test.each([
  [15, 60, true],
  [15.1, 60, false],
  [15.1, 300, true],
  [63, 300, true],
  [63.1, 300, false],
  [63.1, 3600, true],
  [455, 3600, true],
  [455.1, 3600, false],
])('after %d days a period of %d s is there: %s', (days, period, found) => {
  const store = new MetricStore();
  store.series(metric).add(T0, 3);
  const now = T0 + days * DAY;
  store.series(metric).add(now, 1);
  expect(read(store, { start: T0, period, now })).toEqual([found ? 3 : undefined]);
});

test('roll-up keeps counts, sums and extremes, those of late data too', () => {
  const event = fc.record({
    value: fc.integer({ min: 0, max: 8000 }).map((eighths) => eighths / 8),
    count: fc.integer({ min: 1, max: 3 }),
    time: fc.integer({ min: 0, max: HOUR * 1000 - 1 }).map((millis) => millis / 1000),
    set: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(event, { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 0, max: 47 }),
      (events, hour) => {
        const start = T0 + hour * HOUR;
        const series = new MetricStore().series(metric);
        const expected = new Tally();
        for (const { value, count, time, set } of events) {
          if (set) series.addSet(start + time, { count, sum: value * count, min: value, max: value });
          else series.add(start + time, value, count);
          expected.add(value, count);
        }
        for (const [days, period] of [
          [0.1, 60],
          [1, 300],
          [40, 300],
          [400, 3600],
        ] as const) {
          for (let time = start + HOUR; time <= start + days * DAY; time += 6 * HOUR) series.add(time, 1);
          const tally = new Tally();
          for (let time = start; time < start + HOUR; time += period) {
            series.collect(time, period, start + days * DAY, tally);
          }
          expect({ ...tally }).toEqual({ ...expected });
        }
      },
    ),
    { numRuns: 30 },
  );
});

test('memory stays within the tiers in a run of any length', () => {
  const series = new MetricStore().series(metric);
  let minute = 0;
  function bytesAfter(days: number) {
    for (; minute < days * 1440; minute += 7) series.add(T0 + minute * 60, minute % 3);
    return series.bytes;
  }
  expect(bytesAfter(14)).toBeLessThan(15 * 1440 * 8);
  expect(bytesAfter(70)).toBeLessThan((16 * 1440 + 64 * 288 + 10 * 24) * 32);
  const whole = bytesAfter(600);
  expect(bytesAfter(1500)).toBeLessThanOrEqual(whole);
});

test('readers change nothing that others read', () => {
  const event = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean());
  fc.assert(
    fc.property(fc.array(event, { minLength: 200, maxLength: 400 }), (events) => {
      const quiet = new MetricStore();
      const watched = new MetricStore();
      for (const [index, [value, late]] of events.entries()) {
        const time = T0 + index * 5 - (late ? 600 : 0);
        for (const store of [quiet, watched]) store.series(metric).add(time, value);
        if (index % 3 === 0) {
          for (const stat of ['Sum', 'p90']) {
            read(watched, { stat, start: T0 + index * 5 - 300, count: 6, now: T0 + index * 5 });
          }
        }
      }
      const all = (store: MetricStore) =>
        ['Sum', 'p90'].map((stat) => read(store, { stat, start: T0 - 600, count: 60, now: T0 + 2000 }));
      expect(all(quiet)).toEqual(all(watched));
    }),
    { numRuns: 20 },
  );
});

test('a list of metrics is filtered, and forgets after two weeks without data', () => {
  const store = new MetricStore();
  const of = (id: string) => ({ ...metric, dimensions: [{ name: 'Id', value: id }] });
  store.series(of('old')).add(T0, 1);
  store.series(of('new')).add(T0 + 10 * DAY, 1);
  store.series(of('empty'));
  const ids = (filter: object, now: number, within?: number) =>
    store.list(filter, now, within).map(({ dimensions }) => dimensions[0]?.value);
  expect(ids({ namespace: 'Shop' }, T0 + 14 * DAY)).toEqual(['old', 'new']);
  expect(ids({}, T0 + 14 * DAY + 1)).toEqual(['new']);
  expect(ids({}, T0 + 10 * DAY + 60, 3 * HOUR)).toEqual(['new']);
  expect(ids({ dimensions: [{ name: 'Id' }] }, T0)).toEqual(['old', 'new']);
  expect(ids({ dimensions: [{ name: 'Id', value: 'new' }] }, T0)).toEqual(['new']);
  expect(ids({ metricName: 'Other' }, T0)).toEqual([]);
});
