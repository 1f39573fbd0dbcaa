import { check, Cloud, hours } from 'desired-capacity';
import { code } from './idempotent.starter.ts';

const cloud = new Cloud();
const keys = new Set<string>();
const table = {
  claim(key: string) {
    if (keys.has(key)) return false;
    keys.add(key);
    return true;
  },
  release: (key: string) => void keys.delete(key),
};
const charges = new Map<string, number>();
let calls = 0;
const charge = async (order: string) => {
  calls += 1;
  await cloud.sleep(0.2);
  if (cloud.random('bank').bernoulli(0.2))
    throw new Error('the bank is down');
  charges.set(order, (charges.get(order) ?? 0) + 1);
};
cloud.lambda.createFunction({
  functionName: 'charge',
  code: code(table, charge),
});
for (let i = 0; i < 100; i += 1) {
  cloud.lambda.submit('charge', { order: `order ${i}` });
  // Some events come twice, as AWS warns.
  if (i % 5 === 0)
    cloud.simulation.schedule(30, () =>
      cloud.lambda.submit('charge', { order: `order ${i}` }),
    );
}
await cloud.run(hours(1));

const twice = [...charges.values()].filter((times) => times > 1).length;
check('no order is charged twice', twice === 0, `${twice} were`);
check(
  'an order that failed is tried again',
  calls > 100 && charges.size >= 97,
  `${charges.size} of 100 were charged`,
);
