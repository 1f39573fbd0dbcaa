import { expect, test } from 'vitest';
import { Cloud, minutes } from '../../index.ts';
import type { Input } from './schema.ts';

const still = { requestLatency: { mean: 0, sd: 0 } };
const role = 'arn:aws:iam::123456789012:role/glue';
const refusal = (name: string) => expect.objectContaining({ name }) as Error;

/** A cloud with a bucket of some objects, and a crawler of one folder. */
function crawling(objects: Record<string, object>, configuration?: string) {
  const cloud = new Cloud(still);
  const lake = cloud.s3.bucket('lake');
  for (const [key, value] of Object.entries(objects)) lake.put(key, JSON.stringify(value));
  cloud.glue.createDatabase({ databaseInput: { name: 'shop' } });
  cloud.glue.createCrawler({
    ...{ name: 'c', role, databaseName: 'shop', targets: { s3Targets: [{ path: 's3://lake/table1/' }] } },
    ...(configuration !== undefined && { configuration }),
  });
  return cloud;
}

/** A cloud with jobs that count their runs. */
function jobs(...names: string[]) {
  const cloud = new Cloud(still);
  const runs: string[] = [];
  for (const name of names) {
    const scriptLocation = `s3://code/${name}.py`;
    cloud.glue.script(scriptLocation, function* count() {
      runs.push(name);
      yield 1;
    });
    cloud.glue.createJob({ name, role, command: { name: 'glueetl', scriptLocation }, numberOfWorkers: 2 });
  }
  const onDemand = (jobName: string) => {
    const name = `start ${jobName}`;
    cloud.glue.createTrigger({ name, type: 'ON_DEMAND', actions: [{ jobName }] });
    cloud.glue.startTrigger({ name });
  };
  const after = (name: string, watched: readonly string[], logical?: 'AND' | 'ANY') => {
    const conditions = watched.map((jobName) => ({
      ...{ logicalOperator: 'EQUALS' as const, jobName, state: 'SUCCEEDED' as const },
    }));
    cloud.glue.createTrigger({
      ...{ name, type: 'CONDITIONAL', actions: [{ jobName: name }], startOnCreation: true },
      predicate: { conditions, ...(logical && { logical }) },
    } as Input<'CreateTrigger'>);
  };
  return { cloud, runs, onDemand, after };
}

// The two files of https://docs.aws.amazon.com/glue/latest/dg/crawler-grouping-policy.html
const files = {
  'table1/year=2017/data1.json': { A: 1, B: 2 },
  'table1/year=2018/data2.json': { C: 3, D: 4 },
};

test('schemas that are not similar are two tables, named by their folders', async () => {
  const cloud = crawling(files);
  cloud.glue.startCrawler({ name: 'c' });
  await cloud.run(minutes(5));
  const { tableList = [] } = cloud.glue.getTables({ databaseName: 'shop' });
  expect(tableList.map(({ name }) => name)).toEqual(['year_2017', 'year_2018']);
});

test('CombineCompatibleSchemas makes one table of them, with the columns of both', async () => {
  const configuration = JSON.stringify({
    ...{ Version: 1.0, Grouping: { TableGroupingPolicy: 'CombineCompatibleSchemas' } },
  });
  const cloud = crawling(files, configuration);
  cloud.glue.startCrawler({ name: 'c' });
  await cloud.run(minutes(5));
  const { tableList = [] } = cloud.glue.getTables({ databaseName: 'shop' });
  expect(tableList).toMatchObject([
    {
      name: 'table1',
      partitionKeys: [{ name: 'year', type: 'string' }],
      storageDescriptor: { columns: ['a', 'b', 'c', 'd'].map((name) => ({ name, type: 'int' })) },
    },
  ]);
});

// https://github.com/getmoto/moto/pull/10123
test('the segments of GetPartitions have each partition once', async () => {
  const months = ['01', '02', '03', '04', '05'];
  const cloud = crawling(
    Object.fromEntries(months.map((month) => [`table1/month=${month}/a.json`, { a: 1 }])),
  );
  cloud.glue.startCrawler({ name: 'c' });
  await cloud.run(minutes(5));
  const values = [0, 1, 2].map((segmentNumber) =>
    cloud.glue
      .getPartitions({
        ...{ databaseName: 'shop', tableName: 'table1' },
        segment: { segmentNumber, totalSegments: 3 },
      })
      .partitions!.map((partition) => partition.values![0]),
  );
  expect(values.map(({ length }) => length)).toEqual([2, 2, 1]);
  expect(values.flat().sort()).toEqual(months);
});

