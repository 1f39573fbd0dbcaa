import { check, Cloud, minutes, table } from 'desired-capacity';

// A terminating instance copies its logs, which takes eight minutes. The
// hook waits for two at a time.
async function goodbye(beats: boolean, defaultResult: string) {
  // #region a group of one
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 0,
    maxSize: 2,
    desiredCapacity: 1,
  });
  const hook = {
    autoScalingGroupName: 'web',
    lifecycleHookName: 'copy-logs',
  };
  // #endregion
  cloud.autoscaling.putLifecycleHook({ ...hook, lifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING', heartbeatTimeout: 120, defaultResult }); // prettier-ignore
  // #region let one go, and wait until it waits
  await cloud.run(minutes(5));
  const [instance] = web.inService;
  const instanceId = instance!.id;
  web.setDesiredCapacity(0);
  await cloud.waitUntil(
    () => web.instances[0]?.state.endsWith('Wait') ?? false,
  );
  const from = cloud.now;
  let copied = 0;
  // #endregion
  cloud.process(function* agent() {
    while (copied < minutes(8) && instance!.state === 'running') {
      yield 30;
      copied += 30;
      const waits = web.instances[0]?.state === 'Terminating:Wait';
      if (beats && waits && copied % 60 === 0)
        cloud.autoscaling.recordLifecycleActionHeartbeat({ ...hook, instanceId }); // prettier-ignore
    }
    // #region all is copied: it may go
    if (copied >= minutes(8))
      cloud.autoscaling.completeLifecycleAction({ ...hook, instanceId, lifecycleActionResult: 'CONTINUE' }); // prettier-ignore
    // #endregion
  });
  // #region until it is gone
  await cloud.waitUntil(() => web.instances.length === 0);
  const gone = Math.round((cloud.now - from) / 60);
  return { 'default result': defaultResult, heartbeat: beats ? 'each minute' : 'none', 'logs copied, %': Math.min(100, Math.round((100 * copied) / minutes(8))), 'gone after, min': gone }; // prettier-ignore
  // #endregion
}
const silent = await goodbye(false, 'CONTINUE');
const abandon = await goodbye(false, 'ABANDON');
const beating = await goodbye(true, 'CONTINUE');

// #region the table and the checks
table('Eight minutes of logs', [silent, abandon, beating]);
const share = 'logs copied, %';
check('without a heartbeat, the hook runs out of time', silent[share] < 50);
check('ABANDON does not keep a terminating instance', abandon[share] < 50);
check('with one, all is copied', beating[share] === 100);
// #endregion
