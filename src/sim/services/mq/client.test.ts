import {
  CreateBrokerCommand,
  DescribeBrokerCommand,
  ListBrokersCommand,
  MqClient,
  NotFoundException,
  RebootBrokerCommand,
} from '@aws-sdk/client-mq';
import { expect, test } from 'vitest';
import { Cloud, connect } from '../../index.ts';

test('the real client of Amazon MQ makes a broker, describes it and reboots it', async () => {
  const cloud = new Cloud();
  const client = connect(new MqClient({ region: 'us-east-1' }), cloud);
  const { BrokerId } = await client.send(
    new CreateBrokerCommand({
      ...{ BrokerName: 'bank', EngineType: 'ACTIVEMQ', DeploymentMode: 'ACTIVE_STANDBY_MULTI_AZ' },
      ...{ HostInstanceType: 'mq.m5.large', PubliclyAccessible: false },
    }),
  );
  await cloud.run(1000);
  expect(await client.send(new DescribeBrokerCommand({ BrokerId }))).toMatchObject({
    ...{ BrokerState: 'RUNNING', StorageType: 'EFS', BrokerName: 'bank' },
    BrokerInstances: [
      { Endpoints: expect.arrayContaining([expect.stringMatching(/^ssl:.*-1\.mq.*:61617$/)]) as string[] },
      {},
    ],
  });
  await client.send(new RebootBrokerCommand({ BrokerId }));
  await cloud.run(100);
  expect(cloud.mq.broker('bank').activeInstance).toBe(2);
  expect((await client.send(new ListBrokersCommand({}))).BrokerSummaries).toHaveLength(1);
  await expect(client.send(new DescribeBrokerCommand({ BrokerId: 'b-0' }))).rejects.toBeInstanceOf(
    NotFoundException,
  );
});
