import {
  CreateDBClusterCommand,
  CreateDBInstanceCommand,
  DBClusterNotFoundFault,
  DeleteDBClusterCommand,
  DeleteDBInstanceCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  ModifyDBClusterCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { expect, test } from 'vitest';
import { Cloud, connect, hours } from '../../index.ts';

test('the real client of Amazon RDS makes a serverless cluster, changes its range and deletes it', async () => {
  const cloud = new Cloud();
  const client = connect(new RDSClient({ region: 'us-east-1' }), cloud);
  const DBClusterIdentifier = 'orders';
  await client.send(
    new CreateDBClusterCommand({
      ...{
        DBClusterIdentifier,
        Engine: 'aurora-mysql',
        MasterUsername: 'clerk',
        ManageMasterUserPassword: true,
      },
      ServerlessV2ScalingConfiguration: { MinCapacity: 0, MaxCapacity: 4, SecondsUntilAutoPause: 600 },
    }),
  );
  const { DBInstance } = await client.send(
    new CreateDBInstanceCommand({
      ...{ DBInstanceIdentifier: 'orders-1', DBClusterIdentifier, DBInstanceClass: 'db.serverless' },
      Engine: 'aurora-mysql',
    }),
  );
  expect(DBInstance!.DBInstanceClass).toBe('db.serverless');
  await cloud.run(hours(1));
  const { DBClusters } = await client.send(new DescribeDBClustersCommand({ DBClusterIdentifier }));
  expect(DBClusters![0]).toMatchObject({
    Status: 'available',
    Endpoint: expect.stringMatching(
      /^orders\.cluster-[0-9a-z]{12}\.us-east-1\.rds\.amazonaws\.com$/,
    ) as string,
    Port: 3306,
    ServerlessV2ScalingConfiguration: { MinCapacity: 0, MaxCapacity: 4, SecondsUntilAutoPause: 600 },
    DBClusterMembers: [{ DBInstanceIdentifier: 'orders-1', IsClusterWriter: true }],
  });
  const changed = await client.send(
    new ModifyDBClusterCommand({
      DBClusterIdentifier,
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 16 },
    }),
  );
  expect(changed.DBCluster!.ServerlessV2ScalingConfiguration).toEqual({ MinCapacity: 0.5, MaxCapacity: 16 });
  const filter = { Filters: [{ Name: 'db-cluster-id', Values: ['orders'] }] };
  expect((await client.send(new DescribeDBInstancesCommand(filter))).DBInstances).toHaveLength(1);
  await client.send(
    new DeleteDBInstanceCommand({ DBInstanceIdentifier: 'orders-1', SkipFinalSnapshot: true }),
  );
  await client.send(new DeleteDBClusterCommand({ DBClusterIdentifier, SkipFinalSnapshot: true }));
  await expect(client.send(new DescribeDBClustersCommand({ DBClusterIdentifier }))).rejects.toBeInstanceOf(
    DBClusterNotFoundFault,
  );
});
