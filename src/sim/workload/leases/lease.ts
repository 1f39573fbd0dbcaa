/** Nothing of the shard is done yet. */
export const TRIM_HORIZON = 'TRIM_HORIZON';
/** All of the shard is done. */
export const SHARD_END = 'SHARD_END';

/**
 * Who works on a shard, and how far they are. A row of the table that workers share.
 * https://docs.aws.amazon.com/streams/latest/dev/shared-throughput-kcl-consumers.html#shared-throughput-kcl-consumers-leasetable
 */
export interface Lease {
  /** The shard's id. */
  readonly leaseKey: string;
  /** The shards that this one came from: they are done before it begins. */
  readonly parentShardIds: readonly string[];
  /** The worker that reads the shard; undefined where nobody does. */
  readonly leaseOwner: string | undefined;
  /** Rises whenever the row is written: one that stands still has lost its owner. */
  readonly leaseCounter: number;
  /** The sequence number of the last record that is done; or `TRIM_HORIZON`, or `SHARD_END`. */
  readonly checkpoint: string;
  /** How often it went from one worker to another. */
  readonly ownerSwitches: number;
}

/** A shard, as the stream lists it. */
export interface ListedShard {
  readonly id: string;
  readonly parents: readonly { readonly id: string }[];
}
