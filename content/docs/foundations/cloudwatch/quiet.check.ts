import { check, Cloud, hours, minutes, table } from 'desired-capacity';
import { read } from './metric.ts';
import { count } from './quiet.starter.ts';

const cloud = new Cloud();
const random = cloud.random('orders');
let [all, open] = [0, 0];
cloud.process(function* night() {
  while (true) {
    yield random.exponential(minutes(6));
    all += 1;
    open += 1;
  }
});
cloud.process(() =>
  count(cloud, () => {
    const orders = open;
    open = 0;
    return orders;
  }),
);
await cloud.run(hours(6) + 30);

const points = read(cloud, 'Orders', 'Sum');
const counted = points.reduce((sum, [, orders]) => sum + orders, 0);
const mean = counted / points.length;
table('Six hours of night', [
  { reading: 'minutes with a datapoint', value: points.length },
  { reading: 'orders a minute, over the datapoints', value: mean },
  { reading: 'orders a minute, in truth', value: all / 360 },
]);
check('no order is lost, and none is counted twice', all - counted <= 1 && counted <= all); // prettier-ignore
check('each minute of the night has a datapoint', points.length === 360);
check('the mean over the datapoints is right', mean < 1.1 * (all / 360));
