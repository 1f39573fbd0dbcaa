import {
  arrivals,
  check,
  Cloud,
  HttpClient,
  playback,
  recordTier,
  table,
} from 'desired-capacity';

const few = 2; // knob targets in zone a: 0..5
const many = 8; // knob targets in zone b: 5..10

async function shares(crossZone: boolean) {
  const cloud = new Cloud();
  const elb = cloud.elasticloadbalancingv2;
  const [a, b] = elb.defaults().subnets as [string, string];
  const launch = (count: number, subnetId: string) =>
    count > 0 ? cloud.ec2.launch({ count, subnetId, application: {} }) : [];
  const inA = launch(few, a);
  const inB = launch(many, b);
  const web = elb.balancer('web', {
    subnets: [a, b],
    targets: [...inA, ...inB],
    group: { 'load_balancing.cross_zone.enabled': crossZone },
  });
  await web.until('active');
  await cloud.run(60);
  // Each visitor asks DNS anew, and gets the two nodes in some order.
  const film = recordTier(cloud, web, { name: `cross-zone ${crossZone ? 'on' : 'off'}`, look: 1 }); // prettier-ignore
  // #region visitors, and the share of one target in each zone
  const visitor = new HttpClient(cloud, {
    maxIdlePerHost: 0,
    dns: { keep: 'none' },
  });
  arrivals(cloud, { rate: 100, limit: 4000 }, () =>
    visitor.request({ host: web.dnsName }),
  );
  await cloud.run(60);
  const { sent } = web.targetGroup;
  const all = visitor.outcomes.calls;
  const each = (zone: typeof inA) =>
    zone.length > 0
      ? zone.reduce((sum, { id }) => sum + sent[id]!, 0) / zone.length / all
      : 0;
  const lost = visitor.outcomes.statuses.get(503) ?? 0;
  return { a: each(inA), b: each(inB), lost: lost / all, film };
  // #endregion
}

const on = await shares(true);
const off = await shares(false);
// #region the playback, the table and the checks
playback({
  title: 'Two zones, two nodes',
  description:
    'Each of two nodes gets half of the requests. With cross-zone load balancing both send to all targets. Without it each keeps to its own zone, and the few targets there get as many requests as the many of the other.',
  scenes: [on.film, off.film],
});
const percent = (share: number) => Math.round(1000 * share) / 10;
table(
  'Share of all requests (%)',
  [on, off].map((row, i) => ({
    'cross-zone load balancing': i === 0 ? 'on' : 'off',
    'a target in zone a': percent(row.a),
    'a target in zone b': percent(row.b),
    'answered with 503': percent(row.lost),
  })),
);
const near = (share: number, expected: number) =>
  Math.abs(share - expected) < 0.025;
const all = few + many;
check(
  'on: every target gets the same',
  near(on.a, few > 0 ? 1 / all : 0) && near(on.b, 1 / all),
);
check(
  'off: each node keeps to its own zone',
  near(off.a, few > 0 ? 0.5 / few : 0) && near(off.b, 0.5 / many),
);
check('off: one of the few works four times as hard', off.a > 3 * off.b);
// #endregion
