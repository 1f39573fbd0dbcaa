import {
  arrivals,
  check,
  Cloud,
  HttpClient,
  minutes,
  plot,
  table,
} from 'desired-capacity';

const failover = 60; // knob seconds until DNS leaves the zone out: 0..120 step 30

async function visits(keep: 'ttl' | 'forever') {
  const cloud = new Cloud();
  const elb = cloud.elasticloadbalancingv2;
  elb.model.zoneFailover = failover;
  const [a, b] = elb.defaults().subnets as [string, string];
  const application = {};
  const fleet = [a, b].flatMap((subnetId) =>
    cloud.ec2.launch({ count: 2, subnetId, application }),
  );
  const web = elb.balancer('web', { subnets: [a, b], targets: fleet });
  await web.until('healthy');
  // #region visitors who wait three seconds for a connection, and what they met
  const start = cloud.now;
  const spoilt = new Map<number, number>();
  const group = Array.from(
    { length: 20 },
    () =>
      new HttpClient(cloud, {
        maxIdlePerHost: 0,
        connectTimeout: 3,
        readTimeout: 3,
        dns: { keep, rotate: false },
        onEnd: ({ kind, latency }) => {
          const at = Math.floor((cloud.now - start) / 20) / 3;
          const bad = kind !== 'response' || latency >= 3;
          spoilt.set(at, (spoilt.get(at) ?? 0) + Number(bad));
        },
      }),
  );
  // #endregion
  const zone = web.zones[0]!;
  cloud.faults.raise({ kind: 'down', place: zone }, { at: minutes(2) });
  arrivals(cloud, { rate: 10, lasting: minutes(6) }, (n) =>
    group[n % group.length]!.request({ host: web.dnsName }),
  );
  await cloud.run(minutes(6) + 10);
  return [...spoilt];
}

const fresh = await visits('ttl');
const stale = await visits('forever');
// #region the plot, the table and the checks
plot({
  title: 'Visits that failed or took three seconds, in twenty seconds',
  description:
    'No visit is spoilt for two minutes. Then both lines jump. Clients that look DNS up again come down to zero within two minutes; clients that keep the first answer stay up.',
  x: { label: 'Time', unit: 'min' },
  y: { label: 'Spoilt visits' },
  series: [
    { name: 'DNS kept for its time to live', style: 'step', points: fresh },
    { name: 'DNS kept for ever', style: 'step', points: stale },
  ],
  marks: [{ x: 2, label: 'a zone is lost' }],
});
const late = (points: [number, number][]) =>
  points.filter(([x]) => x >= 5).reduce((sum, [, n]) => sum + n, 0);
table('From minute 5 on', [
  { clients: 'look it up again after 60 s', spoilt: late(fresh) },
  { clients: 'keep the first answer', spoilt: late(stale) },
]);
check(
  'who looks DNS up again gets away from the lost zone',
  late(fresh) === 0,
);
check('who keeps the first answer does not', late(stale) > 100);
// #endregion
