import { check, Cloud, minutes, seconds, table } from 'desired-capacity';

// The same thousand orders, for two departments, by a queue and by a stream.
// #region a thousand orders into each, and who gets how many
const cloud = new Cloud();
const queue = cloud.sqs.createQueue('orders');
const stream = cloud.kinesis.stream('orders');
for (let i = 0; i < 1000; i += 1) {
  queue.sendMessage(`order ${i}`);
  stream.putRecord('shop', `order ${i}`);
}

const byQueue = { billing: 0, shipping: 0 };
const byStream = { billing: 0, shipping: 0 };
const poll = { maxNumberOfMessages: 10, waitTimeSeconds: 20 };
// #endregion
const [shard] = stream.shards;
for (const name of ['billing', 'shipping'] as const) {
  cloud.process(function* fromQueue() {
    while (true) {
      const messages = yield* queue.receiveMessage(poll);
      for (const { receiptHandle } of messages) {
        byQueue[name] += 1;
        queue.deleteMessage(receiptHandle);
      }
      yield seconds(0.1);
    }
  });
  cloud.process(function* fromStream() {
    const reader = stream.reader(shard!.shardId);
    while (true) {
      byStream[name] += reader.next(100).records.length;
      yield seconds(1);
    }
  });
}
await cloud.run(minutes(5));

// #region the table and the checks
const kept = {
  queue: queue.approximateNumberOfMessages,
  stream: stream.shards[0]!.records,
};
table('A thousand orders, two departments', [
  { by: 'queue', ...byQueue, 'still there': kept.queue },
  { by: 'stream', ...byStream, 'still there': kept.stream },
]);
check(
  'a queue shares the orders out: each goes to one of the two',
  byQueue.billing + byQueue.shipping === 1000,
);
check(
  'a stream gives all of them to both',
  byStream.billing === 1000 && byStream.shipping === 1000,
);
check('and keeps them', kept.stream === 1000 && kept.queue === 0);
// #endregion
