import type { Reply, Yieldable } from '../../kernel/index.ts';
import type { Subscription } from './fan-out/subscription.ts';
import { resultOf, type ReadResult } from './shard-reader.ts';
import type { StreamState } from './stream-state.ts';

/** A consumer's pipe from a shard: records are pushed as they arrive. */
export class FanOutReader {
  /** The shard that it reads. */
  readonly shardId: string;
  readonly #state: StreamState;
  readonly #subscription: Subscription;

  /** Made by `Stream.subscribe`. */
  constructor(state: StreamState, subscription: Subscription) {
    this.shardId = subscription.shard.id;
    this.#state = state;
    this.#subscription = subscription;
  }

  /** Whether the subscription is over: after five minutes, by a later one, or at the end of a closed shard. */
  get ended(): boolean {
    return this.#subscription.over(this.#state.now);
  }

  /** The next records that are pushed; undefined once the subscription is over. */
  next(): Reply<ReadResult | undefined> {
    return this.#state.region.world.simulation.process(() => this.#wait(), 'SubscribeToShard');
  }

  *#wait(): Generator<Yieldable, ReadResult | undefined, never> {
    for (;;) {
      const result = this.#push();
      if (result || this.ended) return result;
      const { now, arrived, region } = this.#state;
      const due = this.#subscription.due(now);
      const { simulation } = region.world;
      const rest = simulation.sleep(Math.max(1e-6, Math.min(due ?? Infinity, this.#subscription.end) - now));
      if (due === undefined) yield* simulation.race([arrived.wait(), rest]);
      else yield* rest;
    }
  }

  #push(): ReadResult | undefined {
    const { now, metrics, billing, mode } = this.#state;
    const batch = this.#subscription.push(now);
    if (!batch) return undefined;
    const bytes = batch.records.reduce((sum, record) => sum + record.bytes, 0);
    metrics.count('SubscribeToShardEvent.Bytes', bytes);
    metrics.count('SubscribeToShardEvent.Records', batch.records.length);
    metrics.count('SubscribeToShardEvent.MillisBehindLatest', batch.millisBehindLatest);
    billing.push(mode, batch.records);
    return resultOf(batch);
  }
}
