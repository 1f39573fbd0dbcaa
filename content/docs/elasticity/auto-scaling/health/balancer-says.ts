import { check, Cloud, HttpClient, minutes, table } from 'desired-capacity';

// An application answers each request with an error; its machine is well.
async function ill(healthCheckType: 'EC2' | 'ELB') {
  const cloud = new Cloud();
  cloud.ec2.application({});
  const elb = cloud.elasticloadbalancingv2;
  const web = elb.balancer('web', {
    healthCheck: { interval: 10, timeout: 2 },
    group: { 'deregistration_delay.timeout_seconds': 20 },
  });
  const group = cloud.autoscaling.createGroup('web', {
    minSize: 3,
    maxSize: 3,
    targetGroupARNs: [web.targetGroup.arn],
    healthCheckType,
    healthCheckGracePeriod: 60,
  });
  await cloud.run(minutes(10));
  const [victim] = group.inService;
  // #region it breaks, and a client asks for as long as it is in service
  const endpoint = cloud.ec2.endpoints.at(`${victim!.id}:80`)!;
  const start = cloud.now;
  const state = () =>
    web.targetGroup.health().find(({ target }) => target!.id === victim!.id)
      ?.targetHealth?.state ?? 'gone';
  const inService = () => group.inService.some(({ id }) => id === victim!.id);
  let steered = -1;
  let replaced = -1;
  endpoint.condition = { kind: 'refuse' };
  const client = new HttpClient(cloud);
  let sentAfter = 0;
  web.onRequest(({ target }) => {
    if (steered >= 0 && target === victim!.id) sentAfter += 1;
  });
  while (cloud.now < start + minutes(30)) {
    await cloud.run(5);
    if (steered < 0 && state() !== 'healthy') steered = cloud.now - start;
    if (replaced < 0 && !inService()) replaced = cloud.now - start;
    await client.request({ host: web.dnsName });
  }
  const size = group.inService.length;
  // A process is suspended, and one more instance comes.
  cloud.autoscaling.suspendProcesses({
    autoScalingGroupName: 'web',
    scalingProcesses: ['AddToLoadBalancer'],
  });
  group.update({ maxSize: 4 });
  group.setDesiredCapacity(4);
  await cloud.run(minutes(5));
  const known = web.targetGroup.health().map(({ target }) => target!.id);
  const strangers = group.inService.filter(({ id }) => !known.includes(id)).length; // prettier-ignore
  // #endregion
  return { healthCheckType, steered, replaced, sentAfter, size, strangers };
}
const ec2 = await ill('EC2');
const elb = await ill('ELB');
// #region the table and the checks
const when = (seconds: number) => (seconds < 0 ? 'never' : `${Math.round(seconds)} s`); // prettier-ignore
table(
  'An application that refuses, on a machine that is well',
  [ec2, elb].map(({ healthCheckType, steered, replaced }) => ({
    'health check type': healthCheckType,
    'no traffic after': when(steered),
    'out of service after': when(replaced),
  })),
);
check(
  'the balancer sends it nothing more, whoever the group listens to',
  ec2.steered > 0 && elb.steered > 0 && ec2.sentAfter + elb.sentAfter === 0,
);
check(
  'AddToLoadBalancer suspended: a new instance is no target',
  ec2.strangers === 1 && elb.strangers === 1,
);
check('by EC2 alone it stays for good', ec2.replaced < 0);
check(
  'with ELB it is replaced',
  elb.replaced > 0 && elb.replaced < minutes(10) && elb.size === 3,
);
// #endregion
