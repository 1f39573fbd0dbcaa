import { check, Cloud, minutes, table } from 'desired-capacity';

const alike = 8; // knob 1..10 unit of ten columns

// Two folders of ten columns each. So many of them have the same names.
const cloud = new Cloud();
const lake = cloud.s3.bucket('lake');
const row = (first: number) =>
  JSON.stringify(
    Object.fromEntries(
      Array.from({ length: 10 }, (_, i) => [`column${first + i}`, i]),
    ),
  );
lake.put('orders/2026-01/a.json', row(0));
lake.put('orders/2026-02/a.json', row(10 - alike));

cloud.glue.createDatabase({ databaseInput: { name: 'shop' } });
cloud.glue.createCrawler({
  name: 'orders',
  role: 'arn:aws:iam::123456789012:role/crawler',
  databaseName: 'shop',
  targets: { s3Targets: [{ path: 's3://lake/orders/' }] },
});
cloud.glue.startCrawler({ name: 'orders' });
await cloud.run(minutes(5));
// #region what the catalogue says now, and the checks
const { tableList = [] } = cloud.glue.getTables({ databaseName: 'shop' });
const partitionsOf = (tableName: string) =>
  cloud.glue.getPartitions({ databaseName: 'shop', tableName }).partitions ??
  [];
table(
  'Tables that the crawler found',
  tableList.map(({ name, storageDescriptor, partitionKeys = [] }) => ({
    table: name,
    columns: storageDescriptor?.columns?.length ?? 0,
    'partition keys': partitionKeys.length,
    partitions: partitionsOf(name).length,
  })),
);
const found = cloud.glue.searchTables({ searchText: 'column5' });
const tables = alike >= 9 ? 1 : 2;
check(
  'similar folders are one table, dissimilar ones are several',
  tableList.length === tables,
);
check(
  'the crawler has found the columns by itself',
  tableList[0]!.storageDescriptor!.columns!.length >= 10,
);
check(
  'whoever searches the catalogue finds the table by a column',
  found.tableList!.length >= 1,
);
// #endregion
