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
  // A parent that has expired will never be read: nothing is left of it.
  const there = all.map(({ shardId }) => shardId);
  return shard.parents.every((id) => done.has(id) || !there.includes(id));
}
