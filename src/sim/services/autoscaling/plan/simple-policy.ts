import { adjust, type Adjustment } from './adjustment.ts';
import { clamp } from './capacity.ts';
import { noAsk, type Ask, type Group } from './ask.ts';

/** A simple scaling policy. */
export interface SimplePolicy extends Adjustment {
  readonly name: string;
  /** Overrides the group's default cooldown. */
  readonly cooldown?: number;
}

/** What holds a simple policy back. */
export interface Cooldown {
  /** Whether a scaling activity or a health replacement is under way. */
  readonly active: boolean;
  /**
   * When the last one ended, or nothing where there was none: its last instance in service, its launch hooks done,
   * or gone. Of instances behind a load balancer AWS's page says both that their draining is waited for and, where
   * it speaks of hooks, that its beginning is enough: the caller decides.
   * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scaling-cooldowns.html
   */
  readonly endedAt?: number;
}

/** When a simple policy may act again; nothing while an activity is under way, since its end is not known. */
export function cooldownEnd(
  policy: SimplePolicy,
  cooldown: Cooldown,
  defaultCooldown = 300,
): number | undefined {
  if (cooldown.active) return undefined;
  return cooldown.endedAt === undefined ? -Infinity : cooldown.endedAt + (policy.cooldown ?? defaultCooldown);
}

/**
 * What a simple policy asks for when its alarm goes off: one adjustment, and nothing before the last one has ended
 * and its cooldown with it. It knows no warm-up: the cooldown stands in for it.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/simple-scaling-policies.html
 */
export function askSimple(
  policy: SimplePolicy,
  { size, capacity }: Group,
  cooldown: Cooldown,
  now: number,
  defaultCooldown = 300,
): Ask {
  const { name, adjustmentType, scalingAdjustment } = policy;
  const end = cooldownEnd(policy, cooldown, defaultCooldown);
  if (end === undefined) return noAsk(name, size, 'a scaling activity or health replacement is in progress');
  if (now < end) return noAsk(name, size, `the cooldown lasts ${end - now} s more`);
  const current = capacity.warm + capacity.warming + capacity.coming + capacity.terminating;
  const adjusted = adjust(current, policy);
  const grows = adjustmentType === 'ExactCapacity' ? adjusted > size.desired : scalingAdjustment > 0;
  // A group with weights can have more than it desires; see `askStep`.
  const wanted = grows ? Math.max(size.desired, adjusted) : Math.min(size.desired, adjusted);
  const desired = clamp(wanted, size);
  const why = `${adjustmentType} by ${scalingAdjustment}`;
  if (desired === size.desired) return noAsk(name, size, `${why} changes nothing`);
  return { policy: name, kind: desired > size.desired ? 'out' : 'in', desired, why };
}
