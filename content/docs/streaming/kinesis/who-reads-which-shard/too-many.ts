import {
  check,
  Cloud,
  consumerGroup,
  minutes,
  plot,
  seconds,
  table,
} from 'desired-capacity';

const shardCount = 4; // knob 1..8 unit shards

// A stream of some shards, and 1 to 8 workers.
async function run(workers: number) {
  const cloud = new Cloud();
  const orders = cloud.kinesis.stream('orders', { shardCount });
  const busy = new Set<string>();
  const group = consumerGroup(cloud, orders, {
    process: (_record, _shard, worker) => void busy.add(worker),
  });
  for (let n = 0; n < workers; n += 1) group.start(`worker ${n}`);
  // #region the orders
  cloud.process(function* shop() {
    for (let n = 0; ; n += 1) {
      orders.putRecord(`customer ${n % 499}`, `order ${n}`);
      yield seconds(1);
    }
  });
  await cloud.run(minutes(1));
  busy.clear();
  await cloud.run(minutes(2));
  return { workers, 'with a shard': busy.size };
  // #endregion
}
const rows: Awaited<ReturnType<typeof run>>[] = [];
for (const workers of [1, 2, 4, 6, 8]) rows.push(await run(workers));
// #region the plot, the table and the checks
plot({
  title: 'Workers and work',
  description:
    'Up to four workers, one for each shard, more get a shard. The fifth and all after it get nothing.',
  x: { label: 'Workers', unit: '' },
  y: { label: 'Workers with a shard', unit: '' },
  series: [
    {
      name: 'with a shard',
      points: rows.map((row) => [row.workers, row['with a shard']]),
    },
  ],
});
table('Workers and work', rows);
check('four shards keep four workers busy', rows[2]!['with a shard'] === 4);
check(
  'more workers than shards have nothing to do',
  rows.every((row) => row['with a shard'] <= shardCount),
);
// #endregion
