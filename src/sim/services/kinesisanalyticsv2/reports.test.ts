import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import type { Input } from './schema.ts';

/* What users reported against emulators and clients of Managed Flink: the right value, kept. */

const still = { requestLatency: { mean: 0, sd: 0 } };
const applicationName = 'app';

function made(
  configuration: Input<'CreateApplication'>['applicationConfiguration'] = {},
  runtimeEnvironment: Input<'CreateApplication'>['runtimeEnvironment'] = 'FLINK-1_20',
) {
  const cloud = new Cloud(still);
  const lines = cloud.kinesis.stream('lines');
  const flink = cloud.kinesisanalyticsv2;
  flink.code('arn:aws:s3:::code/app.jar', (env) => env.fromSource(lines).sinkTo(() => {}));
  const { applicationDetail } = flink.createApplication({
    applicationName,
    runtimeEnvironment,
    serviceExecutionRole: 'arn:aws:iam::123456789012:role/flink',
    applicationConfiguration: {
      applicationCodeConfiguration: {
        codeContentType: 'ZIPFILE',
        codeContent: { s3ContentLocation: { bucketARN: 'arn:aws:s3:::code', fileKey: 'app.jar' } },
      },
      ...configuration,
    },
  });
  const detail = () => flink.describeApplication({ applicationName }).applicationDetail;
  return { cloud, flink, created: applicationDetail, detail };
}

const flinkOf = (detail: ReturnType<ReturnType<typeof made>['detail']>) =>
  detail.applicationConfigurationDescription!.flinkApplicationConfigurationDescription!;

// https://github.com/floci-io/floci/pull/1914
test('CreateApplication makes an application that is READY, and runs nothing', async () => {
  const { cloud, created, detail } = made();
  await cloud.run(600);
  expect([created.applicationStatus, detail().applicationStatus]).toEqual(['READY', 'READY']);
  expect(cloud.meter.cost()).toBeLessThan(0.01);
});

// https://github.com/floci-io/floci/pull/1914
test('versions of Flink that AWS does not offer are refused, and so is SQL', () => {
  expect(() => made({}, 'FLINK-1_16' as never)).toThrow(/RuntimeEnvironment|runtimeEnvironment/);
  expect(() => made({}, 'SQL-1_0')).toThrow(/discontinued on 27 January 2026/);
});

// https://github.com/BlackbirdWorks/gopherstack/issues/1807
test('what CreateApplication is told is described', () => {
  const { detail } = made({
    applicationSnapshotConfiguration: { snapshotsEnabled: false },
    flinkApplicationConfiguration: {
      checkpointConfiguration: { configurationType: 'CUSTOM', checkpointInterval: 10_000 },
    },
  });
  expect(detail().applicationConfigurationDescription).toMatchObject({
    applicationSnapshotConfigurationDescription: { snapshotsEnabled: false },
    applicationCodeConfigurationDescription: {
      codeContentDescription: { s3ApplicationCodeLocationDescription: { fileKey: 'app.jar' } },
    },
  });
  expect(flinkOf(detail()).checkpointConfigurationDescription).toMatchObject({
    checkpointInterval: 10_000,
    minPauseBetweenCheckpoints: 5000,
  });
});

// https://docs.aws.amazon.com/managed-flink/latest/apiv2/API_CheckpointConfiguration.html
test('with the type DEFAULT the defaults hold, whatever else is said', () => {
  const { detail } = made({
    flinkApplicationConfiguration: {
      checkpointConfiguration: {
        configurationType: 'DEFAULT',
        checkpointingEnabled: false,
        checkpointInterval: 1,
      },
      parallelismConfiguration: { configurationType: 'DEFAULT', parallelism: 9 },
    },
  });
  const { checkpointConfigurationDescription, parallelismConfigurationDescription } = flinkOf(detail());
  expect(checkpointConfigurationDescription).toMatchObject({
    checkpointingEnabled: true,
    checkpointInterval: 60_000,
  });
  expect(parallelismConfigurationDescription).toMatchObject({ parallelism: 1, autoScalingEnabled: true });
});

// https://github.com/hashicorp/terraform-provider-aws/issues/18053
test('a snapshot can be made of a running application only', () => {
  const { flink } = made();
  expect(() => flink.createApplicationSnapshot({ applicationName, snapshotName: 's' })).toThrow(
    expect.objectContaining({ name: 'InvalidRequestException' }),
  );
});

