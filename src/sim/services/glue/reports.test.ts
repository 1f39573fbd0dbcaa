import { expect, test } from 'vitest';
import { policy, trust } from '../../../testing/iam.ts';
import { Cloud, minutes } from '../../index.ts';
import { readExpression } from './expression.ts';
import type { Input } from './schema.ts';

/* What users reported against emulators and clients of Glue: the right value, kept. */

const still = { requestLatency: { mean: 0, sd: 0 } };
const role = 'arn:aws:iam::123456789012:role/glue';
const refusal = (name: string, message?: string | RegExp) =>
  expect.objectContaining({
    name,
    ...(message !== undefined && { message: expect.stringMatching(message) as string }),
  }) as Error;

/** A cloud with a database and a table of the months of two years. */
async function crawled(crawler: Partial<Input<'CreateCrawler'>> = {}) {
  const cloud = new Cloud(still);
  const lake = cloud.s3.bucket('lake');
  for (const year of [2025, 2026])
    for (const month of ['01', '02', '11'])
      lake.put(`sales/year=${year}/month=${month}/a.json`, '{"id":1,"price":2.5}');
  cloud.glue.createDatabase({ databaseInput: { name: 'shop' } });
  cloud.glue.createCrawler({
    ...{ name: 'c', role, databaseName: 'shop', targets: { s3Targets: [{ path: 's3://lake/sales/' }] } },
    ...crawler,
  });
  const crawl = async () => {
    cloud.glue.startCrawler({ name: 'c' });
    await cloud.run(minutes(5));
  };
  await crawl();
  const partitions = (expression?: string) =>
    cloud.glue
      .getPartitions({
        ...{ databaseName: 'shop', tableName: 'sales' },
        ...(expression !== undefined && { expression }),
      })
      .partitions!.map(({ values }) => values!.join('-'));
  return { cloud, lake, crawl, partitions };
}

/** A cloud with a job that counts its runs. */
function job(settings: Partial<Input<'CreateJob'>> = {}) {
  const cloud = new Cloud(still);
  const seen: Record<string, string>[] = [];
  cloud.glue.script('s3://code/j.py', function* script(context) {
    seen.push({ ...context.arguments });
    yield 10;
  });
  const input = { name: 'j', role, command: { name: 'glueetl', scriptLocation: 's3://code/j.py' } };
  cloud.glue.createJob({ ...input, ...settings });
  return { cloud, seen };
}

// https://github.com/floci-io/floci/issues/1202, https://github.com/floci-io/floci/pull/1208
test('names of databases and tables are kept in small letters, and found in any', () => {
  const cloud = new Cloud(still);
  cloud.glue.createDatabase({ databaseInput: { name: 'MixedCase' } });
  cloud.glue.createTable({ databaseName: 'MIXEDCASE', tableInput: { name: 'MixedTable' } });
  for (const name of ['MixedTable', 'mixedtable', 'MIXEDTABLE'])
    expect(cloud.glue.getTable({ databaseName: 'MixedCase', name }).table!.name).toBe('mixedtable');
  expect(cloud.glue.getDatabase({ name: 'MixedCASE' }).database!.name).toBe('mixedcase');
});

// https://github.com/floci-io/floci/issues/1318
test('a table that is not there can not be deleted', () => {
  const cloud = new Cloud(still);
  cloud.glue.createDatabase({ databaseInput: { name: 'd' } });
  expect(() => cloud.glue.deleteTable({ databaseName: 'd', name: 'missing_table' })).toThrow(
    refusal('EntityNotFoundException', /^Table missing_table not found\.$/),
  );
});

// https://github.com/getmoto/moto/pull/5245
test('a table says when it was made', async () => {
  const cloud = new Cloud(still);
  cloud.glue.createDatabase({ databaseInput: { name: 'd' } });
  await cloud.run(60);
  cloud.glue.createTable({ databaseName: 'd', tableInput: { name: 't' } });
  await cloud.run(60);
  const { createTime } = cloud.glue.getTable({ databaseName: 'd', name: 't' }).table!;
  expect(createTime!.toISOString()).toBe('2026-01-01T00:01:00.000Z');
});

