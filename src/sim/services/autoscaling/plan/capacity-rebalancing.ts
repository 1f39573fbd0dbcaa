import type { GroupSize } from './capacity.ts';
import { others, replaceable } from './health-replacement.ts';
import { fillsCapacity, type Instance } from './instance.ts';
import { planReplacement, type ReplacementStep } from './replacement.ts';

/** What Capacity Rebalancing looks at. */
export interface CapacityRebalancing {
  readonly instances: readonly Instance[];
  readonly size: GroupSize;
  readonly warmup: number;
  readonly now: number;
  /** Spot Instances with a rebalance recommendation, in the order in which it came. */
  readonly atRisk: readonly string[];
  /** Those that have their two-minute notice as well: a replacement is launched wherever one can be had. */
  readonly noticed?: ReadonlySet<string>;
  /** Whether a new instance would be at least as safe as this one; see `SpotModel.capacityScore`. */
  readonly asSafe: (instance: Instance) => boolean;
}

/**
 * How far rebalancing may go above the maximum: a tenth of desired capacity; at least one, which AWS does not say.
 */
export function rebalancingMargin(desired: number): number {
  return Math.max(1, Math.floor(desired / 10));
}

/**
 * Replaces Spot Instances that are likely to be interrupted: launches first, where a pool is at least as safe, and
 * ends the old one when the new one is healthy. Health is enough here; warm-up is not waited for.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-capacity-rebalancing.html
 */
export function planCapacityRebalancing(request: CapacityRebalancing): ReplacementStep {
  const { instances, size, now, atRisk, noticed = new Set(), asSafe } = request;
  const { desired, max } = size;
  const known = new Map(instances.map((instance) => [instance.id, instance]));
  const risky = atRisk.flatMap((id) => known.get(id) ?? []);
  const chosen = risky.filter((instance) => {
    if (!fillsCapacity(instance) || instance.purchaseOption !== 'spot') return false;
    return noticed.has(instance.id) || asSafe(instance);
  });
  const { ready, coming } = others(instances, new Set(chosen), 0, now);
  const victims = chosen.map((instance) => replaceable(instance, 0, now));
  const ceiling = max + rebalancingMargin(desired);
  return planReplacement({
    desired,
    victims,
    ready,
    coming,
    bounds: { floor: desired, ceiling, launchFirst: true },
  });
}
