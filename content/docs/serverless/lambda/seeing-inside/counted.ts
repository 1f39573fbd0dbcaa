import { check, Cloud, minutes, table } from 'desired-capacity';

const cloud = new Cloud();
const logs = cloud.cloudwatchlogs;
cloud.lambda.createFunction({
  functionName: 'search',
  code: () =>
    function* (event: { ms: number }, context: { log(text: string): void }) {
      yield event.ms / 1000;
      context.log(`found in ${event.ms} ms${event.ms > 500 ? ' SLOW' : ''}`);
    },
});
// #region a function for slow searches
const calls: string[] = [];
const { functionArn } = cloud.lambda.createFunction({
  functionName: 'on-slow',
  code: () => (event: { awslogs: { data: string } }) => {
    calls.push(event.awslogs.data);
  },
});
// CloudWatch Logs may call the function.
cloud.lambda.addPermission({
  functionName: 'on-slow',
  statementId: 'logs',
  action: 'lambda:InvokeFunction',
  principal: 'logs.amazonaws.com',
});
// #endregion
const logGroupName = '/aws/lambda/search';
logs.createLogGroup({ logGroupName });
logs.putMetricFilter({
  logGroupName,
  filterName: 'slow',
  filterPattern: 'SLOW',
  metricTransformations: [{ metricNamespace: 'Shop', metricName: 'Slow', metricValue: '1' }], // prettier-ignore
});
// #region pass lines on to the function
logs.putSubscriptionFilter({
  logGroupName,
  filterName: 'tell',
  filterPattern: 'SLOW',
  destinationArn: functionArn!,
});
// #endregion
const slow = 3; // knob slow searches: 0..6
// #region ten searches
for (let i = 0; i < 10; i += 1)
  cloud.process(() =>
    cloud.lambda.run('search', { ms: i < slow ? 900 : 100 }),
  );
await cloud.run(minutes(5));
// #endregion

// #region read the metric, and the checks
const { datapoints } = cloud.cloudwatch.getMetricStatistics({
  namespace: 'Shop',
  metricName: 'Slow',
  startTime: new Date(cloud.simulation.epochMillis - 600_000),
  endTime: new Date(cloud.simulation.epochMillis),
  period: 600,
  statistics: ['Sum'],
});
const counted = datapoints!.reduce((sum, point) => sum + (point.sum ?? 0), 0);
table('Ten searches', [
  { what: 'slow', count: slow },
  { what: 'counted by the metric filter', count: counted },
  { what: 'calls of the subscribed function', count: calls.length },
]);
check('a metric filter counts the lines that match', counted === slow);
check('CloudWatch Logs calls a function with them', calls.length === slow);
// #endregion
