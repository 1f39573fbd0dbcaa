import { invalidArgument, violates } from '../errors.ts';
import { md5, utf8 } from '../../../cloud/digest/index.ts';

/** How many hash keys there are: those of 128 bits. */
export const HASH_KEYS = 1n << 128n;

/** The hash keys of a shard, both ends included. */
export interface HashKeyRange {
  readonly startingHashKey: bigint;
  readonly endingHashKey: bigint;
}

/** The hash keys of the partition keys in use, since most come again and again. */
const known = new Map<string, bigint>();
const MOST_KNOWN = 10_000;

/**
 * The hash key of a partition key: its MD5 as a whole number.
 * https://docs.aws.amazon.com/streams/latest/dev/key-concepts.html#partition-key
 */
export function hashKeyOf(partitionKey: string): bigint {
  let hashKey = known.get(partitionKey);
  if (hashKey === undefined) {
    hashKey = BigInt(`0x${md5(utf8(partitionKey))}`);
    if (known.size === MOST_KNOWN) known.clear();
    known.set(partitionKey, hashKey);
  }
  return hashKey;
}

/** A hash key as a caller writes it, in decimal. `name` is that of the parameter, for the refusal. */
export function parseHashKey(text: string, name: 'ExplicitHashKey' | 'NewStartingHashKey'): bigint {
  if (text.length > 39 || !/^(0|[1-9]\d*)$/.test(text)) {
    const parameter = name[0]!.toLowerCase() + name.slice(1);
    throw violates(parameter, text.slice(0, 256), 'satisfy regular expression pattern: 0|([1-9]\\d{0,38})');
  }
  const hashKey = BigInt(text);
  if (hashKey >= HASH_KEYS) {
    throw invalidArgument(
      `Invalid ${name}. ${name} must be in the range: [0, 2^128-1]. Specified value was ${text}`,
    );
  }
  return hashKey;
}

/** All hash keys in ranges of one length; the last takes what is left over. A new stream's shards have these. */
export function evenRanges(count: number): HashKeyRange[] {
  const length = HASH_KEYS / BigInt(count);
  return Array.from({ length: count }, (_, i) => ({
    startingHashKey: BigInt(i) * length,
    endingHashKey: i === count - 1 ? HASH_KEYS - 1n : BigInt(i + 1) * length - 1n,
  }));
}
