import {
  arrivals,
  check,
  Cloud,
  HttpClient,
  plot,
  table,
} from 'desired-capacity';

const weight = 5; // knob weight of the new version: 0..50 step 5 unit of 100

// #region two versions behind a listener: the new one fails for one request in ten
const cloud = new Cloud();
const elb = cloud.elasticloadbalancingv2;
const old = cloud.ec2.launch({
  count: 4,
  application: { serviceTime: 0.01 },
});
const random = cloud.random('bugs');
const fresh = cloud.ec2.launch({
  count: 2,
  application: {
    serviceTime: 0.01,
    respond: () => ({ status: random.bernoulli(0.1) ? 500 : 200 }),
  },
});
const web = elb.balancer('web', { targets: old, zones: 6 });
const blue = web.targetGroup;
const green = elb.group('green', { targets: fresh });
const [listener] = web.listeners.values();
// #endregion
function send(percent: number) {
  const targetGroups = [
    { targetGroupArn: blue.arn, weight: 100 - percent },
    { targetGroupArn: green.arn, weight: percent },
  ];
  const forward = {
    type: 'forward' as const,
    forwardConfig: { targetGroups },
  };
  elb.modifyListener({
    listenerArn: listener!.arn,
    defaultActions: [forward],
  });
}
send(weight);
await web.until('healthy');
// #region visitors for ten minutes, counted
const start = cloud.now;
const perMinute = new Map<number, { all: number; failed: number }>();
web.onRequest(({ time, status }) => {
  const minute = Math.floor((time - start) / 60);
  const row = perMinute.get(minute) ?? { all: 0, failed: 0 };
  row.all += 1;
  row.failed += Number(status >= 500);
  perMinute.set(minute, row);
});
const client = new HttpClient(cloud);
arrivals(cloud, { rate: 12, lasting: 600 }, () =>
  client.request({ host: web.dnsName }),
);
// #endregion
// After six minutes the team takes the release back.
cloud.simulation.schedule(360, () => send(0));
await cloud.run(600);
// #region the plot, the table and the checks
plot({
  title: 'Requests that fail',
  description:
    'A small share fails in each minute until the weight goes to zero; then none does.',
  x: { label: 'Time', unit: 'min' },
  y: { label: 'Share', unit: '%' },
  series: [
    {
      name: 'failed',
      style: 'step',
      points: [...perMinute]
        .filter(([minute]) => minute < 10)
        .map(
          ([minute, { all, failed }]) =>
            [minute, (100 * failed) / all] as const,
        ),
    },
  ],
  marks: [{ x: 6, label: 'weight 0' }],
});
const sum = (group: typeof blue) =>
  Object.values(group.sent).reduce((a, b) => a + b, 0);
const share = sum(green) / (sum(green) + sum(blue)) / 0.6;
const { statuses, calls } = client.outcomes;
const failed = statuses.get(500) ?? 0;
table('Ten minutes', [
  {
    release: 'canary',
    requests: calls,
    'to the new version': sum(green),
    failed,
    'failed, if all had got it': Math.round(calls / 10),
  },
]);
check(
  'the weight is the share, within chance',
  Math.abs(share - weight / 100) < 0.02,
);
check('few meet the bug', failed < calls / 50);
// #endregion
