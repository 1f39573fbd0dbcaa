import { defaultModel } from './model.ts';
import { DataStream } from './shards/data-stream.ts';
import type { RecordEntry, StreamRecord } from './shards/record-log.ts';
import type { Shard } from './shards/shard.ts';
import { hashKeyIn } from './throughput/put-records.ts';

/** 2026-01-01T00:00:00Z, in seconds of the Unix epoch. */
export const NOW = 1_767_225_600;

/** The id of a stream's first shard. */
export const FIRST = 'shardId-000000000000';

/** A model in which records can be read at once. */
export const AT_ONCE = { ...defaultModel, propagation: 0 };

/** A stream of so many shards, whose records can be read at once. */
export const streamOf = (shards: number, now = NOW, name = 's'): DataStream =>
  new DataStream({ name, account: '123456789012' }, shards, now, AT_ONCE);

/** Takes a record in, whatever the rate. */
export function putInto(
  stream: DataStream,
  entry: RecordEntry,
  now: number,
): { shard: Shard; record: StreamRecord } {
  const shard = stream.shardFor(hashKeyIn(entry));
  return { shard, record: stream.append(shard, entry, now) };
}

/** So many bytes. */
export const bytes = (length: number): Uint8Array => new Uint8Array(length);

/** The text of some data. */
export const text = (data: Uint8Array): string => new TextDecoder().decode(data);

/** The data of a text. */
export const data = (value: string): Uint8Array => new TextEncoder().encode(value);

/** Whole numbers below a bound, from a seed: the same in every run. */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
