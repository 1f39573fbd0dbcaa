import {
  CreateEnvironmentCommand,
  DeleteEnvironmentCommand,
  GetEnvironmentCommand,
  ListEnvironmentsCommand,
  MWAAClient,
  UpdateEnvironmentCommand,
} from '@aws-sdk/client-mwaa';
import { expect, test } from 'vitest';
import { Cloud, connect, hours } from '../../index.ts';

test('the real client of Amazon MWAA makes an environment, changes it and deletes it', async () => {
  const cloud = new Cloud();
  const client = connect(new MWAAClient({ region: 'us-east-1' }), cloud);
  const Name = 'nightly';
  await client.send(
    new CreateEnvironmentCommand({
      ...{ Name, ExecutionRoleArn: 'arn:aws:iam::123456789012:role/airflow', DagS3Path: 'dags' },
      ...{ SourceBucketArn: 'arn:aws:s3:::dags', MaxWorkers: 4 },
      NetworkConfiguration: { SubnetIds: ['subnet-1', 'subnet-2'], SecurityGroupIds: ['sg-1'] },
    }),
  );
  expect((await client.send(new GetEnvironmentCommand({ Name }))).Environment!.Status).toBe('CREATING');
  await cloud.run(hours(1));
  await client.send(new UpdateEnvironmentCommand({ Name, MinWorkers: 2 }));
  await cloud.run(hours(1));
  expect((await client.send(new GetEnvironmentCommand({ Name }))).Environment).toMatchObject({
    ...{ Status: 'AVAILABLE', MinWorkers: 2, MaxWorkers: 4, DagS3Path: 'dags' },
  });
  expect((await client.send(new ListEnvironmentsCommand({}))).Environments).toEqual([Name]);
  await client.send(new DeleteEnvironmentCommand({ Name }));
  await cloud.run(hours(1));
  await expect(client.send(new GetEnvironmentCommand({ Name }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
