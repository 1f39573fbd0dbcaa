import {
  arrivals,
  check,
  Cloud,
  HttpClient,
  minutes,
  plot,
  table,
} from 'desired-capacity';

const small = 4; // knob small servers: 2..8

// A group keeps so many servers up behind a load balancer. One of them dies.
async function fleet(count: number, instanceType: string) {
  const cloud = new Cloud();
  // #region the group, its balancer, and who visits
  const application = { serviceTime: 0.02, concurrency: 500, startup: 20 };
  cloud.ec2.application(application);
  const web = cloud.elasticloadbalancingv2.balancer('web', {
    healthCheck: { interval: 10, timeout: 2, unhealthyThreshold: 2 },
  });
  const group = cloud.autoscaling.createGroup('web', {
    minSize: count,
    maxSize: 2 * count,
    instanceType,
    targetGroupARNs: [web.targetGroup.arn],
    healthCheckType: 'ELB',
    healthCheckGracePeriod: 60,
    availabilityZones: ['us-east-1a', 'us-east-1b'],
  });
  await cloud.run(minutes(10));
  const start = cloud.now;
  const failed = new Map<number, number>();
  const client = new HttpClient(cloud, {
    readTimeout: 3,
    maxPerHost: 500,
    onEnd: (outcome) => {
      const at = Math.floor((cloud.now - start) / 10) / 6;
      const bad = outcome.kind !== 'response' || outcome.response.status >= 500; // prettier-ignore
      failed.set(at, (failed.get(at) ?? 0) + Number(bad));
    },
  });
  arrivals(cloud, { rate: 10, lasting: minutes(8) }, () =>
    client.request({ host: web.dnsName }),
  );
  // #endregion
  const [victim] = group.inService;
  cloud.faults.raise({ kind: 'down', place: victim!.id }, { at: minutes(2) });
  await cloud.run(minutes(8) + 10);
  // #region a row
  const points = [...failed].sort(([a], [b]) => a - b);
  const lost = points.reduce((sum, [, n]) => sum + n, 0);
  const visits = client.outcomes.calls;
  return { count, instanceType, visits, lost, points };
  // #endregion
}

const one = await fleet(1, 'm7g.2xlarge');
const many = await fleet(small, 'm7g.large');
// #region the plot, the table and the checks
plot({
  title: 'Failed visits in ten seconds',
  description:
    'Both lines are at zero until a server dies. With one big server all visits fail for minutes, until there is another one. With small servers a part of the visits fails for some seconds.',
  x: { label: 'Time', unit: 'min' },
  y: { label: 'Failed visits' },
  series: [
    { name: 'one big server', style: 'step', points: one.points },
    { name: 'small servers', style: 'step', points: many.points },
  ],
  marks: [{ x: 2, label: 'a server dies' }],
});
table(
  'Eight minutes',
  [one, many].map(({ count, instanceType, visits, lost }) => ({
    fleet: `${count} × ${instanceType}`,
    visits,
    failed: lost,
  })),
);
check('when the only server dies, all visits fail for minutes', one.lost > 1000); // prettier-ignore
check('of small ones it takes a share along, for seconds', many.lost < one.lost / 10); // prettier-ignore
check('and the group makes up for both', [one, many].every(({ points }) => points.at(-1)![1] === 0)); // prettier-ignore
// #endregion
