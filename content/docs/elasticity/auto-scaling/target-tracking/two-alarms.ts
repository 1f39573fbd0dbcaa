import { check, Cloud, minutes, table } from 'desired-capacity';

const cloud = new Cloud();
const web = cloud.autoscaling.createGroup('web', {
  minSize: 2,
  maxSize: 10,
});
web.trackCpu(50);
await cloud.run(minutes(1));

const { metricAlarms = [] } = cloud.cloudwatch.describeAlarms({});
table(
  'The alarms that the policy has made',
  metricAlarms.map((alarm) => ({
    alarm: alarm.alarmName!.slice(0, 28),
    'goes off where CPU is': alarm.comparisonOperator!.startsWith('Greater')
      ? `above ${alarm.threshold} %`
      : `below ${alarm.threshold} %`,
    'for so many minutes': alarm.evaluationPeriods!,
  })),
);
// #region the checks
const [high, low] = metricAlarms;
check(
  'one alarm above the target, after three minutes',
  high!.threshold === 50 && high!.evaluationPeriods === 3,
);
check(
  'one below it, by a good margin, after fifteen',
  low!.threshold! < 50 && low!.evaluationPeriods === 15,
);
check(
  'their description warns',
  high!.alarmDescription!.startsWith('DO NOT EDIT OR DELETE'),
);
// #endregion
