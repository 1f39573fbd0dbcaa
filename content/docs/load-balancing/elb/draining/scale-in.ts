import {
  arrivals,
  check,
  Cloud,
  HttpClient,
  playback,
  recordTier,
  table,
} from 'desired-capacity';

const upload = 60; // knob seconds that an upload takes: 5..120 step 5

// Three servers. Uploads run all the time. Then one server is taken out, and
// is switched off when its deregistration delay is over.
async function scaleIn(delay: number) {
  const cloud = new Cloud();
  // #region three servers, whose uploads take their time
  const fleet = cloud.ec2.launch({
    count: 3,
    application: { concurrency: 1000, demand: () => 0.001 },
  });
  const endpoints = cloud.ec2.endpoints;
  const random = cloud.random('uploads');
  for (const { id } of fleet)
    endpoints.listen(`${id}:8080`, function* ({ path }) {
      yield path === '/health' ? 0.01 : random.uniform(0.5, 1) * upload;
      return { status: 200 };
    });
  // #endregion
  const elb = cloud.elasticloadbalancingv2;
  const web = elb.balancer('web', {
    targets: fleet,
    port: 8080,
    healthCheck: { path: '/health' },
    attributes: { 'idle_timeout.timeout_seconds': 300 },
    group: { 'deregistration_delay.timeout_seconds': delay },
  });
  await web.until('healthy');
  // #region what is filmed, and uploads all the time
  const film = recordTier(cloud, web, {
    name: `delay ${delay} s`,
    every: 10,
  });
  const client = new HttpClient(cloud, {
    readTimeout: 300,
    maxPerHost: 1000,
  });
  arrivals(cloud, { rate: 1.2, lasting: 700 }, () =>
    client.request({ host: web.dnsName, path: '/upload' }),
  );
  await cloud.run(200);
  const begun = cloud.now;
  // #endregion
  const [gone] = fleet;
  const targets = [{ id: gone!.id, port: 8080 }];
  elb.deregisterTargets({ targetGroupArn: web.targetGroup.arn, targets });
  // #region until DescribeTargetHealth says no longer that it drains
  let drained = 0;
  while (web.targetGroup.targets.size === 3) await cloud.run(1);
  drained = cloud.now - begun;
  await cloud.run(700);
  const { statuses } = client.outcomes;
  return {
    film,
    delay,
    drained,
    cut: statuses.get(502) ?? 0,
    done: statuses.get(200) ?? 0,
  };
  // #endregion
}

const runs = [await scaleIn(0), await scaleIn(30), await scaleIn(300)];
// #region the playback, the table and the checks
playback({
  title: 'One server leaves',
  description:
    'Uploads go to three servers. At 200 s one of them is taken out. Without a delay all that it had under way fails at once. With one it drains: nothing new comes to it, and what it has is finished.',
  scenes: [runs[0]!.film, runs[2]!.film],
});
table(
  'One server taken out',
  runs.map(({ delay, drained, cut, done }) => ({
    'delay (s)': delay,
    'uploads cut': cut,
    'uploads done': done,
    'until it may be switched off (s)': Math.round(drained),
  })),
);
const [none, some, long] = runs;
check('without a delay, what runs is cut', none!.cut > 0);
check('a delay longer than an upload cuts none', long!.cut === 0);
check(
  'a delay shorter than an upload cuts some',
  upload <= 30 ? some!.cut === 0 : some!.cut > 0 && some!.cut < none!.cut,
);
check(
  'the state is shown as long as the delay lasts',
  Math.abs(long!.drained - 300) <= 1,
);
// #endregion
