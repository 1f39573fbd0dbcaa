import {
  ClusterNotFoundException,
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { Cloud, connect, minutes } from '../../index.ts';

test('the real client of ECS runs a service on Fargate', async () => {
  const cloud = new Cloud({ seed: 1, requestLatency: { mean: 0, sd: 0 } });
  const client = connect(new ECSClient({ region: 'us-east-1' }), cloud);
  await client.send(new CreateClusterCommand({ clusterName: 'shop' }));
  const { taskDefinition } = await client.send(
    new RegisterTaskDefinitionCommand({
      family: 'web',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '.25 vCPU',
      memory: '0.5 GB',
      containerDefinitions: [{ name: 'web', image: 'web:1', portMappings: [{ containerPort: 80 }] }],
    }),
  );
  expect(taskDefinition).toMatchObject({ revision: 1, cpu: '256', memory: '512' });
  const { Subnets = [] } = await cloud.send('ec2', 'DescribeSubnets', {});
  const networkConfiguration = { awsvpcConfiguration: { subnets: Subnets.map(({ SubnetId }) => SubnetId!) } };
  const at = { cluster: 'shop', launchType: 'FARGATE' as const, networkConfiguration };
  await client.send(new CreateServiceCommand({ ...at, serviceName: 'web', taskDefinition: 'web', desiredCount: 3 })); // prettier-ignore
  await cloud.run(minutes(3));
  const { services } = await client.send(new DescribeServicesCommand({ cluster: 'shop', services: ['web'] }));
  expect(services).toMatchObject([{ runningCount: 3, pendingCount: 0, deployments: [{ rolloutState: 'COMPLETED', status: 'PRIMARY' }], createdAt: expect.any(Date) as Date }]); // prettier-ignore
  await client.send(new UpdateServiceCommand({ cluster: 'shop', service: 'web', desiredCount: 1 }));
  await cloud.run(minutes(1));
  const { taskArns } = await client.send(new ListTasksCommand({ cluster: 'shop', serviceName: 'web' }));
  expect(taskArns!.length).toBe(1);
  const { tasks } = await client.send(new DescribeTasksCommand({ cluster: 'shop', tasks: taskArns }));
  expect(tasks).toMatchObject([{ lastStatus: 'RUNNING', launchType: 'FARGATE', containers: [{ name: 'web', lastStatus: 'RUNNING' }] }]); // prettier-ignore
  await expect(client.send(new RunTaskCommand({ cluster: 'none', taskDefinition: 'web' }))).rejects.toBeInstanceOf(ClusterNotFoundException); // prettier-ignore
});
