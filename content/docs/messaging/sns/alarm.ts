import { check, Cloud, minutes, timeline } from 'desired-capacity';
import { createTopic } from './topic.ts';

const cloud = new Cloud();
const dead = cloud.sqs.createQueue('jobs-dlq');
const topicArn = createTopic(cloud, 'on-call');
const endpoint = 'https://example.com/pager';
cloud.sns.subscribe({ topicArn, protocol: 'https', endpoint });
// #region the web server confirms
await cloud.run(1);
const [asked] = cloud.sns.outside.received(endpoint);
const { Token: token } = JSON.parse(asked!.body) as { Token: string };
cloud.sns.confirmSubscription({ topicArn, token });
// #endregion
cloud.cloudwatch.putMetricAlarm({
  alarmName: 'dead letters',
  namespace: 'AWS/SQS',
  metricName: 'ApproximateNumberOfMessagesVisible',
  dimensions: [{ name: 'QueueName', value: 'jobs-dlq' }],
  statistic: 'Maximum',
  period: 60,
  evaluationPeriods: 1,
  threshold: 0,
  comparisonOperator: 'GreaterThanThreshold',
  alarmActions: [topicArn],
});
cloud.simulation.schedule(minutes(5), () => void dead.sendMessage('poison'));
await cloud.run(minutes(15));

// #region what the pager got, and the check
const calls = cloud.sns.outside
  .received(endpoint)
  .filter(({ type }) => type === 'Notification');
const [call] = calls;
const { Message: text } = JSON.parse(call?.body ?? '{}') as {
  Message: string;
};
timeline({
  title: 'From a dead letter to the pager',
  description:
    'A message reaches the dead-letter queue; within some minutes the alarm goes off and the pager is called.',
  lanes: [
    {
      name: 'dead-letter queue',
      events: [{ at: minutes(5), label: 'a dead letter' }],
    },
    {
      name: 'pager',
      events: calls.map(({ at }) => ({ at, label: 'called' })),
    },
  ],
});
check(
  'a message in the dead-letter queue calls the pager',
  calls.length === 1 && text.includes('ALARM'),
);
// #endregion
