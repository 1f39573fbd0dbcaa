import {
  arrivals,
  check,
  Cloud,
  HttpClient,
  playback,
  plot,
  recordTier,
  table,
} from 'desired-capacity';

const others = 9; // knob good targets: 3..9

// One target fails each page at once, and passes its health check all the same.
async function tier(name: string, type: string, mitigation = 'off') {
  const cloud = new Cloud();
  // #region the target that fails, and the good ones
  const application = { concurrency: 1000, keepAlive: 4000 };
  const [bad] = cloud.ec2.launch({
    application: {
      ...application,
      demand: () => 0.001,
      respond: ({ path }) => ({ status: path === '/health' ? 200 : 500 }),
    },
  });
  const good = cloud.ec2.launch({
    count: others,
    subnetId: bad!.network.subnetId,
    instanceType: 'm7g.medium',
    application: { ...application, serviceTime: 0.1 },
  });
  // #endregion
  const web = cloud.elasticloadbalancingv2.balancer('web', {
    targets: [bad!, ...good],
    healthCheck: { path: '/health' },
    group: {
      'load_balancing.algorithm.type': type,
      ...(mitigation === 'on' && {
        'load_balancing.algorithm.anomaly_mitigation': 'on',
      }),
    },
  });
  await web.until('healthy');
  const film = recordTier(cloud, web, { name, look: 0.5 });
  // #region the share that fails, in each ten seconds
  const start = cloud.now;
  const perTen = new Map<number, { all: number; failed: number }>();
  web.onRequest(({ time, status }) => {
    const x = 10 * Math.floor((time - start) / 10);
    const row = perTen.get(x) ?? { all: 0, failed: 0 };
    row.all += 1;
    row.failed += Number(status === 500);
    perTen.set(x, row);
  });
  const client = new HttpClient(cloud, { maxPerHost: 2000 });
  const rate = 8 * (others + 1);
  arrivals(cloud, { rate, lasting: 60 }, () =>
    client.request({ host: web.dnsName, path: '/page' }),
  );
  await cloud.run(60);
  const late = [...perTen].filter(([x]) => x >= 30).map(([, row]) => row);
  const sum = (key: 'all' | 'failed') =>
    late.reduce((total, row) => total + row[key], 0);
  const points = [...perTen].map(
    ([x, { all, failed }]) => [x, (100 * failed) / all] as const,
  );
  return { name, film, points, share: (100 * sum('failed')) / sum('all') };
  // #endregion
}

const turns = await tier('round robin', 'round_robin');
const least = await tier('least outstanding', 'least_outstanding_requests');
const weights = await tier('weights, mitigated', 'weighted_random', 'on');
// #region the playback, the plot, the table and the checks
playback({
  title: 'Who gets the requests',
  description:
    'One target of ten fails each request at once. Round robin gives it its turn. Least outstanding requests gives it more than that, for it is never busy. Weights with mitigation soon give it next to nothing.',
  scenes: [turns.film, least.film, weights.film],
});
plot({
  title: 'Requests that fail',
  description:
    'Round robin stays at one share. Least outstanding requests lies at about twice of it. Weighted random with mitigation begins like round robin and falls to nearly nothing within half a minute.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Share', unit: '%' },
  series: [turns, least, weights].map(({ name, points }) => ({
    name,
    points,
  })),
});
const rounded = (n: number) => Math.round(10 * n) / 10;
table(
  'From second 30 on',
  [turns, least, weights].map(({ name, share }) => ({
    algorithm: name,
    'fail (%)': rounded(share),
  })),
);
const fair = 100 / (others + 1);
check('in turn, the hole gets its share', Math.abs(turns.share - fair) < 1.5);
check(
  'the least busy is the one that fails fastest',
  least.share > 1.4 * fair,
);
check('mitigation starves it', weights.share < fair / 4);
// #endregion
