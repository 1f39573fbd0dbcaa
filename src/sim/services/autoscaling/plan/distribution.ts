import { requireWhole, validationError } from '../errors.ts';

/** How On-Demand Instances are divided among types. */
export type OnDemandAllocationStrategy = 'lowest-price' | 'prioritized';

/** `diversified` is a Spot Fleet's strategy, not a group's; it is here for comparison. */
export type SpotAllocationStrategy =
  | 'price-capacity-optimized'
  | 'capacity-optimized'
  | 'capacity-optimized-prioritized'
  | 'lowest-price'
  | 'diversified';

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstancesDistribution.html */
export interface InstancesDistribution {
  /** Default 0, in capacity units. */
  readonly onDemandBaseCapacity?: number;
  /** Default 100. */
  readonly onDemandPercentageAboveBaseCapacity?: number;
  readonly onDemandAllocationStrategy?: OnDemandAllocationStrategy;
  readonly spotAllocationStrategy?: SpotAllocationStrategy;
  /** With `lowest-price` alone: 1 to 20, default 2. */
  readonly spotInstancePools?: number;
  /** For a unit and hour; nothing means the On-Demand price. */
  readonly spotMaxPrice?: number;
}

/** How a capacity divides into the two purchase options. */
export interface Split {
  readonly base: number;
  readonly onDemandAboveBase: number;
  readonly spot: number;
}

/**
 * The base is On-Demand; of what is above it, a percentage, a fraction rounded up in favour of On-Demand.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/mixed-instances-groups-set-up-overview.html
 */
export function splitCapacity(total: number, distribution: InstancesDistribution): Split {
  const { onDemandBaseCapacity = 0, onDemandPercentageAboveBaseCapacity = 100 } = distribution;
  const base = Math.min(total, onDemandBaseCapacity);
  const above = total - base;
  const onDemandAboveBase = Math.ceil((above * onDemandPercentageAboveBaseCapacity) / 100);
  return { base, onDemandAboveBase, spot: above - onDemandAboveBase };
}

/** What a group has, or lacks, of each purchase option, in capacity units. */
export interface ByOption {
  readonly onDemand: number;
  readonly spot: number;
}

/**
 * What to launch of each option to come to a total, the ratio coming as near to the wanted one as launches can bring
 * it.
 */
export function missingByOption(
  have: ByOption,
  total: number,
  distribution: InstancesDistribution,
): ByOption {
  const missing = Math.max(0, total - have.onDemand - have.spot);
  const { base, onDemandAboveBase } = splitCapacity(total, distribution);
  const onDemand = Math.min(missing, Math.max(0, base + onDemandAboveBase - have.onDemand));
  return { onDemand, spot: missing - onDemand };
}

/** Throws ValidationError where a distribution is none. */
export function checkDistribution(distribution: InstancesDistribution): void {
  const { onDemandBaseCapacity = 0, onDemandPercentageAboveBaseCapacity = 100 } = distribution;
  requireWhole('OnDemandBaseCapacity', onDemandBaseCapacity, 0);
  requireWhole('OnDemandPercentageAboveBaseCapacity', onDemandPercentageAboveBaseCapacity, 0, 100);
  const { spotInstancePools, spotAllocationStrategy = 'lowest-price', spotMaxPrice } = distribution;
  if (spotInstancePools !== undefined) {
    requireWhole('SpotInstancePools', spotInstancePools, 1, 20);
    if (spotAllocationStrategy !== 'lowest-price') {
      throw validationError('SpotInstancePools goes with the lowest-price strategy alone.');
    }
  }
  if (spotMaxPrice !== undefined && !(spotMaxPrice >= 0.001)) {
    throw validationError('SpotMaxPrice must be at least 0.001.');
  }
}
