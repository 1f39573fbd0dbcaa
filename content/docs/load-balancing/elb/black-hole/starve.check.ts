import { arrivals, check, Cloud, HttpClient } from 'desired-capacity';
import { group, path } from './starve.starter.ts';

// One of eight servers fails each page at once. It answers every other path.
const cloud = new Cloud();
const application = { concurrency: 1000, keepAlive: 4000 };
const [bad] = cloud.ec2.launch({
  application: {
    ...application,
    demand: () => 0.001,
    respond: ({ path: at }) => ({ status: at === '/page' ? 500 : 200 }),
  },
});
const good = cloud.ec2.launch({
  count: 7,
  subnetId: bad!.network.subnetId,
  instanceType: 'm7g.medium',
  application: { ...application, serviceTime: 0.1 },
});
const web = cloud.elasticloadbalancingv2.balancer('web', {
  targets: [bad!, ...good],
  healthCheck: { path },
  group,
});
await web.until('healthy');
const client = new HttpClient(cloud, { maxPerHost: 2000 });
const ask = () => client.request({ host: web.dnsName, path: '/page' });
arrivals(cloud, { rate: 50, lasting: 60 }, ask);
await cloud.run(30);
const { statuses } = client.outcomes;
const before = [statuses.get(500) ?? 0, client.outcomes.calls] as const;
await cloud.run(30);
const failed = (statuses.get(500) ?? 0) - before[0];
const share = (100 * failed) / (client.outcomes.calls - before[1]);
const told = `${Math.round(share)} of 100 fail after half a minute`;
check('97 of 100 pages are served after half a minute', share <= 3, told);
check(
  'nobody took the server out by hand',
  web.targetGroup.targets.size === 8,
);
