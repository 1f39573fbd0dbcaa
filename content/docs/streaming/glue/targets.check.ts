import { check, Cloud, minutes, table } from 'desired-capacity';
import { s3Targets } from './targets.starter.ts';

const cloud = new Cloud();
const lake = cloud.s3.bucket('lake');
for (const folder of ['orders', 'returns'])
  for (const month of ['2026-01', '2026-02'])
    lake.put(
      `shop/${folder}/month=${month}/a.json`,
      JSON.stringify({ id: 1, customer: 'ada', article: 'tea', euros: 4 }),
    );
cloud.glue.createDatabase({ databaseInput: { name: 'shop' } });
cloud.glue.createCrawler({
  name: 'shop',
  role: 'arn:aws:iam::123456789012:role/crawler',
  databaseName: 'shop',
  targets: { s3Targets },
});
cloud.glue.startCrawler({ name: 'shop' });
await cloud.run(minutes(5));

const { tableList = [] } = cloud.glue.getTables({ databaseName: 'shop' });
const rows = tableList.map(({ name, partitionKeys = [] }) => {
  const input = { databaseName: 'shop', tableName: name };
  const { partitions = [] } = cloud.glue.getPartitions(input);
  return {
    table: name,
    keys: partitionKeys.map((key) => key.name).join(', '),
    partitions: partitions.length,
  };
});
table('Tables that the crawler found', rows);
check(
  'orders and returns are two tables',
  rows.map((row) => row.table).join() === 'orders,returns',
);
check(
  'each has its months as partitions',
  rows.every((row) => row.keys === 'month' && row.partitions === 2),
);