// https://github.com/floci-io/floci/issues/1311, https://github.com/stackshy/cloudemu/pull/746
test.each([
  ["month = '01'", '2025-01 2026-01'],
  ["year='2026' AND (month='01' or month='11')", '2026-01 2026-11'],
  ["month <> '01' AND year < '2026'", '2025-02 2025-11'],
  ["month >= '02' and not year = 2025", '2026-02 2026-11'],
  ["month IN ('01', '02') AND year = '2025'", '2025-01 2025-02'],
  ["month BETWEEN '02' AND '10'", '2025-02 2026-02'],
  ["month LIKE '1%' AND year LIKE '202_'", '2025-11 2026-11'],
  ["month NOT LIKE '0%' AND month NOT IN ('12')", '2025-11 2026-11'],
  ['month IS NULL', ''],
  ["month IS NOT NULL AND year = '2026'", '2026-01 2026-02 2026-11'],
])('the partitions where %s', async (expression, expected) => {
  expect((await crawled()).partitions(expression).join(' ')).toBe(expected);
});

// https://github.com/getmoto/moto/pull/9306
test.each([
  "price = '2'",
  "month = '01' AND",
  'month',
  "month ~ '01'",
  "(month = '01'",
  "month = '01')",
  'month IN ()',
  '('.repeat(1e5),
])('the expression %.20s is refused', async (expression) => {
  const { partitions } = await crawled();
  expect(() => partitions(expression)).toThrow(
    refusal('InvalidInputException', /^Invalid partition expression!$/),
  );
});

// https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html
test('partition keys that are numbers compare as numbers, others as text', () => {
  const found = (type: string, hour: string) =>
    readExpression('hour < 10', new Map([['hour', type]]))(new Map([['hour', hour]]));
  expect(['9', '10', '11'].map((hour) => found('int', hour))).toEqual([true, false, false]);
  expect(['09', '9', '11'].map((hour) => found('string', hour))).toEqual([true, false, false]);
});

// https://github.com/stackshy/cloudemu/pull/746
test('a crawler tells the policies that it was made with', async () => {
  const policies = {
    schemaChangePolicy: { updateBehavior: 'LOG', deleteBehavior: 'LOG' },
    recrawlPolicy: { recrawlBehavior: 'CRAWL_EVERYTHING' },
  } as const;
  const { cloud } = await crawled(policies);
  expect(cloud.glue.getCrawler({ name: 'c' }).crawler).toMatchObject(policies);
});

// https://docs.aws.amazon.com/glue/latest/dg/crawler-schema-changes-prevent.html
test('a crawler that only logs changes leaves a table as it is, and adds new partitions', async () => {
  for (const [updateBehavior, columns] of [
    ['LOG', 2],
    ['UPDATE_IN_DATABASE', 3],
  ] as const) {
    const { cloud, lake, crawl, partitions } = await crawled({ schemaChangePolicy: { updateBehavior } });
    lake.put('sales/year=2026/month=12/a.json', '{"id":1,"price":2.5,"fresh":true}');
    cloud.glue.model.similarity = 0.5;
    await crawl();
    const { table } = cloud.glue.getTable({ databaseName: 'shop', name: 'sales' });
    expect(table!.storageDescriptor!.columns).toHaveLength(columns);
    expect(partitions("month = '12'")).toEqual(['2026-12']);
  }
});

// https://github.com/aws-samples/aws-glue-samples/issues/39
test('GetCrawler says that a crawl runs, and how it ended', async () => {
  const { cloud } = await crawled();
  const now = () => cloud.glue.getCrawler({ name: 'c' }).crawler!;
  cloud.glue.startCrawler({ name: 'c' });
  expect(now().state).toBe('RUNNING');
  await cloud.run(minutes(5));
  expect(now()).toMatchObject({ state: 'READY', lastCrawl: { status: 'SUCCEEDED' } });
});

// https://github.com/getmoto/moto/pull/4948
test('GetJob tells a job as it was made, and names one that is not there', () => {
  const settings = {
    glueVersion: '4.0',
    workerType: 'G.2X',
    numberOfWorkers: 5,
    timeout: 30,
    defaultArguments: { '--x': '1' },
    description: 'cleans',
  } as const;
  const { cloud } = job(settings);
  expect(cloud.glue.getJob({ jobName: 'j' }).job).toMatchObject(settings);
  expect(() => cloud.glue.getJob({ jobName: 'none' })).toThrow(
    refusal('EntityNotFoundException', /^Job none not found\.$/),
  );
});

