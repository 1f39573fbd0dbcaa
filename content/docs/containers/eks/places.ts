import { check, Cloud, table } from 'desired-capacity';
import { start } from './start.ts';

const replicas = 8; // knob 1..12 unit pods
const request = 500; // knob 100..1900 step 100 unit thousandths of a vCPU

// Three nodes of two vCPUs, and pods that each request a part of one.
const cloud = new Cloud();
const shop = await start(cloud, 3);
const web = shop.deploy('web', { replicas, cpu: request, memory: 512 });
await cloud.run(60);

// #region a table and the checks
const nodes = [...shop.nodes.values()];
table(
  'Where pods run',
  nodes.map(({ zone, pods, requested, allocatable }) => ({
    'node in': zone,
    pods: pods.length,
    'CPU requested': `${requested.cpu} of ${allocatable.cpu}`,
  })),
);
const { pending } = web;
console.log('without a place:', pending.length);
console.log(pending[0]?.message ?? 'all pods have one');
check(
  'each node is an EC2 instance',
  nodes.length === 3 &&
    nodes.every(
      ({ instanceId }) => cloud.ec2.instance(instanceId!).state === 'running',
    ),
);
check(
  'the nodes stand in three zones',
  new Set(nodes.map(({ zone }) => zone)).size === 3,
);
check(
  'the pods run on the nodes, and spread over them',
  nodes.length === 3 &&
    nodes.every(({ pods }) => pods.length >= 2 && pods.length <= 3),
);
check(
  'no node is promised twice',
  nodes.every(
    ({ requested, allocatable }) => requested.cpu <= allocatable.cpu,
  ),
);
check(
  'another Region knows nothing of this cluster',
  cloud.region('eu-west-1').eks.listClusters().clusters!.length === 0,
);
// #endregion
