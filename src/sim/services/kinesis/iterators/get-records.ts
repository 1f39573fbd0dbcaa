import type { DataStream } from '../shards/data-stream.ts';
import type { StreamRecord } from '../shards/record-log.ts';
import type { Shard } from '../shards/shard.ts';
import { kinesisLimits as limits } from '../limits.ts';
import type { StreamThroughput } from '../throughput/stream-throughput.ts';
import { expired, ITERATOR_LIFE, shardOf, type ShardIterator } from './shard-iterator.ts';

/** What a read gives. */
export interface Batch {
  readonly records: readonly StreamRecord[];
  /** Null at the end of a closed shard. */
  readonly nextShardIterator: ShardIterator | null;
  /** 0 where nothing is left to read. */
  readonly millisBehindLatest: number;
  /** At the end of a closed shard: who has its range now. */
  readonly childShards: readonly Shard[];
}

/**
 * Reads a shard. That it finds nothing is no end: the next iterator goes on.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html
 */
export function getRecords(
  stream: DataStream,
  throughput: StreamThroughput,
  iterator: ShardIterator,
  now: number,
  limit: number = limits.getRecords.max,
): Batch {
  if (now - iterator.created > ITERATOR_LIFE) throw expired(iterator.created, now);
  const shard = shardOf(stream, iterator.shardId, now);
  const gate = throughput.of(shard, now);
  if (!gate.read(now)) throw throughput.exceeded(shard);
  const { batch, bytes } = readFrom(stream, shard, iterator.position, now, limit, limits.getBytes.max);
  gate.returned(batch.records.length, bytes, now);
  return batch;
}

/** What is at a position on, without asking the shard's throughput: for fan-out, too. */
export function readFrom(
  stream: DataStream,
  shard: Shard,
  from: number,
  now: number,
  mostRecords: number,
  mostBytes: number,
): { batch: Batch; bytes: number } {
  stream.expire(shard, now);
  const { log } = shard;
  const records: StreamRecord[] = [];
  let position = Math.max(from, log.first);
  let bytes = 0;
  const readable = stream.readableBy(now);
  for (; position < log.end && records.length < mostRecords; position++) {
    const record = log.at(position);
    if (record.arrival > readable) break;
    const size = record.bytes;
    // A single record passes whatever its size.
    if (bytes + size > mostBytes && records.length > 0) break;
    records.push(record);
    bytes += size;
  }
  const ended = position >= log.end && !shard.open;
  const caughtUp = position >= log.end || log.at(position).arrival > readable;
  // How far behind: the age of the last record read, or of the next one where none was.
  const arrival = caughtUp ? now : (records.at(-1) ?? log.at(position)).arrival;
  return {
    bytes,
    batch: {
      records,
      nextShardIterator: ended ? null : { shardId: shard.id, position, created: now },
      millisBehindLatest: Math.floor((now - arrival) * 1000),
      childShards: ended ? shard.children : [],
    },
  };
}
