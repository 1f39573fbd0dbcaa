import { expect, test } from 'vitest';
import { Cloud, minutes, NotModelled } from '../../index.ts';
import { maxPodsOf, templateOf } from './kubernetes/node-size.ts';

/**
 * What AWS's documentation of Amazon EKS says, tried: each title names the page, in
 * https://docs.aws.amazon.com/eks/latest/userguide/… or, in capitals, in …/latest/APIReference/API_…
 */

const named = (name: string) => expect.objectContaining({ name }) as Error;
const invalid = named('InvalidParameterException');
const roleArn = 'arn:aws:iam::123456789012:role/r';
const names = { clusterName: 'shop', nodegroupName: 'workers' };

async function setUp() {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  cloud.ec2.model.sigma = 0;
  cloud.eks.model.clusterCreation = 60;
  const { eks } = cloud;
  const shop = eks.cluster('shop');
  await shop.until('ACTIVE');
  const subnets = shop.subnets.map(({ subnetId }) => subnetId);
  const create = (more: object = {}) =>
    eks.createNodegroup({ ...names, subnets, nodeRole: roleArn, ...more });
  const profile = async (fargateProfileName: string, more: object = {}) => {
    eks.createFargateProfile({ clusterName: 'shop', fargateProfileName, podExecutionRoleArn: roleArn, selectors: [{ namespace: 'batch' }], ...more }); // prettier-ignore
    await cloud.run(60);
  };
  return { cloud, eks, shop, subnets, create, profile };
}

/** A subnet of another VPC. */
function elsewhere({ ec2 }: Cloud): string {
  const { vpcId } = ec2.createVpc({ cidrBlock: '10.0.0.0/16' }).vpc!;
  const made = ec2.createSubnet({ vpcId: vpcId!, cidrBlock: '10.0.1.0/24', availabilityZone: 'us-east-1a' });
  return made.subnet!.subnetId!;
}

test.each([
  ['m5.large', 2, 29],
  ['m5.4xlarge', 16, 110],
  ['m5.16xlarge', 64, 250],
])(
  'a managed node of %s, with %i vCPUs, takes %i pods at most (choosing-instance-type)',
  (name, vcpus, pods) => {
    expect(templateOf({ name, vcpus, memory: 8192 }, undefined, undefined, true).maxPods).toBe(pods);
    expect(templateOf({ name, vcpus, memory: 8192 }).maxPods).toBe(maxPodsOf(name));
  },
);

test('the name of a node group has 63 characters at most, and begins with a letter or a digit (create-managed-node-group)', async () => {
  const { create } = await setUp();
  expect(() => create({ nodegroupName: 'a'.repeat(64) })).toThrow(invalid);
  expect(() => create({ nodegroupName: '-a' })).toThrow(invalid);
  create({ nodegroupName: `1_${'a'.repeat(61)}` });
});

test('a node group has all of its sizes, or none of them (CreateNodegroup)', async () => {
  const { create } = await setUp();
  expect(() => create({ scalingConfig: { desiredSize: 2 } })).toThrow(invalid);
  expect(() => create({ scalingConfig: { minSize: 0, desiredSize: 0, maxSize: 0 } })).toThrow(invalid);
  const { scalingConfig } = create({ scalingConfig: { minSize: 0, desiredSize: 0, maxSize: 1 } }).nodegroup!;
  expect(scalingConfig).toEqual({ minSize: 0, desiredSize: 0, maxSize: 1 });
});

test('an update takes a number of nodes or a share of them, one node by default (CreateNodegroup)', async () => {
  const { create } = await setUp();
  expect(() => create({ updateConfig: { maxUnavailable: 1, maxUnavailablePercentage: 10 } })).toThrow(
    invalid,
  );
  expect(() => create({ updateConfig: {} })).toThrow(invalid);
  expect(() => create({ updateConfig: { maxUnavailable: 101 } })).toThrow(invalid);
  expect(create().nodegroup!.updateConfig).toEqual({ maxUnavailable: 1 });
  const more = { nodegroupName: 'more', updateConfig: { maxUnavailablePercentage: 50 } };
  expect(create(more).nodegroup!.updateConfig).toEqual(more.updateConfig);
});

test('a node group has up to twenty instance types, and t3.medium where none is named (CreateNodegroup)', async () => {
  const { create } = await setUp();
  expect(() => create({ instanceTypes: new Array<string>(21).fill('m5.large') })).toThrow(invalid);
  expect(create().nodegroup!.instanceTypes).toEqual(['t3.medium']);
});

test('a node group needs a subnet, and one of the VPC of the cluster (network-reqs)', async () => {
  const { cloud, create } = await setUp();
  expect(() => create({ subnets: [] })).toThrow(invalid);
  expect(() => create({ subnets: [elsewhere(cloud)] })).toThrow(invalid);
});

test('the subnets of a cluster belong to one VPC (network-reqs)', async () => {
  const { cloud, eks, subnets } = await setUp();
  const subnetIds = [...subnets.slice(0, 2), elsewhere(cloud)];
  expect(() => eks.createCluster({ name: 'c', roleArn, resourcesVpcConfig: { subnetIds } })).toThrow(invalid);
});

