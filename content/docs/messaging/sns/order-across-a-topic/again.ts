import { check, Cloud, minutes, table } from 'desired-capacity';
import { createTopic, subscribeQueue } from '../topic.ts';

// The answer to a publish gets lost, and the publisher publishes again.
async function run(after: number) {
  const cloud = new Cloud();
  const topicArn = createTopic(cloud, 'prices.fifo');
  const queue = subscribeQueue(cloud, topicArn, 'shop.fifo');
  const publish = () =>
    cloud.sns.publish({
      topicArn,
      message: 'apple 1.20',
      messageGroupId: 'apple',
      messageDeduplicationId: 'apple-change-7',
    });
  const first = publish();
  await cloud.run(minutes(after));
  const second = publish();
  await cloud.run(1);
  return {
    'published again after (min)': after,
    'same message id': first.messageId === second.messageId,
    'messages in the queue': queue.approximateNumberOfMessages,
  };
}

// #region the table and the checks
const rows = [await run(1), await run(4.9), await run(5.1)];
table('Published twice', rows);
const inQueue = rows.map((row) => row['messages in the queue']);
check(
  'within five minutes the second publish changes nothing',
  inQueue[0] === 1 && inQueue[1] === 1,
);
check('after five minutes it is a new message', inQueue[2] === 2);
// #endregion
