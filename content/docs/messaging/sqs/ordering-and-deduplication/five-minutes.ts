import { check, Cloud, minutes, timeline } from 'desired-capacity';

const cloud = new Cloud();
const orders = cloud.sqs.createQueue('orders.fifo', { fifoQueue: true });
cloud.process(function* worker() {
  while (true) {
    const poll = { waitTimeSeconds: 20 };
    const [message] = yield* orders.receiveMessage(poll);
    if (message) orders.deleteMessage(message.receiptHandle);
  }
});

// The same message with the same id, every 100 seconds.
const events: { at: number; label: string }[] = [];
const spans: { start: number; end: number; label: string }[] = [];
const known = new Set<string>();
cloud.process(function* shop() {
  while (cloud.now <= minutes(15)) {
    const { messageId } = yield* orders.sendMessage('order 17', {
      messageGroupId: 'Ada',
      messageDeduplicationId: 'order-17',
    });
    const at = cloud.now;
    const label = known.has(messageId) ? 'dropped' : 'accepted';
    events.push({ at, label });
    if (label === 'accepted')
      spans.push({ start: at, end: at + 300, label: 'id remembered' });
    known.add(messageId);
    yield 100;
  }
});
await cloud.run(minutes(15));

timeline({
  title: 'Sent every 100 seconds',
  description:
    'The same message, sent again and again: a send that is accepted begins a time in which the id is remembered, and the sends within it are dropped.',
  lanes: [
    { name: 'sends', events },
    { name: 'queue', spans },
  ],
});
const at = (label: string) =>
  events.filter((event) => event.label === label).map((event) => event.at);
check(
  'it is accepted once in five minutes',
  at('accepted').join() === '0,300,600,900',
);
check('each copy between is dropped', at('dropped').length === 6);
check('though it was long received and deleted', known.size === 4);
