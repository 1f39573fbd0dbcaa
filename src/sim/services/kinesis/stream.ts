import type { Metric } from '../../cloud/index.ts';
import type { Reply } from '../../kernel/index.ts';
import { utf8 } from '../../cloud/digest/index.ts';
import { inUse } from './errors.ts';
import { FanOutReader } from './fan-out-reader.ts';
import type { StartingPosition } from './iterators/shard-iterator.ts';
import type { KinesisMetricName } from './metrics.ts';
import type { StreamStatus } from './schema.ts';
import { ShardReader } from './shard-reader.ts';
import { hashKeyOf } from './shards/hash-key.ts';
import type { Shard } from './shards/shard.ts';
import { checkShardCount, updateShardCount } from './shards/update-shard-count.ts';
import type { StreamState } from './stream-state.ts';

/** A record as a producer hands it in. */
export interface PutRecordEntry {
  /** Chooses the shard: 1 to 256 characters. */
  readonly partitionKey: string;
  /** Text, which is sent as UTF-8, or bytes. */
  readonly data: string | Uint8Array;
  /** Chooses the shard in place of the partition key: a whole number below 2^128, in decimal. */
  readonly explicitHashKey?: string;
}

/** What became of one record. */
export interface PutRecordResult {
  /** Where it is; or, of a refused record of `putRecords`, undefined. */
  readonly shardId: string | undefined;
  /** Its number, which rises along the shard. */
  readonly sequenceNumber: string | undefined;
  /** Why it was refused: 'ProvisionedThroughputExceededException'. */
  readonly errorCode: string | undefined;
}

/** A shard, as a reader of the course looks at it. */
export interface ShardDescription {
  /** `shardId-000000000000`. */
  readonly shardId: string;
  /** Whether it takes records. */
  readonly open: boolean;
  /** The first hash key that falls into it. */
  readonly startingHashKey: bigint;
  /** The last one. */
  readonly endingHashKey: bigint;
  /** The shards that it came from by a split or a merge. */
  readonly parents: readonly string[];
  /** The shards that took its place. */
  readonly children: readonly string[];
  /** How many of its records are still kept. */
  readonly records: number;
}

/**
 * A data stream, ready to use: short forms of the operations, which act at once. They are billed and throttled as the
 * operations are.
 */
export class Stream {
  readonly #state: StreamState;

  /** Made by `Kinesis.stream`. */
  constructor(state: StreamState) {
    this.#state = state;
  }

  /** Its name. */
  get name(): string {
    return this.#state.name;
  }

  /** Its ARN. */
  get arn(): string {
    return this.#state.arn;
  }

  /** CREATING, ACTIVE, UPDATING or DELETING. */
  get status(): StreamStatus {
    return this.#state.lifecycle.state;
  }

  /** Its shards, those included that are closed and not yet expired. */
  get shards(): ShardDescription[] {
    const { data, now } = this.#state;
    const shards = data.list(now);
    for (const shard of shards) data.expire(shard, now);
    return shards.map((shard) => described(shard));
  }

  /** The shards that take records, by their hash keys. */
  get openShards(): ShardDescription[] {
    return this.#state.data.openShards.map((shard) => described(shard));
  }

  /** What it takes in now, in bytes a second, all shards together. */
  get writeCapacity(): number {
    return this.#state.data.openShards.length * 1024 * 1024;
  }

  /** The hash key of a partition key: its MD5 as a whole number. */
  hashKey(partitionKey: string): bigint {
    return hashKeyOf(partitionKey);
  }

  /**
   * Puts one record.
   * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html
   *
   * @throws ProvisionedThroughputExceededException where the shard takes no more in this moment, ValidationException
   */
  putRecord(
    partitionKey: string,
    data: string | Uint8Array,
    options: { explicitHashKey?: string } = {},
  ): PutRecordResult {
    const [result] = this.#state.put([read({ partitionKey, data, ...options })]);
    this.#state.putMetrics([result!]);
    if (result!.error) throw result!.error;
    const { shard, record } = result!;
    return { shardId: shard.id, sequenceNumber: record.sequenceNumber, errorCode: undefined };
  }

