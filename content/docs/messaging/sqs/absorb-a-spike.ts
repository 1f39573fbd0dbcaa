import {
  arrivals,
  check,
  Cloud,
  minutes,
  plot,
  seconds,
  spike,
  table,
  workers,
} from 'desired-capacity';

const cloud = new Cloud();
const orders = cloud.sqs.createQueue('orders');

// Ten workers at one second an order: each back end does 10 orders a
// second, and not one more.
const count = 10;
const work = seconds(1);
// Shoppers send 5 orders a second, and 25 from minute 2 to minute 4.
const rate = spike({ base: 5, peak: 25, at: minutes(2), lasting: minutes(2) });

const direct = { busy: 0, lost: 0 };
const shop = arrivals(cloud, { rate }, function* order() {
  // One design puts the order on a queue, and the shop is done with it.
  orders.sendMessage(String(cloud.now));
  // The other calls the back end. If all its workers are busy, that can
  // only answer 503.
  if (direct.busy === count) {
    direct.lost += 1;
    return;
  }
  direct.busy += 1;
  yield work;
  direct.busy -= 1;
});

let longestWait = 0;
const pool = workers(cloud, orders, {
  count,
  serviceTime: work,
  onStart: ({ body }) => {
    longestWait = Math.max(longestWait, cloud.now - Number(body));
  },
});

const waiting = cloud.record(() => orders.approximateNumberOfMessages, {
  every: 5,
});
const refused = cloud.record(() => direct.lost, { every: 5 });
await cloud.run(minutes(12));

const held =
  orders.approximateNumberOfMessages + orders.approximateNumberOfMessagesNotVisible;
const lost = shop.count - pool.processed - held;
plot({
  title: 'Orders waiting, and orders refused',
  description:
    'From minute 2 to minute 4 the backlog of the queue climbs to about 1,900 orders, then drains to nothing. The orders that the direct call refuses climb to about 2,000 and stay lost.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Orders' },
  series: [
    { name: 'waiting in the queue', points: waiting },
    { name: 'refused by the direct call', points: refused },
  ],
});
const wait = Math.round(longestWait);
table('After twelve minutes', [
  {
    design: 'direct call',
    orders: shop.count,
    lost: direct.lost,
    'longest wait (s)': 0,
  },
  { design: 'queue', orders: shop.count, lost, 'longest wait (s)': wait },
]);
check('the direct call turns orders away', direct.lost > 0);
check('the queue loses none', lost === 0);
check('the workers catch up after the spike', held < 2 * count);
