import { check, Cloud, minutes, workers } from 'desired-capacity';
import { messageGroupOf, type Order } from './customers.starter.ts';

const cloud = new Cloud();
const queue = cloud.sqs.createQueue('orders.fifo', { fifoQueue: true });
const orders = Array.from({ length: 600 }, (_, number): Order => {
  const customer = cloud.random('customers').integer(1, 60);
  const shop = cloud.random('shops').integer(1, 3);
  return { number, customer: `customer-${customer}`, shop: `shop-${shop}` };
});
cloud.process(function* shops() {
  for (const order of orders) {
    queue.sendMessage(JSON.stringify(order), {
      messageGroupId: messageGroupOf(order),
      messageDeduplicationId: `${order.number}`,
    });
    yield 0.01;
  }
});

const last = new Map<string, number>();
let [done, overtaken, end] = [0, 0, 0];
workers(cloud, queue, {
  count: 20,
  serviceTime: (random) => random.uniform(1, 3),
  onEnd: ({ body }) => {
    const { number, customer } = JSON.parse(body) as Order;
    if (number < (last.get(customer) ?? -1)) overtaken += 1;
    last.set(customer, number);
    done += 1;
    end = cloud.now;
  },
});
await cloud.run(minutes(30));

check('all orders are done', done === 600, `${done} of 600 are`);
check(
  'no order of a customer overtakes an earlier one',
  overtaken === 0,
  `${overtaken} did`,
);
check(
  'it takes no more than two minutes',
  end <= minutes(2),
  `it took ${Math.round(end / 60)} minutes`,
);
