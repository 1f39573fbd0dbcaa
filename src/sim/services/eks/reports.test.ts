import { expect, test } from 'vitest';
import { Cloud, minutes, NotModelled } from '../../index.ts';
import { recommendReplicas } from './kubernetes/recommendation.ts';

/** What users of other emulators, of EKS and of Kubernetes' autoscalers were surprised by. */

async function setUp(scalingConfig = { minSize: 1, maxSize: 4, desiredSize: 1 }) {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  cloud.ec2.model.sigma = 0;
  cloud.eks.model.clusterCreation = 60;
  const cluster = cloud.eks.cluster('c');
  await cluster.until('ACTIVE');
  cluster.nodeGroup('g', { instanceTypes: ['m5.large'], scalingConfig });
  await cloud.run(minutes(4));
  return { cloud, cluster, eks: cloud.eks };
}

const named = (name: string) => expect.objectContaining({ name }) as Error;
const group = { clusterName: 'c', nodegroupName: 'g' };

test('CreateNodegroup takes 1, 2 and 2 as its sizes, and On-Demand, and 20 GiB (floci#1226)', async () => {
  const { cluster, eks } = await setUp();
  cluster.nodeGroup('plain');
  expect(eks.describeNodegroup({ clusterName: 'c', nodegroupName: 'plain' }).nodegroup).toMatchObject({
    scalingConfig: { minSize: 1, maxSize: 2, desiredSize: 2 },
    capacityType: 'ON_DEMAND',
    diskSize: 20,
    instanceTypes: ['t3.medium'],
    health: { issues: [] },
  });
});

test('CreateNodegroup makes worker nodes (floci#1137)', async () => {
  const { cloud, cluster } = await setUp();
  expect([...cluster.nodes.values()].map(({ instanceId }) => cloud.ec2.instance(instanceId!).state)).toEqual(['running']);
}); // prettier-ignore

test('a second node group of a name is ResourceInUseException, one of no cluster ResourceNotFoundException (floci#1226, floci#1523)', async () => {
  const { cluster, eks } = await setUp();
  expect(() => cluster.nodeGroup('g')).toThrow(named('ResourceInUseException'));
  const [subnet] = cluster.subnets;
  const given = {
    nodegroupName: 'g',
    subnets: [subnet!.subnetId],
    nodeRole: 'arn:aws:iam::123456789012:role/r',
  };
  expect(() => eks.createNodegroup({ ...given, clusterName: 'none' })).toThrow(
    named('ResourceNotFoundException'),
  );
});

test('what is not there is told in AWS’s words (aws-cli#5186)', async () => {
  const { eks } = await setUp();
  expect(() => eks.describeNodegroup({ clusterName: 'c', nodegroupName: 'x' })).toThrow('No node group found for name: x.');
  expect(() => eks.describeCluster({ name: 'x' })).toThrow('No cluster found for name: x.');
}); // prettier-ignore

test('ListNodegroups lists managed node groups, and none that somebody else made (aws-cli#5186)', async () => {
  const { cloud, cluster, eks } = await setUp();
  cloud.autoscaling.createGroup('podsched-1', { minSize: 1, maxSize: 1, instanceType: 't3.small' });
  cluster.join('podsched-1');
  await cloud.run(minutes(3));
  expect(eks.listNodegroups({ clusterName: 'c' }).nodegroups).toEqual(['g']);
  expect(cluster.nodes.size).toBe(2);
});

test('ARNs of node groups and profiles end with an id of their own (fakecloud#2083)', async () => {
  const { cluster, eks } = await setUp();
  expect(eks.describeNodegroup(group).nodegroup!.nodegroupArn).toMatch(/:nodegroup\/c\/g\/[0-9a-f-]{36}$/);
  cluster.fargateProfile('p', 'batch');
  const asked = { clusterName: 'c', fargateProfileName: 'p' };
  expect(eks.describeFargateProfile(asked).fargateProfile!.fargateProfileArn).toMatch(/:fargateprofile\/c\/p\/[0-9a-f-]{36}$/);
}); // prettier-ignore

