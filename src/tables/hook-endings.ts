import { Cloud, minutes } from '../sim/index.ts';
import type { Comparison } from './comparison.ts';

const source = 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html';

/** How an action ends: by whom, and with which result. */
interface Ending {
  readonly result: 'CONTINUE' | 'ABANDON';
  /** Whether somebody completes it; otherwise its time is up, and the result is the default one. */
  readonly completed: boolean;
}

/** An instance with a hook of ten minutes at a gate: the states that it passes, and what becomes of it. */
async function pass({ result, completed }: Ending, gate: 'LAUNCHING' | 'TERMINATING') {
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', { minSize: 0, maxSize: 1, desiredCapacity: 1 });
  const hook = { autoScalingGroupName: 'web', lifecycleHookName: 'pause' };
  const out = gate === 'TERMINATING';
  if (out) await cloud.run(minutes(5));
  cloud.autoscaling.putLifecycleHook({
    ...hook,
    lifecycleTransition: `autoscaling:EC2_INSTANCE_${gate}`,
    heartbeatTimeout: 600,
    defaultResult: result,
  });
  if (out) web.setDesiredCapacity(0);

  await cloud.waitUntil(() => web.instances[0]?.state.endsWith(':Wait') ?? false);
  const instanceId = web.instances[0]!.id;
  const waitedFrom = cloud.now;
  if (completed) {
    await cloud.run(minutes(2));
    cloud.autoscaling.completeLifecycleAction({ ...hook, instanceId, lifecycleActionResult: result });
  }
  const state = () => web.instances.find((one) => one.id === instanceId)?.state;
  await cloud.waitUntil(() => !state()?.endsWith(':Wait'));
  const waited = cloud.now - waitedFrom;
  await cloud.run(minutes(5));
  const replaced = web.instances.some((one) => one.id !== instanceId);
  return { waited: Math.round(waited / 60), ends: state() ?? 'terminated', replaced };
}

/** What becomes of an instance that waits, by the gate and by how its action ends. */
export const hookEndings: Comparison<Ending> = {
  caption: 'A hook of ten minutes, completed after two or not at all',
  rowsAre: 'At the gate',
  columns: [
    { name: 'CONTINUE', subject: { result: 'CONTINUE', completed: true } },
    { name: 'ABANDON', subject: { result: 'ABANDON', completed: true } },
    { name: 'Time is up, CONTINUE', subject: { result: 'CONTINUE', completed: false } },
    { name: 'Time is up, ABANDON', subject: { result: 'ABANDON', completed: false } },
  ],
  rows: [
    { label: 'In: it waits', source, unit: 'minutes', cell: async (ending) => (await pass(ending, 'LAUNCHING')).waited },
    { label: 'In: it ends as', source, cell: async (ending) => (await pass(ending, 'LAUNCHING')).ends },
    { label: 'In: another one is launched', source, cell: async (ending) => (await pass(ending, 'LAUNCHING')).replaced },
    { label: 'Out: it waits', source, unit: 'minutes', cell: async (ending) => (await pass(ending, 'TERMINATING')).waited },
    { label: 'Out: it ends as', source, cell: async (ending) => (await pass(ending, 'TERMINATING')).ends },
  ],
}; // prettier-ignore
