import { check, Cloud, minutes, table, timeline } from 'desired-capacity';
import { publish } from '../metric.ts';
import { states } from './states.ts';

const latency = 200; // knob 100..1000 step 100 unit ms
const m = 2; // knob M: 1..3

// A latency a minute; from minute 20 to minute 40, none at all.
const gap = { start: minutes(20), end: minutes(40) };
const cloud = new Cloud();
// #region the metric, with its gap
cloud.process(function* shop() {
  while (true) {
    if (cloud.now < gap.start) publish(cloud, 'Latency', [latency]);
    if (cloud.now >= gap.end) publish(cloud, 'Latency', [200]);
    yield minutes(1);
  }
});
// #endregion
await cloud.run(minutes(10));
const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'];
for (const treatMissingData of treatments)
  cloud.cloudwatch.putMetricAlarm({
    alarmName: treatMissingData,
    namespace: 'Shop',
    metricName: 'Latency',
    statistic: 'Average',
    period: 60,
    evaluationPeriods: 3,
    datapointsToAlarm: m,
    threshold: 500,
    comparisonOperator: 'GreaterThanThreshold',
    treatMissingData,
  });
await cloud.run(minutes(50));

// #region a timeline, a table and the checks
const lanes = treatments.map((name) => ({
  name,
  spans: states(cloud, name).filter(({ end }) => end > minutes(12)),
}));
timeline({
  title: 'The same gap, four treatments',
  description:
    'In the gap one alarm goes to insufficient data, one to alarm, and two keep their state, all of them some minutes after the gap begins.',
  lanes: [
    { name: 'datapoints', spans: [{ ...gap, label: 'none' }] },
    ...lanes,
  ],
});
const rows = lanes.map(({ name, spans }) => {
  const at = minutes(39);
  const { start, label } = spans.find((span) => span.end > at)!;
  return {
    treatment: name,
    'state in minute 39': label,
    'minutes after the gap began':
      start > gap.start ? Math.ceil((start - gap.start) / 60) : '–',
  };
});
table('In the gap', rows);
const [missing, ignore, breaching, good] = rows.map(
  (row) => row['state in minute 39'],
);
check(
  'missing data that stay missing say so',
  missing === 'INSUFFICIENT_DATA',
);
check('breaching cries', breaching === 'ALARM');
check(
  'ignore and notBreaching see nothing',
  ignore === 'OK' && good === 'OK',
);
check(
  'old datapoints are still looked at after the gap began',
  Number(rows[2]!['minutes after the gap began']) > m,
);
// #endregion
