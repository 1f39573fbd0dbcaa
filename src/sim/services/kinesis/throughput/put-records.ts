import type { AwsError } from '../../../cloud/index.ts';
import { invalidArgument, violates } from '../errors.ts';
import { kinesisLimits as limits } from '../limits.ts';
import type { DataStream } from '../shards/data-stream.ts';
import { hashKeyOf, parseHashKey } from '../shards/hash-key.ts';
import { bytesOf, type RecordEntry, type StreamRecord } from '../shards/record-log.ts';
import type { Shard } from '../shards/shard.ts';
import type { StreamThroughput } from './stream-throughput.ts';

/** What became of a record of PutRecords. */
export type PutResult =
  | { readonly shard: Shard; readonly record: StreamRecord; readonly error?: undefined }
  | { readonly shard: Shard; readonly record?: undefined; readonly error: AwsError };

/**
 * PutRecords: each record is taken in or refused on its own, and those after a refused one still have their chance. So
 * to send what failed again changes the order. A malformed hash key or a record that is too large fails the whole
 * request, before any record of it is stored.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html
 *
 * @param most bytes of a record
 * @param keyOf the hash key of a record, where it is not the record's own
 */
export function putRecords(
  stream: DataStream,
  throughput: StreamThroughput,
  entries: readonly RecordEntry[],
  now: number,
  most: number = limits.recordSize.default * 1024,
  keyOf: (entry: RecordEntry) => bigint = hashKeyIn,
): PutResult[] {
  let bytes = 0;
  for (const entry of entries) {
    const size = bytesOf(entry);
    if (size > most) throw violates('data', '…', `have length less than or equal to ${most}`);
    bytes += size;
  }
  if (bytes > limits.putBytes.max) throw invalidArgument('Records size exceeds 10 MB limit');
  const keys = entries.map(keyOf);
  return entries.map((entry, i) => {
    const shard = stream.shardFor(keys[i]!);
    if (!throughput.of(shard, now).write(bytesOf(entry), now))
      return { shard, error: throughput.exceeded(shard) };
    return { shard, record: stream.append(shard, entry, now) };
  });
}

/** The hash key of a record: its explicit one, or that of its partition key. */
export function hashKeyIn({ partitionKey, explicitHashKey }: RecordEntry): bigint {
  return explicitHashKey === undefined
    ? hashKeyOf(partitionKey)
    : parseHashKey(explicitHashKey, 'ExplicitHashKey');
}
