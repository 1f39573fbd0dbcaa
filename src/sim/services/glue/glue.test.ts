import { expect, test } from 'vitest';
import { Cloud, NotModelled } from '../../index.ts';
import { classify, similarity } from './classifier.ts';
import { tablesOf } from './crawl.ts';

const still = { requestLatency: { mean: 0, sd: 0 } };
const role = 'arn:aws:iam::123456789012:role/glue';
const line = (row: object) => `${JSON.stringify(row)}\n`;

/** A cloud with a bucket of sales, a database, and a crawler for it. */
function lake() {
  const cloud = new Cloud(still);
  const bucket = cloud.s3.bucket('lake');
  cloud.glue.createDatabase({ databaseInput: { name: 'shop' } });
  cloud.glue.createCrawler({
    name: 'crawler',
    role,
    databaseName: 'shop',
    targets: { s3Targets: [{ path: 's3://lake/sales/' }] },
  });
  const crawl = async () => {
    cloud.glue.startCrawler({ name: 'crawler' });
    await cloud.run(120);
    return cloud.glue.getCrawler({ name: 'crawler' }).crawler!;
  };
  return { cloud, bucket, crawl };
}

test.each([
  [
    'a JSON document a line',
    '{"id":1,"Price":2.5}\n{"id":2,"at":"x"}',
    'json',
    'id int, price double, at string',
  ],
  [
    'a JSON array',
    '[{"id":3000000000,"tags":["a"],"on":true}]',
    'json',
    'id bigint, tags array<string>, on boolean',
  ],
  ['JSON within JSON', '{"who":{"name":"Ada","age":36}}', 'json', 'who struct<name:string,age:int>'],
  ['CSV with a heading', 'id,price,city\n1,2.5,Ulm\n2,3,Bonn', 'csv', 'id int, price double, city string'],
  ['CSV without a heading', '1,2\n3,4', 'UNKNOWN', ''],
  ['prose', 'Once upon a time.', 'UNKNOWN', ''],
])('a classifier knows %s', (_what, text, classification, columns) => {
  const found = classify(text);
  expect(found.classification).toBe(classification);
  expect(found.columns.map(({ name, type }) => `${name} ${type}`).join(', ')).toBe(columns);
});

test('schemas are similar by the share of columns that both have', () => {
  const columns = (names: string) => names.split('').map((name) => ({ name, type: 'int' }));
  expect(similarity(columns('abc'), columns('abc'))).toBe(1);
  expect(similarity(columns('abcdefg'), columns('abcdefghij'))).toBeCloseTo(0.7, 12);
  expect(similarity(columns('ab'), columns('cd'))).toBe(0);
});

// https://docs.aws.amazon.com/glue/latest/dg/crawler-s3-folder-table-partition.html
test('folders with similar schemas are the partitions of one table, as in the example of AWS', () => {
  const days = ['month=Jan/day=1', 'month=Jan/day=2', 'month=Feb/day=1', 'month=Feb/day=2'];
  const objects = days.map((day) => ({
    key: `sales/year=2019/${day}/a.json`,
    text: line({ id: 1, price: 2 }),
  }));
  const [table, ...others] = tablesOf('s3://bucket/sales/', 'sales/', objects, 0.7);
  expect(others).toEqual([]);
  expect([table!.name, table!.partitionKeys]).toEqual(['sales', ['year', 'month', 'day']]);
  expect(table!.partitions.map(({ values }) => values.join(' '))).toEqual([
    '2019 Jan 1',
    '2019 Jan 2',
    '2019 Feb 1',
    '2019 Feb 2',
  ]);
});

// https://docs.aws.amazon.com/glue/latest/dg/crawler-s3-folder-table-partition.html
test('folders with different schemas are tables of their own, whose folders are partitions without names', () => {
  const objects = [1, 2, 3].flatMap((i) => [
    { key: `folder1/table1/partition${i}/file.json`, text: line({ id: 1, price: 2 }) },
    { key: `folder1/table2/partition${i}/file.json`, text: line({ city: 'Ulm' }) },
  ]);
  const tables = tablesOf('s3://bucket01/folder1/', 'folder1/', objects, 0.7);
  expect(
    tables.map(({ name, partitionKeys, partitions }) => [name, partitionKeys, partitions.length]),
  ).toEqual([
    ['table1', ['partition_0'], 3],
    ['table2', ['partition_0'], 3],
  ]);
});

