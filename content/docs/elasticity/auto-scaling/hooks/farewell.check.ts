import { check, Cloud, minutes } from 'desired-capacity';
import { farewell } from './farewell.starter.ts';

/** One instance goes. Copying takes so many seconds, or fails after them. */
async function goodbye(seconds: number, fails: boolean) {
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 0,
    maxSize: 1,
    desiredCapacity: 1,
  });
  cloud.autoscaling.putLifecycleHook({
    autoScalingGroupName: 'web',
    lifecycleHookName: 'copy-logs',
    lifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
    heartbeatTimeout: 60,
    defaultResult: 'CONTINUE',
  });
  await cloud.run(minutes(3));
  const { id } = web.inService[0]!;
  web.setDesiredCapacity(0);
  const waits = () => web.instances[0]?.state === 'Terminating:Wait';
  await cloud.waitUntil(waits);
  const from = cloud.now;
  let copied = false;
  cloud.process(function* agent() {
    try {
      yield* farewell(cloud, id, function* copy() {
        for (let i = 0; i < seconds; i += 10) {
          yield 10;
          if (cloud.ec2.instance(id).state !== 'running') return;
        }
        if (fails) throw new Error('no space left');
        copied = true;
      });
    } catch {
      // It could not be copied, or came too late.
    }
  });
  await cloud.waitUntil(() => !waits());
  return { copied, waited: Math.round(cloud.now - from) };
}
const short = await goodbye(30, false);
const long = await goodbye(400, false);
const failing = await goodbye(20, true);
check('thirty seconds of logs are copied', short.copied);
check('seven minutes of logs are copied too', long.copied);
check(
  'and then nobody waits any longer',
  long.waited < 410 && short.waited < 40,
  `${long.waited} s`,
);
check(
  'where copying fails, nobody waits for the timeout',
  failing.waited < 30,
  `${failing.waited} s`,
);
