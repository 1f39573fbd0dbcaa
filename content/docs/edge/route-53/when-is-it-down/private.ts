import { check, Cloud, minutes, table } from 'desired-capacity';

const cloud = new Cloud();
const { cloudwatch, route53 } = cloud;

// #region a check of a private address
let refused = '';
try {
  route53.healthCheck({ ipAddress: '10.0.0.5' });
} catch (error) {
  refused = (error as Error).message;
}
console.log(refused);
// #endregion

// The database puts a metric, and an alarm watches it.
// #region the database puts a metric
const put = (value: number) =>
  cloudwatch.putMetricData({
    namespace: 'Shop',
    metricData: [{ metricName: 'FailedLogins', value }],
  });
// #endregion
// #region an alarm on more than ten failures a minute
cloudwatch.putMetricAlarm({
  alarmName: 'database',
  namespace: 'Shop',
  metricName: 'FailedLogins',
  statistic: 'Sum',
  period: 60,
  evaluationPeriods: 1,
  threshold: 10,
  comparisonOperator: 'GreaterThanThreshold',
});
// #endregion
const alarm = route53.healthCheck({
  type: 'CLOUDWATCH_METRIC',
  alarmIdentifier: { region: 'us-east-1', name: 'database' },
  insufficientDataHealthStatus: 'Healthy',
});
// A check of two others: both have to be well.
// #region a front, and its check
const shop = route53.endpoints.listen('192.0.2.1:80', () => ({
  status: 200,
}));
const front = route53.healthCheck({ ipAddress: '192.0.2.1' });
// #endregion
const both = route53.healthCheck({
  type: 'CALCULATED',
  childHealthChecks: [alarm.id, front.id],
  healthThreshold: 2,
});
// #region four minutes each, and the table
const rows: Record<string, string>[] = [];
const note = (when: string) => {
  const words = [alarm, front, both].map(({ isHealthy }) =>
    isHealthy ? 'healthy' : 'unhealthy',
  );
  const [a, b, c] = words as [string, string, string];
  rows.push({ when, 'by the alarm': a, 'by HTTP': b, both: c });
};
const during = async (failures: number) => {
  for (let i = 0; i < 4; i += 1) {
    put(failures);
    await cloud.run(minutes(1));
  }
};
await during(0);
note('all is well');
const stateReason = 'a drill';
cloudwatch.setAlarmState({ alarmName: 'database', stateValue: 'ALARM', stateReason }); // prettier-ignore
await cloud.run(1);
note('somebody sets the alarm');
await during(50);
note('logins fail');
await during(0);
shop.condition = { kind: 'refuse' };
await during(0);
note('the front is down');
table('Three checks', rows);
check(
  'a private address is refused',
  refused.includes('health checkers do not reach it'),
);
check(
  'the check follows the data of the alarm, not its state',
  rows[1]!['by the alarm'] === 'healthy' &&
    rows[2]!['by the alarm'] === 'unhealthy',
);
check(
  'a calculated check combines others',
  rows.map((row) => row.both === 'healthy').join() ===
    'true,true,false,false',
);
// #endregion
