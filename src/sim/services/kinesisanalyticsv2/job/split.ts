import { AwsError, type Region } from '../../../cloud/index.ts';
import type { Reply, Yieldable } from '../../../kernel/index.ts';
import type { Source } from './environment.ts';

/** A record of a shard, as the job sees it. */
export interface SplitRecord {
  readonly sequenceNumber: string;
  readonly data: Uint8Array;
  readonly arrival: Date;
}

interface Answer {
  readonly Records: readonly {
    readonly SequenceNumber: string;
    readonly Data: Uint8Array;
    readonly ApproximateArrivalTimestamp: Date;
  }[];
  readonly NextShardIterator?: string;
  readonly MillisBehindLatest: number;
  readonly ChildShards?: readonly { readonly ShardId: string; readonly ParentShards: readonly string[] }[];
}

/** Where a split is read from. */
export interface SplitPosition {
  readonly arn: string;
  readonly shardId: string;
  /** Of the last record that was worked through. */
  readonly after?: string;
  /** Where to begin, if no record was: at that time in milliseconds of the Unix epoch, or with the oldest record. */
  readonly since: number | 'TRIM_HORIZON';
}

/** A shard that a job reads: what was read and is not yet worked through, and how far the work is. */
export class Split {
  readonly source: Source;
  readonly shardId: string;
  readonly waiting: SplitRecord[] = [];
  children: NonNullable<Answer['ChildShards']> = [];
  millisBehindLatest = 0;
  #position: SplitPosition;
  #iterator: string | undefined;
  #opened = false;
  #ended = false;

  constructor(source: Source, position: SplitPosition) {
    this.source = source;
    this.shardId = position.shardId;
    this.#position = position;
  }

  /** The name of this input. */
  get id(): string {
    return `${this.#position.arn}/${this.shardId}`;
  }

  /** How far the work is. */
  get position(): SplitPosition {
    return this.#position;
  }

  /** Whether all of a closed shard was worked through. */
  get done(): boolean {
    return this.#ended && this.waiting.length === 0;
  }

  /** Whether there is more to be read. */
  get open(): boolean {
    return !this.#ended;
  }

  /** Takes the next record for work. */
  next(): SplitRecord {
    const record = this.waiting.shift()!;
    this.#position = { ...this.#position, after: record.sequenceNumber };
    return record;
  }

  /** Reads once. Where others have used the shard's reads up, nothing comes. */
  read(region: Region, most: number): Reply<void> {
    return region.world.simulation.process(() => this.#read(region, most), `Flink ${this.shardId}`);
  }

  *#read(region: Region, most: number): Generator<Yieldable, void, never> {
    try {
      if (!this.#opened) this.#iterator = yield* this.#begin(region);
      this.#opened = true;
      const request = { ShardIterator: this.#iterator, Limit: Math.min(10_000, most) };
      const answer = (yield* region.call('kinesis', 'GetRecords', request)) as Answer;
      for (const { SequenceNumber, Data, ApproximateArrivalTimestamp } of answer.Records)
        this.waiting.push({
          sequenceNumber: SequenceNumber,
          data: Data,
          arrival: ApproximateArrivalTimestamp,
        });
      this.millisBehindLatest = answer.MillisBehindLatest;
      this.#iterator = answer.NextShardIterator;
      this.#ended = this.#iterator === undefined;
      this.children = answer.ChildShards ?? [];
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      // An iterator that has expired is made anew where the work is.
      if (error.name === 'ExpiredIteratorException') {
        this.#opened = false;
        this.waiting.length = 0;
      } else if (error.name !== 'ProvisionedThroughputExceededException') throw error;
    }
  }

  *#begin(region: Region): Generator<Yieldable, string | undefined, never> {
    const { arn, shardId, after, since } = this.#position;
    const start =
      after !== undefined
        ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: after }
        : since === 'TRIM_HORIZON'
          ? { ShardIteratorType: since }
          : { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: new Date(since) };
    const request = { StreamARN: arn, ShardId: shardId, ...start };
    const answer = (yield* region.call('kinesis', 'GetShardIterator', request)) as { ShardIterator?: string };
    return answer.ShardIterator;
  }
}
