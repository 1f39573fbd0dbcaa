import { check, Cloud, table } from 'desired-capacity';
import type { Queue } from 'desired-capacity/sqs';
import { createTopic, subscribeQueue } from '../topic.ts';

// The prices of two products change fifty times each.
async function run(topic: string, queue: string) {
  const cloud = new Cloud();
  const topicArn = createTopic(cloud, topic);
  const north = subscribeQueue(cloud, topicArn, `north-${queue}`);
  const south = subscribeQueue(cloud, topicArn, `south-${queue}`);
  for (let change = 1; change <= 50; change += 1)
    for (const product of ['apple', 'pear'])
      cloud.sns.publish({
        topicArn,
        message: `${product} ${change}`,
        messageGroupId: product,
        ...(topic.endsWith('.fifo') && {
          messageDeduplicationId: `${product}-${change}`,
        }),
      });
  // #region half a minute, and a row of the table
  await cloud.run(30);
  const [inNorth, inSouth] = [
    await receiveAll(north),
    await receiveAll(south),
  ];
  return {
    topic,
    queues: queue,
    'north received': inNorth.received,
    'south received': inSouth.received,
    'steps backwards': inNorth.backwards + inSouth.backwards,
  };
  // #endregion
}

// #region receives everything, counts prices older than the last; the checks
async function receiveAll(queue: Queue) {
  const last = new Map<string, number>();
  let [received, backwards, empty] = [0, 0, 0];
  // Short polls: they ask some of a standard queue's servers at a time.
  while (empty < 20) {
    const batch = await queue.receiveMessage({ maxNumberOfMessages: 10 });
    empty = batch.length === 0 ? empty + 1 : 0;
    for (const { body, receiptHandle } of batch) {
      const [product, change] = body.split(' ') as [string, string];
      if (Number(change) < (last.get(product) ?? 0)) backwards += 1;
      last.set(product, Number(change));
      received += 1;
      await queue.deleteMessage(receiptHandle);
    }
  }
  return { received, backwards };
}
const rows = [
  await run('prices', 'queue'),
  await run('prices.fifo', 'queue'),
  await run('prices.fifo', 'queue.fifo'),
];
table('A hundred changes of prices', rows);
const [standard, mixed, fifo] = rows;
check(
  'every queue gets every change',
  rows.every((row) => row['north received'] + row['south received'] === 200),
);
check(
  'a FIFO topic with FIFO queues keeps the order of each product',
  fifo!['steps backwards'] === 0,
);
check(
  'a standard queue loses the order, whatever the topic is',
  standard!['steps backwards'] > 0 && mixed!['steps backwards'] > 0,
);
// #endregion
