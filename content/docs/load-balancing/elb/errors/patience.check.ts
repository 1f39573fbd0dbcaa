import { check, Cloud, HttpClient } from 'desired-capacity';
import { settings } from './patience.starter.ts';

const { balancerIdleTimeout, serverKeepAlive } = settings;
const cloud = new Cloud();
const fleet = cloud.ec2.launch({
  application: {
    keepAlive: serverKeepAlive,
    demand: ({ path }) => (path === '/report' ? 90 : 1e-6),
  },
});
const web = cloud.elasticloadbalancingv2.balancer('web', {
  targets: fleet,
  attributes: { 'idle_timeout.timeout_seconds': balancerIdleTimeout },
});
await web.until('healthy');
const client = new HttpClient(cloud, {
  maxIdlePerHost: 0,
  readTimeout: 300,
  dns: { rotate: false, keep: 'forever' },
});
// Pages now and then: the pause is about as long as who hangs up first waits.
const pause = Math.min(serverKeepAlive, balancerIdleTimeout);
for (let i = -40; i < 40; i++) {
  await client.request({ host: web.dnsName });
  await cloud.run(pause + i * 0.0002);
}
const { statuses } = client.outcomes;
const hungUp = statuses.get(502) ?? 0;
check('no page fails', hungUp === 0, `${hungUp} of 80 get a 502`);
await client.request({ host: web.dnsName, path: '/report' });
const late = statuses.get(504) ?? 0;
check('a report of 90 s arrives', late === 0, 'it ends in a 504');
check('nobody waits for more than five minutes', balancerIdleTimeout <= 300);