test('a crawler fills the catalogue, which keeps the schema, not the data, and can be searched', async () => {
  const { cloud, bucket, crawl } = lake();
  bucket.put('sales/day=1/a.json', line({ id: 1, price: 2.5 }));
  bucket.put('sales/day=2/a.json', line({ id: 2, price: 3 }) + line({ id: 3, price: 4 }));
  expect((await crawl()).lastCrawl?.status).toBe('SUCCEEDED');
  const { table } = cloud.glue.getTable({ databaseName: 'shop', name: 'sales' });
  expect(table).toMatchObject({
    parameters: { classification: 'json' },
    storageDescriptor: {
      location: 's3://lake/sales/',
      columns: [
        { name: 'id', type: 'int' },
        { name: 'price', type: 'double' },
      ],
    },
    partitionKeys: [{ name: 'day', type: 'string' }],
  });
  expect(cloud.glue.getPartitions({ databaseName: 'shop', tableName: 'sales' }).partitions).toHaveLength(2);
  expect(cloud.glue.searchTables({ searchText: 'price' }).tableList).toHaveLength(1);
  expect(cloud.glue.searchTables({ searchText: 'weight' }).tableList).toEqual([]);
  await cloud.run(365 * 86_400);
  expect(cloud.glue.getTables({ databaseName: 'shop' }).tableList).toHaveLength(1);
});

test('an account has one catalogue in each Region, whose id is its number; others are not modelled', () => {
  const cloud = new Cloud(still);
  const far = cloud.region('eu-west-1');
  cloud.glue.createDatabase({ databaseInput: { name: 'shop' }, catalogId: '123456789012' });
  const names = (glue: typeof cloud.glue) => glue.getDatabases().databaseList.map(({ name }) => name);
  expect(names(cloud.glue)).toEqual(['shop']);
  expect(names(far.glue)).toEqual([]);
  far.glue.createDatabase({ databaseInput: { name: 'shop' } });
  cloud.glue.deleteDatabase({ name: 'shop' });
  expect([names(cloud.glue), names(far.glue)]).toEqual([[], ['shop']]);
  for (const catalogId of ['210987654321', '123456789012:sales'])
    expect(() => cloud.glue.getDatabases({ catalogId })).toThrow(NotModelled);
});

test('a new column is added to the table, and one that is gone stays', async () => {
  const { cloud, bucket, crawl } = lake();
  bucket.put('sales/a.json', line({ id: 1, price: 2, old: 'x' }));
  await crawl();
  bucket.put('sales/a.json', line({ id: 1, price: 2, fresh: 'x' }));
  await crawl();
  const { table } = cloud.glue.getTable({ databaseName: 'shop', name: 'sales' });
  expect(table!.storageDescriptor!.columns!.map(({ name }) => name)).toEqual(['old', 'id', 'price', 'fresh']);
});

test('a crawler whose bucket is not there fails, and says why', async () => {
  const cloud = new Cloud(still);
  cloud.glue.createCrawler({
    name: 'c',
    role,
    databaseName: 'd',
    targets: { s3Targets: [{ path: 's3://none/' }] },
  });
  cloud.glue.startCrawler({ name: 'c' });
  expect(() => cloud.glue.startCrawler({ name: 'c' })).toThrow(
    expect.objectContaining({ name: 'CrawlerRunningException' }),
  );
  await cloud.run(120);
  expect(cloud.glue.getCrawler({ name: 'c' }).crawler).toMatchObject({
    state: 'READY',
    lastCrawl: { status: 'FAILED' },
  });
});

/** A lake with a table, and a job that copies it: how many rows each run read. */
async function copied(argument?: string) {
  const { cloud, bucket, crawl } = lake();
  bucket.put('sales/1.json', line({ id: 1 }) + line({ id: 2 }));
  await crawl();
  const read: number[] = [];
  let fail = false;
  cloud.glue.script('s3://code/copy.py', function* (job) {
    const rows = yield* job.read('shop', 'sales');
    read.push(rows.length);
    if (fail) throw new Error('The disk is full.');
    yield* job.write('s3://lake/clean/', rows);
  });
  cloud.glue.createJob({
    name: 'copy',
    role,
    command: { name: 'glueetl', scriptLocation: 's3://code/copy.py' },
    numberOfWorkers: 4,
    workerType: 'G.2X',
    ...(argument !== undefined && { defaultArguments: { '--job-bookmark-option': argument } }),
  });
  const run = async () => {
    const { jobRunId } = cloud.glue.startJobRun({ jobName: 'copy' });
    await cloud.run(120);
    return cloud.glue.getJobRun({ jobName: 'copy', runId: jobRunId! }).jobRun!;
  };
  return { cloud, bucket, crawl, read, run, setFail: (to: boolean) => (fail = to) };
}

