import { check, Cloud, hours, minutes, table } from 'desired-capacity';
import { start } from './start.ts';

// One cluster with four kinds of capacity, and a pod for each.
const cloud = new Cloud();
const shop = await start(cloud, 1);
shop.nodeGroup('cheap', {
  capacityType: 'SPOT',
  instanceTypes: ['m5.large', 'm5.xlarge'],
  scalingConfig: { desiredSize: 1, minSize: 1, maxSize: 4 },
});
const own = cloud.autoscaling.createGroup('own', {
  minSize: 2,
  maxSize: 4,
  // #region half of them Spot, half On-Demand
  mixedInstancesPolicy: {
    launchTemplate: {
      overrides: [{ instanceType: 'm5.large' }, { instanceType: 'm4.large' }],
    },
    instancesDistribution: { onDemandPercentageAboveBaseCapacity: 50 },
  },
  // #endregion
});
shop.join('own', { who: 'me' });
shop.fargateProfile('batch', 'batch');
await cloud.run(minutes(6));
const capacity = (type: string) => ({
  'eks.amazonaws.com/capacityType': type,
});
// #region which pod goes where
const pods = {
  'managed, On-Demand': { nodeSelector: capacity('ON_DEMAND') },
  'managed, Spot': { nodeSelector: capacity('SPOT') },
  'self-managed': { nodeSelector: { who: 'me' } },
  Fargate: { namespace: 'batch', cpu: 1000, memory: 8192 },
};
// #endregion

// #region a deployment for each, a table and the checks
const deployments = Object.entries(pods).map(([kind, options], i) => ({
  kind,
  deployment: shop.deploy(`app-${i}`, options),
}));
await cloud.run(minutes(3));
const { nodegroups } = cloud.eks.listNodegroups({ clusterName: 'shop' });
const rows = deployments.map(({ kind, deployment }) => {
  const node = deployment.ready[0]?.node;
  const group = node?.group ?? '—';
  const listed = nodegroups!.includes(group) ? 'yes' : 'no';
  const instanceType = node?.instanceType ?? 'nowhere';
  return { kind, 'runs on': instanceType, group, 'made by EKS': listed };
});
table('Four pods', rows);
const spot = cloud.autoscaling.group(
  shop.groups.find(({ name }) => name === 'cheap')!.autoScalingGroup,
);
const [{ instances }] = cloud.ec2.describeInstances({
  instanceIds: spot.instances.map(({ id }) => id),
}).reservations as [{ instances: { instanceLifecycle?: string }[] }];
check('pods run on EC2', rows[0]!['runs on'] === 'm5.large');
check('pods run on Fargate', rows[3]!['runs on'] === 'fargate');
const small = deployments[3]!.deployment.ready[0]?.node;
check(
  'on Fargate no instance of yours is behind a pod',
  small !== undefined && small.instanceId === undefined,
);
check(
  'a managed group may be of Spot Instances',
  instances[0]!.instanceLifecycle === 'spot',
);
check(
  'the nodes of a group belong to an Auto Scaling group',
  [...shop.nodes.values()].some(
    ({ instanceId }) => instanceId === spot.inService[0]!.id,
  ),
);
const isSpot = (id: string) => cloud.ec2.instance(id).spot;
const mine = [...shop.nodes.values()].filter(({ group }) => group === 'own');
check(
  'nodes of your own are On-Demand or Spot, as you like: here one of each',
  mine.length === own.instances.length &&
    mine.filter(({ instanceId }) => isSpot(instanceId!)).length === 1,
);
check(
  'EKS does not list nodes that you have made yourself',
  rows[2]!['made by EKS'] === 'no' && rows[2]!.group === 'own',
);
await cloud.run(hours(1));
const eks = cloud.meter
  .bill()
  .find(({ service }) => service === 'Amazon EKS')!;
check('a cluster is paid by the hour', eks.usd > 0.1 && eks.quantity > 1);
// #endregion
