import { check, Cloud, hours, plot, seconds, table } from 'desired-capacity';

// What streams of 1 to 32 shards take in ten seconds, and cost in a day.
async function run(shardCount: number) {
  const cloud = new Cloud();
  const stream = cloud.kinesis.stream('s', { shardCount });
  const hashes = stream.shards.map((shard) => String(shard.startingHashKey));
  const data = new Uint8Array(256 * 1024 - 1);
  let taken = 0;
  for (let second = 0; second < 10; second += 1) {
    for (const explicitHashKey of hashes) {
      const all = Array.from({ length: 8 }, () => ({
        partitionKey: 'k',
        data,
        explicitHashKey,
      }));
      taken += 8 - stream.putRecords(all).failedRecordCount;
    }
    await cloud.run(seconds(1));
  }
  // #region a day of it, and its price
  await cloud.run(hours(24));
  const hourly = cloud.meter
    .bill()
    .find(({ unit }) => unit === 'shard hours');
  return {
    shards: shardCount,
    'MiB a second': taken / 40,
    'USD a day': Math.round(hourly!.usd * 100) / 100,
  };
  // #endregion
}
const rows: Awaited<ReturnType<typeof run>>[] = [];
for (const shards of [1, 2, 4, 8, 16, 32]) rows.push(await run(shards));
// #region the plot, the table and the checks
plot({
  title: 'Shards, throughput and price',
  description: 'Both rise in proportion to the number of shards.',
  x: { label: 'Shards', unit: '' },
  y: { label: 'Throughput', unit: 'MiB/s' },
  series: [
    {
      name: 'throughput',
      points: rows.map((row) => [row.shards, row['MiB a second']]),
    },
  ],
});
table('Shards, throughput and price', rows);
const [one, , , , , many] = rows;
check(
  'throughput rises with the shards, one MiB a second each',
  rows.every((row) => row['MiB a second'] === row.shards),
);
check(
  'and so does the price',
  Math.abs(many!['USD a day'] - 32 * one!['USD a day']) < 0.1,
);
// #endregion
