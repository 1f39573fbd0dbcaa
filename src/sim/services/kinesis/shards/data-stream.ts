import { invalidArgument, notFound } from '../errors.ts';
import { evenRanges, parseHashKey, type HashKeyRange } from './hash-key.ts';
import { kinesisLimits } from '../limits.ts';
import { defaultModel, type KinesisModel } from '../model.ts';
import type { RecordEntry, StreamRecord } from './record-log.ts';
import { Shard } from './shard.ts';

const HOUR = 3600;

/** Who the stream is, for refusals. */
export interface StreamName {
  readonly name: string;
  readonly account: string;
}

/** The shards of a stream and what becomes of them. Times in seconds of the Unix epoch. */
export class DataStream {
  readonly name: string;
  readonly account: string;
  readonly model: Readonly<KinesisModel>;
  readonly #shards: Shard[] = [];
  /** By their hash keys. */
  #open: Shard[];
  #retention: number = kinesisLimits.retention.default * HOUR;

  constructor(
    { name, account }: StreamName,
    shardCount: number,
    now: number,
    model: Readonly<KinesisModel> = defaultModel,
  ) {
    this.model = model;
    this.name = name;
    this.account = account;
    for (const range of evenRanges(shardCount)) this.#add(range, Math.floor(now), []);
    this.#open = [...this.#shards];
  }

  /** All there have been, expired ones included. */
  get shards(): readonly Shard[] {
    return this.#shards;
  }

  /** By their hash keys, which they share out without a gap. */
  get openShards(): readonly Shard[] {
    return this.#open;
  }

  get retentionHours(): number {
    return this.#retention / HOUR;
  }

  /** Records that had arrived by then can be read now: in seconds of the Unix epoch. */
  readableBy(now: number): number {
    // Half a microsecond more: sums of seconds are not exact.
    return now - this.model.propagation + 5e-7;
  }

  /** What is older is gone at once, and stays so when the period grows again. */
  retain(hours: number, now: number): void {
    for (const shard of this.#shards) this.expire(shard, now);
    this.#retention = hours * HOUR;
    for (const shard of this.#shards) this.expire(shard, now);
  }

  /** Drops the records of a shard that are past the retention period. */
  expire(shard: Shard, now: number): void {
    shard.log.expire(now - this.#retention);
  }

  /** What ListShards lists: an expired shard no longer. */
  list(now: number): Shard[] {
    return this.#shards.filter((shard) => shard.state(now, this.#retention) !== 'EXPIRED');
  }

  /** What is older has gone: seconds of the Unix epoch. */
  trimHorizon(now: number): number {
    return Math.max(this.#shards[0]!.opened, now - this.#retention);
  }

  /** A shard by its name. */
  shard(id: string, now: number): Shard {
    const index = /^shardId-\d{12}$/.test(id) ? Number(id.slice(8)) : NaN;
    const shard = this.#shards[index];
    if (!shard || shard.state(now, this.#retention) === 'EXPIRED') {
      throw notFound(`Could not find shard ${id.slice(0, 128)} in stream ${this.#named}.`);
    }
    return shard;
  }

  /** The open shard that a hash key falls into. */
  shardFor(hashKey: bigint): Shard {
    let low = 0;
    let high = this.#open.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#open[middle]!.range.startingHashKey <= hashKey) low = middle;
      else high = middle - 1;
    }
    return this.#open[low]!;
  }

  /** Adds a record to an open shard. */
  append(shard: Shard, entry: RecordEntry, now: number): StreamRecord {
    this.expire(shard, now);
    return shard.append(entry, now);
  }

  /**
   * Splits a shard in two; the second begins at a hash key.
   * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SplitShard.html
   */
  split(shardToSplit: string, newStartingHashKey: string, now: number): readonly [Shard, Shard] {
    const { parent, key } = this.checkSplit(shardToSplit, newStartingHashKey, now);
    const { startingHashKey, endingHashKey } = parent.range;
    const born = bornAfter([parent], now);
    const left = this.#add({ startingHashKey, endingHashKey: key - 1n }, born, [parent], now);
    const right = this.#add({ startingHashKey: key, endingHashKey }, born, [parent], now);
    this.#replace([parent], [left, right], now);
    return [left, right];
  }

  /** The shard and the key of a split. Throws where it can't be. */
  checkSplit(shardToSplit: string, newStartingHashKey: string, now: number): { parent: Shard; key: bigint } {
    const parent = this.shard(shardToSplit, now);
    const key = parseHashKey(newStartingHashKey, 'NewStartingHashKey');
    const { startingHashKey, endingHashKey } = parent.range;
    if (!parent.open) throw invalidArgument(`Shard ${parent.id} in stream ${this.#named} is not open.`);
    if (key <= startingHashKey + 1n || key >= endingHashKey) {
      throw invalidArgument(
        `NewStartingHashKey ${key} used in SplitShard() on shard ${parent.id} in stream ${this.#named} is not both ` +
          `greater than one plus the shard's StartingHashKey ${startingHashKey} and less than the shard's ` +
          `EndingHashKey ${endingHashKey}.`,
      );
    }
    return { parent, key };
  }

  /**
   * Merges two open shards whose ranges are neighbours.
   * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_MergeShards.html
   */
  merge(shardToMerge: string, adjacentShardToMerge: string, now: number): Shard {
    const [low, high] = this.checkMerge(shardToMerge, adjacentShardToMerge, now);
    const { startingHashKey } = low.range;
    const { endingHashKey } = high.range;
    const pair = low.id === shardToMerge ? [low, high] : [high, low];
    const child = this.#add({ startingHashKey, endingHashKey }, bornAfter(pair, now), pair, now);
    this.#replace([low, high], [child], now);
    return child;
  }

  /** The two shards of a merge, the lower first. Throws where they can't be merged. */
  checkMerge(shardToMerge: string, adjacentShardToMerge: string, now: number): readonly [Shard, Shard] {
    const pair = [this.shard(shardToMerge, now), this.shard(adjacentShardToMerge, now)] as const;
    const [low, high] =
      pair[0].range.startingHashKey <= pair[1].range.startingHashKey ? pair : [pair[1], pair[0]];
    if (!low.open || !high.open || low.range.endingHashKey + 1n !== high.range.startingHashKey) {
      throw invalidArgument(
        `Shards ${pair[0].id} and ${pair[1].id} in stream ${this.#named} are not an adjacent pair of shards eligible for merging`,
      );
    }
    return [low, high];
  }

  get #named(): string {
    return `${this.name} under account ${this.account}`;
  }

  #add(range: HashKeyRange, created: number, parents: readonly Shard[], opened = created): Shard {
    const shard = new Shard(this.#shards.length, range, created, parents, opened);
    this.#shards.push(shard);
    return shard;
  }

  /** Puts children in the place of their parents, which are neighbours. */
  #replace(parents: readonly Shard[], children: readonly Shard[], now: number): void {
    for (const parent of parents) parent.close(children, now);
    this.#open.splice(this.#open.indexOf(parents[0]!), parents.length, ...children);
  }
}

/** A later second than its parents', so that sequence numbers rise from them to it. */
function bornAfter(parents: readonly Shard[], now: number): number {
  return Math.max(Math.floor(now), ...parents.map(({ created }) => created)) + 1;
}
