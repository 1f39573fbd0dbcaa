import { expect, test } from 'vitest';
import { refusal as refusalOf } from '../../../testing/refusal.ts';
import { Cloud, minutes } from '../../index.ts';
import type { Input } from './schema.ts';

/** What users of other emulators, of tools and of Amazon EFS itself met. */

const refusal = (call: () => unknown) => String(refusalOf(call));

function start(settings: Input<'CreateFileSystem'> = {}) {
  const cloud = new Cloud();
  Object.assign(cloud.efs.model, { creation: 0, mountTarget: 0 });
  const { fileSystemId } = cloud.efs.createFileSystem(settings);
  const subnets = cloud.ec2.describeSubnets().subnets!;
  return { cloud, efs: cloud.efs, fileSystemId, subnets };
}

test('the same creation token makes no second file system (stackshy/cloudemu#370, hashicorp/nomad#7352)', () => {
  const { efs, fileSystemId } = start({ creationToken: 'CSI' });
  expect(refusal(() => efs.createFileSystem({ creationToken: 'CSI' }))).toBe(
    `FileSystemAlreadyExists: File system '${fileSystemId}' already exists with creation token 'CSI'`,
  );
  expect(efs.describeFileSystems({ creationToken: 'CSI' }).fileSystems).toHaveLength(1);
});

test('a mount target waits until its file system is available (aws/aws-sdk#236)', async () => {
  const cloud = new Cloud();
  const { fileSystemId } = cloud.efs.createFileSystem();
  const subnetId = cloud.ec2.describeSubnets().subnets![0]!.subnetId!;
  const make = () => cloud.efs.createMountTarget({ fileSystemId, subnetId });
  expect(refusal(make)).toMatch(/^IncorrectFileSystemLifeCycleState/);
  await cloud.efs.fileSystem(fileSystemId).until('available');
  expect(make().lifeCycleState).toBe('creating');
});

test('a second subnet of the same zone gets no mount target (aws/aws-cdk#12097)', () => {
  const { cloud, efs, fileSystemId, subnets } = start();
  const [{ vpcId, availabilityZone, subnetId }] = subnets as [(typeof subnets)[0]];
  efs.createMountTarget({ fileSystemId, subnetId: subnetId! });
  const { subnet } = cloud.ec2.createSubnet({ vpcId: vpcId!, availabilityZone: availabilityZone!, cidrBlock: '172.31.240.0/20' }); // prettier-ignore
  expect(refusal(() => efs.createMountTarget({ fileSystemId, subnetId: subnet!.subnetId! }))).toBe(
    'MountTargetConflict: mount target already exists in this AZ',
  );
});

test('a file system has mount targets in one VPC at a time (kubernetes and peered VPCs: aws-parallelcluster#4062)', () => {
  const { cloud, efs, fileSystemId, subnets } = start();
  efs.createMountTarget({ fileSystemId, subnetId: subnets[0]!.subnetId! });
  const { vpc } = cloud.ec2.createVpc({ cidrBlock: '10.0.0.0/16' });
  const { subnet } = cloud.ec2.createSubnet({ vpcId: vpc!.vpcId!, availabilityZone: subnets[1]!.availabilityZone!, cidrBlock: '10.0.0.0/24' }); // prettier-ignore
  expect(refusal(() => efs.createMountTarget({ fileSystemId, subnetId: subnet!.subnetId! }))).toMatch(
    /^MountTargetConflict: .*same VPC/,
  );
});

test('a subnet that is not there is an error (faiscadev/fakecloud#2160)', () => {
  const { efs, fileSystemId } = start();
  expect(
    refusal(() => efs.createMountTarget({ fileSystemId, subnetId: 'subnet-0123456789abcdef0' })),
  ).toMatch(/^SubnetNotFound/);
});

test('a file system with mount targets stays until they are gone, not just deleted (rebuy-de/aws-nuke#1203, kanisterio/kanister#1140)', async () => {
  const { cloud, efs, fileSystemId, subnets } = start();
  const { mountTargetId } = efs.createMountTarget({ fileSystemId, subnetId: subnets[0]!.subnetId! });
  const remove = () => efs.deleteFileSystem({ fileSystemId });
  const inUse = `FileSystemInUse: The file system '${fileSystemId}' cannot be deleted because it has mount targets. You must delete the mount targets, and then try again.`;
  expect(refusal(remove)).toBe(inUse);
  efs.deleteMountTarget({ mountTargetId });
  expect(refusal(remove)).toBe(inUse);
  await cloud.run(minutes(1));
  expect(remove()).toEqual({});
});

