import type { Cloud } from 'desired-capacity';

const hook = {
  autoScalingGroupName: 'web',
  lifecycleHookName: 'copy-logs',
};

/** Beats at half-time while it copies, and completes whatever happens. */
export function* farewell(
  cloud: Cloud,
  instanceId: string,
  copy: () => Generator<number, void>,
) {
  const heart = cloud.process(function* beat() {
    while (true) {
      yield 30;
      cloud.autoscaling.recordLifecycleActionHeartbeat({
        ...hook,
        instanceId,
      });
    }
  });
  try {
    yield* copy();
  } finally {
    heart.cancel();
    cloud.autoscaling.completeLifecycleAction({
      ...hook,
      instanceId,
      lifecycleActionResult: 'CONTINUE',
    });
  }
}
