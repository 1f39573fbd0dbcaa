import { check, Cloud, timeline } from 'desired-capacity';

const cloud = new Cloud();
const orders = cloud.sqs.createQueue('orders.fifo', {
  fifoQueue: true,
  contentBasedDeduplication: true,
});
// Two customers, three steps each; a step takes ten seconds of work.
for (const step of ['placed', 'paid', 'shipped'])
  for (const messageGroupId of ['Ada', 'Bob'])
    orders.sendMessage(`${messageGroupId}: ${step}`, { messageGroupId });

const work: { start: number; end: number; label: string }[] = [];
for (let i = 0; i < 3; i += 1)
  cloud.process(function* worker() {
    while (true) {
      const poll = { waitTimeSeconds: 20 };
      const [message] = yield* orders.receiveMessage(poll);
      if (!message) continue;
      const start = cloud.now;
      // The worker that has Ada's first step crashes.
      if (message.body === 'Ada: placed' && start === 0) {
        const label = 'hidden after a crash';
        work.push({ start, end: start + 30, label: `Ada: ${label}` });
        return;
      }
      yield 10;
      orders.deleteMessage(message.receiptHandle);
      work.push({ start, end: cloud.now, label: message.body });
    }
  });
await cloud.run(70);

const of = (customer: string) =>
  work
    .filter(({ label }) => label.startsWith(customer))
    .map((span) => ({ ...span, label: span.label.split(': ')[1]! }));
const [ada, bob] = [of('Ada'), of('Bob')];
timeline({
  title: 'Two message groups, three workers',
  description:
    'Bob’s three steps follow each other at once. Ada’s first step is hidden after a crash; only then do her three steps follow each other.',
  lanes: [
    { name: 'group Ada', spans: ada },
    { name: 'group Bob', spans: bob },
  ],
});
const inTurn = (spans: typeof ada) =>
  spans.every(({ start }, i) => i === 0 || start >= spans[i - 1]!.end);
check('a group does one message at a time', inTurn(ada) && inTurn(bob));
check('three workers or one: 30 s', bob.at(-1)?.end === 30);
check('a crash holds up its group for 30 s', ada[1]?.start === 30);
check('the other group goes on', bob[1]?.start === 10);
