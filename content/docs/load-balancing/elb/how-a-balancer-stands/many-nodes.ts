import {
  arrivals,
  check,
  Cloud,
  HttpClient,
  plot,
  table,
} from 'desired-capacity';

const load = 0.8; // knob load of each server: 0.5..0.9 step 0.1

// Ten servers behind a balancer in two zones. A request takes 0.1 s on average.
async function tier(nodes: number, algorithm: string) {
  const cloud = new Cloud();
  const elb = cloud.elasticloadbalancingv2;
  elb.model.nodesPerZone = nodes / 2;
  // #region ten servers
  const fleet = cloud.ec2.launch({
    count: 10,
    instanceType: 'm7g.medium',
    application: { serviceTime: 0.1, concurrency: 1000 },
  });
  // #endregion
  const web = elb.balancer('web', {
    targets: fleet,
    group: { 'load_balancing.algorithm.type': algorithm },
  });
  await web.until('healthy');
  // #region each visitor takes any node
  const visitor = new HttpClient(cloud, {
    maxPerHost: 1000,
    maxIdlePerHost: 0,
    dns: { keep: 'none' },
  });
  arrivals(cloud, { rate: 100 * load, limit: 2500 }, () =>
    visitor.request({ host: web.dnsName }),
  );
  await cloud.run(100);
  return visitor.outcomes.latency.mean;
  // #endregion
}

const least = [
  [2, await tier(2, 'least_outstanding_requests')],
  [8, await tier(8, 'least_outstanding_requests')],
] as const;
const turns = [
  [2, await tier(2, 'round_robin')],
  [8, await tier(8, 'round_robin')],
] as const;
// #region the plot, the table and the checks
plot({
  title: 'What a request takes',
  description:
    'Two lines over the number of nodes. Least outstanding requests begins far below round robin and rises with the nodes; round robin stays high.',
  x: { label: 'Nodes' },
  y: { label: 'Mean time', unit: 's' },
  series: [
    { name: 'least outstanding requests', points: least },
    { name: 'round robin', points: turns },
  ],
});
const rounded = (n: number) => Math.round(1000 * n) / 1000;
table(
  'Mean time (s)',
  [0, 1].map((i) => ({
    nodes: least[i]![0],
    'least outstanding requests': rounded(least[i]![1]),
    'round robin': rounded(turns[i]![1]),
  })),
);
check(
  'few nodes know much: the least busy wins clearly',
  least[0][1] < 0.75 * turns[0][1],
);
check(
  'many nodes know little: most of the lead is gone',
  least[1][1] > 1.2 * least[0][1],
);
// #endregion
