import { check, Cloud, table, type Metric } from 'desired-capacity';
import { createTopic, subscribeQueue } from '../topic.ts';

const cloud = new Cloud();
const topicArn = createTopic(cloud, 'orders');
const queue = subscribeQueue(cloud, topicArn, 'germany', {
  RawMessageDelivery: 'true',
  FilterPolicyScope: 'MessageBody',
  FilterPolicy: JSON.stringify({ address: { country: ['DE'] } }),
});
// #region how often each reason was counted
const count = (metric: Metric) => {
  const points = cloud.record(metric);
  return () => points.reduce((sum, [, value]) => sum + value, 0);
};
const reason = (name: 'MessageBody' | 'InvalidMessageBody') =>
  count(
    cloud.sns.metric(topicArn, `NumberOfNotificationsFilteredOut-${name}`),
  );
// #endregion
const noMatch = reason('MessageBody');
const noJson = reason('InvalidMessageBody');

for (const message of [
  '{"address":{"country":"DE"}}',
  '{"address":{"country":"FR"}}',
  '{"country":"DE"}',
  'country: DE',
])
  cloud.sns.publish({ topicArn, message });
await cloud.run(90);

// #region a table and the checks
const passed = queue.approximateNumberOfMessages;
table('Four bodies', [
  { outcome: 'passed', messages: passed },
  { outcome: 'FilteredOut-MessageBody', messages: noMatch() },
  { outcome: 'FilteredOut-InvalidMessageBody', messages: noJson() },
]);
check('a filter on the body looks into it', passed === 1);
check('a body that is no JSON never passes', noJson() === 1);
// #endregion
