import {
  arrivals,
  check,
  Cloud,
  HttpClient,
  plot,
  table,
} from 'desired-capacity';

const load = 0.8; // knob load of each server: 0.5..0.9 step 0.1

// Ten servers, each with one processor. A request takes it for 0.1 s on average.
async function tier(name: string, algorithm: string) {
  const cloud = new Cloud();
  const application = { serviceTime: 0.1, concurrency: 1000 };
  const fleet = cloud.ec2.launch({
    count: 10,
    instanceType: 'm7g.medium',
    application,
  });
  const web = cloud.elasticloadbalancingv2.balancer('web', {
    targets: fleet,
    group: { 'load_balancing.algorithm.type': algorithm },
  });
  await web.until('healthy');
  // #region requests, and how long they take
  const client = new HttpClient(cloud, { maxPerHost: 1000 });
  arrivals(cloud, { rate: 100 * load, limit: 3000 }, () =>
    client.request({ host: web.dnsName }),
  );
  await cloud.run(150);
  return {
    name,
    latency: client.outcomes.latency,
    shares: web.targetGroup.shares,
  };
  // #endregion
}

const tiers = [
  await tier('at random', 'weighted_random'),
  await tier('in turn', 'round_robin'),
  await tier('to the least busy', 'least_outstanding_requests'),
];
// #region the plot, the table and the checks
const shares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];
plot({
  title: 'How long requests take, the slowest last',
  description:
    'Three rising lines. The one of a random choice rises earliest and ends highest; that of turns lies below it; that of the least busy server stays low until the very end.',
  x: { label: 'Percentile', unit: '%' },
  y: { label: 'Time', unit: 's' },
  series: tiers.map(({ name, latency }) => ({
    name,
    points: shares.map((p) => [100 * p, latency.quantile(p)] as const),
  })),
});
const rounded = (n: number) => Math.round(1000 * n) / 1000;
table(
  'Ten servers',
  tiers.map(({ name, latency, shares }) => ({
    'a request goes': name,
    'mean (s)': rounded(latency.mean),
    'p99 (s)': rounded(latency.quantile(0.99)),
    'busiest server (%)': Math.round(
      100 * Math.max(...Object.values(shares)),
    ),
  })),
);
const [random, turns, least] = tiers.map(({ latency }) => latency.mean);
check('turns beat chance', turns! < random!);
check('a look at who is busy beats turns', least! < turns!);
check(
  'and no server gets much more than a tenth',
  tiers.every((one) => Math.max(...Object.values(one.shares)) < 0.13),
);
// #endregion
