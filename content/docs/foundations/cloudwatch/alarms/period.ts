import { check, Cloud, hours, minutes, table } from 'desired-capacity';
import { publish } from '../metric.ts';
import { states } from './states.ts';

const every = minutes(5); // knob 1..10

// A healthy server reports every five minutes. Two alarms watch it.
const cloud = new Cloud();
cloud.process(function* server() {
  while (true) {
    publish(cloud, 'CPU', [30]);
    yield every;
  }
});
const periods = [minutes(1), minutes(5)];
for (const period of periods)
  cloud.cloudwatch.putMetricAlarm({
    alarmName: `period ${period} s`,
    namespace: 'Shop',
    metricName: 'CPU',
    statistic: 'Average',
    period,
    evaluationPeriods: 1,
    threshold: 80,
    comparisonOperator: 'GreaterThanThreshold',
  });
await cloud.run(hours(2));

// #region a table and the checks
const rows = periods.map((period) => {
  const spans = states(cloud, `period ${period} s`);
  return {
    'period, s': period,
    'changes of state in two hours': spans.length - 1,
  };
});
table('A healthy server', rows);
const [short, long] = rows.map((row) => row['changes of state in two hours']);
check('a period shorter than the metric’s makes an alarm flap', short! > 20);
check('with the period of the metric it is quiet', long === 1);
// #endregion
