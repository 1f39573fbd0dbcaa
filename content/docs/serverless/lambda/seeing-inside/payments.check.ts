import { check, Cloud, minutes } from 'desired-capacity';
import { pattern } from './payments.starter.ts';

type Line = { level: string; what: string; ms: number };
const cloud = new Cloud();
const logs = cloud.cloudwatchlogs;
const logGroupName = 'payments';
logs.createLogGroup({ logGroupName });
logs.createLogStream({ logGroupName, logStreamName: 'server' });
const metricNamespace = 'Shop';
logs.putMetricFilter({
  logGroupName,
  filterName: 'bad',
  filterPattern: pattern,
  metricTransformations: [{ metricNamespace, metricName: 'Bad', metricValue: '1' }], // prettier-ignore
});
const lines: Line[] = [
  { level: 'info', what: 'payment', ms: 200 },
  { level: 'error', what: 'payment', ms: 90 },
  { level: 'info', what: 'payment', ms: 1800 },
  { level: 'info', what: 'error page shown', ms: 20 },
  { level: 'error', what: 'search', ms: 30 },
  { level: 'error', what: 'login', ms: 40 },
  { level: 'info', what: 'payment', ms: 1200 },
];
const timestamp = cloud.simulation.epochMillis;
logs.putLogEvents({
  logGroupName,
  logStreamName: 'server',
  logEvents: lines.map((line) => ({
    timestamp,
    message: JSON.stringify(line),
  })),
});
await cloud.run(minutes(5));
const { datapoints } = cloud.cloudwatch.getMetricStatistics({
  namespace: metricNamespace,
  metricName: 'Bad',
  startTime: new Date(cloud.simulation.epochMillis - 600_000),
  endTime: new Date(cloud.simulation.epochMillis),
  period: 600,
  statistics: ['Sum'],
});
const found = logs
  .messages(logGroupName, { filterPattern: pattern })
  .map((text) => JSON.parse(text) as Line);
check('slow payments are found', found.filter(({ ms }) => ms > 1000).length === 2); // prettier-ignore
check(
  'a payment that failed is found',
  found.some(({ ms }) => ms === 90),
);
check('what failed in a search is no payment', found.every(({ what }) => what === 'payment')); // prettier-ignore
check('the metric counts three', datapoints!.reduce((sum, { sum: one = 0 }) => sum + one, 0) === 3); // prettier-ignore