test('mount targets are asked for by one thing, not by none and not by two (faiscadev/fakecloud#2160)', () => {
  const { efs, fileSystemId, subnets } = start();
  const { mountTargetId } = efs.createMountTarget({ fileSystemId, subnetId: subnets[0]!.subnetId! });
  expect(refusal(() => efs.describeMountTargets())).toMatch(/^BadRequest/);
  expect(refusal(() => efs.describeMountTargets({ fileSystemId, mountTargetId }))).toMatch(/^BadRequest/);
  expect(efs.describeMountTargets({ mountTargetId }).mountTargets).toHaveLength(1);
});

test('a creation time is in seconds (floci-io/floci#2371)', async () => {
  const { cloud, fileSystemId } = start();
  const { FileSystems } = (await cloud.send('efs', 'DescribeFileSystems', { FileSystemId: fileSystemId })) as unknown as { FileSystems: [{ CreationTime: Date }] }; // prettier-ignore
  expect(FileSystems[0].CreationTime).toEqual(new Date('2026-01-01T00:00:00Z'));
});

test('elastic is a throughput mode (hashicorp/terraform-provider-aws#35791)', () => {
  expect(start({ throughputMode: 'elastic' }).efs.describeFileSystems().fileSystems).toMatchObject([
    { throughputMode: 'elastic' },
  ]);
});

test('provisioned throughput needs its amount (faiscadev/fakecloud#2160)', () => {
  expect(refusal(() => start({ throughputMode: 'provisioned' }))).toMatch(/^BadRequest/);
});

test('each policy has one transition (hashicorp/terraform-provider-aws#34901)', () => {
  const { efs, fileSystemId } = start({ throughputMode: 'elastic' });
  const put = (lifecyclePolicies: Input<'PutLifecycleConfiguration'>['lifecyclePolicies']) =>
    efs.putLifecycleConfiguration({ fileSystemId, lifecyclePolicies });
  const [ia, archive] = [
    { transitionToIA: 'AFTER_30_DAYS' },
    { transitionToArchive: 'AFTER_180_DAYS' },
  ] as const;
  expect(refusal(() => put([{ ...ia, ...archive }]))).toMatch(/^BadRequest/);
  put([ia, archive]);
  expect(efs.describeLifecycleConfiguration({ fileSystemId }).lifecyclePolicies).toEqual([ia, archive]);
});

test('all three policies go together (terraform-aws-modules/terraform-aws-efs#31)', () => {
  const { efs, fileSystemId } = start({ throughputMode: 'elastic' });
  const lifecyclePolicies = [
    { transitionToIA: 'AFTER_30_DAYS' as const },
    { transitionToArchive: 'AFTER_90_DAYS' as const },
    { transitionToPrimaryStorageClass: 'AFTER_1_ACCESS' as const },
  ];
  expect(efs.putLifecycleConfiguration({ fileSystemId, lifecyclePolicies })).toEqual({ lifecyclePolicies });
});

test('an instance in a zone without a mount target resolves no name (klothoplatform/klotho#956)', async () => {
  const { cloud, efs, fileSystemId, subnets } = start();
  efs.createMountTarget({ fileSystemId, subnetId: subnets[0]!.subnetId! });
  const [one] = cloud.ec2.launch({ placement: { availabilityZone: subnets[1]!.availabilityZone! } });
  await one!.until('running');
  await expect(efs.fileSystem(fileSystemId).mount(one!.id)).rejects.toThrow('Failed to resolve server');
});

test('a mount behind a group without port 2049 hangs, and times out (aws/efs-utils#22)', async () => {
  const { cloud, efs, fileSystemId, subnets } = start();
  const { groupId } = cloud.ec2.createSecurityGroup({ groupName: 'shut', description: 'shut' });
  const [{ subnetId, availabilityZone }] = subnets as [(typeof subnets)[0]];
  efs.createMountTarget({ fileSystemId, subnetId: subnetId!, securityGroups: [groupId!] });
  const [one] = cloud.ec2.launch({ placement: { availabilityZone: availabilityZone! } });
  await one!.until('running');
  await expect(efs.fileSystem(fileSystemId).mount(one!.id)).rejects.toThrow('Connection timed out');
});
