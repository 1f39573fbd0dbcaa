import { Tank } from '../../../cloud/tank.ts';

/** Provisioned or on-demand capacity. */
export interface Capacity {
  /** Takes units, all or none. */
  take(units: number, now: number): boolean;
  /** What is exceeded where it gives none. */
  exceeded(): ThrottlingLimit;
}

/** Why a request was throttled. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ThrottlingReason.html */
export type ThrottlingLimit =
  | 'ProvisionedThroughputExceeded'
  | 'KeyRangeThroughputExceeded'
  | 'MaxOnDemandThroughputExceeded'
  | 'AccountLimitExceeded';

/**
 * Reads or writes of a table: through the limit of a partition, and so of an item, then the table's. What the table has
 * goes to whichever partition asks, as adaptive capacity does at once.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
 */
export class Throughput {
  readonly #capacity: Capacity;
  readonly #perPartition: number;
  readonly #partitions = new Map<string, Tank>();
  #sweepAt = 1024;

  /** @param perPartition units a second */
  constructor(capacity: Capacity, perPartition: number) {
    this.#capacity = capacity;
    this.#perPartition = perPartition;
  }

  /** Takes units, for a partition where it is known, or tells which limit they exceed. */
  take(units: number, partition: string | undefined, now: number): ThrottlingLimit | undefined {
    const tank = partition === undefined ? undefined : this.#tank(partition, now);
    if (tank && !tank.holds(units, now)) return 'KeyRangeThroughputExceeded';
    if (!this.#capacity.take(units, now)) return this.#capacity.exceeded();
    tank?.take(units, now);
    return undefined;
  }

  #tank(name: string, now: number): Tank {
    let tank = this.#partitions.get(name);
    if (!tank) {
      if (this.#partitions.size >= this.#sweepAt) this.#sweep(now);
      tank = new Tank(this.#perPartition, this.#perPartition, now);
      this.#partitions.set(name, tank);
    }
    return tank;
  }

  /** Forgets partitions that are full again: they would begin so. */
  #sweep(now: number): void {
    for (const [name, tank] of this.#partitions)
      if (tank.level(now) === this.#perPartition) this.#partitions.delete(name);
    this.#sweepAt = Math.max(1024, 2 * this.#partitions.size);
  }
}
