import {
  check,
  Cloud,
  HttpClient,
  plot,
  table,
  users,
} from 'desired-capacity';

const sticky = true; // knob sticky: true | false
const visit = 20; // knob minutes until a visitor is replaced by a new one: 5..30 step 5

// Two servers, 60 visitors who click every ten seconds. After five minutes two
// more servers are added.
const cloud = new Cloud();
const application = { demand: () => 0.02 };
const [a, b, c, d] = cloud.ec2.launch({ count: 4, application });
const elb = cloud.elasticloadbalancingv2;
const web = elb.balancer('web', {
  targets: [a!, b!],
  group: { 'stickiness.enabled': sticky },
});
await web.until('healthy');
// #region requests of each server in each minute
const start = cloud.now;
const perMinute = new Map(
  [a, b, c, d].map((one) => [one!.id, [] as number[]]),
);
web.onRequest(({ time, target }) => {
  const minute = Math.floor((time - start) / 60);
  const row = perMinute.get(target!)!;
  row[minute] = (row[minute] ?? 0) + 1;
});
// #endregion
// #region visitors: now and then one leaves and a new one comes
const client = new HttpClient(cloud, { maxPerHost: 1000 });
users(cloud.simulation, {
  count: 60,
  client,
  thinkTime: (random) => random.exponential(10),
  *visit(user) {
    // Now and then somebody leaves, and somebody new comes, without cookies.
    if (user.random.bernoulli(10 / (60 * visit))) user.cookies.clear();
    yield* user.request({ host: web.dnsName });
  },
});
// #endregion
await cloud.run(300);
const targetGroupArn = web.targetGroup.arn;
elb.registerTargets({
  targetGroupArn,
  targets: [{ id: c!.id }, { id: d!.id }],
});
await cloud.run(900);
// #region the plot, the table and the checks
const of = (one: typeof a) =>
  Array.from(
    { length: 20 },
    (_, x) => [x, perMinute.get(one!.id)![x] ?? 0] as const,
  );
const pair = (x: typeof a, y: typeof a) =>
  of(x).map(([minute, n], i) => [minute, n + of(y)[i]![1]] as const);
plot({
  title: 'Requests in a minute',
  description:
    'The two old servers share all requests for five minutes. When two more come, the line of the old ones falls only slowly, and that of the new ones rises as slowly.',
  x: { label: 'Time', unit: 'min' },
  y: { label: 'Requests' },
  series: [
    { name: 'the two old servers', points: pair(a, b) },
    { name: 'the two new servers', points: pair(c, d) },
  ],
  marks: [{ x: 5, label: 'two more servers' }],
});
const share = (from: number) => {
  const sum = (points: (readonly [number, number])[]) =>
    points.slice(from, from + 3).reduce((total, [, n]) => total + n, 0);
  return sum(pair(c, d)) / (sum(pair(c, d)) + sum(pair(a, b)));
};
const [early, late] = [share(7), share(17)];
table('Share of the two new servers (%)', [
  { when: 'two minutes after they came', share: Math.round(100 * early) },
  { when: 'twelve minutes after they came', share: Math.round(100 * late) },
]);
check('newcomers get new visitors only', early < 0.35);
check('and a larger share with time', late > early);
// #endregion
