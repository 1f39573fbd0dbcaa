import {
  arrivals,
  check,
  Cloud,
  minutes,
  plot,
  table,
  workers,
} from 'desired-capacity';

const rate = 2; // knob 1..8 unit orders/s
const count = 4; // knob 1..12 unit workers

const cloud = new Cloud();
const orders = cloud.sqs.createQueue('orders');
arrivals(cloud, { rate }, () => orders.sendMessage('an order'));
workers(cloud, orders, { count, serviceTime: 1 });
const waiting = cloud.record(() => orders.approximateNumberOfMessages);
await cloud.run(minutes(20));

// #region the plot, the table and the check
plot({
  title: 'Orders that wait',
  description:
    'With workers enough the line stays near zero. With too few it rises as long as the run goes on.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Orders' },
  series: [{ name: 'waiting', style: 'step', points: waiting }],
});
const last = orders.approximateNumberOfMessages;
table('At the end', [{ after: '20 minutes', 'orders that wait': last }]);
check(
  'the workers keep up, if there are more of them than orders in a second',
  count <= rate || last < 60,
);
// #endregion
