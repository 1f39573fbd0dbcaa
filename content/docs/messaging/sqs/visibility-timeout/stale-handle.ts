import { check, Cloud, seconds, timeline } from 'desired-capacity';

const cloud = new Cloud();
const payments = cloud.sqs.createQueue('payments', {
  visibilityTimeout: seconds(30),
});
payments.sendMessage('charge card 4711');

// #region notes for the picture
const charges: { name: string; start: number; end: number; left: number }[] =
  [];
// #endregion
function* worker(name: string, work: number) {
  while (true) {
    const [message] = yield* payments.receiveMessage({ waitTimeSeconds: 20 });
    if (!message) continue;
    const start = cloud.now;
    yield work;
    // A comes here ten seconds late. No error tells it so.
    payments.deleteMessage(message.receiptHandle);
    const left = payments.approximateNumberOfMessagesNotVisible;
    charges.push({ name, start, end: cloud.now, left });
  }
}
cloud.process(() => worker('A', seconds(40))); // knob work of A: 10..60 step 5
cloud.process(() => worker('B', seconds(25)));
await cloud.run(seconds(90));

// #region the picture and the checks
timeline({
  title: 'One payment, two charges',
  description:
    'A charges the card for longer than the visibility timeout, so B receives the message and charges it too. The delete of A removes nothing; that of B removes the message.',
  lanes: charges.map(({ name, start, end, left }) => ({
    name: `worker ${name}`,
    spans: [{ start, end, label: 'charges the card' }],
    events: [
      { at: end, label: left ? 'deletes nothing' : 'deletes the message' },
    ],
  })),
});
const [a, b] = charges;
check('the card is charged twice', charges.length === 2);
check(
  'a delete with a stale handle succeeds, and removes nothing',
  a?.name === 'A' && a.left === 1,
);
check(
  'a delete with the latest handle removes the message',
  b?.name === 'B' && b.left === 0,
);
// #endregion
