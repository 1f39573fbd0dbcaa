import { arrivals, check, Cloud, HttpClient } from 'desired-capacity';
import { settings } from './even.starter.ts';

const { inA, inB, crossZone } = settings;
const cloud = new Cloud();
const elb = cloud.elasticloadbalancingv2;
const [a, b] = elb.defaults().subnets as [string, string];
const launch = (count: number, subnetId: string) =>
  count > 0 ? cloud.ec2.launch({ count, subnetId, application: {} }) : [];
const fleet = [...launch(inA, a), ...launch(inB, b)];
const web = elb.balancer('web', {
  ...{ subnets: [a, b], targets: fleet },
  group: { 'load_balancing.cross_zone.enabled': crossZone },
});
await web.until('active');
await cloud.run(60);
// For each request: did it leave the zone of its node?
const { targets } = web.targetGroup;
const zoneOf = new Map(
  [...targets.values()].map(({ id, zone }) => [id, zone]),
);
let crossed = 0;
let failed = 0;
web.onRequest(({ zone, target, status }) => {
  if (target !== undefined && zoneOf.get(target) !== zone) crossed += 1;
  failed += Number(status !== 200);
});
const client = new HttpClient(cloud, {
  ...{ maxIdlePerHost: 0, dns: { keep: 'none' } },
});
arrivals(cloud, { rate: 100, limit: 4000 }, () =>
  client.request({ host: web.dnsName }),
);
await cloud.run(60);
const shares = Object.values(web.targetGroup.shares);
const [least, most] = [Math.min(...shares), Math.max(...shares)];
const percent = (share: number) => `${Math.round(1000 * share) / 10} %`;
check('there are ten targets', inA + inB === 10);
check(
  'each gets a tenth of the requests',
  least > 0.08 && most < 0.12,
  `from ${percent(least)} to ${percent(most)}`,
);
check('no request leaves its zone', crossed === 0, `${crossed} do`);
check('every request is answered', failed === 0, `${failed} are not`);
