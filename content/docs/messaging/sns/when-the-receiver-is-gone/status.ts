import { check, Cloud, minutes, table } from 'desired-capacity';
import { createTopic, subscribeQueue } from '../topic.ts';

const sample = 10; // knob 0..100 step 10 unit %

const cloud = new Cloud();
const logs = cloud.cloudwatchlogs;
const topicArn = createTopic(cloud, 'orders');
// #region set an attribute of the topic
const set = (attributeName: string, attributeValue: string) =>
  cloud.sns.setTopicAttributes({ topicArn, attributeName, attributeValue });
// #endregion
const role = 'arn:aws:iam::123456789012:role/delivery-status';
set('SQSFailureFeedbackRoleArn', role);
set('SQSSuccessFeedbackRoleArn', role);
set('SQSSuccessFeedbackSampleRate', `${sample}`);

const queues = ['packing', 'billing'].map((name) =>
  subscribeQueue(cloud, topicArn, name),
);
for (let i = 1; i <= 200; i += 1)
  cloud.sns.publish({ topicArn, message: `order ${i}` });
await cloud.run(minutes(1));

// Somebody deletes a queue, and five more orders come.
await queues[1]!.deleteQueue();
for (let i = 201; i <= 205; i += 1)
  cloud.sns.publish({ topicArn, message: `order ${i}` });
await cloud.run(minutes(1));

// #region the lines in CloudWatch Logs, and the checks
const linesOf = (logGroupName: string) => {
  const { logStreams = [] } = logs.describeLogStreams({ logGroupName });
  return logStreams.flatMap(({ logStreamName = '' }) =>
    logs
      .getLogEvents({ logGroupName, logStreamName, startFromHead: true })
      .events!.map(({ message = '' }) => JSON.parse(message) as Line),
  );
};
interface Line {
  delivery: { destination: string; dwellTimeMs: number; attempts: number };
  status: string;
}
const { logGroups = [] } = logs.describeLogGroups();
const groups = logGroups.map(({ logGroupName = '' }) => logGroupName);
const lines = groups.flatMap(linesOf);
const of = (status: string) => lines.filter((line) => line.status === status);
const [good, bad] = [of('SUCCESS'), of('FAILURE')];
table('410 deliveries, 5 of them to a queue that is gone', [
  { status: 'SUCCESS', lines: good.length },
  { status: 'FAILURE', lines: bad.length },
]);
console.log(bad[0]?.delivery);
check(
  'a line confirms that a message was delivered: to whom, and how long it took',
  good.length >= sample / 10 && good.every(({ delivery }) => delivery.attempts === 1 && delivery.dwellTimeMs < 100), // prettier-ignore
);
check(
  'of what succeeded a share is logged',
  Math.abs(good.length - 4.05 * sample) < 30,
);
check(
  'of what failed, all',
  bad.length === 5 &&
    bad.every(({ delivery }) => delivery.destination.endsWith('billing')),
);
// #endregion
