import {
  ConcurrentModificationException,
  CreateApplicationCommand,
  CreateApplicationSnapshotCommand,
  DeleteApplicationCommand,
  DescribeApplicationCommand,
  KinesisAnalyticsV2Client,
  ListApplicationsCommand,
  ListApplicationSnapshotsCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  StartApplicationCommand,
  StopApplicationCommand,
  UnsupportedOperationException,
  UpdateApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { expect, test } from 'vitest';
import { Cloud, connect } from '../../index.ts';

const still = { requestLatency: { mean: 0, sd: 0 } };
const role = 'arn:aws:iam::123456789012:role/flink';

test('the real client makes an application, starts it, scales it, takes snapshots and stops it', async () => {
  const cloud = new Cloud(still);
  const lines = cloud.kinesis.stream('lines');
  const seen: string[] = [];
  cloud.kinesisanalyticsv2.code('arn:aws:s3:::code/app.jar', (env) =>
    env
      .fromSource<string>(lines, { read: (text) => text, from: 'TRIM_HORIZON' })
      .keyBy(() => 'all')
      .process<number, string>(
        () => 0,
        (count, text, out) => {
          out.collect(`${count + 1} ${text}`);
          return count + 1;
        },
      )
      .sinkTo((text) => void seen.push(text)),
  );
  const client = connect(new KinesisAnalyticsV2Client({ region: 'us-east-1', maxAttempts: 1 }), cloud);
  const ApplicationName = 'app';
  const { ApplicationDetail } = await client.send(
    new CreateApplicationCommand({
      ApplicationName,
      RuntimeEnvironment: 'FLINK-1_20',
      ServiceExecutionRole: role,
      ApplicationConfiguration: {
        ApplicationCodeConfiguration: {
          CodeContentType: 'ZIPFILE',
          CodeContent: { S3ContentLocation: { BucketARN: 'arn:aws:s3:::code', FileKey: 'app.jar' } },
        },
        FlinkApplicationConfiguration: {
          ParallelismConfiguration: {
            ConfigurationType: 'CUSTOM',
            Parallelism: 2,
            AutoScalingEnabled: false,
          },
        },
      },
    }),
  );
  expect(ApplicationDetail).toMatchObject({
    ApplicationARN: 'arn:aws:kinesisanalytics:us-east-1:123456789012:application/app',
    ApplicationStatus: 'READY',
    ApplicationVersionId: 1,
    RuntimeEnvironment: 'FLINK-1_20',
    ApplicationConfigurationDescription: {
      FlinkApplicationConfigurationDescription: {
        CheckpointConfigurationDescription: {
          ConfigurationType: 'DEFAULT',
          CheckpointingEnabled: true,
          CheckpointInterval: 60_000,
          MinPauseBetweenCheckpoints: 5000,
        },
        ParallelismConfigurationDescription: { Parallelism: 2, ParallelismPerKPU: 1, CurrentParallelism: 2 },
      },
    },
  });
  await client.send(new StartApplicationCommand({ ApplicationName }));
  await expect(client.send(new StartApplicationCommand({ ApplicationName }))).rejects.toBeInstanceOf(
    ResourceInUseException,
  );
  const status = async () =>
    (await client.send(new DescribeApplicationCommand({ ApplicationName }))).ApplicationDetail!;
  expect((await status()).ApplicationStatus).toBe('STARTING');
  lines.putRecord('a', 'one');
  await cloud.run(125);
  expect((await status()).ApplicationStatus).toBe('RUNNING');
  await client.send(new CreateApplicationSnapshotCommand({ ApplicationName, SnapshotName: 'mine' }));
  lines.putRecord('a', 'two');
  await cloud.run(5);
  const update = (CurrentApplicationVersionId: number) =>
    client.send(
      new UpdateApplicationCommand({
        ApplicationName,
        CurrentApplicationVersionId,
        ApplicationConfigurationUpdate: {
          FlinkApplicationConfigurationUpdate: {
            ParallelismConfigurationUpdate: { ConfigurationTypeUpdate: 'CUSTOM', ParallelismUpdate: 4 },
          },
        },
      }),
    );
  await expect(update(7)).rejects.toBeInstanceOf(ConcurrentModificationException);
  expect((await update(1)).ApplicationDetail).toMatchObject({
    ApplicationStatus: 'UPDATING',
    ApplicationVersionId: 2,
  });
  await cloud.run(70);
  await client.send(new StopApplicationCommand({ ApplicationName }));
  await cloud.run(70);
  expect((await status()).ApplicationStatus).toBe('READY');
  const restore = {
    ApplicationRestoreConfiguration: {
      ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT' as const,
      SnapshotName: 'mine',
    },
  };
  await client.send(new StartApplicationCommand({ ApplicationName, RunConfiguration: restore }));
  await cloud.run(130);
  // From the snapshot of its own: 'two' is read once more.
  expect(seen).toEqual(['1 one', '2 two', '2 two']);
  const { SnapshotSummaries } = await client.send(new ListApplicationSnapshotsCommand({ ApplicationName }));
  expect(SnapshotSummaries).toHaveLength(3);
  await client.send(new StopApplicationCommand({ ApplicationName, Force: true }));
  await cloud.run(70);
  const { CreateTimestamp } = await status();
  await client.send(new DeleteApplicationCommand({ ApplicationName, CreateTimestamp }));
  await cloud.run(70);
  await expect(status()).rejects.toBeInstanceOf(ResourceNotFoundException);
  expect((await client.send(new ListApplicationsCommand({}))).ApplicationSummaries).toEqual([]);
});

test('SQL applications can no longer be made', async () => {
  const client = connect(
    new KinesisAnalyticsV2Client({ region: 'us-east-1', maxAttempts: 1 }),
    new Cloud(still),
  );
  await expect(
    client.send(
      new CreateApplicationCommand({
        ApplicationName: 'sql',
        RuntimeEnvironment: 'SQL-1_0',
        ServiceExecutionRole: role,
      }),
    ),
  ).rejects.toBeInstanceOf(UnsupportedOperationException);
});
