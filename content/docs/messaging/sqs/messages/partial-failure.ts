import { check, Cloud, table } from 'desired-capacity';

// A thousand orders in batches of ten. In some the customer's note holds
// a control character, pasted from elsewhere: SQS refuses such a text.
const cloud = new Cloud();
const notes = cloud.random('notes');
const orders = Array.from({ length: 1000 }, (_, number) => {
  const pasted = notes.bernoulli(0.02) ? '\u000B' : ' ';
  return {
    id: `order-${number}`,
    messageBody: `Leave it${pasted}at the door`,
  };
});

async function send(producer: string, careful: boolean) {
  const queue = cloud.sqs.createQueue(producer);
  let errors = 0;
  for (let first = 0; first < orders.length; first += 10) {
    const batch = orders.slice(first, first + 10);
    try {
      const { failed } = await queue.sendMessageBatch(batch);
      if (!careful || failed.length === 0) continue;
      // What failed is told by its id. Mend it, and send that alone again.
      const ids = new Set(failed.map(({ id }) => id));
      const again = batch
        .filter(({ id }) => ids.has(id))
        .map(({ id, messageBody }) => ({
          id,
          messageBody: messageBody.replaceAll(/\p{Cc}/gu, ' '),
        }));
      await queue.sendMessageBatch(again);
    } catch {
      errors += 1;
    }
  }
  const arrived = queue.approximateNumberOfMessages;
  return {
    producer,
    orders: orders.length,
    'errors thrown': errors,
    arrived,
  };
}
const trusting = await send('trusting', false);
const careful = await send('careful', true);
table('A thousand orders, a hundred batches', [trusting, careful]);
check('no call throws an error', trusting['errors thrown'] === 0);
check(
  'the trusting producer loses about two in a hundred',
  trusting.arrived > 960 && trusting.arrived < 995,
);
check('the careful one loses none', careful.arrived === 1000);
