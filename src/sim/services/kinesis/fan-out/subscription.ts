import { readFrom, type Batch } from '../iterators/get-records.ts';
import type { DataStream } from '../shards/data-stream.ts';
import type { Shard } from '../shards/shard.ts';
import { kinesisLimits as limits } from '../limits.ts';
import type { Tank } from '../../../cloud/tank.ts';

/** Seconds to the next look where its 2 MB/s are used up. */
const FULL_TANK = 0.05;

/** The pipe of one consumer to one shard: 2 MB/s of its own, for five minutes a subscription. */
export class Subscription {
  readonly shard: Shard;
  readonly #stream: DataStream;
  readonly #tank: Tank;
  readonly #end: number;
  #position: number;
  #ended = false;

  constructor(stream: DataStream, shard: Shard, position: number, tank: Tank, now: number) {
    this.shard = shard;
    this.#stream = stream;
    this.#position = position;
    this.#tank = tank;
    this.#end = now + limits.subscription.max;
  }

  /** Whether it is over: by time, or at the end of a closed shard. Who wants more subscribes again. */
  over(now: number): boolean {
    return this.#ended || now >= this.#end;
  }

  /** When it ends by itself, in seconds of the Unix epoch. */
  get end(): number {
    return this.#end;
  }

  /** When the next record that is there can be pushed; undefined where none is there. Seconds of the Unix epoch. */
  due(now: number): number | undefined {
    const { log } = this.shard;
    const position = Math.max(this.#position, log.first);
    if (position >= log.end) return this.shard.open ? undefined : now;
    const readable = log.at(position).arrival + this.#stream.model.propagation;
    return this.#tank.level(now) < 1 ? Math.max(readable, now + FULL_TANK) : readable;
  }

  /** Ends it. */
  cancel(): void {
    this.#ended = true;
  }

  /** What is pushed to the consumer now: what has arrived, as far as its 2 MB/s go. Undefined where that is nothing. */
  push(now: number): Batch | undefined {
    if (this.over(now)) return undefined;
    const room = Math.floor(this.#tank.level(now));
    if (room < 1) return undefined;
    const { batch, bytes } = readFrom(
      this.#stream,
      this.shard,
      this.#position,
      now,
      limits.getRecords.max,
      room,
    );
    this.#ended = batch.nextShardIterator === null;
    if (batch.records.length === 0 && !this.#ended) return undefined;
    this.#tank.take(bytes, now);
    if (batch.nextShardIterator) this.#position = batch.nextShardIterator.position;
    return batch;
  }
}
