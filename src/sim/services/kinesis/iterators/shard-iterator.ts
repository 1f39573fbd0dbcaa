import type { AwsError } from '../../../cloud/index.ts';
import { invalidArgument, kinesisError, notFound } from '../errors.ts';
import type { DataStream } from '../shards/data-stream.ts';
import { kinesisLimits } from '../limits.ts';
import { parseSequenceNumber } from '../shards/sequence-number.ts';
import { shardIdOf, type Shard } from '../shards/shard.ts';

/** From where on a consumer reads. Timestamps in seconds of the Unix epoch. */
export type StartingPosition =
  | { readonly type: 'TRIM_HORIZON' | 'LATEST' }
  | { readonly type: 'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER'; readonly sequenceNumber: string }
  | { readonly type: 'AT_TIMESTAMP'; readonly timestamp: number };

/** A place in a shard from which to read on. */
export interface ShardIterator {
  readonly shardId: string;
  /** Of the next record. */
  readonly position: number;
  /** In seconds of the Unix epoch. */
  readonly created: number;
}

/** How long an iterator can be used, in seconds. */
export const ITERATOR_LIFE = kinesisLimits.iteratorLife.max;

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html */
export function getShardIterator(
  stream: DataStream,
  shardId: string,
  start: StartingPosition,
  now: number,
): ShardIterator {
  const shard = shardOf(stream, shardId, now);
  return { shardId: shard.id, position: positionOf(stream, shard, start, now), created: now };
}

/** The position of the first record to read; where that has expired, a read begins with the oldest there is. */
export function positionOf(stream: DataStream, shard: Shard, start: StartingPosition, now: number): number {
  switch (start.type) {
    case 'TRIM_HORIZON':
      return shard.log.first;
    case 'LATEST':
      return shard.log.end;
    case 'AT_TIMESTAMP': {
      if (start.timestamp > now) {
        const millis = (seconds: number) => Math.floor(seconds * 1000);
        throw invalidArgument(
          'The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. ' +
            `timestampInMillis: ${millis(start.timestamp)}, currentTimestampInMillis: ${millis(now)}`,
        );
      }
      return shard.log.since(start.timestamp);
    }
    case 'AT_SEQUENCE_NUMBER':
      return Math.max(shard.log.first, countOf(stream, shard, start.sequenceNumber) - 1);
    case 'AFTER_SEQUENCE_NUMBER':
      return Math.max(shard.log.first, countOf(stream, shard, start.sequenceNumber));
  }
}

/** The shard that an iterator is made for or leads to. */
export function shardOf(stream: DataStream, shardId: string, now: number): Shard {
  try {
    return stream.shard(shardId, now);
  } catch {
    throw notFound(
      `Shard ${shardId.slice(0, 128)} in stream ${stream.name} under account ${stream.account} does not exist`,
    );
  }
}

/** Which record of the shard a sequence number is that of, from 1; 0 is the shard's beginning. */
function countOf(stream: DataStream, shard: Shard, text: string): number {
  const shown = text.slice(0, 128);
  const refusal = (why: string) =>
    invalidArgument(
      `StartingSequenceNumber ${shown} used in GetShardIterator on shard ${shard.id} in stream ${stream.name} ` +
        `under account ${stream.account} is invalid${why}.`,
    );
  const parsed = parseSequenceNumber(text);
  if (!parsed) throw refusal('');
  if (parsed.shard !== shard.index) {
    throw invalidArgument(
      `Invalid StartingSequenceNumber. It encodes ${shardIdOf(parsed.shard)}, while it was used in a call to a shard with ${shard.id}`,
    );
  }
  if (parsed.created !== shard.created) throw refusal(' because it did not come from this stream');
  // The end of a closed shard is such a number, too.
  return parsed.count > BigInt(shard.log.end) ? shard.log.end : Number(parsed.count);
}

/** The refusal of an iterator that is too old. */
export function expired(created: number, now: number): AwsError {
  return kinesisError(
    'ExpiredIteratorException',
    `Iterator expired. The iterator was created at time ${date(created)} while right now it is ${date(now)} which is ` +
      `further in the future than the tolerated delay of ${ITERATOR_LIFE * 1000} milliseconds.`,
  );
}

/** `Thu Jan 22 01:22:02 UTC 2015` */
function date(seconds: number): string {
  // Without a locale: `Thu, 22 Jan 2015 01:22:02 GMT` in every engine.
  const [weekday, day, month, year, time] = new Date(Math.floor(seconds) * 1000).toUTCString().split(' ');
  return `${weekday!.slice(0, 3)} ${month} ${day} ${time} UTC ${year}`;
}
