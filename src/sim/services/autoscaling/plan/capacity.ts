import { isComing, isTerminating, isWarming, type Instance } from './instance.ts';

/** The three numbers of a group, in capacity units. */
export interface GroupSize {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
}

/** What a group has, in capacity units, told apart as the scaling policies need it. */
export interface Capacity {
  /** In service and past warm-up: AWS's "current capacity". */
  readonly warm: number;
  /** In service, within warm-up. */
  readonly warming: number;
  /** Launched, not yet in service. */
  readonly coming: number;
  readonly terminating: number;
}

/** What a group has, told apart. */
export function capacityOf(instances: Iterable<Instance>, warmup: number, now: number): Capacity {
  let warm = 0;
  let warming = 0;
  let coming = 0;
  let terminating = 0;
  for (const instance of instances) {
    const { weight } = instance;
    if (isComing(instance)) coming += weight;
    else if (isTerminating(instance)) terminating += weight;
    else if (isWarming(instance, warmup, now)) warming += weight;
    else if (instance.state === 'InService') warm += weight;
  }
  return { warm, warming, coming, terminating };
}

/** What policies ask for is brought within the bounds; only a user's own request beyond them is an error. */
export function clamp(capacity: number, { min, max }: GroupSize): number {
  return Math.max(min, Math.min(max, capacity));
}

/**
 * The warm-up that a dynamic policy goes by: its own, else the group's default, else the default cooldown.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html#as-target-tracking-scaling-warmup
 */
export function warmupOf(
  policy: { readonly estimatedInstanceWarmup?: number },
  group: { readonly defaultInstanceWarmup?: number; readonly defaultCooldown?: number },
): number {
  // -1 is how the API turns the group's default off.
  const byGroup = group.defaultInstanceWarmup === -1 ? undefined : group.defaultInstanceWarmup;
  return policy.estimatedInstanceWarmup ?? byGroup ?? group.defaultCooldown ?? 300;
}
