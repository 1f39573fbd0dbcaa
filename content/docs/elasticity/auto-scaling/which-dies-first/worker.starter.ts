import type { Cloud } from 'desired-capacity';

/**
 * A worker on an instance: takes the next job, if there is one, and does
 * it. A scale-in must not hit it at work, and must hit it when it is idle.
 */
export function* worker(
  cloud: Cloud,
  instanceId: string,
  next: () => (() => Generator<number, void>) | undefined,
) {
  const protect = (protectedFromScaleIn: boolean) =>
    cloud.autoscaling.setInstanceProtection({
      autoScalingGroupName: 'workers',
      instanceIds: [instanceId],
      protectedFromScaleIn,
    });
  protect(true);
  while (true) {
    const job = next();
    if (job) yield* job();
    else yield 30;
  }
}
