import { limitExceeded } from '../errors.ts';
import type { DataStream } from './data-stream.ts';
import { evenRanges } from './hash-key.ts';

/** Hash keys by which a border may be off: shares of 2^128 are rounded, and no split makes a shard of one key. */
const TOLERANCE = 1n << 64n;

/** A stream has at most twice as many shards afterwards, and at least half. */
export function checkShardCount(current: number, target: number): void {
  if (target > current * 2)
    throw limitExceeded(
      `UpdateShardCount cannot scale up over double your current open shard count. Current open shard count: ${current} Target shard count: ${target}`,
    );
  if (target * 2 < current)
    throw limitExceeded(
      `UpdateShardCount cannot scale down below half your current open shard count. Current open shard count: ${current} Target shard count: ${target}`,
    );
}

/**
 * Gives a stream another number of shards of one size, by splits and merges.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html
 */
export function updateShardCount(stream: DataStream, targetShardCount: number, now: number): void {
  const borders = new Set<bigint>();
  for (const { startingHashKey } of evenRanges(targetShardCount)) {
    const near = stream.openShards.find(
      ({ range }) => distance(range.startingHashKey, startingHashKey) < TOLERANCE,
    );
    if (!near) stream.split(stream.shardFor(startingHashKey).id, String(startingHashKey), now);
    borders.add(near?.range.startingHashKey ?? startingHashKey);
  }
  for (let i = 1; i < stream.openShards.length;) {
    const [low, high] = [stream.openShards[i - 1]!, stream.openShards[i]!];
    if (borders.has(high.range.startingHashKey)) i++;
    else stream.merge(low.id, high.id, now);
  }
}

const distance = (a: bigint, b: bigint): bigint => (a < b ? b - a : a - b);
