import { check, Cloud, table } from 'desired-capacity';

const shardCount = 4; // knob 1..8

// Four shards share out all hash keys, from 0 to 2^128 - 1.
const cloud = new Cloud();
const orders = cloud.kinesis.stream('orders', { shardCount });
const keys = ['Ada', 'Ben', 'Cem', 'Dee', 'Eva', 'Fay', 'Gus', 'Ida'];

const shardOf = (key: string) => orders.putRecord(key, 'an order').shardId!;
const rows = keys.map((key) => ({
  key,
  'MD5, as a share of all': `${share(orders.hashKey(key)).toFixed(1)} %`,
  shard: Number(shardOf(key).slice(-2)),
}));
table('Where a key leads', rows);

// #region a share of 2^128, and the checks
function share(hashKey: bigint): number {
  return Number((hashKey * 10_000n) >> 128n) / 100;
}
const again = keys.map((key) => Number(shardOf(key).slice(-2)));
check(
  'the same key leads to the same shard, always',
  again.every((shard, i) => shard === rows[i]!.shard),
);
const counts = new Map<number, number>();
for (let i = 0; i < 4000; i += 1) {
  const hash = orders.hashKey(`customer ${i}`);
  const at = orders.openShards.findIndex(
    (one) => one.startingHashKey <= hash && hash <= one.endingHashKey,
  );
  counts.set(at, (counts.get(at) ?? 0) + 1);
}
check(
  'many keys spread evenly, within a tenth',
  [...counts.values()].every(
    (count) => Math.abs(count / (4000 / shardCount) - 1) < 0.1,
  ),
);
// #endregion
