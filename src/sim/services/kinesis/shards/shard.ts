import type { HashKeyRange } from './hash-key.ts';
import { RecordLog, StreamRecord, type RecordEntry } from './record-log.ts';
import { LAST_COUNT, prefixOf, sequenceNumber } from './sequence-number.ts';

/**
 * A parent is read and written, then only read, then gone.
 * https://docs.aws.amazon.com/streams/latest/dev/kinesis-using-sdk-java-after-resharding.html
 */
export type ShardState = 'OPEN' | 'CLOSED' | 'EXPIRED';

/** The name of a stream's n-th shard. */
export const shardIdOf = (index: number): string => `shardId-${String(index).padStart(12, '0')}`;

/** A part of a stream: a range of hash keys and the records that fell into it. */
export class Shard {
  readonly id: string;
  readonly index: number;
  readonly range: HashKeyRange;
  /** None, the shard that was split, or the two that were merged. */
  readonly parents: readonly Shard[];
  readonly log = new RecordLog();
  /** Whole seconds of the Unix epoch. */
  readonly created: number;
  /** When it began to take records: seconds of the Unix epoch. */
  readonly opened: number;
  readonly #prefix: bigint;
  #children: readonly Shard[] = [];
  #closed: number | undefined;

  constructor(
    index: number,
    range: HashKeyRange,
    created: number,
    parents: readonly Shard[] = [],
    opened: number = created,
  ) {
    this.opened = opened;
    this.id = shardIdOf(index);
    this.index = index;
    this.range = range;
    this.parents = parents;
    this.created = created;
    this.#prefix = prefixOf(created, index);
  }

  /** Whether it took records at that time. */
  openAt(time: number): boolean {
    return this.opened <= time && !this.closedBy(time);
  }

  /** Whether it had been closed by then. */
  closedBy(time: number): boolean {
    return this.#closed !== undefined && this.#closed <= time;
  }

  get open(): boolean {
    return this.#closed === undefined;
  }

  /** The shards that took its range over. */
  get children(): readonly Shard[] {
    return this.#children;
  }

  get startingSequenceNumber(): string {
    return sequenceNumber(this.#prefix, 0n, this.created);
  }

  /** Of a closed shard only. */
  get endingSequenceNumber(): string | undefined {
    return this.#closed === undefined
      ? undefined
      : sequenceNumber(this.#prefix, LAST_COUNT, Math.floor(this.#closed));
  }

  holds(hashKey: bigint): boolean {
    return this.range.startingHashKey <= hashKey && hashKey <= this.range.endingHashKey;
  }

  /** @param retention in seconds */
  state(now: number, retention: number): ShardState {
    if (this.#closed === undefined) return 'OPEN';
    return now - this.#closed < retention ? 'CLOSED' : 'EXPIRED';
  }

  append(entry: RecordEntry, now: number): StreamRecord {
    const record = new StreamRecord(this.#prefix, this.log.end, entry, now);
    this.log.push(record);
    return record;
  }

  close(children: readonly Shard[], now: number): void {
    this.#children = children;
    this.#closed = now;
  }
}
