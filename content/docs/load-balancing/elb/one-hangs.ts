import {
  arrivals,
  check,
  Cloud,
  HttpClient,
  plot,
  table,
} from 'desired-capacity';

const servers = 4; // knob servers: 2..8
const interval = 10; // knob seconds between health checks: 5..30 step 5

// Ten visitors come each second. After two minutes a server hangs: it takes
// requests and answers none. A visitor gives up after four seconds.
async function shop(way: string) {
  const cloud = new Cloud();
  const fleet = cloud.ec2.launch({ count: servers, application: {} });
  const web = cloud.elasticloadbalancingv2.balancer('web', {
    targets: fleet,
    healthCheck: { interval, timeout: 2, unhealthyThreshold: 2 },
  });
  await web.until('healthy');
  // #region what the name leads to: the balancer, or all servers by DNS alone
  const addresses = fleet.map(({ address }) => address);
  const records = function* () {
    yield 0.001;
    return { addresses, ttl: 60 };
  };
  const direct = way === 'DNS alone';
  const host = direct ? 'shop.example.com' : web.dnsName;
  const names = direct
    ? { resolve: () => cloud.simulation.process(records) }
    : {};
  // #endregion
  // #region the visitors, and what they meet in each ten seconds
  const start = cloud.now;
  const failed = new Map<number, number>();
  const visitor = new HttpClient(cloud, {
    readTimeout: 4,
    maxIdlePerHost: 0,
    ...names,
    onEnd: (outcome) => {
      const minute = Math.floor((cloud.now - start) / 10) / 6;
      const ok = outcome.kind === 'response' && outcome.response.status < 500;
      failed.set(minute, (failed.get(minute) ?? 0) + Number(!ok));
    },
  });
  // #endregion
  cloud.simulation.schedule(120, () => fleet[0]!.host!.hang());
  arrivals(cloud, { rate: 10, lasting: 300 }, () =>
    visitor.request({ host }),
  );
  await cloud.run(310);
  // #region a row of the table
  const lost = [...failed.values()].reduce((sum, n) => sum + n, 0);
  return { way, lost, visits: visitor.outcomes.calls, points: [...failed] };
  // #endregion
}

const alone = await shop('DNS alone');
const balanced = await shop('load balancer');
// #region the plot, the table and the checks
plot({
  title: 'Failed visits in ten seconds',
  description:
    'Both lines are at zero until the server hangs. By DNS alone a fixed share of visits fails until the end. Behind the load balancer visits fail for some seconds only.',
  x: { label: 'Time', unit: 'min' },
  y: { label: 'Failed visits' },
  series: [alone, balanced].map(({ way, points }) => ({
    name: way,
    style: 'step',
    points,
  })),
  marks: [{ x: 2, label: 'a server hangs' }],
});
table(
  'Five minutes',
  [alone, balanced].map(({ way, visits, lost }) => ({
    'the name leads to': way,
    visits,
    failed: lost,
  })),
);
const share = alone.lost / alone.visits;
check('by DNS alone a server that hangs keeps its share', share > 0.1);
check('the balancer finds it out', balanced.lost < alone.lost / 3);
const late = balanced.points.filter(([minute]) => minute > 3);
check(
  'and then nobody fails',
  late.every(([, failed]) => failed === 0),
);
// #endregion