// https://github.com/awslabs/aws-customer-churn-pipeline/issues/15
test('a crawler that is not there can not be started', () => {
  const cloud = new Cloud(still);
  expect(() => cloud.glue.startCrawler({ name: 'none' })).toThrow(refusal('EntityNotFoundException'));
});

test('what else a crawler can be configured to do is not modelled', () => {
  expect(() => crawling({}, '{"Version":1.0,"CrawlerOutput":{}}')).toThrow(/CrawlerOutput/);
});

test('members that AWS has and the simulator has not are named', () => {
  const cloud = new Cloud(still);
  const job = {
    ...{ Name: 'j', Role: role, Command: { Name: 'glueetl' } },
    CodeGenConfigurationNodes: { n: { S3CsvSource: {} } },
  };
  expect(() => cloud.send('glue', 'CreateJob', job as never)).toThrow(
    /CodeGenConfigurationNodes of CreateJobRequest/,
  );
});

// https://docs.aws.amazon.com/glue/latest/dg/about-triggers.html
test('a run that somebody starts by hand fires no conditional trigger', async () => {
  const { cloud, runs, onDemand, after } = jobs('first', 'second');
  after('second', ['first']);
  cloud.glue.startJobRun({ jobName: 'first' });
  await cloud.run(minutes(5));
  expect(runs).toEqual(['first']);
  onDemand('first');
  await cloud.run(minutes(5));
  expect(runs).toEqual(['first', 'first', 'second']);
});

test('AND waits for all conditions, and begins anew when it has fired', async () => {
  const { cloud, runs, onDemand, after } = jobs('a', 'b', 'both');
  after('both', ['a', 'b'], 'AND');
  for (const name of ['a', 'b', 'a']) {
    onDemand2(cloud, name, onDemand);
    await cloud.run(minutes(5));
  }
  expect(runs).toEqual(['a', 'b', 'both', 'a']);
});

test('ANY fires at each', async () => {
  const { cloud, runs, onDemand, after } = jobs('a', 'b', 'either');
  after('either', ['a', 'b'], 'ANY');
  for (const name of ['a', 'b']) {
    onDemand(name);
    await cloud.run(minutes(5));
  }
  expect(runs).toEqual(['a', 'either', 'b', 'either']);
});

test('several conditions need to be told whether all count or any', () => {
  const { after } = jobs('a', 'b', 'c');
  expect(() => after('c', ['a', 'b'])).toThrow(refusal('InvalidInputException'));
});

test('a trigger on demand stays CREATED', async () => {
  const { cloud, onDemand } = jobs('a');
  onDemand('a');
  await cloud.run(minutes(5));
  expect(cloud.glue.getTrigger({ name: 'start a' }).trigger?.state).toBe('CREATED');
});

test('a crawler that runs can not be started again', () => {
  const cloud = crawling(files);
  cloud.glue.startCrawler({ name: 'c' });
  expect(() => cloud.glue.startCrawler({ name: 'c' })).toThrow(refusal('CrawlerRunningException'));
});

test('names are unique and in small letters; a database goes with its tables', () => {
  const cloud = new Cloud(still);
  cloud.glue.createDatabase({ databaseInput: { name: 'Shop' } });
  expect(() => cloud.glue.createDatabase({ databaseInput: { name: 'shop' } })).toThrow(
    refusal('AlreadyExistsException'),
  );
  cloud.glue.createTable({ databaseName: 'shop', tableInput: { name: 'Orders' } });
  expect(cloud.glue.getTable({ databaseName: 'SHOP', name: 'ORDERS' }).table?.name).toBe('orders');
  cloud.glue.deleteDatabase({ name: 'shop' });
  expect(() => cloud.glue.getTable({ databaseName: 'shop', name: 'orders' })).toThrow(
    refusal('EntityNotFoundException'),
  );
});

/** Starts a job by its trigger, the second time by the trigger that is there. */
function onDemand2(cloud: Cloud, jobName: string, onDemand: (jobName: string) => void): void {
  try {
    cloud.glue.startTrigger({ name: `start ${jobName}` });
  } catch {
    onDemand(jobName);
  }
}
