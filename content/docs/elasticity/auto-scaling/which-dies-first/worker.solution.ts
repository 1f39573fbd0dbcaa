import type { Cloud } from 'desired-capacity';

/** Protected for as long as a job lasts, also where the job fails. */
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
  while (true) {
    const job = next();
    if (!job) {
      yield 30;
      continue;
    }
    protect(true);
    try {
      yield* job();
    } catch {
      // The job has failed. The worker has not.
    } finally {
      protect(false);
    }
  }
}
