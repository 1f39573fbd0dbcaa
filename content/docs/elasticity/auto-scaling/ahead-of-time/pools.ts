import { check, Cloud, hours, minutes, table } from 'desired-capacity';

type Pool = 'none' | 'Stopped' | 'Running';

// An instance runs its set-up script for five minutes at its first boot. A
// launch hook waits for it. At minute 30 eight more are needed.
async function rush(pool: Pool) {
  // #region a group with a launch hook
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 2,
    maxSize: 10,
    lifecycleHookSpecificationList: [
      {
        lifecycleHookName: 'set-up',
        lifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
        heartbeatTimeout: 600,
      },
    ],
  });
  // #endregion
  // #region the agent: five minutes at the first boot, ten seconds later on
  const ready = new Set<string>();
  cloud.events.listen(({ detailType, detail }) => {
    if (detailType !== 'EC2 Instance-launch Lifecycle Action') return;
    const id = String(detail['EC2InstanceId']);
    cloud.process(function* agent() {
      yield ready.has(id) ? 10 : minutes(5);
      ready.add(id);
      cloud.autoscaling.completeLifecycleAction({
        autoScalingGroupName: 'web',
        lifecycleHookName: 'set-up',
        instanceId: id,
        lifecycleActionResult: 'CONTINUE',
      });
    });
  });
  // #endregion
  if (pool !== 'none')
    cloud.autoscaling.putWarmPool({
      autoScalingGroupName: 'web',
      poolState: pool,
    });
  // #region an hour of waiting, then the rush
  await cloud.run(minutes(30));
  const before = cloud.meter.cost();
  await cloud.run(hours(1));
  const anHour = cloud.meter.cost() - before;
  web.setDesiredCapacity(10);
  const from = cloud.now;
  await cloud.waitUntil(() => web.inService.length === 10);
  return { 'warm pool': pool, 'seconds to 10 instances': Math.round(cloud.now - from), 'an hour of waiting, ¢': Math.round(1000 * anHour) / 10 }; // prettier-ignore
  // #endregion
}
const none = await rush('none');
const stopped = await rush('Stopped');
const running = await rush('Running');

// #region the table and the checks
table('Eight more, at once', [none, stopped, running]);
const wait = 'seconds to 10 instances';
const cost = 'an hour of waiting, ¢';
check('without a pool, the set-up is waited for', none[wait] > minutes(5));
check('from a pool they come within a minute or so', stopped[wait] < 90);
check('a running pool is quicker still', running[wait] < stopped[wait]);
check('a stopped pool costs disks; a running one costs instances', stopped[cost] < none[cost] * 1.6 && running[cost] > none[cost] * 3); // prettier-ignore
// #endregion
