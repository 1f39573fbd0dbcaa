import { check, Cloud, timeline } from 'desired-capacity';

// The answer to the worker's first receive is lost on the way. Two
// seconds later it hangs up and asks again.
async function run(receiveRequestAttemptId?: string) {
  const cloud = new Cloud();
  const orders = cloud.sqs.createQueue('orders.fifo', {
    fifoQueue: true,
    contentBasedDeduplication: true,
  });
  for (const body of ['placed', 'paid'])
    orders.sendMessage(body, { messageGroupId: 'Ada' });
  const spans: { start: number; end: number; label: string }[] = [];
  cloud.process(function* worker() {
    yield* orders.receiveMessage({ receiveRequestAttemptId });
    yield 2;
    let attempt = receiveRequestAttemptId;
    while (true) {
      const [message] = yield* orders.receiveMessage({
        waitTimeSeconds: 20,
        receiveRequestAttemptId: attempt,
      });
      if (!message) continue;
      attempt = undefined;
      const start = cloud.now;
      yield 5;
      orders.deleteMessage(message.receiptHandle);
      spans.push({ start, end: cloud.now, label: message.body });
    }
  });
  await cloud.run(60);
  return spans;
}

const without = await run();
const using = await run('poll-1');
const events = [{ at: 0, label: 'answer lost' }];
timeline({
  title: 'Ada’s messages after a lost answer',
  description:
    'Without an attempt id, Ada’s messages stay hidden for the whole visibility timeout. With one, the worker gets the same messages again at once.',
  lanes: [
    { name: 'without an attempt id', spans: without, events },
    { name: 'with the same one', spans: using, events },
  ],
});
check('without, the group is blocked for 30 s', without[0]?.start === 30);
check('with the same id it is there at once', using[0]?.start === 2);
check(
  'and in order',
  using.map(({ label }) => label).join() === 'placed,paid',
);
