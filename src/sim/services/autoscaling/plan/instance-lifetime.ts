import { requireWhole } from '../errors.ts';
import { others, replaceable } from './health-replacement.ts';
import { fillsCapacity, type Instance } from './instance.ts';
import { percentagesOf, type InstanceMaintenancePolicy } from './maintenance-policy.ts';
import { boundsOf, planReplacement, type ReplacementStep } from './replacement.ts';

/** What a replacement by age looks at. */
export interface LifetimeReplacement {
  readonly instances: readonly Instance[];
  readonly desired: number;
  /** At least 86,400 s; 0 is none. */
  readonly maxInstanceLifetime: number;
  readonly warmup: number;
  readonly now: number;
  readonly policy?: InstanceMaintenancePolicy;
  /** What one replacement takes, with the pause after it. AWS gives no figure. */
  readonly pace?: number;
}

/** Throws ValidationError where a lifetime is none. */
export function checkLifetime(seconds: number): void {
  requireWhole('MaxInstanceLifetime', seconds, seconds === 0 ? 0 : 86400);
}

/**
 * How many of the oldest must be under way now so that all meet their time: none as long as one after another still
 * would; several, up to `most`, where it would not any more.
 *
 * @param left the seconds that each has left, least first
 */
export function dueNow(left: readonly number[], pace: number, most: number): number {
  const inTime = (atOnce: number, wait: number) =>
    left.every((seconds, i) => wait + Math.ceil((i + 1) / atOnce) * pace <= seconds);
  // Another look comes within a pace: what can wait so long does.
  if (inTime(1, pace)) return 0;
  for (let atOnce = 1; atOnce < most; atOnce++) if (inTime(atOnce, 0)) return atOnce;
  return most;
}

/**
 * Replaces instances before they grow too old: one at a time, in time; more at once, up to a tenth of the group,
 * where time is too short for that. Protection from scale-in keeps an instance beyond its time.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-max-instance-lifetime.html
 */
export function planLifetimeReplacement(request: LifetimeReplacement): ReplacementStep {
  const { instances, desired, maxInstanceLifetime, warmup, now, policy, pace = 600 } = request;
  const aging = maxInstanceLifetime === 0 ? [] : instances.filter(fillsCapacity);
  const old = aging.filter(({ protectedFromScaleIn }) => !protectedFromScaleIn);
  old.sort((a, b) => a.launchedAt - b.launchedAt);
  const left = old.map(({ launchedAt }) => launchedAt + maxInstanceLifetime - now);
  const atOnce = dueNow(left, pace, Math.max(1, Math.floor(aging.length / 10)));
  const due = old.slice(0, atOnce);
  if (due.length === 0)
    return { terminate: [], launch: 0, left: 0, why: 'no instance is near its maximum lifetime' };
  const { ready, coming } = others(instances, new Set(due), warmup, now);
  const victims = due.map((instance) => replaceable(instance, warmup, now));
  const one = victims[0]!.weight;
  const bounds = boundsOf(desired, percentagesOf(policy, { min: 90 }), one);
  return planReplacement({ desired, victims, ready, coming, bounds, batch: atOnce * one });
}
