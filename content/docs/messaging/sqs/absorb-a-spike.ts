import {
  arrivals,
  check,
  Cloud,
  minutes,
  plot,
  spike,
  table,
  workers,
} from 'desired-capacity';

// Ten workers at one second an order: 10 orders a second, and not one
// more. Shoppers send 5 a second, and 25 from minute 2 to minute 4.
const count = 10;
const rate = spike({
  base: 5,
  peak: 25,
  at: minutes(2),
  lasting: minutes(2),
});

const cloud = new Cloud();
const orders = cloud.sqs.createQueue('orders');
const direct = { busy: 0, lost: 0 };
const shop = arrivals(cloud, { rate }, function* order() {
  // One design puts the order on a queue, and the shop is done with it.
  orders.sendMessage(String(cloud.now));
  // The other calls the back end, which refuses when all are busy.
  if (direct.busy === count) direct.lost += 1;
  else {
    direct.busy += 1;
    yield 1;
    direct.busy -= 1;
  }
});
let wait = 0;
const onStart = ({ body }: { body: string }) => {
  wait = Math.max(wait, cloud.now - Number(body));
};
const pool = workers(cloud, orders, { count, serviceTime: 1, onStart });

const depth = () => orders.approximateNumberOfMessages;
const waiting = cloud.record(depth, { every: 5 });
const refused = cloud.record(() => direct.lost, { every: 5 });
await cloud.run(minutes(12));
const inWork = orders.approximateNumberOfMessagesNotVisible;
const lost = shop.count - pool.processed - inWork - depth();
plot({
  title: 'Orders waiting, and orders refused',
  description:
    'During the spike the backlog of the queue climbs, then it drains to nothing. The orders that the direct call refuses climb as high and stay lost.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Orders' },
  series: [
    { name: 'waiting in the queue', points: waiting },
    { name: 'refused by the direct call', points: refused },
  ],
});
const all = shop.count.toLocaleString('en');
table(`What becomes of ${all} orders`, [
  { design: 'direct call', lost: direct.lost, 'longest wait (s)': 0 },
  { design: 'queue', lost, 'longest wait (s)': Math.round(wait) },
]);
const most = Math.max(...waiting.map(([, orders]) => orders));
check(
  'the direct call turns some 2,000 orders away',
  direct.lost > 1700 && direct.lost < 2300,
);
check('the queue loses none', lost === 0);
check(
  'the backlog grows nearly as long',
  most > 0.8 * direct.lost && most < 1.05 * direct.lost,
);
check('the workers catch up after the spike', depth() < 2 * count);
check('no order waits for much longer than three minutes', wait < 210);
