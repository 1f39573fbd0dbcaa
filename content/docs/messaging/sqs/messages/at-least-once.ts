import {
  arrivals,
  check,
  Cloud,
  days,
  hours,
  table,
  workers,
} from 'desired-capacity';

const cloud = new Cloud();
// AWS calls it rare that a deleted message comes back, and gives no
// number. Here it happens to 1 in 100.
const payments = cloud.sqs.createQueue(
  'payments',
  {},
  { missedDeleteProbability: 0.01 },
);
const sent = arrivals(cloud, { rate: 1 / 30, lasting: days(1) }, (number) =>
  payments.sendMessage(`order ${number}`),
);

let trusting = 0;
let careful = 0;
const charged = new Set<string>();
workers(cloud, payments, {
  serviceTime: 5,
  onEnd: ({ body: order }) => {
    // The trusting worker charges the card for each message that it
    // gets.
    trusting += 1;
    // The careful one first asks whether this order was charged before.
    // (In earnest: a conditional write to a table.)
    if (charged.has(order)) return;
    charged.add(order);
    careful += 1;
  },
});
await cloud.run(days(1) + hours(1));

table('A day of payments', [
  { worker: 'trusting', orders: sent.count, charges: trusting },
  { worker: 'careful', orders: sent.count, charges: careful },
]);
check('a standard queue delivers each message', charged.size === sent.count);
check('it delivers some more than once', trusting > sent.count);
check(
  'an idempotent consumer charges each order once',
  careful === sent.count,
);
