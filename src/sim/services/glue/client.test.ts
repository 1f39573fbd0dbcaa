import {
  AlreadyExistsException,
  ConcurrentRunsExceededException,
  CreateCrawlerCommand,
  CreateDatabaseCommand,
  CreateJobCommand,
  CreateTableCommand,
  EntityNotFoundException,
  GetDatabasesCommand,
  GetJobRunCommand,
  GetTableCommand,
  GlueClient,
  StartCrawlerCommand,
  StartJobRunCommand,
} from '@aws-sdk/client-glue';
import { expect, test } from 'vitest';
import { Cloud, connect } from '../../index.ts';

const Role = 'arn:aws:iam::123456789012:role/glue';

test('the real client makes databases and tables, crawls, and runs a job', async () => {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  cloud.s3.bucket('lake').put('sales/a.csv', 'id,price\n1,2.5\n');
  cloud.glue.script('s3://code/a.py', function* (job) {
    yield* job.read('shop', 'sales');
  });
  const client = connect(new GlueClient({ region: 'us-east-1', maxAttempts: 1 }), cloud);
  const DatabaseName = 'shop';
  await client.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DatabaseName } }));
  await expect(
    client.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DatabaseName } })),
  ).rejects.toBeInstanceOf(AlreadyExistsException);
  expect((await client.send(new GetDatabasesCommand({}))).DatabaseList).toMatchObject([
    { Name: DatabaseName },
  ]);
  const TableInput = { Name: 'Mine', StorageDescriptor: { Columns: [{ Name: 'id', Type: 'int' }] } };
  await client.send(new CreateTableCommand({ DatabaseName, TableInput }));
  expect((await client.send(new GetTableCommand({ DatabaseName, Name: 'mine' }))).Table?.Name).toBe('mine');
  await expect(client.send(new GetTableCommand({ DatabaseName, Name: 'sales' }))).rejects.toBeInstanceOf(
    EntityNotFoundException,
  );
  const Targets = { S3Targets: [{ Path: 's3://lake/sales/' }] };
  await client.send(new CreateCrawlerCommand({ Name: 'c', Role, DatabaseName, Targets }));
  await client.send(new StartCrawlerCommand({ Name: 'c' }));
  await cloud.run(100);
  const { Table } = await client.send(new GetTableCommand({ DatabaseName, Name: 'sales' }));
  expect(Table?.Parameters).toEqual({ classification: 'csv' });
  await client.send(
    new CreateJobCommand({ Name: 'j', Role, Command: { Name: 'glueetl', ScriptLocation: 's3://code/a.py' } }),
  );
  const { JobRunId } = await client.send(new StartJobRunCommand({ JobName: 'j' }));
  await expect(client.send(new StartJobRunCommand({ JobName: 'j' }))).rejects.toBeInstanceOf(
    ConcurrentRunsExceededException,
  );
  await cloud.run(60);
  const { JobRun } = await client.send(new GetJobRunCommand({ JobName: 'j', RunId: JobRunId }));
  expect(JobRun).toMatchObject({ JobRunState: 'SUCCEEDED', WorkerType: 'G.1X', NumberOfWorkers: 10 });
});
