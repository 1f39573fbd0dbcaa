import type { GroupSize } from './capacity.ts';
import { requireWhole, validationError } from '../errors.ts';
import type { Instance } from './instance.ts';

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutWarmPool.html */
export interface WarmPool {
  /** Of group and pool together; nothing or -1 means the group's maximum. */
  readonly maxGroupPreparedCapacity?: number;
  readonly minSize?: number;
  readonly poolState?: 'Stopped' | 'Running' | 'Hibernated';
  readonly reuseOnScaleIn?: boolean;
}

/** Throws ValidationError where a pool is none, or none for such a group. */
export function checkWarmPool(
  pool: WarmPool,
  group: { readonly mixedInstances: boolean; readonly weights: boolean; readonly spot: boolean },
): void {
  const { maxGroupPreparedCapacity, minSize, poolState } = pool;
  if (group.mixedInstances || group.weights || group.spot) {
    throw validationError(
      'A warm pool goes with neither a mixed instances policy, instance weights nor Spot Instances.',
    );
  }
  if (maxGroupPreparedCapacity !== undefined) {
    requireWhole('MaxGroupPreparedCapacity', maxGroupPreparedCapacity, -1);
  }
  if (minSize !== undefined) requireWhole('MinSize', minSize, 0);
  if (poolState !== undefined && !['Stopped', 'Running', 'Hibernated'].includes(poolState)) {
    throw validationError('PoolState must be Stopped, Running or Hibernated.');
  }
}

/**
 * How many the pool should hold: what is missing of the prepared capacity beyond the desired one, and its minimum
 * at least.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html#warm-pool-core-concepts
 */
export function warmPoolSize(
  { maxGroupPreparedCapacity = -1, minSize = 0 }: WarmPool,
  size: GroupSize,
): number {
  const prepared = maxGroupPreparedCapacity === -1 ? size.max : maxGroupPreparedCapacity;
  return Math.max(minSize, prepared - size.desired, 0);
}

const isWarmed = ({ state }: Instance) => /^Warmed:(Stopped|Running|Hibernated)$/.test(state);
const isFilling = ({ state }: Instance) => /^Warmed:Pending(:Wait|:Proceed)?$/.test(state);

/** What becomes of a warm pool now. */
export interface WarmPoolPlan {
  /** Instances of the pool that come into the group: AWS's warm start. */
  readonly warmStarts: readonly string[];
  /** What the group launches besides, the pool being too small. */
  readonly coldStarts: number;
  /** What is launched into the pool. */
  readonly fill: number;
  /** What the pool has too many of, to be chosen by the default termination policy. */
  readonly drain: number;
}

/**
 * Draws on the pool for what the group is missing, and brings the pool to its size. Only what has finished its
 * preparation can be drawn; what is still on its way into the pool counts for the pool's size.
 *
 * @param missing how many instances the group lacks of its desired capacity
 */
export function planWarmPool(
  pool: WarmPool,
  size: GroupSize,
  instances: readonly Instance[],
  missing: number,
): WarmPoolPlan {
  const warmed = instances.filter((instance) => isWarmed(instance) && instance.healthy);
  const filling = instances.filter(isFilling).length;
  const warmStarts = warmed.slice(0, missing).map(({ id }) => id);
  const left = warmed.length - warmStarts.length + filling;
  const wanted = warmPoolSize(pool, size);
  return {
    warmStarts,
    coldStarts: missing - warmStarts.length,
    fill: Math.max(0, wanted - left),
    drain: Math.max(0, left - wanted),
  };
}

/**
 * Whether an instance that leaves the group goes back into the pool; the pool then drains what it has too many of.
 */
export function returnsToPool({ reuseOnScaleIn = false }: WarmPool, { healthy }: Instance): boolean {
  return reuseOnScaleIn && healthy;
}

/**
 * The states of an instance on its way into the pool, and from there into the group; hooks hold it at each Wait.
 */
export function warmPath({ poolState = 'Stopped' }: WarmPool, hook: boolean): readonly string[] {
  const wait = (state: string) => (hook ? [state, `${state}:Wait`, `${state}:Proceed`] : [state]);
  return [...wait('Warmed:Pending'), `Warmed:${poolState}`, ...wait('Pending'), 'InService'];
}
