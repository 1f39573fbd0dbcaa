import { arrivals, check, Cloud, hours } from 'desired-capacity';
import { handle } from './payments.starter.ts';

const cloud = new Cloud();
const payments = cloud.sqs.createQueue('payments');
const random = cloud.random('misfortune');
const sends = arrivals(cloud, { rate: 0.5, limit: 500 }, (order) => {
  payments.sendMessage(`order-${order}`);
  if (random.bernoulli(0.1)) payments.sendMessage(`order-${order}`);
});

const charged = new Map<string, number>();
const keys = new Set<string>();
function charge(order: string, key?: string) {
  if (key !== undefined && keys.has(key)) return;
  if (key !== undefined) keys.add(key);
  charged.set(order, (charged.get(order) ?? 0) + 1);
}
const notes = new Set<string>();
for (let i = 0; i < 5; i += 1)
  cloud.process(function* worker() {
    while (true) {
      const poll = { waitTimeSeconds: 20 };
      const [message] = yield* payments.receiveMessage(poll);
      if (!message) continue;
      let crashed = false;
      for (const seconds of handle(message, { charge, notes })) {
        yield seconds;
        crashed = random.bernoulli(0.05);
        if (crashed) break;
      }
      if (!crashed) payments.deleteMessage(message.receiptHandle);
    }
  });
await cloud.run(hours(1));

const never = sends.count - charged.size;
const twice = [...charged.values()].filter((count) => count > 1).length;
check('every order is charged', never === 0, `${never} never are`);
check('none is charged twice', twice === 0, `${twice} are`);
