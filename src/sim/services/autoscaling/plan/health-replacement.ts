import { fillsCapacity, isReady, type Instance } from './instance.ts';
import { percentagesOf, type InstanceMaintenancePolicy } from './maintenance-policy.ts';
import { boundsOf, planReplacement, type Replaceable, type ReplacementStep } from './replacement.ts';

/** What a replacement of the unhealthy looks at. */
export interface HealthReplacement {
  readonly instances: readonly Instance[];
  readonly desired: number;
  readonly warmup: number;
  readonly now: number;
  readonly policy?: InstanceMaintenancePolicy;
  /** Instances that do not run any more, or that SetInstanceHealth named: no limit applies to them. */
  readonly atOnce?: ReadonlySet<string>;
}

/** What a group has that one plan does not replace. */
export function others(
  instances: readonly Instance[],
  victims: ReadonlySet<Instance>,
  warmup: number,
  now: number,
): { readonly ready: number; readonly coming: number } {
  let ready = 0;
  let coming = 0;
  for (const instance of instances) {
    if (victims.has(instance) || !fillsCapacity(instance)) continue;
    if (isReady(instance, warmup, now)) ready += instance.weight;
    else coming += instance.weight;
  }
  return { ready, coming };
}

/** An instance as the planner of replacements takes it. */
export function replaceable(instance: Instance, warmup: number, now: number): Replaceable {
  return { id: instance.id, weight: instance.weight, ready: isReady(instance, warmup, now) };
}

/**
 * Replaces the unhealthy, protected or not. Those that no longer run, at once, even where a maintenance policy
 * would launch first. The others a tenth of desired capacity at a time, at least one, each batch once the last is
 * ready, and not while the group is a tenth or more below its desired capacity; a maintenance policy takes the
 * tenth's place.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html#minimize-downtime
 */
export function planHealthReplacement(request: HealthReplacement): ReplacementStep {
  const { instances, desired, warmup, now, policy, atOnce = new Set() } = request;
  const ill = instances.filter((instance) => fillsCapacity(instance) && !instance.healthy);
  const dead = ill.filter(({ id }) => atOnce.has(id));
  if (dead.length > 0) {
    const terminate = dead.map(({ id }) => id);
    const going = sum(dead);
    // One that was launched in excess may stand in for them already.
    const launch = Math.max(0, Math.min(going, desired - (sum(instances.filter(fillsCapacity)) - going)));
    return { terminate, launch, left: sum(ill) - going, why: 'no longer running: replaced at once' };
  }
  const { ready, coming } = others(instances, new Set(ill), warmup, now);
  const victims = ill.map((instance) => replaceable(instance, warmup, now));
  const one = victims[0]?.weight ?? 1;
  const percentages = percentagesOf(policy, { min: 90 });
  const bounds = boundsOf(desired, percentages, one);
  if (percentages.max !== undefined) return planReplacement({ desired, victims, ready, coming, bounds });
  let held = ready + coming;
  for (const { weight } of victims) held += weight;
  if (victims.length > 0 && held < desired && held <= desired * 0.9) {
    return {
      terminate: [],
      launch: 0,
      left: sum(ill),
      why: 'waiting for the group to come within a tenth of its desired capacity',
    };
  }
  // A batch waits until all of the last one is ready.
  const batch = coming > 0 ? 0 : Math.max(one, Math.floor(desired / 10));
  if (batch === 0)
    return { terminate: [], launch: 0, left: sum(ill), why: 'waiting for instances to warm up' };
  return planReplacement({ desired, victims, ready, coming, bounds, batch });
}

function sum(instances: readonly Instance[]): number {
  return instances.reduce((units, { weight }) => units + weight, 0);
}
