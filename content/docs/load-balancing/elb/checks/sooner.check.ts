import { check, Cloud } from 'desired-capacity';
import { healthCheck } from './sooner.starter.ts';

const cloud = new Cloud();
const fleet = cloud.ec2.launch({ count: 6, application: {} });
const web = cloud.elasticloadbalancingv2.balancer('web', {
  targets: fleet,
  healthCheck,
});
await web.until('healthy');
const nodes = web.nodes.map((node) => node.group(web.targetGroup));
let slowest = 0;
let wrongly = 0;
const [hangs, ...well] = fleet;
let since = Infinity;
for (const node of nodes)
  node.onHealth.push(({ target, view }) => {
    if (view.state !== 'unhealthy') return;
    if (target.id === hangs!.id)
      slowest = Math.max(slowest, cloud.now - since);
    else wrongly += 1;
  });
// Answers are slow, by up to four seconds, for as long as two checks take.
for (const { id } of well) {
  const endpoint = cloud.ec2.endpoints.at(`${id}:80`)!;
  cloud.simulation.schedule(
    100,
    () => (endpoint.condition = { kind: 'slow', by: 4 }),
  );
  cloud.simulation.schedule(
    200,
    () => (endpoint.condition = { kind: 'accept' }),
  );
}
await cloud.run(300);
check(
  'a slow answer takes nobody out',
  wrongly === 0,
  `${wrongly} nodes took one out`,
);
since = cloud.now;
hangs!.host!.hang();
await cloud.run(400);
const found = slowest > 0 && slowest <= 30;
check(
  'a target that hangs is out within 30 seconds',
  found,
  slowest > 0 ? `it took ${Math.round(slowest)} s` : 'it was never taken out',
);
check(
  'and is asked no more often than every five seconds',
  healthCheck.interval >= 5,
);
