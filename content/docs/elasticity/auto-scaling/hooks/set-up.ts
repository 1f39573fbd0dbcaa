import { check, Cloud, minutes, timeline } from 'desired-capacity';

const needed = 120; // knob set-up: 30..900 step 30 unit s

// New instances load their data before they serve. The hook waits for
// five minutes at most, and abandons those that are late.
const cloud = new Cloud();
const web = cloud.autoscaling.createGroup('web', {
  minSize: 1,
  maxSize: 4,
  lifecycleHookSpecificationList: [
    {
      lifecycleHookName: 'load-data',
      lifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
      heartbeatTimeout: 300,
      defaultResult: 'ABANDON',
    },
  ],
});
// #region an agent sets each one up, and completes the action
cloud.events.listen(({ detailType, detail }) => {
  if (detailType !== 'EC2 Instance-launch Lifecycle Action') return;
  cloud.process(function* agent() {
    yield needed;
    const token = String(detail['LifecycleActionToken']);
    try {
      cloud.autoscaling.completeLifecycleAction({
        autoScalingGroupName: 'web',
        lifecycleHookName: 'load-data',
        lifecycleActionToken: token,
        lifecycleActionResult: 'CONTINUE',
      });
    } catch {
      console.log('Too late: the instance is being terminated.');
    }
  });
});
// #endregion
// #region follow the states of the first instance
const spans: { start: number; end: number; label: string }[] = [];
cloud.process(function* watch() {
  while (cloud.now < minutes(15)) {
    const state = web.instances[0]?.state ?? 'none';
    const last = spans.at(-1);
    if (last?.label === state) last.end = cloud.now + 1;
    else spans.push({ start: cloud.now, end: cloud.now + 1, label: state });
    yield 1;
  }
});
// #endregion
await cloud.run(minutes(15));

// #region the timeline and the checks
timeline({
  title: 'The way into service',
  description:
    'After the launch the instance waits until its set-up is done. Then it proceeds and is in service.',
  lanes: [{ name: 'state', spans: spans.filter(({ label }) => label !== 'none') }], // prettier-ignore
});
const waited = spans.find(({ label }) => label === 'Pending:Wait')!;
check(
  'it waits as long as its set-up takes, not longer',
  Math.abs(waited.end - waited.start - Math.min(needed, 300)) < 5,
);
check('then it is in service', web.inService.length === 1);
// #endregion
