import { check, Cloud, seconds, table } from 'desired-capacity';
import { keyOf } from './salt.starter.ts';

const cloud = new Cloud();
const clicks = cloud.kinesis.stream('clicks', { shardCount: 4 });
const shardsOf = new Map<string, Set<string>>();
let [put, refused] = [0, 0];

cloud.process(function* website() {
  for (let tick = 0; tick < 100; tick += 1) {
    const customers = Array.from({ length: 200 }, (_, i) =>
      i % 5 < 4 ? 'shop' : `customer ${(put + i) % 97}`,
    );
    const { records } = clicks.putRecords(
      customers.map((customer, i) => ({
        partitionKey: keyOf(customer, put + i),
        data: 'a click',
      })),
    );
    put += customers.length;
    for (const [i, { shardId, errorCode }] of records.entries()) {
      if (errorCode !== undefined) refused += 1;
      if (shardId === undefined) continue;
      const customer = customers[i]!;
      shardsOf.set(
        customer,
        (shardsOf.get(customer) ?? new Set()).add(shardId),
      );
    }
    yield seconds(0.1);
  }
});
await cloud.run(11);

table('2,000 clicks a second', [
  {
    put,
    refused,
    'shards of the shop': shardsOf.get('shop')?.size ?? 0,
  },
]);
check('nothing is refused', refused === 0);
check(
  'each other customer still has one shard',
  [...shardsOf].every(([name, ids]) => name === 'shop' || ids.size === 1),
);
