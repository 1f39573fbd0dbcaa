import { check, Cloud, HttpClient, table } from 'desired-capacity';

// Two services on two instances, behind one Application Load Balancer.
const cloud = new Cloud();
const { ecs, elasticloadbalancingv2: elb } = cloud;
const cluster = ecs.cluster();
cluster.launch({ count: 2, zones: 2, instanceType: 't3.medium' });
await cloud.waitUntil(() => cluster.instances.length === 2);
// #region a balancer, two target groups, and a rule by path
const healthCheck = { interval: 5, timeout: 2, healthyThreshold: 2 };
const web = elb.balancer('web', { targetType: 'instance', healthCheck });
const carts = elb.group('carts', { healthCheck });
const [{ listenerArn }] = elb.describeListeners({ loadBalancerArn: web.arn }).listeners as [{ listenerArn: string }]; // prettier-ignore
elb.createRule({
  listenerArn,
  priority: 1,
  conditions: [{ field: 'path-pattern', values: ['/cart*'] }],
  actions: [{ type: 'forward', targetGroupArn: carts.arn }],
});
// #endregion
for (const name of ['shop', 'cart']) {
  ecs.program(name, { respond: () => ({ status: 200, body: name }) });
  ecs.service(name, {
    taskDefinition: ecs.define(name, { port: 8080, cpu: 512 }),
    desiredCount: 4,
    targetGroup: name === 'shop' ? web.targetGroup : carts,
  });
}
await web.until('healthy');
await ecs.find('cart').until('steady');

// #region the targets, two requests, one instance that dies, and the checks
const targets = () =>
  [...web.targetGroup.targets.values(), ...carts.targets.values()].map(
    ({ id, port }) => ({ instance: `…${id.slice(-4)}`, port }),
  );
table('Eight targets on two instances', targets());
const client = new HttpClient(cloud);
const bodies: unknown[] = [];
for (const path of ['/', '/cart/7']) {
  const outcome = await client.request({ host: web.dnsName, path });
  if (outcome.kind === 'response') bodies.push(outcome.response.body);
}
console.log(bodies.join(', '));
check('each copy has a port of its own on its instance', new Set(targets().map((t) => `${t.instance}:${t.port}`)).size === 8); // prettier-ignore
check('the path chooses the service', bodies.join() === 'shop,cart');
check('the ports are ephemeral ones', targets().every(({ port }) => port >= 32_768)); // prettier-ignore
await cloud.ec2.instances[0]!.terminate();
check('with an instance, half of all copies are gone', ecs.find('shop').running.length === 2); // prettier-ignore
// #endregion
