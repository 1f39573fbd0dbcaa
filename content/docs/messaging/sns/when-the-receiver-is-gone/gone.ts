import { arrivals, check, Cloud, minutes, table } from 'desired-capacity';
import { allow, createTopic, subscribeQueue } from '../topic.ts';

type Fault = 'nobody consumes' | 'queue deleted' | 'queue’s policy gone';
type Dead = 'none' | 'open to the topic' | 'shut';

// A message every ten seconds. From minute 3 to minute 5 there is a fault.
async function run(fault: Fault, dead: Dead) {
  const cloud = new Cloud();
  const topicArn = createTopic(cloud, 'orders');
  let queue = subscribeQueue(cloud, topicArn, 'orders');
  const dlq = cloud.sqs.createQueue('orders-dlq');
  const open = allow(dlq.arn, topicArn);
  if (dead === 'open to the topic') dlq.setQueueAttributes({ policy: open });
  // #region the dead-letter queue belongs to the subscription
  const list = cloud.sns.listSubscriptionsByTopic({ topicArn });
  const subscriptionArn = list.subscriptions![0]!.subscriptionArn!;
  if (dead !== 'none')
    cloud.sns.setSubscriptionAttributes({
      subscriptionArn,
      attributeName: 'RedrivePolicy',
      attributeValue: JSON.stringify({ deadLetterTargetArn: dlq.arn }),
    });
  // #endregion
  cloud.process(function* trouble() {
    yield minutes(3);
    const policy = allow(queue.arn, topicArn);
    if (fault === 'queue deleted') yield* queue.deleteQueue();
    if (fault === 'queue’s policy gone')
      queue.setQueueAttributes({ policy: '' });
    yield minutes(2);
    if (fault === 'queue deleted') queue = cloud.sqs.createQueue('orders');
    queue.setQueueAttributes({ policy });
  });
  // #region an hour, and a row of the table
  let before = 0;
  cloud.simulation.schedule(minutes(3) - 0.5, () => {
    before = queue.approximateNumberOfMessages;
  });
  const sent = arrivals(
    cloud,
    { rate: 0.1, spacing: 'even', lasting: minutes(10) - 1 },
    (number) => cloud.sns.publish({ topicArn, message: `order ${number}` }),
  );
  await cloud.run(minutes(60));
  const there = queue.approximateNumberOfMessages;
  const arrived = fault === 'queue deleted' ? before + there : there;
  const kept = dlq.approximateNumberOfMessages;
  return {
    fault,
    'dead-letter queue': dead,
    arrived,
    'kept as dead': kept,
    lost: sent.count - arrived - kept,
  };
  // #endregion
}

// #region the table and the checks
const rows = [
  await run('nobody consumes', 'none'),
  await run('queue deleted', 'none'),
  await run('queue’s policy gone', 'none'),
  await run('queue’s policy gone', 'open to the topic'),
  await run('queue’s policy gone', 'shut'),
];
table('Two minutes of trouble', rows);
const [idle, deleted, forbidden, kept, shut] = rows;
check('a queue that nobody empties loses nothing', idle!.lost === 0);
check(
  'after a client-side error nothing is tried again',
  deleted!.lost > 0 && forbidden!.lost > 0,
);
check(
  'a dead-letter queue keeps what fails',
  kept!.lost === 0 && kept!['kept as dead'] > 0,
);
check(
  'a dead-letter queue that the topic may not send to keeps nothing',
  shut!.lost > 0 && shut!['kept as dead'] === 0,
);
// #endregion
