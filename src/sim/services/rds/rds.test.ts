import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Cloud, days, hours, minutes } from '../../index.ts';
import type { Input } from './schema.ts';

type Scaling = NonNullable<Input<'CreateDBCluster'>['serverlessV2ScalingConfiguration']>;

/** A cloud with a cluster and its writer. */
function serverless(scaling: Scaling = { minCapacity: 0.5, maxCapacity: 8 }) {
  const cloud = new Cloud();
  cloud.rds.createDBCluster({
    ...{ dbClusterIdentifier: 'orders', engine: 'aurora-postgresql', masterUsername: 'clerk' },
    serverlessV2ScalingConfiguration: scaling,
  });
  const writer = { dbInstanceIdentifier: 'orders-1', dbClusterIdentifier: 'orders' };
  cloud.rds.createDBInstance({ ...writer, dbInstanceClass: 'db.serverless', engine: 'aurora-postgresql' });
  return { cloud, database: cloud.rds.instance('orders-1') };
}

const acuHours = (cloud: Cloud) =>
  cloud.meter.bill().find(({ item }) => item === 'Aurora Serverless capacity')?.quantity ?? 0;

test('the capacity rises with the load, step by step, and comes down again', async () => {
  const { cloud, database } = serverless();
  const connection = await database.connect();
  expect(database.capacity).toBe(0.5);
  const queries = Array.from({ length: 6 }, () => connection.query(30));
  const seen: number[] = [];
  for (let second = 0; second < 8; second++) {
    await cloud.run(1.001);
    seen.push(database.capacity);
  }
  expect(seen).toEqual([1, 1.5, 2.5, 4, 6, 6, 6, 6]);
  for (const query of queries) await query;
  await cloud.run(minutes(1));
  expect(database.capacity).toBe(0.5);
});

test('the capacity stays within the range of its cluster, in steps of half an ACU, whatever the load', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 2, max: 40 }),
      fc.array(fc.record({ after: fc.integer({ min: 0, max: 20 }), work: fc.integer({ min: 1, max: 60 }) }), {
        maxLength: 12,
      }),
      async (low, more, load) => {
        const [minCapacity, maxCapacity] = [low / 2, (low + more) / 2];
        const { cloud, database } = serverless({ minCapacity, maxCapacity });
        const connection = await database.connect();
        let done = 0;
        for (const { after, work } of load) {
          await cloud.run(after);
          void connection.query(work).subscribe({ wake: () => done++ });
        }
        for (let second = 0; second < 400; second += 5) {
          await cloud.run(5);
          expect(database.capacity).toBeGreaterThanOrEqual(minCapacity);
          expect(database.capacity).toBeLessThanOrEqual(maxCapacity);
          expect(database.capacity % 0.5).toBe(0);
        }
        await cloud.run(hours(1));
        expect(done).toBe(load.length);
        expect(database.capacity).toBe(minCapacity);
      },
    ),
    { numRuns: 15 },
  );
});

test('queries share the capacity alike: as many ACU-seconds are worked as there are', async () => {
  const { cloud, database } = serverless({ minCapacity: 2, maxCapacity: 2 });
  const connection = await database.connect();
  const began = cloud.now;
  const ends: number[] = [];
  const run = (work: number) =>
    cloud.process(function* () {
      yield* connection.query(work);
      ends.push(cloud.now - began);
    });
  // Four on two ACUs: half an ACU each. The two short ones are done after 4 s; then each of the others has one.
  for (const work of [2, 2, 5, 5]) run(work);
  await cloud.run(60);
  expect(ends.map((end) => Math.round(end * 1000) / 1000)).toEqual([4, 4, 7, 7]);
});

test('the bill is the capacity over time, and nothing while it rests', async () => {
  const { cloud, database } = serverless({ minCapacity: 0, maxCapacity: 4, secondsUntilAutoPause: 600 });
  const connection = await database.connect();
  await cloud.run(3000);
  connection.close();
  await cloud.run(600);
  expect(database.paused).toBe(true);
  expect(database.capacity).toBe(0);
  expect(acuHours(cloud)).toBeCloseTo(0.5, 3);
  await cloud.run(days(3));
  expect(acuHours(cloud)).toBeCloseTo(0.5, 3);
  expect(cloud.rds.describeDBInstances().dbInstances![0]!.dbInstanceStatus).toBe('available');
});

test('an open connection keeps it awake; a paused one resumes for the next, and takes its time', async () => {
  const { cloud, database } = serverless({ minCapacity: 0, maxCapacity: 4 });
  const connection = await database.connect();
  await cloud.run(hours(5));
  expect(database.paused).toBe(false);
  connection.close();
  await cloud.run(299);
  expect(database.paused).toBe(false);
  await cloud.run(2);
  expect(database.paused).toBe(true);
  const asked = cloud.now;
  const [one, two] = [database.connect(), database.connect()];
  const first = await one;
  expect(cloud.now - asked).toBeCloseTo(15, 6);
  await two;
  expect(cloud.now - asked).toBeCloseTo(15, 6);
  expect(database.connections).toBe(2);
  first.close();
  (await two).close();
  await cloud.run(days(2));
  const later = cloud.now;
  await database.connect();
  expect(cloud.now - later).toBeCloseTo(30, 6);
});

