import { SHARD_END, TRIM_HORIZON, type Lease, type ListedShard } from './lease.ts';

/**
 * The leases of an application. Every write is conditional on the row as its writer last saw it, as on a DynamoDB table:
 * of two workers that reach for a lease, one gets it.
 */
export class LeaseTable {
  readonly #leases = new Map<string, Lease>();

  /** All rows, as they are now. */
  scan(): Lease[] {
    return [...this.#leases.values()];
  }

  /** The lease of a shard, as it is now. */
  get(leaseKey: string): Lease | undefined {
    return this.#leases.get(leaseKey);
  }

  /**
   * Gives a lease to each shard whose parents are done or no longer listed, and lets go of those whose shards are no
   * longer there: what was not read by then is lost.
   */
  sync(shards: readonly ListedShard[]): void {
    const listed = new Set(shards.map(({ id }) => id));
    for (const leaseKey of this.#leases.keys()) if (!listed.has(leaseKey)) this.#leases.delete(leaseKey);
    for (const { id, parents } of shards) {
      const parentShardIds = parents.map((parent) => parent.id);
      if (
        this.#leases.has(id) ||
        !parentShardIds.every((parent) => !listed.has(parent) || this.#done(parent))
      )
        continue;
      const owner = { leaseOwner: undefined, leaseCounter: 0, ownerSwitches: 0 };
      this.#leases.set(id, { leaseKey: id, parentShardIds, checkpoint: TRIM_HORIZON, ...owner });
    }
  }

  /** Makes a worker the owner. Undefined where the row is not as it was seen. */
  take(seen: Lease, leaseOwner: string): Lease | undefined {
    const switched = seen.leaseOwner !== undefined && seen.leaseOwner !== leaseOwner;
    return this.#write(seen, { leaseOwner, ownerSwitches: seen.ownerSwitches + (switched ? 1 : 0) });
  }

  /** Says that the owner is alive. */
  renew(seen: Lease): Lease | undefined {
    return this.#write(seen, {});
  }

  /** Remembers how far the owner is. */
  checkpoint(seen: Lease, checkpoint: string): Lease | undefined {
    return this.#write(seen, { checkpoint });
  }

  /** A worker that ends in good order leaves it to others at once. */
  release(seen: Lease): Lease | undefined {
    return this.#write(seen, { leaseOwner: undefined });
  }

  #done(leaseKey: string): boolean {
    return this.#leases.get(leaseKey)?.checkpoint === SHARD_END;
  }

  #write(seen: Lease, change: Partial<Lease>): Lease | undefined {
    const row = this.#leases.get(seen.leaseKey);
    if (!row || row.leaseCounter !== seen.leaseCounter || row.leaseOwner !== seen.leaseOwner)
      return undefined;
    const lease: Lease = { ...row, ...change, leaseCounter: row.leaseCounter + 1 };
    this.#leases.set(lease.leaseKey, lease);
    return lease;
  }
}
