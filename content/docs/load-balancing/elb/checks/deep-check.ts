import {
  arrivals,
  check,
  Cloud,
  HttpClient,
  plot,
  table,
} from 'desired-capacity';

const share = 0.2; // knob share of pages that need the recommendations: 0..1 step 0.1

// Six servers, three of them in a zone whose recommendation service dies for
// some minutes. Pages with recommendations fail there, and deep checks do.
async function shop(path: '/health' | '/health/deep') {
  const cloud = new Cloud();
  const elb = cloud.elasticloadbalancingv2;
  const [a, b] = elb.defaults().subnets as [string, string];
  let dead = false;
  // #region three servers in a zone, which the dead service hits or not
  const launch = (subnetId: string, hit: boolean) =>
    cloud.ec2.launch({
      count: 3,
      subnetId,
      instanceType: 'm7g.medium',
      application: {
        concurrency: 1000,
        demand: (request, random) =>
          request.path!.startsWith('/health')
            ? 0.001
            : random.exponential(0.2),
        respond: ({ path }) => ({
          status: hit && dead && /deep|recommend/.test(path!) ? 500 : 200,
        }),
      },
    });
  // #endregion
  const fleet = [...launch(a, false), ...launch(b, true)];
  const web = elb.balancer('web', {
    subnets: [a, b],
    targets: fleet,
    healthCheck: { path, interval: 10, timeout: 5 },
  });
  await web.until('healthy');
  // #region visitors, and how many of them were served within two seconds
  const start = cloud.now;
  const perHalf = new Map<number, { all: number; good: number }>();
  const client = new HttpClient(cloud, {
    maxPerHost: 2000,
    onEnd: (outcome) => {
      const x = Math.floor((cloud.now - start) / 20) / 3;
      const row = perHalf.get(x) ?? { all: 0, good: 0 };
      row.all += 1;
      const ok =
        outcome.kind === 'response' && outcome.response.status === 200;
      row.good += Number(ok && outcome.latency < 2);
      perHalf.set(x, row);
    },
  });
  const random = cloud.random('pages');
  arrivals(cloud, { rate: 18, lasting: 240 }, () =>
    client.request({
      host: web.dnsName,
      path: random.bernoulli(share) ? '/recommend' : '/page',
    }),
  );
  // #endregion
  cloud.simulation.schedule(40, () => (dead = true));
  cloud.simulation.schedule(200, () => (dead = false));
  // #region the share of visits that were served
  await cloud.run(260);
  const during = [...perHalf].filter(([x]) => x >= 1 && x < 3.3);
  const sum = (key: 'all' | 'good') =>
    during.reduce((total, [, row]) => total + row[key], 0);
  const points = [...perHalf]
    .filter(([x]) => x < 4)
    .map(([x, { all, good }]) => [x, (100 * good) / all] as const);
  return { points, good: (100 * sum('good')) / sum('all') };
  // #endregion
}

const shallow = await shop('/health');
const deep = await shop('/health/deep');
// #region the plot, the table and the checks
plot({
  title: 'Visits served within two seconds',
  description:
    'With the shallow check the line dips a little while the service is dead. With the deep check it falls far and stays low until the service is back.',
  x: { label: 'Time', unit: 'min' },
  y: { label: 'Share', unit: '%' },
  series: [
    { name: 'shallow check', points: shallow.points },
    { name: 'deep check', points: deep.points },
  ],
  marks: [
    { x: 2 / 3, label: 'a service of one zone dies' },
    { x: 10 / 3, label: 'and is back' },
  ],
});
table('Served within two seconds (%)', [
  {
    check: 'shallow: does the server answer?',
    'while it is dead': Math.round(shallow.good),
  },
  {
    check: 'deep: does all that it needs answer?',
    'while it is dead': Math.round(deep.good),
  },
]);
check('the shallow check loses a share of a share', shallow.good > 80);
check('the deep check loses the most', deep.good < shallow.good - 10);
// #endregion
