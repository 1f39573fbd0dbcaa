import { arrivals, check, Cloud, HttpClient } from 'desired-capacity';
import { delay, deploy } from './deploy.starter.ts';

const cloud = new Cloud();
const fleet = cloud.ec2.launch({ count: 5 });
const random = cloud.random('work');
for (const { id } of fleet)
  cloud.ec2.endpoints.listen(`${id}:80`, function* ({ path }) {
    yield path === '/health' ? 0.01 : random.uniform(1, 8);
    return { status: 200 };
  });
const web = cloud.elasticloadbalancingv2.balancer('web', {
  targets: fleet,
  healthCheck: { path: '/health', interval: 5, timeout: 2 },
  group: { 'deregistration_delay.timeout_seconds': delay },
});
await web.until('healthy');
const client = new HttpClient(cloud, { maxPerHost: 500 });
arrivals(cloud, { rate: 5, lasting: 400 }, () =>
  client.request({ host: web.dnsName, path: '/order' }),
);
await cloud.run(20);
const begun = cloud.now;
let done = Infinity;
cloud.process(function* () {
  yield* deploy(
    cloud,
    web,
    fleet.map(({ id }) => id),
  );
  done = cloud.now - begun;
});
await cloud.run(500);
const { calls, statuses } = client.outcomes;
const failed = calls - (statuses.get(200) ?? 0);
check('nobody gets an error', failed === 0, `${failed} of ${calls} do`);
check(
  'all five are new within five minutes',
  done <= 300,
  done < Infinity
    ? `it took ${Math.round(done)} s`
    : 'it was not done in time',
);
check('and all five serve', web.targetGroup.targets.size === 5);
