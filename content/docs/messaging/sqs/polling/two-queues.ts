import {
  arrivals,
  check,
  Cloud,
  hours,
  table,
  Tally,
} from 'desired-capacity';

// A busy queue and a quiet one: an order every four seconds, a complaint
// every ten minutes.
async function run(consumer: string, together: boolean) {
  // #region the two queues, and what comes
  const cloud = new Cloud();
  const orders = cloud.sqs.createQueue('orders');
  const complaints = cloud.sqs.createQueue('complaints');
  arrivals(cloud, { rate: 1 / 4, name: 'orders' }, () =>
    orders.sendMessage(`${cloud.now}`),
  );
  arrivals(cloud, { rate: 1 / 600, name: 'complaints' }, () =>
    complaints.sendMessage(`${cloud.now}`),
  );
  const delay = new Tally();
  // #endregion
  function* poll(queue: typeof orders) {
    const messages = yield* queue.receiveMessage({
      waitTimeSeconds: 20, // knob longest poll: 0..20 unit s
      maxNumberOfMessages: 10,
    });
    for (const { body, receiptHandle } of messages) {
      if (queue === orders) delay.add(cloud.now - Number(body));
      queue.deleteMessage(receiptHandle);
    }
  }
  function* loop(queues: (typeof orders)[]) {
    while (true) for (const queue of queues) yield* poll(queue);
  }
  // #region one loop, or two
  if (together) cloud.process(() => loop([orders, complaints]));
  else
    for (const queue of [orders, complaints])
      cloud.process(() => loop([queue]));
  // #endregion
  // #region four hours, and a row of the table
  await cloud.run(hours(4));
  return {
    consumer,
    'mean delay of an order (s)': Math.round(delay.mean * 10) / 10,
  };
  // #endregion
}
const one = await run('one loop for both', true);
const two = await run('a loop for each', false);
// #region the table and the checks
table('Orders beside a quiet queue', [one, two]);
const delay = (row: typeof one) => row['mean delay of an order (s)'];
check(
  'in one loop the orders wait for complaints, ten seconds on average',
  Math.abs(delay(one) - 10) < 2,
);
check('in a loop of their own they do not', delay(two) === 0);
// #endregion
