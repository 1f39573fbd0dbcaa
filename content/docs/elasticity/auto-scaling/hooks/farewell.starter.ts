import type { Cloud } from 'desired-capacity';

const hook = {
  autoScalingGroupName: 'web',
  lifecycleHookName: 'copy-logs',
};

/**
 * The last words of an instance that waits to be terminated. `copy` takes
 * its time, often more than the timeout of 60 seconds, and throws an error
 * where the logs cannot be copied. Then nobody should wait any longer.
 */
export function* farewell(
  cloud: Cloud,
  instanceId: string,
  copy: () => Generator<number, void>,
) {
  yield* copy();
  cloud.autoscaling.completeLifecycleAction({
    ...hook,
    instanceId,
    lifecycleActionResult: 'CONTINUE',
  });
}
