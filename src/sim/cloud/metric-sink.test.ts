import { expect, test } from 'vitest';
import { Simulation } from '../kernel/index.ts';
import { Metric, MetricSink, recordEvery, type MetricShape, type Statistic } from './index.ts';

const shape: MetricShape = {
  namespace: 'AWS/Test',
  name: 'Events',
  unit: 'Count',
  period: 60,
  statistic: 'Sum',
};
const always = () => true;

function counter(start?: string) {
  const simulation = new Simulation({ start });
  const sink = new MetricSink(simulation);
  const metric = sink.publish(new Metric(shape, { Name: 'a' }, 'us-east-1', always));
  const at = (seconds: number, value = 1) => simulation.schedule(seconds, () => metric.add(value));
  return { simulation, sink, metric, at };
}

test('a counter gives one datapoint a period, at its start, once it is over; 0 where nothing happened', async () => {
  const { simulation, sink, metric, at } = counter();
  const points = sink.record(metric);
  for (const time of [0, 10, 59.999999, 60, 120, 200]) at(time);
  await simulation.run(59.999999);
  expect(points).toEqual([]);
  await simulation.run(240.000001);
  expect(points).toEqual([
    [0, 3],
    [60, 1],
    [120, 1],
    [180, 1],
    [240, 0],
  ]);
});

test.each<[Statistic, number]>([
  ['SampleCount', 4],
  ['Sum', 16],
  ['Average', 4],
  ['Minimum', 2],
  ['Maximum', 7],
])('%s of 3, 7, 2 and 4 is %d', async (statistic, expected) => {
  const { simulation, sink, metric, at } = counter();
  const points = sink.record(metric, { statistic, period: 120 });
  at(5, 3);
  at(65, 7);
  at(100, 2);
  at(110, 4);
  await simulation.run(120);
  expect(points).toEqual([[0, expected]]);
});

test('a period without values has no average', async () => {
  const { simulation, sink, metric, at } = counter();
  const points = sink.record(metric, { statistic: 'Average' });
  at(130, 4);
  await simulation.run(300);
  expect(points).toEqual([[120, 4]]);
});

test('periods are whole minutes of the clock, wherever the run begins', async () => {
  const { simulation, sink, metric, at } = counter('2026-01-01T00:00:45Z');
  const points = sink.record(metric);
  at(10);
  at(20);
  await simulation.run(80);
  expect(points).toEqual([
    [0, 1],
    [15, 1],
  ]);
});

test('a gauge is read on the minute, not where recording begins', async () => {
  const simulation = new Simulation({ start: '2026-01-01T00:00:45Z' });
  let level = 5;
  const metric = new Metric({ ...shape, statistic: 'Average' }, {}, 'us-east-1', always, () => level);
  const points = new MetricSink(simulation).record(metric);
  simulation.schedule(10, () => (level = 7));
  await simulation.run(75);
  expect(points).toEqual([[15, 7]]);
});

test('a period ends on the minute to the microsecond, even where recording begins between milliseconds', async () => {
  const { simulation, sink, metric, at } = counter();
  at(59.9999, 10);
  at(60, 1);
  await simulation.run(59.9995);
  const points = sink.record(metric);
  await simulation.run(60.0005);
  expect(points).toEqual([
    [0, 10],
    [60, 1],
  ]);
});

test('recording begins where it is asked for', async () => {
  const { simulation, sink, metric, at } = counter();
  at(10);
  at(100);
  await simulation.run(90);
  const points = sink.record(metric);
  await simulation.run(60);
  expect(points).toEqual([[60, 1]]);
});

test('a gauge is read once a minute, and not published while it reads undefined', async () => {
  const simulation = new Simulation();
  const sink = new MetricSink(simulation);
  let level: number | undefined = 5;
  const metric = new Metric({ ...shape, statistic: 'Average' }, {}, 'us-east-1', always, () => level);
  const points = sink.record(metric);
  const peaks = sink.record(metric, { statistic: 'Maximum', period: 180 });
  simulation.schedule(50, () => (level = 7));
  simulation.schedule(70, () => (level = undefined));
  simulation.schedule(130, () => (level = 1));
  await simulation.run(240);
  expect(points).toEqual([
    [0, 5],
    [60, 7],
    [180, 1],
  ]);
  expect(peaks).toEqual([[0, 7]]);
});

test('an inactive counter tells nothing of empty periods', async () => {
  const simulation = new Simulation();
  let active = true;
  const metric = new Metric(shape, {}, 'us-east-1', () => active);
  const points = new MetricSink(simulation).record(metric);
  simulation.schedule(90, () => (active = false));
  await simulation.run(240);
  expect(points).toEqual([[0, 0]]);
});

test('metrics are found by Region, namespace, name and dimensions, until they are withdrawn', () => {
  const { sink, metric } = counter();
  expect(sink.find('us-east-1', 'AWS/Test', 'Events', { Name: 'a' })).toBe(metric);
  expect(sink.find('us-east-1', 'AWS/Test', 'Events', { Name: 'b' })).toBeUndefined();
  expect(sink.find('eu-west-1', 'AWS/Test', 'Events', { Name: 'a' })).toBeUndefined();
  expect(sink.find('us-east-1', 'AWS/TestEvents', '', { Name: 'a' })).toBeUndefined();
  expect(sink.list()).toEqual([metric]);
  sink.withdraw(metric);
  expect(sink.list()).toEqual([]);
});

test('dimensions have no order', () => {
  const sink = new MetricSink(new Simulation());
  const metric = sink.publish(new Metric(shape, { Name: 'a', Zone: 'b' }, 'us-east-1', always));
  expect(sink.find('us-east-1', 'AWS/Test', 'Events', { Zone: 'b', Name: 'a' })).toBe(metric);
  expect(sink.find('us-east-1', 'AWS/Test', 'Events', { Zone: 'a', Name: 'b' })).toBeUndefined();
});

test.each([0, 30, 90, -60])('a period of %d s is refused', (period) => {
  const { sink, metric } = counter();
  expect(() => sink.record(metric, { period })).toThrow(
    new RangeError(`Events comes every 60 s: record it by a multiple of that, not by ${period} s.`),
  );
});

test('a function is recorded now and every so often', async () => {
  const simulation = new Simulation();
  let level = 1;
  const points = recordEvery(simulation, () => level, 10);
  simulation.schedule(15, () => (level = 2));
  await simulation.run(20);
  expect(points).toEqual([
    [0, 1],
    [10, 1],
    [20, 2],
  ]);
  expect(() => recordEvery(simulation, () => 1, 0)).toThrow(
    new RangeError('every is a number of seconds above 0; not 0.'),
  );
});