test('a node group is an Auto Scaling group, tagged for the Cluster Autoscaler (managed-node-groups)', async () => {
  const { cloud, create } = await setUp();
  const [{ name }] = create().nodegroup!.resources!.autoScalingGroups as [{ name: string }];
  const [group] = cloud.autoscaling.describeAutoScalingGroups({ autoScalingGroupNames: [name] }).autoScalingGroups!;
  expect(group!.tags!.map(({ key }) => key).sort()).toEqual(['k8s.io/cluster-autoscaler/enabled', 'k8s.io/cluster-autoscaler/shop']);
  const { instancesDistribution } = group!.mixedInstancesPolicy!;
  expect([instancesDistribution!.onDemandAllocationStrategy, instancesDistribution!.onDemandPercentageAboveBaseCapacity]).toEqual(['prioritized', 100]);
}); // prettier-ignore

test('a Spot node group rebalances, and chooses by price and capacity (managed-node-groups)', async () => {
  const { cloud, create } = await setUp();
  const [{ name }] = create({ capacityType: 'SPOT' }).nodegroup!.resources!.autoScalingGroups as [{ name: string }]; // prettier-ignore
  const [group] = cloud.autoscaling.describeAutoScalingGroups({ autoScalingGroupNames: [name] }).autoScalingGroups!; // prettier-ignore
  expect(group!.capacityRebalance).toBe(true);
  expect(group!.mixedInstancesPolicy!.instancesDistribution!).toMatchObject({ onDemandPercentageAboveBaseCapacity: 0, spotAllocationStrategy: 'price-capacity-optimized' }); // prettier-ignore
});

test('nodes have labels of their group and of their capacity (managed-node-update-behavior)', async () => {
  const { cloud, create, shop } = await setUp();
  create({ labels: { team: 'search' } });
  await cloud.run(minutes(5));
  for (const { labels } of shop.nodes.values())
    expect(Object.fromEntries(labels)).toMatchObject({ 'team': 'search', 'eks.amazonaws.com/nodegroup': 'workers', 'eks.amazonaws.com/capacityType': 'ON_DEMAND' }); // prettier-ignore
  expect(shop.nodes.size).toBe(2);
});

test('a node group that is deleted drains its nodes first (delete-managed-node-group)', async () => {
  const { cloud, eks, create, shop } = await setUp();
  create();
  create({ nodegroupName: 'others' });
  const web = shop.deploy('web', { replicas: 4, nodeSelector: { 'eks.amazonaws.com/nodegroup': 'workers' } });
  await cloud.run(minutes(5));
  expect(web.ready.length).toBe(4);
  const [lost] = shop.nodes.values();
  eks.deleteNodegroup(names);
  expect(web.pods.map(({ phase }) => phase)).toEqual(new Array(4).fill('Pending'));
  expect(cloud.ec2.instance(lost!.instanceId!).state).not.toBe('terminated');
  await cloud.run(minutes(5));
  expect([shop.nodes.size, eks.listNodegroups({ clusterName: 'shop' }).nodegroups]).toEqual([2, ['others']]);
});

test('a cluster is deleted once it has neither node groups nor profiles (delete-cluster)', async () => {
  const { cloud, eks, create, profile } = await setUp();
  create();
  expect(() => eks.deleteCluster({ name: 'shop' })).toThrow('Cluster has nodegroups attached');
  eks.deleteNodegroup(names);
  await profile('p');
  await cloud.run(minutes(5));
  expect(() => eks.deleteCluster({ name: 'shop' })).toThrow(named('ResourceInUseException'));
  eks.deleteFargateProfile({ clusterName: 'shop', fargateProfileName: 'p' });
  await cloud.run(60);
  expect(eks.deleteCluster({ name: 'shop' }).cluster!.status).toBe('DELETING');
});

test('a selector has a namespace, five labels at most; a profile five selectors (fargate-profile)', async () => {
  const { profile } = await setUp();
  const many = (count: number) => Array.from({ length: count }, (_, i) => `n${i}`);
  const labels = Object.fromEntries(many(6).map((name) => [name, 'x']));
  await expect(profile('a', { selectors: [{ namespace: 'batch', labels }] })).rejects.toThrow(invalid);
  await expect(profile('a', { selectors: [{ labels: {} }] })).rejects.toThrow(invalid);
  await expect(profile('a', { selectors: many(6).map((namespace) => ({ namespace })) })).rejects.toThrow(invalid);
  await profile('a', { selectors: many(5).map((namespace) => ({ namespace })) });
}); // prettier-ignore

test.each([
  ['prod*', 'prod', true],
  ['prod*', 'prod-metrics', true],
  ['*dev', 'prod-dev', true],
  ['frontend*?', 'frontend', false],
  ['value?', 'valuea', true],
  ['value?', 'value-a', false],
])('the namespace %j of a selector covers %j: %j (fargate-profile)', async (pattern, namespace, covered) => {
  const { cloud, shop, profile } = await setUp();
  await profile('p', { selectors: [{ namespace: pattern }] });
  const web = shop.deploy('web', { namespace });
  await cloud.run(minutes(2));
  expect(web.pods[0]!.node?.instanceType).toBe(covered ? 'fargate' : undefined);
});