  /**
   * Puts up to 500 records: each is stored or refused on its own, in the order given.
   * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html
   */
  putRecords(entries: readonly PutRecordEntry[]): { failedRecordCount: number; records: PutRecordResult[] } {
    const results = this.#state.put(entries.map(read));
    this.#state.putMetrics(results, true);
    const records = results.map(({ shard, record, error }) => ({
      shardId: record && shard.id,
      sequenceNumber: record?.sequenceNumber,
      errorCode: error?.name,
    }));
    return { failedRecordCount: results.filter(({ error }) => error).length, records };
  }

  /**
   * Reads a shard by polling: `reader.next()` is a GetRecords.
   *
   * @param start Default: from the oldest record that is still kept.
   * @throws ResourceNotFoundException, InvalidArgumentException
   */
  reader(shardId: string, start: StartingPosition = { type: 'TRIM_HORIZON' }): ShardReader {
    return new ShardReader(this.#state, shardId, start);
  }

  /**
   * Subscribes a registered consumer to a shard by enhanced fan-out, for five minutes.
   * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShard.html
   *
   * @param consumerName a consumer that is ACTIVE
   * @throws ResourceNotFoundException, ResourceInUseException (not ACTIVE; a subscription less than five seconds old)
   */
  subscribe(
    consumerName: string,
    shardId: string,
    start: StartingPosition = { type: 'LATEST' },
  ): FanOutReader {
    const state = this.#state;
    state.check();
    const consumer = state.consumers.get(consumerName);
    const subscription = consumer.fanOut.subscribe(consumer, shardId, start, state.now);
    state.metrics.count('SubscribeToShard.Success');
    return new FanOutReader(state, subscription);
  }

  /**
   * Splits a shard; settles when the stream is ACTIVE again.
   *
   * @param newStartingHashKey where the second child begins. Default: in the middle.
   * @throws ResourceInUseException (the stream is not ACTIVE), InvalidArgumentException, ResourceNotFoundException
   */
  splitShard(shardId: string, newStartingHashKey?: bigint): Reply<StreamStatus> {
    const { data, now } = this.#state;
    const { startingHashKey, endingHashKey } = data.shard(shardId, now).range;
    const key = String(newStartingHashKey ?? (startingHashKey + endingHashKey + 1n) / 2n);
    data.checkSplit(shardId, key, now);
    return this.#update(() => data.split(shardId, key, this.#state.now));
  }

  /** Merges two neighbours; settles when the stream is ACTIVE again. Throws as `splitShard` does. */
  mergeShards(shardId: string, adjacentShardId: string): Reply<StreamStatus> {
    const { data, now } = this.#state;
    data.checkMerge(shardId, adjacentShardId, now);
    return this.#update(() => data.merge(shardId, adjacentShardId, this.#state.now));
  }

  /** Gives the stream another number of shards, twice as many at most, half at least; settles when it has them. */
  updateShardCount(target: number): Reply<StreamStatus> {
    const { data } = this.#state;
    checkShardCount(data.openShards.length, target);
    return this.#update(() => updateShardCount(data, target, this.#state.now));
  }

  /** One of its CloudWatch metrics: `cloud.record(clicks.metric('IncomingRecords'))`. */
  metric(name: KinesisMetricName): Metric {
    return this.#state.metrics.get(name);
  }

  #update(change: () => void): Reply<StreamStatus> {
    const { lifecycle, name, region } = this.#state;
    if (!lifecycle.is('ACTIVE'))
      throw inUse(
        `Stream ${name} under account ${region.account} not ACTIVE, instead in state ${lifecycle.state}`,
      );
    this.#state.update(change);
    return lifecycle.until('ACTIVE');
  }
}

function described(shard: Shard): ShardDescription {
  return {
    shardId: shard.id,
    open: shard.open,
    ...shard.range,
    parents: shard.parents.map(({ id }) => id),
    children: shard.children.map(({ id }) => id),
    records: shard.log.end - shard.log.first,
  };
}

function read({ partitionKey, data, explicitHashKey }: PutRecordEntry) {
  const bytes = typeof data === 'string' ? utf8(data) : data.slice();
  return { partitionKey, data: bytes, ...(explicitHashKey !== undefined && { explicitHashKey }) };
}
