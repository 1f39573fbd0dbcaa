import { check, Cloud, seconds, timeline } from 'desired-capacity';

const cloud = new Cloud();
const payments = cloud.sqs.createQueue('payments', {
  visibilityTimeout: seconds(30),
});
payments.sendMessage('charge card 4711');

const charges: { name: string; start: number; end: number; inFlight: number }[] =
  [];
function* worker(name: string, work: number) {
  while (true) {
    const [message] = yield* payments.receiveMessage({ waitTimeSeconds: 20 });
    if (!message) continue;
    const start = cloud.now;
    yield work;
    // A comes here ten seconds late, when B has received the message as
    // well. No error tells it so.
    payments.deleteMessage(message.receiptHandle);
    charges.push({
      name,
      start,
      end: cloud.now,
      inFlight: payments.approximateNumberOfMessagesNotVisible,
    });
  }
}
cloud.process(() => worker('A', seconds(40)));
cloud.process(() => worker('B', seconds(25)));
await cloud.run(seconds(90));

timeline({
  title: 'One payment, two charges',
  description:
    'A works from 0 to 40 s, past the visibility timeout of 30 s; B receives the message at 30 s and works to 55 s. The delete of A, at 40 s, removes nothing; that of B, at 55 s, removes the message.',
  lanes: [
    {
      name: 'visibility timeout',
      spans: [
        { start: 0, end: 30, label: 'of A' },
        { start: 30, end: 55, label: 'of B' },
      ],
    },
    ...charges.map(({ name, start, end, inFlight }) => ({
      name: `worker ${name}`,
      spans: [{ start, end, label: 'charges the card' }],
      events: [
        {
          at: end,
          label:
            inFlight > 0 ? 'delete removes nothing' : 'delete removes the message',
        },
      ],
    })),
  ],
});
const [a, b] = charges;
check('the card is charged twice', charges.length === 2);
check(
  'a delete with a stale handle succeeds, and removes nothing',
  a?.name === 'A' && a.inFlight === 1,
);
check(
  'a delete with the latest handle removes the message',
  b?.name === 'B' && b.inFlight === 0,
);