// https://github.com/hashicorp/terraform-provider-aws/issues/45687
test('an update of an application that does not run leaves it READY', async () => {
  const { cloud, flink, detail } = made();
  flink.updateApplication({
    applicationName,
    currentApplicationVersionId: 1,
    applicationConfigurationUpdate: {
      flinkApplicationConfigurationUpdate: {
        parallelismConfigurationUpdate: { configurationTypeUpdate: 'CUSTOM', parallelismUpdate: 3 },
      },
    },
  });
  await cloud.run(600);
  expect(detail()).toMatchObject({ applicationStatus: 'READY', applicationVersionId: 2 });
  expect(flinkOf(detail()).parallelismConfigurationDescription).toMatchObject({ currentParallelism: 3 });
});

// https://github.com/BlackbirdWorks/gopherstack/issues/1807
test('an update names the version that it changes, by its number or by the token', () => {
  const { flink, detail } = made();
  const { conditionalToken } = detail();
  expect(() => flink.updateApplication({ applicationName })).toThrow(
    expect.objectContaining({ name: 'InvalidArgumentException' }),
  );
  flink.updateApplication({ applicationName, conditionalToken });
  expect(() => flink.updateApplication({ applicationName, conditionalToken })).toThrow(
    expect.objectContaining({ name: 'ConcurrentModificationException' }),
  );
});

// https://github.com/BlackbirdWorks/gopherstack/issues/1807
test('starts and stops answer the id of an operation', async () => {
  const { cloud, flink } = made();
  const { operationId } = flink.startApplication({ applicationName });
  await cloud.run(121);
  expect(flink.stopApplication({ applicationName }).operationId).not.toBe(operationId);
});

// https://github.com/hashicorp/terraform-provider-aws/pull/18056
test('a stop by force makes no snapshot, one in good order does', async () => {
  const { cloud, flink } = made();
  for (const [force, snapshots] of [
    [true, 0],
    [false, 1],
  ] as const) {
    flink.startApplication({ applicationName });
    await cloud.run(121);
    flink.stopApplication({ applicationName, force });
    await cloud.run(61);
    expect(flink.listApplicationSnapshots({ applicationName }).snapshotSummaries).toHaveLength(snapshots);
  }
});

// https://github.com/hashicorp/terraform-provider-aws/pull/18056
test('a start can skip the snapshot, or name one', async () => {
  const { cloud, flink } = made();
  const start = (
    type: 'SKIP_RESTORE_FROM_SNAPSHOT' | 'RESTORE_FROM_CUSTOM_SNAPSHOT',
    snapshotName?: string,
  ) =>
    flink.startApplication({
      applicationName,
      runConfiguration: {
        applicationRestoreConfiguration: { applicationRestoreType: type, snapshotName },
      },
    });
  expect(() => start('RESTORE_FROM_CUSTOM_SNAPSHOT')).toThrow(/needs a SnapshotName/);
  expect(() => start('RESTORE_FROM_CUSTOM_SNAPSHOT', 'none')).toThrow(
    expect.objectContaining({ name: 'ResourceNotFoundException' }),
  );
  start('SKIP_RESTORE_FROM_SNAPSHOT');
  await cloud.run(121);
  expect(flink.describeApplication({ applicationName }).applicationDetail.applicationStatus).toBe('RUNNING');
});

// https://github.com/BlackbirdWorks/gopherstack/issues/1807
test('a deletion names when the application was made', () => {
  const { flink, detail } = made();
  expect(() =>
    flink.deleteApplication({ applicationName, createTimestamp: new Date('2020-01-01T00:00:00Z') }),
  ).toThrow(expect.objectContaining({ name: 'InvalidArgumentException' }));
  flink.deleteApplication({ applicationName, createTimestamp: detail().createTimestamp! });
  expect(detail().applicationStatus).toBe('DELETING');
});

// https://github.com/localstack/docs/pull/1720
test('a parallelism above the KPUs of an application is refused', () => {
  const parallelism = (count: number, parallelismPerKPU: number) => () =>
    made({
      flinkApplicationConfiguration: {
        parallelismConfiguration: { configurationType: 'CUSTOM', parallelism: count, parallelismPerKPU },
      },
    });
  expect(parallelism(65, 1)).toThrow(expect.objectContaining({ name: 'LimitExceededException' }));
  expect(parallelism(65, 2)).not.toThrow();
});
