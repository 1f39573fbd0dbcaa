import { check, Cloud, minutes, table } from 'desired-capacity';

const delay = 120; // knob deregistration delay in seconds: 30..300 step 30

// A group without hooks gives up one of its three instances.
async function farewell(balanced: boolean) {
  const cloud = new Cloud();
  cloud.ec2.application({});
  const web = cloud.elasticloadbalancingv2.balancer('web', {
    group: { 'deregistration_delay.timeout_seconds': delay },
  });
  const group = cloud.autoscaling.createGroup('web', {
    minSize: 1,
    maxSize: 3,
    desiredCapacity: 3,
    targetGroupARNs: balanced ? [web.targetGroup.arn] : [],
  });
  await cloud.run(minutes(10));
  const all = [...cloud.ec2.instances];
  group.setDesiredCapacity(2);
  const start = cloud.now;
  await cloud.waitUntil(() => all.some(({ state }) => state === 'shutting-down')); // prettier-ignore
  return cloud.now - start;
}
const alone = await farewell(false);
const behind = await farewell(true);
table('From "one fewer" to the end of an instance', [
  { group: 'alone', seconds: Math.round(alone) },
  { group: 'behind a balancer', seconds: Math.round(behind) },
]);
check('alone it ends at once', alone < 15);
check('behind a balancer the draining is waited for', behind >= delay);
