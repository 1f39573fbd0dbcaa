import type { Batch } from './iterators/get-records.ts';
import type { ShardIterator, StartingPosition } from './iterators/shard-iterator.ts';
import type { StreamRecord } from './shards/record-log.ts';
import type { StreamState } from './stream-state.ts';

/** What a read gives. */
export interface ReadResult {
  /** The records, in their order; often none, which is no end. */
  readonly records: readonly StreamRecord[];
  /** How old what was read last is; 0 where nothing is left. */
  readonly millisBehindLatest: number;
  /** At the end of a closed shard: those that took its place. */
  readonly childShards: readonly string[];
}

/** Reads one shard by polling, and keeps the iterator. */
export class ShardReader {
  /** The shard that it reads. */
  readonly shardId: string;
  readonly #state: StreamState;
  #iterator: ShardIterator | null;

  /** Made by `Stream.reader`. */
  constructor(state: StreamState, shardId: string, start: StartingPosition) {
    this.shardId = shardId;
    this.#state = state;
    this.#iterator = state.iterator(shardId, start);
  }

  /** Whether all of a closed shard was read. */
  get ended(): boolean {
    return this.#iterator === null;
  }

  /**
   * GetRecords with the iterator of the read before, five minutes old at most.
   * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html
   *
   * @param limit records: 1 to 10,000, which is the default
   * @throws ProvisionedThroughputExceededException, ExpiredIteratorException
   */
  next(limit?: number): ReadResult {
    if (!this.#iterator) return { records: [], millisBehindLatest: 0, childShards: [] };
    const batch = this.#state.get(this.#iterator, limit);
    this.#iterator = batch.nextShardIterator;
    return resultOf(batch);
  }
}

/** What readers see of a batch. */
export function resultOf({ records, millisBehindLatest, childShards }: Batch): ReadResult {
  return { records, millisBehindLatest, childShards: childShards.map(({ id }) => id) };
}
