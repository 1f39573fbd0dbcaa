import { check, Cloud, minutes, plot, table } from 'desired-capacity';
import { publish, read } from './metric.ts';

const hosts = 10; // knob 2..150
const slowAnswer = 800; // knob 200..3000 step 100 unit ms

// Each host answers a request a second. From minute 10, one is slow.
const cloud = new Cloud();
const random = cloud.random('answers');
cloud.process(function* shop() {
  while (true) {
    const slow = cloud.now >= minutes(10);
    const answers = Array.from({ length: hosts }, (_, host) =>
      slow && host === 0 ? slowAnswer : 50 + random.exponential(50),
    );
    if (cloud.now % minutes(1) === 30) answers[1] = 3000; // One long query.
    publish(cloud, 'Latency', answers);
    yield 1;
  }
});

// #region twenty minutes, a plot, a table and the checks
await cloud.run(minutes(20));
const statistics = ['p50', 'Average', 'p99', 'Maximum'].map((stat) => ({
  stat,
  points: read(cloud, 'Latency', stat),
}));
plot({
  title: 'One stream of answers, four statistics',
  description:
    'When one host becomes slow, the 50th percentile stays where it was, the average rises a little, and the 99th percentile jumps up. The maximum was high all the time.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Latency', unit: 'ms' },
  series: statistics.map(({ stat, points }) => ({
    name: stat,
    style: 'step',
    points,
  })),
  marks: [{ x: minutes(10), label: 'one host is slow' }],
});
const mean = (points: [number, number][]) =>
  points.reduce((sum, [, value]) => sum + value, 0) / points.length;
const rows = statistics.map(({ stat, points }) => {
  const before = mean(points.filter(([at]) => at < minutes(10)));
  const after = mean(points.filter(([at]) => at >= minutes(10)));
  return {
    statistic: stat,
    'before, ms': Math.round(before),
    'after, ms': Math.round(after),
    'after / before': Math.round((after / before) * 100) / 100,
  };
});
table('Before and after', rows);
const [p50, average, p99, maximum] = rows.map((row) => row['after / before']);
check('the 50th percentile hardly notices', p50! < 1.25);
check('the average says that all is somewhat slower', average! < 2);
check('the 99th percentile shows the slow host', p99! > 2);
check('the maximum was as high before', maximum! === 1);
// #endregion
