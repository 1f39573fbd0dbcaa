import { check, Cloud, hours, minutes, plot, table } from 'desired-capacity';
import { start } from './start.ts';

const peak = 1200; // knob 200..2000 step 100 unit requests a second

// Two nodes. From the fifth minute on, half an hour of traffic.
async function run(who: 'nobody' | 'Cluster Autoscaler' | 'Karpenter') {
  const cloud = new Cloud();
  const shop = await start(cloud, 2, 20);
  if (who === 'Cluster Autoscaler') shop.clusterAutoscaler();
  if (who === 'Karpenter')
    shop.karpenter({
      instanceTypes: ['m5.large', 'm5.xlarge', 'm5.2xlarge'],
    });
  const web = shop.deploy('web', { replicas: 2, cpu: 500, cpuLimit: 1000 });
  shop.autoscale(web, { minReplicas: 2, maxReplicas: 48, targetCpu: 60 });
  web.load(
    (seconds) => (seconds > minutes(5) && seconds < minutes(35) ? peak : 40),
    { perVcpu: 100 },
  );
  // #region eighty minutes
  const begin = cloud.now;
  const nodes = cloud.record(() => shop.nodes.size, { every: 30 });
  await cloud.run(minutes(20));
  const at20 = { replicas: web.replicas, ready: web.ready.length };
  await cloud.run(hours(1));
  return { who, nodes, begin, web, shop, ...at20 };
  // #endregion
}
const runs = [
  await run('nobody'),
  await run('Cluster Autoscaler'),
  await run('Karpenter'),
];

// #region a plot, a table and the checks
plot({
  title: 'Nodes',
  description:
    'With nobody the nodes stay two. The Cluster Autoscaler and Karpenter add nodes as the traffic begins and remove them after it has ended.',
  x: { label: 'Time', unit: 'min' },
  y: { label: 'Nodes' },
  series: runs.map(({ who, nodes, begin }) => ({
    name: who,
    points: nodes.map(
      ([at, count]) => [(at - begin) / 60, count] as [number, number],
    ),
  })),
});
table(
  'In the twentieth minute, and at the end',
  runs.map(({ who, replicas, ready, web, shop }) => ({
    'who adds nodes': who,
    'pods wanted': replicas,
    'pods ready': ready,
    'requests lost %': Math.round(web.lossRate * 1000) / 10,
    'nodes at the end': shop.nodes.size,
  })),
);
const [nobody, groups, karpenter] = runs as [
  (typeof runs)[0],
  (typeof runs)[0],
  (typeof runs)[0],
];
check(
  'EKS itself adds no node, whatever the load',
  nobody.nodes.every(([, count]) => count === 2),
);
check('then pods have no place', nobody.ready < nobody.replicas);
check(
  'the Cluster Autoscaler adds nodes for pods that wait',
  Math.max(...groups.nodes.map(([, count]) => count)) > 2,
);
check(
  'and removes them',
  groups.shop.nodes.size < Math.max(...groups.nodes.map(([, n]) => n)),
);
check(
  'Karpenter adds nodes of its own',
  Math.max(...karpenter.nodes.map(([, count]) => count)) > 2,
);
check('its nodes go too', karpenter.shop.nodes.size <= 2);
// #endregion
