import { check, Cloud, minutes, seconds, timeline } from 'desired-capacity';

const hidden = seconds(30); // how long an order that somebody took is hidden
const brewing = seconds(45);

const cloud = new Cloud();
const orders = cloud.sqs.createQueue('orders', { visibilityTimeout: hidden });
const baristas = ['Ada', 'Ben'].map((name) => ({
  name,
  spans: [] as { start: number; end: number; label: string }[],
}));

for (const { spans } of baristas) {
  cloud.process(function* () {
    while (true) {
      const [order] = yield* orders.receiveMessage({ waitTimeSeconds: 20 });
      if (!order) continue;
      const start = cloud.now;
      yield brewing;
      orders.deleteMessage(order.receiptHandle);
      spans.push({ start, end: cloud.now, label: order.body });
    }
  });
}

orders.sendMessage('one coffee');
await cloud.run(minutes(5));

const coffees = baristas.flatMap(({ spans }) => spans).length;
console.log(`Ordered: 1. Made in five minutes: ${coffees}.`);
timeline({
  title: 'Who makes the coffee, and when',
  description: `One order, hidden for ${hidden} s, and two baristas who need ${brewing} s.`,
  lanes: baristas,
});
const enough = hidden >= brewing;
check(
  'one order makes one coffee, if it is hidden long enough',
  (coffees === 1) === enough,
);
