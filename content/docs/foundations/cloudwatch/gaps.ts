import { check, Cloud, hours, minutes, table } from 'desired-capacity';
import { publish, read } from './metric.ts';

// At night an order comes now and then. The shop counts each, and
// publishes nothing in a minute without an order.
const cloud = new Cloud();
const random = cloud.random('orders');
let all = 0;
cloud.process(function* night() {
  while (true) {
    yield random.exponential(minutes(6));
    all += 1;
    publish(cloud, 'Orders', [1]);
  }
});
await cloud.run(hours(6));

// #region a table and the checks
const perMinute = read(cloud, 'Orders', 'Sum');
const present = perMinute.reduce((sum, [, value]) => sum + value, 0);
const mean = present / perMinute.length;
const truth = all / 360;
table('Six hours of night', [
  { reading: 'minutes', value: 360 },
  { reading: 'minutes with a datapoint', value: perMinute.length },
  { reading: 'orders a minute, over the datapoints', value: mean },
  { reading: 'orders a minute, in truth', value: truth },
]);
check(
  'a minute in which nothing is published has no datapoint, not a zero',
  perMinute.length < 360 && perMinute.every(([, value]) => value > 0),
);
check('a mean over the datapoints says too much', mean > 3 * truth);
// #endregion
