import {
  AlreadyExistsException,
  BatchStopJobRunCommand,
  ConcurrentRunsExceededException,
  CrawlerRunningException,
  CreateCrawlerCommand,
  CreateDatabaseCommand,
  CreateJobCommand,
  CreateTableCommand,
  CreateTriggerCommand,
  DeleteDatabaseCommand,
  DeleteTableCommand,
  EntityNotFoundException,
  GetCrawlerCommand,
  GetDatabaseCommand,
  GetDatabasesCommand,
  GetJobCommand,
  GetJobRunCommand,
  GetJobRunsCommand,
  GetPartitionsCommand,
  GetTableCommand,
  GetTablesCommand,
  GetTriggerCommand,
  GlueClient,
  InvalidInputException,
  ResetJobBookmarkCommand,
  SearchTablesCommand,
  StartCrawlerCommand,
  StartJobRunCommand,
  StartTriggerCommand,
} from '@aws-sdk/client-glue';
import { expect, test } from 'vitest';
import { Cloud, connect } from '../../index.ts';

const Role = 'arn:aws:iam::123456789012:role/glue';
const DatabaseName = 'shop';

/** A cloud with a bucket, a script and the real client. */
function open() {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  cloud.s3.bucket('lake').put('sales/month=01/a.csv', 'id,price\n1,2.5\n');
  cloud.glue.script('s3://code/a.py', function* (job) {
    yield* job.read('shop', 'sales');
  });
  return { cloud, client: connect(new GlueClient({ region: 'us-east-1', maxAttempts: 1 }), cloud) };
}

test('the real client makes databases and tables, finds and deletes them', async () => {
  const { client } = open();
  await client.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DatabaseName } }));
  await expect(
    client.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DatabaseName } })),
  ).rejects.toBeInstanceOf(AlreadyExistsException);
  expect((await client.send(new GetDatabasesCommand({}))).DatabaseList).toMatchObject([
    { Name: DatabaseName, CatalogId: '123456789012' },
  ]);
  const { Database } = await client.send(new GetDatabaseCommand({ Name: DatabaseName }));
  expect(Database?.CreateTime).toEqual(new Date('2026-01-01T00:00:00Z'));
  for (const Name of ['Mine', 'Yours', 'theirs']) {
    const TableInput = { Name, StorageDescriptor: { Columns: [{ Name: 'id', Type: 'int' }] } };
    await client.send(new CreateTableCommand({ DatabaseName, TableInput }));
  }
  expect((await client.send(new GetTableCommand({ DatabaseName, Name: 'mine' }))).Table).toMatchObject({
    Name: 'mine',
    StorageDescriptor: { Columns: [{ Name: 'id', Type: 'int' }] },
  });
  await expect(client.send(new GetTableCommand({ DatabaseName, Name: 'sales' }))).rejects.toBeInstanceOf(
    EntityNotFoundException,
  );
  const page = await client.send(new GetTablesCommand({ DatabaseName, MaxResults: 2 }));
  const rest = await client.send(new GetTablesCommand({ DatabaseName, NextToken: page.NextToken }));
  expect([page, rest].map(({ TableList }) => TableList?.map(({ Name }) => Name))).toEqual([
    ['mine', 'yours'],
    ['theirs'],
  ]);
  const found = await client.send(new SearchTablesCommand({ SearchText: 'your' }));
  expect(found.TableList).toHaveLength(1);
  await client.send(new DeleteTableCommand({ DatabaseName, Name: 'mine' }));
  await client.send(new DeleteDatabaseCommand({ Name: DatabaseName }));
  await expect(client.send(new GetTablesCommand({ DatabaseName }))).rejects.toBeInstanceOf(
    EntityNotFoundException,
  );
});

test('the real client crawls a bucket and asks for the partitions', async () => {
  const { cloud, client } = open();
  await client.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DatabaseName } }));
  const Targets = { S3Targets: [{ Path: 's3://lake/sales/' }] };
  await client.send(new CreateCrawlerCommand({ Name: 'c', Role, DatabaseName, Targets }));
  await client.send(new StartCrawlerCommand({ Name: 'c' }));
  await expect(client.send(new StartCrawlerCommand({ Name: 'c' }))).rejects.toBeInstanceOf(
    CrawlerRunningException,
  );
  await cloud.run(100);
  const { Crawler } = await client.send(new GetCrawlerCommand({ Name: 'c' }));
  expect(Crawler).toMatchObject({ State: 'READY', LastCrawl: { Status: 'SUCCEEDED' } });
  const { Table } = await client.send(new GetTableCommand({ DatabaseName, Name: 'sales' }));
  expect(Table?.Parameters).toEqual({ classification: 'csv' });
  const partitions = (Expression: string) =>
    client.send(new GetPartitionsCommand({ DatabaseName, TableName: 'sales', Expression }));
  expect((await partitions("month = '01'")).Partitions).toMatchObject([{ Values: ['01'] }]);
  expect((await partitions("month > '01'")).Partitions).toEqual([]);
  await expect(partitions('month >')).rejects.toBeInstanceOf(InvalidInputException);
});

test('the real client runs a job by hand and by a trigger, stops it, and forgets its bookmark', async () => {
  const { cloud, client } = open();
  const JobName = 'j';
  const Command = { Name: 'glueetl', ScriptLocation: 's3://code/a.py' };
  await client.send(new CreateJobCommand({ Name: JobName, Role, Command }));
  expect((await client.send(new GetJobCommand({ JobName }))).Job).toMatchObject({ Name: JobName, Command });
  const { JobRunId } = await client.send(new StartJobRunCommand({ JobName }));
  await expect(client.send(new StartJobRunCommand({ JobName }))).rejects.toBeInstanceOf(
    ConcurrentRunsExceededException,
  );
  const stopped = await client.send(new BatchStopJobRunCommand({ JobName, JobRunIds: [JobRunId!, 'jr_0'] }));
  expect(stopped.SuccessfulSubmissions).toEqual([{ JobName, JobRunId }]);
  expect(stopped.Errors).toMatchObject([{ JobRunId: 'jr_0' }]);
  const { JobRun } = await client.send(new GetJobRunCommand({ JobName, RunId: JobRunId }));
  expect(JobRun).toMatchObject({ JobRunState: 'STOPPED', WorkerType: 'G.1X', NumberOfWorkers: 10 });
  const trigger = { Name: 't', Type: 'ON_DEMAND' as const, Actions: [{ JobName }] };
  await client.send(new CreateTriggerCommand(trigger));
  await client.send(new StartTriggerCommand({ Name: 't' }));
  expect((await client.send(new GetTriggerCommand({ Name: 't' }))).Trigger).toMatchObject(trigger);
  await cloud.run(60);
  const { JobRuns } = await client.send(new GetJobRunsCommand({ JobName }));
  expect(JobRuns?.map(({ JobRunState, TriggerName }) => [JobRunState, TriggerName])).toEqual([
    ['FAILED', 't'],
    ['STOPPED', undefined],
  ]);
  expect(JobRuns?.[0]?.ErrorMessage).toMatch(/Database shop not found/);
  const { JobBookmarkEntry } = await client.send(new ResetJobBookmarkCommand({ JobName }));
  expect(JobBookmarkEntry?.JobName).toBe(JobName);
});
