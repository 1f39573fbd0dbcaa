import type { RandomStream } from '../kernel/index.ts';
import { Backlog } from './backlog.ts';
import { mix } from './hash.ts';
import { Host } from './host.ts';
import { sqsLimits } from './limits.ts';
import type { QueueModel } from './model.ts';
import { PlacedHeap } from './placed-heap.ts';
import { VISIBLE, type StoredMessage } from './stored-message.ts';

/** The streams that decide what AWS leaves open. */
export interface StandardChances {
  /** Which hosts a short poll asks. */
  readonly polls: RandomStream;
  /** Whether a receive goes out of order. */
  readonly order: RandomStream;
}

/** What the streams decide by. */
export type StandardModel = Pick<QueueModel, 'hosts' | 'sampledHosts' | 'outOfOrderProbability'>;

/** The messages of a standard queue: those that are visible are spread over hosts, of which a short poll asks some. */
export class StandardBacklog extends Backlog {
  readonly #model: StandardModel;
  readonly #chances: StandardChances;
  readonly #salt: number;
  /** All hosts; the sampled ones come first after `poll`. */
  readonly #hosts: Host[];
  readonly #byIndex: readonly Host[];
  readonly #delayed = new PlacedHeap<StoredMessage>();
  #asked = 0;
  #nextOrder = 0;

  constructor(model: StandardModel, salt: number, chances: StandardChances) {
    super();
    this.#model = model;
    this.#salt = salt;
    this.#chances = chances;
    this.#hosts = Array.from({ length: model.hosts }, () => new Host((message) => this.release(message)));
    this.#byIndex = [...this.#hosts];
  }

  get visible(): number {
    let sum = 0;
    for (const host of this.#hosts) sum += host.size;
    return sum;
  }

  get delayed(): number {
    return this.#delayed.size;
  }

  get ready(): boolean {
    return this.visible > 0;
  }

  get nextVisible(): number {
    return Math.min(this.#delayed.first, this.flight.first);
  }

  add(message: StoredMessage, now: number, delay: number): void {
    if (delay === 0) this.#queueUp(message);
    else this.#delayed.add(message, now + delay);
  }

  advance(now: number): void {
    const delayed = this.#delayed;
    const { flight } = this;
    while (delayed.first <= now || flight.first <= now) {
      if (delayed.first <= flight.first) this.#queueUp(delayed.shift());
      else this.show(flight.shift());
    }
  }

  poll(short: boolean): void {
    const { hosts, sampledHosts } = this.#model;
    this.#asked = short ? Math.min(sampledHosts, hosts) : hosts;
    if (this.#asked < hosts && this.visible > 0) this.#sample();
  }

  /** Chooses the hosts to ask: a host's weight is 1 and one more for each message on it. */
  #sample(): void {
    const hosts = this.#hosts;
    const random = this.#chances.polls;
    let total = hosts.length;
    for (const host of hosts) total += host.size;
    for (let chosen = 0; chosen < this.#asked; chosen++) {
      let at = chosen;
      let left = random.next() * total - (1 + hosts[at]!.size);
      while (left >= 0 && at < hosts.length - 1) left -= 1 + hosts[++at]!.size;
      const host = hosts[at]!;
      hosts[at] = hosts[chosen]!;
      hosts[chosen] = host;
      total -= 1 + host.size;
    }
  }

  take(): StoredMessage | undefined {
    const { outOfOrderProbability } = this.#model;
    if (outOfOrderProbability > 0 && this.#chances.order.bernoulli(outOfOrderProbability)) {
      const some = this.#hosts.slice(0, this.#asked).filter((host) => host.size > 0);
      return some.length > 0 ? this.#chances.order.choice(some).shift() : undefined;
    }
    let first: Host | undefined;
    for (let i = 0; i < this.#asked; i++) {
      const host = this.#hosts[i]!;
      if (first === undefined ? host.size > 0 : host.firstOrder < first.firstOrder) first = host;
    }
    return first?.shift();
  }

  settle(): void {}

  /** At its old turn, or at the back if it was received too often. */
  show(message: StoredMessage): void {
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
    if (message.receivesHere >= sqsLimits.receivesBeforeBack.default) this.#queueUp(message);
    else this.#hostOf(message).add(message);
  }

  drop(message: StoredMessage): void {
    const { place } = message;
    if (place >= 0) this.flight.remove(message);
    this.release(message);
    if (place === VISIBLE) this.#hostOf(message).forget();
  }

  expireBefore(message: StoredMessage, cutoff: number): void {
    this.#hostOf(message).expireFirst(cutoff);
  }

  expire(cutoff: number): void {
    for (const host of this.#hosts) host.expireAll(cutoff);
  }

  override clear(): void {
    super.clear();
    for (const host of this.#hosts) host.clear();
    this.#delayed.clear();
  }

  /** Those aside that were received too often. */
  oldest(): number | undefined {
    const counts = (message: StoredMessage) => message.receivesHere < sqsLimits.receivesBeforeBack.default;
    let oldest = Infinity;
    for (const host of this.#hosts) oldest = Math.min(oldest, host.oldest(counts));
    for (const hidden of [this.#delayed, this.flight]) {
      for (const message of hidden.members) if (counts(message)) oldest = Math.min(oldest, message.entered);
    }
    return oldest === Infinity ? undefined : oldest;
  }

  #queueUp(message: StoredMessage): void {
    message.order = this.#nextOrder++;
    this.#hostOf(message).add(message);
  }

  #hostOf(message: StoredMessage): Host {
    return this.#byIndex[
      this.#byIndex.length === 1 ? 0 : mix(message.number ^ this.#salt) % this.#byIndex.length
    ]!;
  }
}
