import { positionOf, shardOf, type StartingPosition } from '../iterators/shard-iterator.ts';
import { inUse } from '../errors.ts';
import type { DataStream } from '../shards/data-stream.ts';
import { kinesisLimits as limits } from '../limits.ts';
import { Tank } from '../../../cloud/tank.ts';
import type { Lifecycle } from '../../../cloud/lifecycle.ts';
import type { ConsumerStatus } from '../schema.ts';
import { Subscription } from './subscription.ts';

/** Who subscribes. */
interface Subscriber {
  readonly name: string;
  readonly lifecycle: Lifecycle<ConsumerStatus>;
}

/** The subscriptions of a registered consumer. */
export class FanOut {
  readonly #stream: DataStream;
  readonly #pipes: (
    { readonly tank: Tank; readonly since: number; readonly last: Subscription } | undefined
  )[] = [];

  constructor(stream: DataStream) {
    this.#stream = stream;
  }

  /**
   * A new subscription takes the place of the one before, which ends; within five seconds of the last it is refused.
   * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShard.html
   */
  subscribe(consumer: Subscriber, shardId: string, start: StartingPosition, now: number): Subscription {
    if (!consumer.lifecycle.is('ACTIVE')) throw inUse(`Consumer ${consumer.name} is not ACTIVE.`);
    const shard = shardOf(this.#stream, shardId, now);
    const pipe = this.#pipes[shard.index];
    if (pipe && now - pipe.since < limits.resubscription.min) {
      throw inUse(`Another active subscription exists for this consumer and shard ${shard.id}.`);
    }
    const position = positionOf(this.#stream, shard, start, now);
    const tank = pipe?.tank ?? new Tank(limits.fanOutBytes.max, limits.fanOutBytes.max, now);
    pipe?.last.cancel();
    const last = new Subscription(this.#stream, shard, position, tank, now);
    this.#pipes[shard.index] = { tank, since: now, last };
    return last;
  }
}
