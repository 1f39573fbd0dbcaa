import type { InstancesDistribution } from './distribution.ts';
import type { Instance, PurchaseOption } from './instance.ts';
import { leastBy } from './launch-source.ts';

/** An instance type in one zone: what EC2 sells, at a price, and perhaps not without end. */
export interface Pool {
  readonly type: string;
  readonly zone: string;
  /** Capacity units of one instance. */
  readonly weight: number;
  readonly onDemandPrice: number;
  readonly spotPrice: number;
  /** How many instances more it gives; nothing means no end in sight. */
  readonly free?: number;
}

/** What AWS does not say about Spot: how it weighs capacity, and how near two pools must be to count as equal. */
export interface SpotModel {
  /** How surely a pool gives and keeps capacity: 0 is not at all, higher is better. */
  readonly capacityScore: (pool: Pool) => number;
  /**
   * The part of the best score at which a pool still counts as good as the best: among those, price decides
   * for `price-capacity-optimized`, priority for `capacity-optimized-prioritized`.
   */
  readonly band: number;
}

/** How many instances to launch from a pool. */
export interface Allocation {
  readonly pool: Pool;
  readonly count: number;
}

/**
 * The pools of one zone, best first; those too dear or empty are out. Pools stand in the order of the launch
 * template's overrides, which is their priority; it also decides where all else is equal.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/allocation-strategies.html
 */
export function orderPools(
  option: PurchaseOption,
  pools: readonly Pool[],
  distribution: InstancesDistribution,
  model: SpotModel,
): Pool[] {
  if (option === 'on-demand') {
    const { onDemandAllocationStrategy = 'prioritized' } = distribution;
    return onDemandAllocationStrategy === 'prioritized' ? [...pools] : byKey(pools, onDemandUnitPrice);
  }
  const { spotAllocationStrategy = 'lowest-price', spotMaxPrice } = distribution;
  // The default maximum is the On-Demand price; a price given is for a unit.
  const affordable = pools.filter((pool) =>
    spotMaxPrice === undefined ? pool.spotPrice <= pool.onDemandPrice : spotUnitPrice(pool) <= spotMaxPrice,
  );
  if (spotAllocationStrategy === 'lowest-price') return byKey(affordable, spotUnitPrice);
  if (spotAllocationStrategy === 'diversified') return affordable;
  const scores = new Map(affordable.map((pool) => [pool, model.capacityScore(pool)]));
  const byScore = byKey(affordable, (pool) => -scores.get(pool)!);
  if (spotAllocationStrategy === 'capacity-optimized') return byScore;
  const best = byScore.length > 0 ? scores.get(byScore[0]!)! : 0;
  const good = affordable.filter((pool) => scores.get(pool)! >= best * model.band);
  const rest = byScore.filter((pool) => !good.includes(pool));
  const ofGood = spotAllocationStrategy === 'price-capacity-optimized' ? byKey(good, spotUnitPrice) : good;
  return [...ofGood, ...rest];
}

/** Over how many pools a strategy spreads; the others fill one after another. */
export function poolsAtOnce(option: PurchaseOption, distribution: InstancesDistribution): number {
  if (option === 'on-demand') return 1;
  const { spotAllocationStrategy = 'lowest-price', spotInstancePools = 2 } = distribution;
  if (spotAllocationStrategy === 'diversified') return Infinity;
  return spotAllocationStrategy === 'lowest-price' ? spotInstancePools : 1;
}

/**
 * Fills units from a zone's pools, best first, over as many at once as the strategy says, and then from the next.
 * The last instance may bring more than was wanting: by less than its weight.
 *
 * @param held the instances that each pool already has in the group, by type, to level the spread
 * @returns what to launch, and the units for which there is no pool
 */
export function allocate(
  units: number,
  option: PurchaseOption,
  pools: readonly Pool[],
  distribution: InstancesDistribution,
  model: SpotModel,
  held: ReadonlyMap<string, number> = new Map(),
): { readonly launches: Allocation[]; readonly short: number } {
  const counts = new Map<Pool, number>();
  const open = orderPools(option, pools, distribution, model).filter(({ free = Infinity }) => free > 0);
  const atOnce = poolsAtOnce(option, distribution);
  let left = units;
  while (left > 0 && open.length > 0) {
    const pool = emptiest(open.slice(0, atOnce), counts, held);
    const taken = counts.get(pool) ?? 0;
    const free = (pool.free ?? Infinity) - taken;
    // A strategy that fills one pool takes all of it in one stride.
    const count = atOnce === 1 ? Math.min(free, Math.ceil(left / pool.weight)) : 1;
    counts.set(pool, taken + count);
    left -= count * pool.weight;
    if (count === free) open.splice(open.indexOf(pool), 1);
  }
  const launches = [...counts].map(([pool, count]) => ({ pool, count }));
  return { launches, short: Math.max(0, left) };
}

function emptiest(
  pools: readonly Pool[],
  counts: ReadonlyMap<Pool, number>,
  held: ReadonlyMap<string, number>,
): Pool {
  let best = pools[0]!;
  let least = Infinity;
  for (const pool of pools) {
    const filled = (held.get(pool.type) ?? 0) + (counts.get(pool) ?? 0);
    if (filled < least) [best, least] = [pool, filled];
  }
  return best;
}

/**
 * Those of some instances that fit the allocation strategy least: in the worst pool of their zone, and where the
 * strategy spreads, among the pools that it would use, in the fullest. All, where none is worse than another.
 */
export function leastAligned(
  instances: readonly Instance[],
  pools: readonly Pool[],
  distribution: InstancesDistribution,
  model: SpotModel,
): Instance[] {
  const rank = new Map<string, number>();
  for (const option of ['on-demand', 'spot'] as const) {
    const atOnce = poolsAtOnce(option, distribution);
    for (const zone of new Set(pools.map((pool) => pool.zone))) {
      const inZone = pools.filter((pool) => pool.zone === zone);
      const ordered = orderPools(option, inZone, distribution, model);
      ordered.forEach(({ type }, i) => rank.set(`${option} ${zone} ${type}`, i < atOnce ? 0 : i));
    }
  }
  const key = ({ purchaseOption, zone, type }: Instance) => `${purchaseOption} ${zone} ${type}`;
  const worst = greatest(instances, (instance) => rank.get(key(instance)) ?? Infinity);
  const spread = worst.length > 0 && poolsAtOnce(worst[0]!.purchaseOption, distribution) > 1;
  if (!spread) return worst;
  const filled = new Map<string, number>();
  for (const instance of instances) filled.set(key(instance), (filled.get(key(instance)) ?? 0) + 1);
  return greatest(worst, (instance) => filled.get(key(instance))!);
}

function greatest(instances: readonly Instance[], valueOf: (instance: Instance) => number): Instance[] {
  return leastBy(instances, (instance) => -valueOf(instance));
}

const onDemandUnitPrice = ({ onDemandPrice, weight }: Pool) => onDemandPrice / weight;
const spotUnitPrice = ({ spotPrice, weight }: Pool) => spotPrice / weight;

/** Sorted by a key, lowest first; JavaScript's sort keeps the order of equals. */
function byKey(pools: readonly Pool[], keyOf: (pool: Pool) => number): Pool[] {
  return [...pools].sort((a, b) => keyOf(a) - keyOf(b));
}
