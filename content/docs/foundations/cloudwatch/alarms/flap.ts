import {
  check,
  Cloud,
  hours,
  minutes,
  plot,
  table,
  timeline,
} from 'desired-capacity';
import { publish, read } from '../metric.ts';
import { states } from './states.ts';

const threshold = 80; // knob 60..95 unit %
const m = 4; // knob M: 1..8
const n = 5; // knob N: 1..8

// Noise around 60 %. After two hours, half an hour of real trouble.
const cloud = new Cloud();
// #region the metric: noise, then trouble
const random = cloud.random('processor');
const from = hours(2);
const to = from + minutes(30);
cloud.process(function* processor() {
  while (true) {
    const trouble = cloud.now >= from && cloud.now < to;
    const cpu = trouble ? random.normal(92, 3) : random.normal(60, 12);
    publish(cloud, 'CPU', [Math.min(100, cpu)]);
    yield minutes(1);
  }
});
// #endregion
const rules = [
  { name: '1 of 1', datapointsToAlarm: 1, evaluationPeriods: 1 },
  { name: 'M of N', datapointsToAlarm: Math.min(m, n), evaluationPeriods: n },
];
for (const { name, ...rule } of rules)
  cloud.cloudwatch.putMetricAlarm({
    alarmName: name,
    namespace: 'Shop',
    metricName: 'CPU',
    statistic: 'Average',
    period: 60,
    threshold,
    comparisonOperator: 'GreaterThanThreshold',
    ...rule,
  });
await cloud.run(hours(3));

// #region a plot, a timeline, a table and the checks
plot({
  title: 'CPU, a datapoint a minute',
  description:
    'The line jumps about the middle and crosses the threshold now and then. Later it stays above for half an hour.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'CPU', unit: '%' },
  series: [{ name: 'CPU', points: read(cloud, 'CPU', 'Average') }],
  marks: [{ y: threshold, label: 'threshold' }],
});
const alarms = rules.map(({ name }) => ({
  name,
  spans: states(cloud, name).filter(({ label }) => label === 'ALARM'),
}));
timeline({
  title: 'In ALARM',
  description:
    'The alarm of one datapoint goes off again and again. The alarm of several goes off once the trouble has lasted, and ends after it.',
  lanes: [
    { name: 'trouble', spans: [{ start: from, end: to, label: 'trouble' }] },
    ...alarms,
  ],
});
const rows = alarms.map(({ name, spans }) => {
  const right = spans.find(({ end, start }) => end > from && start < to);
  return {
    alarm: name,
    'false alarms': spans.filter(({ start, end }) => end < from || start > to + minutes(5)).length, // prettier-ignore
    'minutes to the call': Math.ceil(
      ((right?.start ?? Infinity) - from) / 60,
    ),
  };
});
table('Three hours', rows);
const [single, several] = rows;
check('one datapoint of noise is a false alarm', single!['false alarms'] > 2);
check('M of N sleeps through the noise', several!['false alarms'] === 0);
check(
  'it pays with minutes',
  several!['minutes to the call'] > single!['minutes to the call'],
);
// #endregion
