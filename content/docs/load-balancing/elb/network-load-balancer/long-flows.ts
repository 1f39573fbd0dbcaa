import { check, Cloud, HttpClient, plot, table } from 'desired-capacity';

const kind = 'network'; // knob balancer: 'network' | 'application'

// Forty devices keep a connection and report every ten seconds. After two
// minutes two servers become four.
const cloud = new Cloud();
const elb = cloud.elasticloadbalancingv2;
const application = { demand: () => 0.005, keepAlive: 4000 };
const [a, b, c, d] = cloud.ec2.launch({ count: 4, application });
const balancer = elb.balancer('reports', {
  type: kind,
  targets: [a!, b!],
  healthCheck: { interval: 10 },
});
await balancer.until('healthy');
// #region each device has a connection of its own
const devices = Array.from(
  { length: 40 },
  () => new HttpClient(cloud, { idleTimeout: 4000 }),
);
const start = cloud.now;
const busy = new Map<string, number[]>();
const fleet = [a!, b!, c!, d!];
cloud.process(function* reports() {
  for (let round = 0; round < 60; round += 1) {
    const before = fleet.map(
      ({ id }) => cloud.ec2.endpoints.at(`${id}:80`)!.requests,
    );
    for (const device of devices)
      yield* device.request({ host: balancer.dnsName });
    const after = fleet.map(
      ({ id }) => cloud.ec2.endpoints.at(`${id}:80`)!.requests,
    );
    fleet.forEach(({ id }, i) => {
      const row = busy.get(id) ?? [];
      row.push(after[i]! - before[i]!);
      busy.set(id, row);
    });
    yield Math.max(0, start + 10 * (round + 1) - cloud.now);
  }
});
// #endregion
await cloud.run(120);
const targetGroupArn = balancer.targetGroup.arn;
elb.registerTargets({
  targetGroupArn,
  targets: [{ id: c!.id }, { id: d!.id }],
});
await cloud.run(500);
// #region the plot, the table and the checks
const of = (...some: typeof fleet) =>
  busy
    .get(some[0]!.id)!
    .map(
      (_, i) =>
        [
          i / 6,
          some.reduce((sum, { id }) => sum + busy.get(id)![i]!, 0),
        ] as const,
    );
plot({
  title: 'Reports in ten seconds',
  description:
    'The two old servers get all reports. When two more come, nothing changes: the line of the new ones stays at the bottom.',
  x: { label: 'Time', unit: 'min' },
  y: { label: 'Reports' },
  series: [
    { name: 'the two old servers', points: of(a!, b!) },
    { name: 'the two new servers', points: of(c!, d!) },
  ],
  marks: [{ x: 2, label: 'two more servers' }],
});
const last = (points: (readonly [number, number])[]) => points.at(-1)![1];
table('At the end, of 40 reports', [
  { servers: 'the two old ones', reports: last(of(a!, b!)) },
  { servers: 'the two new ones', reports: last(of(c!, d!)) },
]);
check('a flow stays with its target for life', last(of(c!, d!)) <= 8);
check('and no report is lost', last(of(a!, b!, c!, d!)) >= 40);
// #endregion
