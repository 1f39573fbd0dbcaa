import {
  CreateClusterCommand,
  CreateFargateProfileCommand,
  CreateNodegroupCommand,
  DeleteClusterCommand,
  DeleteNodegroupCommand,
  DescribeClusterCommand,
  DescribeNodegroupCommand,
  DescribeUpdateCommand,
  EKSClient,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateNodegroupConfigCommand,
} from '@aws-sdk/client-eks';
import { expect, test } from 'vitest';
import { Cloud, connect, minutes } from '../../index.ts';
import { subnetsOf } from './other-services.ts';

test('the real client of EKS makes a cluster with a node group, changes its size, and deletes both', async () => {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  const client = connect(new EKSClient({ region: 'us-east-1' }), cloud);
  const subnets = subnetsOf(cloud).map(({ subnetId }) => subnetId);
  const roleArn = 'arn:aws:iam::123456789012:role/r';
  const input = { name: 'shop', roleArn, resourcesVpcConfig: { subnetIds: subnets } };
  expect((await client.send(new CreateClusterCommand(input))).cluster!.status).toBe('CREATING');
  await cloud.run(minutes(11));
  const { cluster } = await client.send(new DescribeClusterCommand({ name: 'shop' }));
  expect(cluster).toMatchObject({ status: 'ACTIVE', createdAt: expect.any(Date) as Date });
  expect(cluster!.arn).toBe('arn:aws:eks:us-east-1:123456789012:cluster/shop');
  const named = { clusterName: 'shop', nodegroupName: 'workers' };
  const group = { ...named, subnets, nodeRole: roleArn, labels: { tier: 'web' } };
  await client.send(new CreateNodegroupCommand(group));
  await cloud.run(minutes(5));
  const { nodegroup } = await client.send(new DescribeNodegroupCommand(named));
  expect(nodegroup).toMatchObject({
    status: 'ACTIVE',
    scalingConfig: { minSize: 1, maxSize: 2, desiredSize: 2 },
  });
  const scalingConfig = { minSize: 1, maxSize: 5, desiredSize: 4 };
  const { update } = await client.send(new UpdateNodegroupConfigCommand({ ...named, scalingConfig }));
  expect(update!.status).toBe('InProgress');
  await cloud.run(minutes(5));
  const done = await client.send(new DescribeUpdateCommand({ name: 'shop', updateId: update!.id }));
  expect(done.update!.status).toBe('Successful');
  expect(cloud.eks.cluster('shop').nodes.size).toBe(4);
  const selectors = [{ namespace: 'batch' }];
  const profile = {
    clusterName: 'shop',
    fargateProfileName: 'batch',
    podExecutionRoleArn: roleArn,
    selectors,
  };
  const { fargateProfile } = await client.send(new CreateFargateProfileCommand(profile));
  expect(fargateProfile!.status).toBe('CREATING');
  const early = client.send(new DeleteClusterCommand({ name: 'shop' }));
  await expect(early).rejects.toBeInstanceOf(ResourceInUseException);
  await client.send(new DeleteNodegroupCommand(named));
  await cloud.run(minutes(5));
  const gone = client.send(new DescribeNodegroupCommand(named));
  await expect(gone).rejects.toBeInstanceOf(ResourceNotFoundException);
});
