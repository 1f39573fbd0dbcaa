import { check, Cloud, HttpClient } from 'desired-capacity';
import { settings } from './silence.starter.ts';

const { ping, idleTimeout } = settings;
const cloud = new Cloud();
const elb = cloud.elasticloadbalancingv2;
const fleet = cloud.ec2.launch({
  count: 2,
  application: { keepAlive: 99_999 },
});
const flows = elb.balancer('flows', { type: 'network', targets: fleet });
const [listenerArn] = flows.listeners.keys();
elb.modifyListenerAttributes({
  listenerArn: listenerArn!,
  attributes: [
    { key: 'tcp.idle_timeout.seconds', value: String(idleTimeout) },
  ],
});
await flows.until('healthy');
const client = new HttpClient(cloud, { idleTimeout: 99_999 });
const ask = () => client.request({ host: flows.dnsName });
await ask();
let pings = 0;
for (const silence of [200, 900, 3600]) {
  for (let left = silence; left > 0; left -= ping) {
    await cloud.run(Math.min(left, ping));
    if (left <= ping) continue;
    pings += 1;
    await ask();
  }
  await ask();
}
const resets = flows.counters.totals.get('TCP_ELB_Reset_Count') ?? 0;
check(
  'no order meets a flow that is forgotten',
  resets === 0,
  `${resets} do`,
);
check('the client sends few small messages', pings <= 20, `${pings}`);
check('flows that are dead are forgotten in ten minutes', idleTimeout <= 600);
