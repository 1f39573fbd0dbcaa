import { expect, test } from 'vitest';
import { Simulation } from '../kernel/index.ts';
import { Metric, MetricNotKept, MetricSink, type MetricShape, type Statistic } from './index.ts';
import { MetricStat } from './metrics/metric-stat.ts';

const HOME = 'us-east-1';
const EPOCH = Date.UTC(2026, 0, 1) / 1000;
const counted: MetricShape = {
  namespace: 'AWS/Test',
  name: 'Events',
  unit: 'Count',
  period: 60,
  statistic: 'Sum',
};
const level: MetricShape = { ...counted, name: 'Level', statistic: 'Average' };
const total: MetricShape = { ...counted, name: 'Bytes', unit: 'Bytes', cumulative: true };
const always = () => true;

function setup(start?: string) {
  const simulation = new Simulation({ start });
  const sink = new MetricSink(simulation);
  const at = (seconds: number, action: () => void) => simulation.schedule(seconds, action);
  /** What can be read now of the minutes since the run began. */
  const history = (metric: Metric, count: number, statistic: Statistic = 'Sum', period = 60) => {
    const { shape, dimensions, region } = metric;
    const id = {
      namespace: shape.namespace,
      metricName: shape.name,
      dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })),
    };
    const now = simulation.epochMillis / 1000;
    const points = new MetricStat(sink.store(region), id, { kind: statistic }).read(
      EPOCH,
      period,
      count,
      now,
    );
    return points.map((point) => point?.value);
  };
  return { simulation, sink, at, history };
}

test('a metric that nobody wants is neither read nor kept, and schedules nothing', async () => {
  const { simulation, sink, history } = setup();
  let reads = 0;
  const gauge = sink.publish(new Metric(level, {}, HOME, always, () => ++reads));
  const counter = sink.publish(new Metric(counted, {}, HOME, always));
  counter.add(1);
  await simulation.run();
  expect([simulation.now, reads, gauge.watched]).toEqual([0, 0, false]);
  await simulation.run(300);
  expect(history(counter, 3)).toEqual([undefined, undefined, undefined]);
});

test('a kept counter has its events by the minute, 0 for a minute without, nothing while inactive', async () => {
  const { simulation, sink, at, history } = setup();
  let active = true;
  sink.keep({ namespace: 'AWS/Test' });
  const counter = sink.publish(new Metric(counted, { Name: 'a' }, HOME, () => active));
  for (const time of [0, 10, 59.999999, 60, 240]) at(time, () => counter.add(1));
  at(250, () => (active = false));
  await simulation.run(600);
  expect(history(counter, 6)).toEqual([3, 1, 0, 0, 1, undefined]);
  expect(history(counter, 3, 'SampleCount')).toEqual([3, 1, 1]);
});

test('a datapoint of a service can be read once its period and the publication delay are over', async () => {
  const { simulation, sink, history } = setup();
  sink.keep();
  const counter = sink.publish(new Metric(counted, {}, HOME, always));
  counter.add(5);
  await simulation.run(119);
  expect(history(counter, 1)).toEqual([undefined]);
  await simulation.run(1);
  expect(history(counter, 1)).toEqual([5]);
});

test('the publication delay is a parameter', async () => {
  const { simulation, sink, history } = setup();
  sink.publicationDelay = 0;
  sink.keep();
  const counter = sink.publish(new Metric(counted, {}, HOME, always));
  counter.add(5);
  await simulation.run(60);
  expect(history(counter, 1)).toEqual([5]);
});

test('a kept gauge is read once a minute', async () => {
  const { simulation, sink, at, history } = setup();
  let now: number | undefined = 3;
  sink.keep();
  const gauge = sink.publish(new Metric(level, {}, HOME, always, () => now));
  at(90, () => (now = 8));
  at(150, () => (now = undefined));
  await simulation.run(400);
  expect(history(gauge, 4)).toEqual([3, 3, 8, undefined]);
});

test('a gauge that is published while its resource is made is read once the resource is made', async () => {
  const { simulation, sink, history } = setup();
  sink.keep();
  const resource: { level?: number } = {};
  const read = () => {
    if (resource.level === undefined) throw new Error('The resource is not made yet.');
    return resource.level;
  };
  const gauge = sink.publish(new Metric(level, {}, HOME, always, read));
  resource.level = 4;
  await simulation.run(180);
  expect(history(gauge, 2)).toEqual([4, 4]);
});

test('a running total is kept as its growth in each period', async () => {
  const { simulation, sink, at, history } = setup();
  let bytes = 1000;
  sink.keep();
  const metric = sink.publish(new Metric(total, {}, HOME, always, () => bytes));
  at(30, () => (bytes += 70));
  at(90, () => (bytes += 5));
  await simulation.run(300);
  expect(history(metric, 3)).toEqual([70, 5, 0]);
});

test('the growth of a total has no datapoint for a period of which only a part was watched', async () => {
  const { simulation, sink, at, history } = setup();
  let bytes = 0;
  const metric = sink.publish(new Metric(total, {}, HOME, always, () => bytes));
  for (let minute = 0; minute < 5; minute++) at(minute * 60 + 5, () => (bytes += 10));
  at(90, () => sink.keep());
  await simulation.run(400);
  expect(history(metric, 4)).toEqual([undefined, undefined, 10, 10]);
});

test('recordings of a running total agree with its history', async () => {
  const { simulation, sink, at } = setup();
  let bytes = 0;
  const metric = sink.publish(new Metric(total, {}, HOME, always, () => bytes));
  const points = sink.record(metric);
  const long = sink.record(metric, { period: 120 });
  at(30, () => (bytes += 70));
  at(90, () => (bytes += 5));
  await simulation.run(120);
  expect(points).toEqual([
    [0, 70],
    [60, 5],
  ]);
  expect(long).toEqual([[0, 75]]);
});

