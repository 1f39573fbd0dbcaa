import { expect, test } from 'vitest';
import { Cloud, hours, minutes } from '../../index.ts';
import type { Input } from './schema.ts';

/* What users reported of tools that set up Aurora Serverless v2, and what AWS does. */

type Scaling = NonNullable<Input<'CreateDBCluster'>['serverlessV2ScalingConfiguration']>;
const cluster = { dbClusterIdentifier: 'orders', engine: 'aurora-postgresql' };

/** A cloud with a cluster of that range; what it is told to be. */
function made(serverlessV2ScalingConfiguration: Scaling) {
  const cloud = new Cloud();
  const { dbCluster } = cloud.rds.createDBCluster({ ...cluster, serverlessV2ScalingConfiguration });
  return { cloud, range: dbCluster!.serverlessV2ScalingConfiguration };
}

/** The same with a writer. */
function running(scaling: Scaling) {
  const { cloud } = made(scaling);
  const writer = { dbInstanceIdentifier: 'writer', dbInstanceClass: 'db.serverless' };
  cloud.rds.createDBInstance({ ...cluster, ...writer });
  return { cloud, database: cloud.rds.instance('writer') };
}

const refusal = (message: string) =>
  expect.objectContaining({ code: 'InvalidParameterValue', message }) as Error;

// https://github.com/anomalyco/sst/pull/5276
test('a time until the pause is refused where the minimum is not 0, in these words', () => {
  expect(() => made({ minCapacity: 0.5, maxCapacity: 4, secondsUntilAutoPause: 300 })).toThrow(
    refusal('SecondsUntilAutoPause can only be specified when minimum capacity is 0.'),
  );
});

// https://github.com/crossplane-contrib/provider-upjet-aws/issues/1165
test.each([{ minCapacity: 1 }, { maxCapacity: 4 }])('a range with one end, %o, is refused so', (scaling) => {
  expect(() => made(scaling)).toThrow(
    refusal(
      'Both MinCapacity and MaxCapacity must be specified when you initialize Serverless v2 scaling configuration.',
    ),
  );
});

// https://github.com/hashicorp/terraform-provider-aws/issues/40226 and /issues/40421
test('0 is a minimum', () => {
  expect(made({ minCapacity: 0, maxCapacity: 256 }).range).toMatchObject({ minCapacity: 0 });
});

// https://github.com/hashicorp/terraform-provider-aws/issues/41227
test('a maximum of half a unit is refused, also with a minimum of 0; 1 is the least', () => {
  for (const minCapacity of [0, 0.5])
    expect(() => made({ minCapacity, maxCapacity: 0.5 })).toThrow('maximum capacity 0.5');
  expect(made({ minCapacity: 0.5, maxCapacity: 1 }).range).toEqual({ minCapacity: 0.5, maxCapacity: 1 });
});

// https://github.com/pulumi/pulumi-aws/issues/5154
test('256 is a maximum, and no more', () => {
  expect(made({ minCapacity: 0.5, maxCapacity: 256 }).range).toMatchObject({ maxCapacity: 256 });
  expect(() => made({ minCapacity: 0.5, maxCapacity: 256.5 })).toThrow('maximum capacity 256.5');
});

// https://github.com/terraform-aws-modules/terraform-aws-rds-aurora/pull/477
test('without a time a pause comes after five minutes', async () => {
  const { cloud, database } = running({ minCapacity: 0, maxCapacity: 10 });
  await cloud.run(minutes(5) - 1);
  expect(database.paused).toBe(false);
  await cloud.run(2);
  expect(database.paused).toBe(true);
});

// https://github.com/cloudposse/terraform-aws-rds-cluster/issues/238
test('a cluster of another range is changed to 0, with a time until the pause', () => {
  const { cloud } = made({ minCapacity: 0.5, maxCapacity: 128 });
  const { dbCluster } = cloud.rds.modifyDBCluster({
    dbClusterIdentifier: 'orders',
    serverlessV2ScalingConfiguration: { minCapacity: 0, maxCapacity: 128, secondsUntilAutoPause: 600 },
  });
  const range = { minCapacity: 0, maxCapacity: 128, secondsUntilAutoPause: 600 };
  expect(dbCluster!.serverlessV2ScalingConfiguration).toEqual(range);
});

// https://github.com/duplocloud/terraform-provider-duplocloud/pull/1507
test.each([
  [299, false],
  [300, true],
  [86_400, true],
  [86_401, false],
])('a pause after %d seconds: %s', (secondsUntilAutoPause, good) => {
  const make = () => made({ minCapacity: 0, maxCapacity: 4, secondsUntilAutoPause });
  if (good) expect(make().range).toMatchObject({ secondsUntilAutoPause });
  else expect(make).toThrow(`SecondsUntilAutoPause ${secondsUntilAutoPause}`);
});

// https://github.com/aws-samples/dify-self-hosted-on-aws/pull/4
test('a connection that does nothing keeps it awake, and is paid for', async () => {
  const { cloud, database } = running({ minCapacity: 0, maxCapacity: 4 });
  const connection = await database.connect();
  await cloud.run(hours(2));
  expect([database.paused, database.capacity]).toEqual([false, 0.5]);
  connection.close();
  await cloud.run(minutes(6));
  expect(database.paused).toBe(true);
});

// https://github.com/ansible-collections/amazon.aws/pull/1839
test('a change of one end keeps the other', () => {
  const { cloud } = made({ minCapacity: 2, maxCapacity: 8 });
  const { dbCluster } = cloud.rds.modifyDBCluster({
    dbClusterIdentifier: 'orders',
    serverlessV2ScalingConfiguration: { maxCapacity: 16 },
  });
  expect(dbCluster!.serverlessV2ScalingConfiguration).toEqual({ minCapacity: 2, maxCapacity: 16 });
});
