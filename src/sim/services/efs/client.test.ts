import {
  CreateFileSystemCommand,
  CreateMountTargetCommand,
  DeleteFileSystemCommand,
  DeleteMountTargetCommand,
  DescribeFileSystemsCommand,
  DescribeMountTargetsCommand,
  EFSClient,
  FileSystemInUse,
  FileSystemNotFound,
  PutLifecycleConfigurationCommand,
} from '@aws-sdk/client-efs';
import { expect, test } from 'vitest';
import { Cloud, connect, minutes } from '../../index.ts';

test('the real client of EFS makes a file system and a mount target, and takes them away', async () => {
  const cloud = new Cloud();
  const client = connect(new EFSClient({ region: 'us-east-1' }), cloud);
  const made = await client.send(
    new CreateFileSystemCommand({ CreationToken: 'uploads', Tags: [{ Key: 'Name', Value: 'uploads' }] }),
  );
  const { FileSystemId } = made;
  expect(made).toMatchObject({ LifeCycleState: 'creating', PerformanceMode: 'generalPurpose', Name: 'uploads' }); // prettier-ignore
  await cloud.run(minutes(1));
  const SubnetId = cloud.ec2.describeSubnets().subnets![0]!.subnetId!;
  const { MountTargetId } = await client.send(new CreateMountTargetCommand({ FileSystemId, SubnetId }));
  await cloud.run(minutes(2));
  const { MountTargets } = await client.send(new DescribeMountTargetsCommand({ FileSystemId }));
  expect(MountTargets).toMatchObject([{ MountTargetId, SubnetId, LifeCycleState: 'available' }]);
  const policies = [{ TransitionToIA: 'AFTER_30_DAYS' as const }];
  const answer = await client.send(
    new PutLifecycleConfigurationCommand({ FileSystemId, LifecyclePolicies: policies }),
  );
  expect(answer.LifecyclePolicies).toEqual(policies);
  const remove = () => client.send(new DeleteFileSystemCommand({ FileSystemId }));
  await expect(remove()).rejects.toBeInstanceOf(FileSystemInUse);
  await client.send(new DeleteMountTargetCommand({ MountTargetId }));
  await cloud.run(minutes(1));
  await remove();
  await cloud.run(minutes(1));
  await expect(client.send(new DescribeFileSystemsCommand({ FileSystemId }))).rejects.toBeInstanceOf(
    FileSystemNotFound,
  );
});
