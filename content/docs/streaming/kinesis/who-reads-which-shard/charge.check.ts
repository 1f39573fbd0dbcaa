import {
  check,
  Cloud,
  consumerGroup,
  minutes,
  seconds,
  table,
} from 'desired-capacity';
import { work, type Order } from './charge.starter.ts';

const cloud = new Cloud();
const orders = cloud.kinesis.stream('orders', { shardCount: 4 });
const charges: { customer: string; euros: number; text: string }[] = [];
const bank = {
  charge: (customer: string, euros: number, text: string) =>
    void charges.push({ customer, euros, text }),
  has: (wanted: string) => charges.some(({ text }) => text === wanted),
};
const group = consumerGroup(cloud, orders, {
  checkpointEvery: 20,
  process: ({ data }) =>
    work(JSON.parse(new TextDecoder().decode(data)) as Order, bank),
});
group.start('ada');
group.start('bob');
let due = 0;
cloud.process(function* shop() {
  for (let n = 0; n < 600; n += 1) {
    const order = {
      id: `order ${n}`,
      customer: `customer ${n % 60}`,
      euros: 1 + (n % 9),
    };
    due += order.euros;
    orders.putRecord(order.customer, JSON.stringify(order));
    yield seconds(0.3);
  }
});
await cloud.run(minutes(1) + 7);
group.crash('ada');
await cloud.run(minutes(5));

const sum = charges.reduce((all, { euros }) => all + euros, 0);
table('600 orders of 60 customers, and a worker that dies', [
  { charges: charges.length, 'euros due': due, 'euros charged': sum },
]);
check('each order is charged', charges.length >= 600 && sum >= due);
check('nobody is charged twice', sum <= due);