// https://github.com/getmoto/moto/pull/9178, https://github.com/getmoto/moto/issues/9033
test('a run has what StartJobRun says, and of the rest what the job says', async () => {
  const { cloud, seen } = job({
    ...{ workerType: 'G.2X', numberOfWorkers: 5, timeout: 30 },
    defaultArguments: { '--day': 'monday', '--mode': 'full' },
  });
  const { jobRunId } = cloud.glue.startJobRun({
    ...{ jobName: 'j', numberOfWorkers: 3, arguments: { '--day': 'friday' } },
  });
  const { jobRun } = cloud.glue.getJobRun({ jobName: 'j', runId: jobRunId! });
  expect(jobRun).toMatchObject({ workerType: 'G.2X', numberOfWorkers: 3, maxCapacity: 6, timeout: 30 });
  await cloud.run(minutes(1));
  expect(seen).toEqual([{ '--day': 'friday', '--mode': 'full' }]);
});

// https://github.com/apache/airflow/pull/59392
test('a run can be asked for by its id while it runs, and after it', async () => {
  const { cloud } = job();
  const { jobRunId: runId } = cloud.glue.startJobRun({ jobName: 'j' });
  const states: (string | undefined)[] = [];
  for (const seconds of [1, 16, 30]) {
    await cloud.run(seconds);
    states.push(cloud.glue.getJobRun({ jobName: 'j', runId: runId! }).jobRun!.jobRunState);
  }
  expect(states).toEqual(['STARTING', 'RUNNING', 'SUCCEEDED']);
  expect(runId).toMatch(/^jr_[0-9a-f]{64}$/);
});

// https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-runs.html
test('a run that has ended can not be stopped, nor one that is not there', async () => {
  const { cloud } = job();
  const { jobRunId } = cloud.glue.startJobRun({ jobName: 'j' });
  await cloud.run(minutes(1));
  const stop = () => cloud.glue.batchStopJobRun({ jobName: 'j', jobRunIds: [jobRunId!, 'jr_none'] });
  expect(stop()).toMatchObject({
    successfulSubmissions: [],
    errors: [
      { jobRunId, errorDetail: { errorCode: 'JobRunInvalidStateTransitionException' } },
      { jobRunId: 'jr_none', errorDetail: { errorCode: 'EntityNotFoundException' } },
    ],
  });
  const { jobRun } = cloud.glue.getJobRun({ jobName: 'j', runId: jobRunId! });
  expect(jobRun!.jobRunState).toBe('SUCCEEDED');
});

// https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-runs.html
test.each([
  ['5.1', 480],
  ['4.0', 2880],
  [undefined, 480],
])('a run of Glue %s has %i minutes, where nothing is said', (glueVersion, timeout) => {
  const { cloud } = job(glueVersion ? { glueVersion } : {});
  const { jobRunId } = cloud.glue.startJobRun({ jobName: 'j' });
  expect(cloud.glue.getJobRun({ jobName: 'j', runId: jobRunId! }).jobRun!.timeout).toBe(timeout);
});

// https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-runs.html
test('a run ends at its timeout, and is billed up to there', async () => {
  const { cloud } = job({ timeout: 2, numberOfWorkers: 3 });
  cloud.glue.script('s3://code/j.py', function* endless() {
    yield minutes(60);
  });
  const { jobRunId } = cloud.glue.startJobRun({ jobName: 'j' });
  await cloud.run(minutes(5));
  const { jobRun } = cloud.glue.getJobRun({ jobName: 'j', runId: jobRunId! });
  expect(jobRun).toMatchObject({ jobRunState: 'TIMEOUT', executionTime: 120 });
  expect(cloud.meter.bill().find(({ item }) => item === 'jobs')!.quantity).toBeCloseTo((3 * 120) / 3600, 9);
});

