import { check, Cloud, minutes, plot, table } from 'desired-capacity';
import { publish, read } from './metric.ts';

const burst = 40; // knob 10..300 step 10 unit s

// A processor at 20 %, measured each second. In minute 12: a burst.
const cloud = new Cloud();
cloud.process(function* processor() {
  while (true) {
    const busy = cloud.now >= minutes(12) && cloud.now < minutes(12) + burst;
    publish(cloud, 'CPU', [busy ? 100 : 20]);
    yield 1;
  }
});
await cloud.run(minutes(30));

// #region a plot, a table and the checks
const readings = [
  { name: 'average of 1 min', stat: 'Average', period: minutes(1) },
  { name: 'average of 5 min', stat: 'Average', period: minutes(5) },
  { name: 'maximum of 5 min', stat: 'Maximum', period: minutes(5) },
].map(({ name, stat, period }) => ({
  name,
  points: read(cloud, 'CPU', stat, period),
}));
plot({
  title: 'One burst in two periods',
  description:
    'The average of a minute shows a narrow peak. The average of five minutes shows a low hill. The maximum of five minutes shows the full height, and far too wide.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'CPU', unit: '%' },
  series: readings.map(({ name, points }) => ({
    name,
    style: 'step',
    points,
  })),
});
const rows = readings.map(({ name, points }) => ({
  statistic: name,
  'datapoints in half an hour': points.length,
  'highest, %': Math.round(Math.max(...points.map(([, value]) => value))),
}));
table('What is left of the burst', rows);
const [minute, five, most] = rows.map((row) => row['highest, %']);
check(
  'the longer the period, the lower an average keeps a burst',
  five! < minute! && five! < 50,
);
check('a maximum keeps its height, whatever the period', most === 100);
// #endregion