test('a job reads a table of the catalogue and writes to a bucket; its workers are billed, a minute at least', async () => {
  const { cloud, bucket, run } = await copied();
  expect(await run()).toMatchObject({ jobRunState: 'SUCCEEDED', maxCapacity: 8, numberOfWorkers: 4 });
  const [key] = bucket.keys.filter((one) => one.startsWith('clean/'));
  expect(bucket.text(key!)).toBe('{"id":1}\n{"id":2}\n');
  const line_ = cloud.meter.bill().find(({ item }) => item === 'jobs')!;
  expect(line_.quantity).toBeCloseTo((8 * 60) / 3600, 9);
  expect(line_.usd).toBeCloseTo(((8 * 60) / 3600) * 0.44, 9);
});

test('without bookmarks each run reads everything; with them what is new, once a run has succeeded', async () => {
  const without = await copied();
  await without.run();
  without.bucket.put('sales/2.json', line({ id: 3 }));
  await without.run();
  expect(without.read).toEqual([2, 3]);
  const { cloud, bucket, run, read, setFail } = await copied('job-bookmark-enable');
  await run();
  bucket.put('sales/2.json', line({ id: 3 }));
  setFail(true);
  expect(await run()).toMatchObject({ jobRunState: 'FAILED', errorMessage: 'Error: The disk is full.' });
  setFail(false);
  await run();
  await run();
  expect(read).toEqual([2, 1, 1, 0]);
  cloud.glue.resetJobBookmark({ jobName: 'copy' });
  await run();
  expect(read.at(-1)).toBe(3);
});

test('one run of a job at a time, unless the job allows more', async () => {
  const { cloud } = await copied();
  cloud.glue.startJobRun({ jobName: 'copy' });
  expect(() => cloud.glue.startJobRun({ jobName: 'copy' })).toThrow(
    expect.objectContaining({ name: 'ConcurrentRunsExceededException' }),
  );
});

test('triggers start a job on demand, at a time, and when another job or a crawler has succeeded', async () => {
  const { cloud, read } = await copied();
  const actions = [{ jobName: 'copy' }];
  cloud.glue.createTrigger({ name: 'demand', type: 'ON_DEMAND', actions });
  cloud.glue.startTrigger({ name: 'demand' });
  await cloud.run(120);
  expect(read).toHaveLength(1);
  cloud.glue.createTrigger({
    name: 'after',
    type: 'CONDITIONAL',
    actions,
    predicate: {
      conditions: [{ logicalOperator: 'EQUALS', crawlerName: 'crawler', crawlState: 'SUCCEEDED' }],
    },
    startOnCreation: true,
  });
  const crawl = [{ crawlerName: 'crawler' }];
  cloud.glue.createTrigger({ name: 'crawl', type: 'ON_DEMAND', actions: crawl });
  cloud.glue.startTrigger({ name: 'crawl' });
  await cloud.run(300);
  expect(read).toHaveLength(2);
  cloud.glue.createTrigger({
    name: 'daily',
    type: 'SCHEDULED',
    schedule: 'cron(0 3 * * ? *)',
    actions,
    startOnCreation: true,
  });
  await cloud.run(3 * 86_400);
  expect(read).toHaveLength(5);
  const states = cloud.glue.getJobRuns({ jobName: 'copy' }).jobRuns!.map(({ triggerName }) => triggerName);
  expect(states).toEqual(['daily', 'daily', 'daily', 'after', 'demand']);
});

test('EventBridge hears how a crawl and a run have ended', async () => {
  const { cloud, run } = await copied();
  const heard: unknown[] = [];
  cloud.events.listen(({ source, detailType, detail }) => heard.push([source, detailType, detail['state']]));
  cloud.glue.startCrawler({ name: 'crawler' });
  await cloud.run(120);
  await run();
  expect(heard).toEqual([
    ['aws.glue', 'Glue Crawler State Change', 'Succeeded'],
    ['aws.glue', 'Glue Job State Change', 'SUCCEEDED'],
  ]);
});

test('a job reads all objects of a table, of however many pages their list is', async () => {
  const { bucket, read, run } = await copied();
  for (let i = 0; i < 1500; i++) bucket.put(`sales/more/${i}.json`, line({ id: i }));
  await run();
  expect(read).toEqual([1502]);
});

test('a crawl is billed for ten minutes at least', async () => {
  const { cloud, crawl } = lake();
  await crawl();
  const quantity = () => cloud.meter.bill().find(({ item }) => item === 'crawlers')!.quantity;
  expect(quantity()).toBeCloseTo((2 * 600) / 3600, 9);
  cloud.glue.model.crawl = 1800;
  await crawl();
  await cloud.run(3600);
  expect(quantity()).toBeCloseTo((2 * (600 + 1800)) / 3600, 9);
});