test('an update is InProgress, and then Successful (fakecloud#2083)', async () => {
  const { cloud, eks } = await setUp();
  const { update } = eks.updateNodegroupConfig({ ...group, scalingConfig: { desiredSize: 2 } });
  const asked = { name: 'c', updateId: update!.id! };
  expect(eks.describeUpdate(asked).update!.status).toBe('InProgress');
  await cloud.run(minutes(4));
  expect(eks.describeUpdate(asked).update!.status).toBe('Successful');
  expect(eks.listUpdates({ name: 'c' }).updateIds).toEqual([update!.id]);
});

test('names may have an underscore (localstack#11081)', () => {
  const cloud = new Cloud();
  expect(cloud.eks.cluster('my_cluster').name).toBe('my_cluster');
});

test('the desired size is no free choice: between the least and the most (terraform-aws-eks)', async () => {
  const { eks } = await setUp();
  const refused = (desiredSize: number) => () =>
    eks.updateNodegroupConfig({ ...group, scalingConfig: { desiredSize } });
  expect(refused(0)).toThrow("Minimum capacity 1 can't be greater than desired size 0");
  expect(refused(9)).toThrow(named('InvalidParameterException'));
});

test('a cluster needs subnets in two zones (terraform-aws-eks)', () => {
  const cloud = new Cloud();
  const subnetId = cloud.ec2.describeSubnets().subnets![0]!.subnetId!;
  const input = { name: 'c', roleArn: 'arn:aws:iam::123456789012:role/r', resourcesVpcConfig: { subnetIds: [subnetId] } };
  expect(() => cloud.eks.createCluster(input)).toThrow('Subnets specified must be in at least two different AZs');
}); // prettier-ignore

test('pods that wait for a place do not keep a deployment large (kubernetes#82285, kubernetes#85506)', async () => {
  const { cloud, cluster } = await setUp();
  const web = cluster.deploy('web', { replicas: 1, cpu: 900 });
  web.load(1000, { perVcpu: 100 });
  cluster.autoscale(web, { maxReplicas: 10, targetCpu: 50 });
  await cloud.run(minutes(5));
  expect([web.ready.length, web.pending.length > 0]).toEqual([2, true]);
  web.load(1, { perVcpu: 100 });
  await cloud.run(minutes(10));
  expect([web.replicas, web.pending.length]).toEqual([1, 0]);
});

test('four tasks a pod and forty-one tasks: within the tolerance nothing happens (kubernetes#116984)', () => {
  const tasks = (count: number, pods: number) => Array.from({ length: pods }, (_, i) => ({ ready: true, value: Math.floor(count / pods) + (i < count % pods ? 1 : 0) })); // prettier-ignore
  expect(recommendReplicas(9, tasks(37, 9), 4)).toBe(9);
  expect(recommendReplicas(10, tasks(41, 10), 4)).toBe(10);
  expect(recommendReplicas(10, tasks(45, 10), 4)).toBe(12);
});

test('the Cluster Autoscaler leaves no pod without a place as it scales down (autoscaler#1836)', async () => {
  const { cloud, cluster } = await setUp({ minSize: 1, maxSize: 6, desiredSize: 4 });
  const web = cluster.deploy('web', { replicas: 4, cpu: 900 });
  cluster.clusterAutoscaler();
  await cloud.run(minutes(30));
  expect([cluster.nodes.size, web.ready.length, web.pending.length]).toEqual([2, 4, 0]);
});

test('what is not modelled says so', async () => {
  const { cluster, eks } = await setUp();
  expect(() => cluster.apply()).toThrow(NotModelled);
  const subnetIds = cluster.subnets.map(({ subnetId }) => subnetId);
  const input = { name: 'auto', roleArn: 'arn:aws:iam::123456789012:role/r', resourcesVpcConfig: { subnetIds }, computeConfig: { enabled: true } }; // prettier-ignore
  expect(() => eks.createCluster(input)).toThrow('EKS Auto Mode');
});