test('a datapoint of five minutes bears their start and is there once they are over', async () => {
  const { simulation, sink, at, history } = setup();
  sink.keep();
  const metric = sink.publish(new Metric({ ...counted, period: 300 }, {}, HOME, always));
  at(200, () => metric.add(4));
  await simulation.run(359);
  expect(history(metric, 5)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  await simulation.run(1);
  expect(history(metric, 5)).toEqual([4, undefined, undefined, undefined, undefined]);
  expect(history(metric, 1, 'Sum', 300)).toEqual([4]);
});

test('values of its parts are values of a group, those of parts that join and leave too', async () => {
  const { simulation, sink, at, history } = setup();
  const group = sink.publish(new Metric(level, { Group: 'g' }, HOME, always));
  const levels = [10, 30, 90];
  const parts = levels.map((_, index) =>
    sink.publish(new Metric(level, { Id: `${index}` }, HOME, always, () => levels[index])),
  );
  group.addPart(parts[0]!);
  group.addPart(parts[1]!);
  sink.keep({ dimensions: [{ name: 'Group' }] });
  at(90, () => group.addPart(parts[2]!));
  at(150, () => group.removePart(parts[0]!));
  await simulation.run(400);
  expect(history(group, 4, 'SampleCount')).toEqual([2, 2, 3, 2]);
  expect(history(group, 4, 'Maximum')).toEqual([30, 30, 90, 90]);
  expect(history(group, 4, 'Average').slice(0, 2)).toEqual([20, 20]);
  expect(history(parts[0]!, 1)).toEqual([undefined]);
});

test('a part of two groups gives each of them one value a period', async () => {
  const { simulation, sink, history } = setup();
  const groups = ['a', 'b'].map((name) => sink.publish(new Metric(level, { Group: name }, HOME, always)));
  const part = sink.publish(new Metric(level, { Id: 'i' }, HOME, always, () => simulation.now));
  for (const group of groups) group.addPart(part);
  sink.keep();
  await simulation.run(240);
  for (const metric of [part, ...groups]) {
    expect(history(metric, 2, 'SampleCount')).toEqual([1, 1]);
    expect(history(metric, 2)).toEqual([0, 60]);
  }
});

test('a part has the period of its group', () => {
  const group = new Metric(level, {}, HOME, always);
  expect(() => group.addPart(new Metric({ ...level, period: 300 }, {}, HOME, always))).toThrow(
    new RangeError('Level comes every 300 s, the metric of the whole every 60 s.'),
  );
});

test('history from before a metric was kept is refused by name, and no other', async () => {
  const { simulation, sink, at } = setup();
  const id = { namespace: 'AWS/Test', metricName: 'Events', dimensions: [{ name: 'Name', value: 'a' }] };
  const check = (start: number, end: number, region = HOME) =>
    sink.checkKept(region, id, EPOCH + start, EPOCH + end);
  check(0, 1000);
  at(50, () => sink.publish(new Metric(counted, { Name: 'a' }, HOME, always)));
  at(90, () => sink.keepOne(HOME, id));
  await simulation.run(60);
  expect(() => check(0, 55)).toThrow(MetricNotKept);
  await simulation.run(60);
  check(0, 50);
  check(90, 1000);
  check(0, 1000, 'eu-west-1');
  expect(() => check(0, 1000)).toThrow(
    'The history of AWS/Test Events of Name=a was not kept from 2026-01-01T00:00:50.000Z to ' +
      "2026-01-01T00:01:30.000Z: call cloud.metrics.keep() first, or keep({ namespace: 'AWS/Test' }).",
  );
});

test('a metric that is wanted before its resource exists is kept from its beginning', async () => {
  const { simulation, sink, at, history } = setup();
  sink.keepOne(HOME, { namespace: 'AWS/Test', metricName: 'Events' });
  let counter: Metric | undefined;
  at(70, () => {
    counter = sink.publish(new Metric(counted, {}, HOME, always));
    counter.add(1);
  });
  await simulation.run(300);
  expect(history(counter!, 3)).toEqual([undefined, 1, 0]);
  sink.checkKept(HOME, { namespace: 'AWS/Test', metricName: 'Events' }, EPOCH, EPOCH + 300);
});

test('a withdrawn metric is read no more, and its history stays', async () => {
  const { simulation, sink, at, history } = setup();
  let reads = 0;
  sink.keep();
  const gauge = sink.publish(new Metric(level, {}, HOME, always, () => ++reads));
  at(90, () => sink.withdraw(gauge));
  await simulation.run(600);
  expect(history(gauge, 4)).toEqual([1, 2, undefined, undefined]);
  expect(reads).toBe(2);
  expect(sink.ids(HOME)).toEqual([]);
});

test('a filter keeps metrics of one Region and namespace', async () => {
  const { simulation, sink, history } = setup();
  sink.keep({ region: 'eu-west-1', namespace: 'AWS/Test' });
  const [here, there, other] = [
    new Metric(counted, {}, HOME, always),
    new Metric(counted, {}, 'eu-west-1', always),
    new Metric({ ...counted, namespace: 'AWS/Other' }, {}, 'eu-west-1', always),
  ].map((metric) => sink.publish(metric));
  await simulation.run(180);
  expect([here!, there!, other!].map((metric) => history(metric, 1))).toEqual([
    [undefined],
    [0],
    [undefined],
  ]);
});