test('another range holds at once; without 0 nothing pauses, and the time until a pause is gone', async () => {
  const { cloud, database } = serverless({ minCapacity: 0, maxCapacity: 4, secondsUntilAutoPause: 3600 });
  await cloud.run(hours(2));
  expect(database.paused).toBe(true);
  const { dbCluster } = cloud.rds.modifyDBCluster({
    dbClusterIdentifier: 'orders',
    serverlessV2ScalingConfiguration: { minCapacity: 2, maxCapacity: 4 },
  });
  expect(dbCluster!.serverlessV2ScalingConfiguration).toEqual({ minCapacity: 2, maxCapacity: 4 });
  await cloud.run(minutes(1));
  expect([database.paused, database.capacity]).toEqual([false, 2]);
  await cloud.run(days(1));
  expect(database.paused).toBe(false);
});

test('its metrics tell capacity, utilization and connections', async () => {
  const { cloud, database } = serverless({ minCapacity: 0, maxCapacity: 4 });
  const names = ['ServerlessDatabaseCapacity', 'ACUUtilization', 'DatabaseConnections'] as const;
  const all = names.map((name) => cloud.record(database.metric(name)));
  const connection = await database.connect();
  await cloud.run(120);
  const at = (i: number) => all[i]![all[i]!.length - 1]![1];
  expect([at(0), at(1), at(2)]).toEqual([0.5, 12.5, 1]);
  connection.close();
  await cloud.run(minutes(10));
  expect([at(0), at(1), at(2)]).toEqual([0, 0, 0]);
});

test.each([
  [{ minCapacity: 0.25, maxCapacity: 4 }, 'minimum capacity 0.25'],
  [{ minCapacity: 0.5, maxCapacity: 0.5 }, 'maximum capacity 0.5'],
  [{ minCapacity: 1, maxCapacity: 256.5 }, 'maximum capacity 256.5'],
  [{ minCapacity: 8, maxCapacity: 4 }, 'is more than the maximum'],
  [{ minCapacity: 0, maxCapacity: 4, secondsUntilAutoPause: 299 }, 'SecondsUntilAutoPause 299'],
  [
    { minCapacity: 0.5, maxCapacity: 4, secondsUntilAutoPause: 300 },
    'can only be specified when minimum capacity is 0',
  ],
  [{ maxCapacity: 4 }, 'Both MinCapacity and MaxCapacity must be specified'],
])('the range %o is refused', (scaling, words) => {
  expect(() => serverless(scaling)).toThrow(words);
});

test('what is not modelled says so, and what is not there too', () => {
  const { cloud } = serverless();
  const again = {
    dbInstanceIdentifier: 'orders-2',
    dbClusterIdentifier: 'orders',
    engine: 'aurora-postgresql',
  };
  expect(() => cloud.rds.createDBInstance({ ...again, dbInstanceClass: 'db.serverless' })).toThrow('readers');
  expect(() => cloud.rds.createDBInstance({ ...again, dbInstanceClass: 'db.r6g.large' })).toThrow(
    'db.r6g.large',
  );
  expect(() => cloud.rds.createDBCluster({ dbClusterIdentifier: 'x', engine: 'mysql' })).toThrow('mysql');
  expect(() => cloud.rds.describeDBClusters({ dbClusterIdentifier: 'gone' })).toThrow(
    'DBCluster gone not found.',
  );
  expect(() => cloud.rds.instance('gone')).toThrow('DBInstance gone not found.');
  expect(() => cloud.rds.createDBCluster({ dbClusterIdentifier: 'Orders', engine: 'aurora-mysql' })).toThrow('already exists'); // prettier-ignore
});

test('a cluster is deleted after its instances, without a last snapshot only where that is said', async () => {
  const { cloud, database } = serverless();
  const connection = await database.connect();
  const cluster = { dbClusterIdentifier: 'orders', skipFinalSnapshot: true };
  expect(() => cloud.rds.deleteDBCluster(cluster)).toThrow('still contains DB instances');
  expect(() => cloud.rds.deleteDBCluster({ dbClusterIdentifier: 'orders' })).toThrow(
    'FinalDBSnapshotIdentifier',
  );
  cloud.rds.deleteDBInstance({ dbInstanceIdentifier: 'orders-1', skipFinalSnapshot: true });
  expect(connection.open).toBe(false);
  cloud.rds.modifyDBCluster({ dbClusterIdentifier: 'orders', deletionProtection: true });
  expect(() => cloud.rds.deleteDBCluster(cluster)).toThrow('protected');
  cloud.rds.modifyDBCluster({ dbClusterIdentifier: 'orders', deletionProtection: false });
  cloud.rds.deleteDBCluster(cluster);
  expect(cloud.rds.describeDBClusters().dbClusters).toEqual([]);
  expect(cloud.rds.describeDBInstances().dbInstances).toEqual([]);
  const before = acuHours(cloud);
  await cloud.run(hours(1));
  expect(acuHours(cloud)).toBe(before);
});
