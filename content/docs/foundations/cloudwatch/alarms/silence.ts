import { check, Cloud, minutes, table } from 'desired-capacity';
import { createTopic, subscribeQueue } from '../topic.ts';
import { publish } from '../metric.ts';

type Treatment = 'missing' | 'breaching';

// A server reports each minute that all is well. It dies in minute 20.
async function die(treatMissingData: Treatment, everyState: boolean) {
  const cloud = new Cloud();
  // #region the pager's topic, and the server
  const topicArn = createTopic(cloud, 'on-call');
  const pager = subscribeQueue(cloud, topicArn, 'pager');
  cloud.process(function* server() {
    while (cloud.now < minutes(20)) {
      publish(cloud, 'FailedChecks', [0]);
      yield minutes(1);
    }
  });
  // #endregion
  await cloud.run(minutes(10));
  cloud.cloudwatch.putMetricAlarm({
    alarmName: 'server',
    namespace: 'Shop',
    metricName: 'FailedChecks',
    statistic: 'Maximum',
    period: 60,
    evaluationPeriods: 3,
    threshold: 0,
    comparisonOperator: 'GreaterThanThreshold',
    treatMissingData,
    alarmActions: [topicArn],
    insufficientDataActions: everyState ? [topicArn] : [],
  });
  await cloud.run(minutes(70));
  // #region a row of the table
  const [alarm] = cloud.cloudwatch.describeAlarms().metricAlarms!;
  return {
    'missing data': treatMissingData,
    'actions for': everyState ? 'both' : 'ALARM',
    'in the end': alarm!.stateValue!,
    calls: pager.approximateNumberOfMessages,
  };
  // #endregion
}

// #region a table and the checks
const rows = [
  await die('missing', false),
  await die('missing', true),
  await die('breaching', false),
];
table('A server dies, an hour passes', rows);
const [asleep, told, breaching] = rows;
check('by default nobody hears of a dead server', asleep!.calls === 0);
check('an action for missing data tells', told!.calls > 0);
check(
  'an hour in ALARM is one message',
  breaching!['in the end'] === 'ALARM' && breaching!.calls === 1,
);
// #endregion