// https://github.com/hashicorp/terraform-provider-aws/issues/42498
test('a trigger on demand does not fire when it is made', async () => {
  const { cloud, seen } = job();
  cloud.glue.createTrigger({
    name: 't',
    type: 'ON_DEMAND',
    actions: [{ jobName: 'j' }],
    startOnCreation: true,
  });
  await cloud.run(minutes(5));
  expect([seen.length, cloud.glue.getTrigger({ name: 't' }).trigger!.state]).toEqual([0, 'CREATED']);
  cloud.glue.startTrigger({ name: 't' });
  await cloud.run(minutes(5));
  expect(seen).toHaveLength(1);
});

// https://github.com/ansible-collections/community.aws/pull/546
test('a crawler and a job need a role that Glue may take', () => {
  const cloud = new Cloud({ iam: true, seed: 1 });
  const { role: wrong } = cloud.iam.createRole({
    ...{ roleName: 'wrong', assumeRolePolicyDocument: trust({ Service: 'ec2.amazonaws.com' }) },
  });
  const unable = refusal(
    'InvalidInputException',
    /^Service is unable to assume role arn:aws:iam::123456789012:role\/wrong\. Please verify role's TrustPolicy$/,
  );
  const targets = { s3Targets: [{ path: 's3://lake/' }] };
  for (const one of ['wrong', wrong.arn!])
    expect(() => cloud.glue.createCrawler({ name: 'c', role: one, targets })).toThrow(unable);
  expect(() => cloud.glue.createJob({ name: 'j', role: 'wrong', command: { name: 'glueetl' } })).toThrow(
    unable,
  );
});

// https://github.com/aws-samples/aws-glue-samples/issues/2
test('a role that may not read an object lets neither a crawler nor a job read it', async () => {
  for (const [actions, crawls, runs] of [
    [['s3:ListBucket', 's3:GetObject', 's3:PutObject'], 'SUCCEEDED', 'SUCCEEDED'],
    [['s3:ListBucket', 's3:GetObject'], 'SUCCEEDED', 'FAILED'],
    [['s3:ListBucket'], 'FAILED', 'FAILED'],
    [['s3:GetObject'], 'FAILED', 'FAILED'],
  ] as const) {
    const cloud = new Cloud({ iam: true, seed: 1 });
    cloud.s3.bucket('lake').put('in/a.json', '{"id":1}');
    cloud.iam.createRole({
      ...{ roleName: 'glue', assumeRolePolicyDocument: trust({ Service: 'glue.amazonaws.com' }) },
    });
    const own = { roleName: 'glue', policyName: 'own', policyDocument: policy('Allow', [...actions]) };
    cloud.iam.putRolePolicy(own);
    cloud.glue.createDatabase({ databaseInput: { name: 'shop' } });
    const targets = { s3Targets: [{ path: 's3://lake/in/' }] };
    cloud.glue.createCrawler({ name: 'c', role: 'glue', databaseName: 'shop', targets });
    cloud.glue.startCrawler({ name: 'c' });
    await cloud.run(minutes(5));
    const { lastCrawl } = cloud.glue.getCrawler({ name: 'c' }).crawler!;
    expect(lastCrawl!.status).toBe(crawls);
    if (crawls === 'FAILED')
      expect(lastCrawl!.errorMessage).toMatch(/AccessDenied|not authorized to perform/);
    cloud.glue.script('s3://code/j.py', function* copy(context) {
      yield* context.write('s3://lake/out/', yield* context.read('shop', 'in'));
    });
    const command = { name: 'glueetl', scriptLocation: 's3://code/j.py' };
    cloud.glue.createJob({ name: 'j', role: 'glue', command });
    const { jobRunId } = cloud.glue.startJobRun({ jobName: 'j' });
    await cloud.run(minutes(5));
    expect(cloud.glue.getJobRun({ jobName: 'j', runId: jobRunId! }).jobRun!.jobRunState).toBe(runs);
  }
});

// https://github.com/hashicorp/terraform-provider-aws/issues/35954 (a table of the log there)
test('a database and a table name the catalogue they are in: the number of the account', async () => {
  const { cloud } = await crawled();
  expect(cloud.glue.getDatabase({ name: 'shop' }).database!.catalogId).toBe('123456789012');
  expect(cloud.glue.getTable({ databaseName: 'shop', name: 'sales' }).table!.catalogId).toBe('123456789012');
});