test('a pod has all labels of a selector, by patterns too (fargate-profile)', async () => {
  const { cloud, shop, profile } = await setUp();
  await profile('p', { selectors: [{ namespace: 'batch', labels: { 'key?': 'value*', size: 'large' } }] });
  const one = shop.deploy('one', { namespace: 'batch', labels: { keya: 'value-1' } });
  const both = shop.deploy('both', { namespace: 'batch', labels: { keya: 'value-1', size: 'large' } });
  await cloud.run(minutes(2));
  expect([one.ready.length, both.ready.length]).toEqual([0, 1]);
});

test('of several profiles the first by name is taken, or the one that the pod names (fargate-profile)', async () => {
  const { cloud, shop, subnets, profile } = await setUp();
  await profile('prod-workload', { subnets: subnets.slice(0, 1) });
  await profile('beta-workload', { subnets: subnets.slice(1, 2) });
  const zones = shop.subnets.map(({ availabilityZone }) => availabilityZone);
  const any = shop.deploy('any', { namespace: 'batch', replicas: 2 });
  const told = shop.deploy('told', { namespace: 'batch', labels: { 'eks.amazonaws.com/fargate-profile': 'prod-workload' } }); // prettier-ignore
  await cloud.run(minutes(2));
  expect(any.ready.map(({ node }) => node!.zone)).toEqual([zones[1], zones[1]]);
  expect(told.ready.map(({ node }) => node!.zone)).toEqual([zones[0]]);
});

test('pods on Fargate are in the subnets of their profile (fargate-profile)', async () => {
  const { cloud, shop, subnets, profile } = await setUp();
  await profile('p', { subnets: subnets.slice(2, 4) });
  const job = shop.deploy('job', { namespace: 'batch', replicas: 4 });
  await cloud.run(minutes(2));
  const zones = new Set(job.ready.map(({ node }) => node!.zone));
  expect([...zones].sort()).toEqual(shop.subnets.slice(2, 4).map(({ availabilityZone }) => availabilityZone));
});

test('pods of a profile that is deleted are stopped, and wait (delete-fargate-profile)', async () => {
  const { cloud, eks, shop, profile } = await setUp();
  await profile('p');
  const job = shop.deploy('job', { namespace: 'batch', replicas: 2 });
  await cloud.run(minutes(2));
  expect(job.ready.length).toBe(2);
  job.scale(3);
  eks.deleteFargateProfile({ clusterName: 'shop', fargateProfileName: 'p' });
  await cloud.run(minutes(5));
  expect(job.pods.map(({ phase }) => phase)).toEqual(['Pending', 'Pending', 'Pending']);
  expect(shop.nodes.size).toBe(0);
  expect(job.pods[0]!.message).toBe('no nodes available to schedule pods');
});

test('only one profile of a cluster is made or deleted at a time (delete-fargate-profile; terraform-aws-eks#866)', async () => {
  const { cloud, eks, profile } = await setUp();
  const first = profile('a');
  const told =
    'Cannot create Fargate Profile b because cluster shop currently has Fargate profile a in status ';
  await expect(profile('b')).rejects.toThrow(`${told}CREATING`);
  await first;
  await profile('c');
  const remove = (fargateProfileName: string) => eks.deleteFargateProfile({ clusterName: 'shop', fargateProfileName }); // prettier-ignore
  remove('a');
  expect(() => remove('c')).toThrow('in status DELETING');
  await expect(profile('b')).rejects.toThrow(`${told}DELETING`);
  await cloud.run(60);
  remove('c');
});

test('a pod on Fargate is paid by what was provisioned, not by what it asks for (fargate-pod-configuration)', async () => {
  const { cloud, shop, profile } = await setUp();
  await profile('p');
  shop.deploy('job', { namespace: 'batch', cpu: 300, memory: 900 });
  await cloud.run(minutes(62));
  const used = (item: string) => cloud.meter.bill().find((one) => one.item === item)!.quantity;
  // 0.3 vCPU become 0.5, and 900 MiB with 256 for Kubernetes 2 GB.
  expect(used('memory of pods') / used('vCPUs of pods')).toBeCloseTo(4, 9);
});

test('Fargate has no Spot, and nodes no Outposts, no Auto Mode: what is not modelled says so (fargate)', async () => {
  const { eks, create } = await setUp();
  expect(() => create({ warmPoolConfig: {} })).toThrow(NotModelled);
  expect(() => create({ launchTemplate: { name: 'own' } })).toThrow(NotModelled);
  expect(() => eks.createCluster({ name: 'c', roleArn, resourcesVpcConfig: {}, outpostConfig: { outpostArns: [], controlPlaneInstanceType: 'm5.large' } })).toThrow(NotModelled); // prettier-ignore
});

test('a cluster that is being made takes no node groups (CreateNodegroup)', () => {
  const { eks } = new Cloud();
  const cluster = eks.cluster('shop');
  expect(() => cluster.nodeGroup('workers')).toThrow(named('InvalidRequestException'));
});
