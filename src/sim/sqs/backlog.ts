import type { RandomStream } from '../kernel/index.ts';
import { mix } from './hash.ts';
import { Hidden } from './hidden.ts';
import { Host } from './host.ts';
import { sqsLimits } from './limits.ts';
import { GONE, VISIBLE, type StoredMessage } from './stored-message.ts';

/**
 * The messages of a queue in their three states: visible on one of the hosts, delayed, or in flight. Nothing is
 * scheduled for a deadline; `advance` catches up with those that have passed. Times in microseconds.
 */
export class Backlog {
  readonly #salt: number;
  /** All hosts; the sampled ones come first after `sample`. */
  readonly #hosts: Host[];
  readonly #byIndex: readonly Host[];
  readonly #delayed = new Hidden();
  readonly #inFlight = new Hidden();
  #nextOrder = 0;
  /** Messages that a receipt handle may refer to: from their first receive until they are gone. */
  readonly #slots: (StoredMessage | undefined)[] = [];
  readonly #freeSlots: number[] = [];

  constructor(hosts: number, salt: number) {
    this.#salt = salt;
    this.#hosts = Array.from({ length: hosts }, () => new Host((message) => this.release(message)));
    this.#byIndex = [...this.#hosts];
  }

  get hosts(): number {
    return this.#hosts.length;
  }

  get visible(): number {
    let sum = 0;
    for (const host of this.#hosts) sum += host.size;
    return sum;
  }

  get delayed(): number {
    return this.#delayed.size;
  }

  get inFlight(): number {
    return this.#inFlight.size;
  }

  /** The next instant at which a hidden message becomes visible; Infinity where none is hidden. */
  get nextVisible(): number {
    return Math.min(this.#delayed.first, this.#inFlight.first);
  }

  /** Takes a message in, visible at once or from `until` on. */
  add(message: StoredMessage, until?: number): void {
    if (until === undefined) this.#queueUp(message);
    else this.#delayed.add(message, until);
  }

  /** Makes visible what is due by `now`, in the order in which it fell due. */
  advance(now: number): void {
    const delayed = this.#delayed;
    const inFlight = this.#inFlight;
    while (delayed.first <= now || inFlight.first <= now) {
      if (delayed.first <= inFlight.first) this.#queueUp(delayed.shift());
      else this.show(inFlight.shift());
    }
  }

  /** Chooses `count` hosts for a short poll: a host's weight is 1 and one more for each message on it. */
  sample(count: number, random: RandomStream): void {
    const hosts = this.#hosts;
    let total = hosts.length;
    for (const host of hosts) total += host.size;
    for (let chosen = 0; chosen < count; chosen++) {
      let at = chosen;
      let left = random.next() * total - (1 + hosts[at]!.size);
      while (left >= 0 && at < hosts.length - 1) left -= 1 + hosts[++at]!.size;
      const host = hosts[at]!;
      hosts[at] = hosts[chosen]!;
      hosts[chosen] = host;
      total -= 1 + host.size;
    }
  }

  /** Takes the first visible message on the first `asked` hosts out; undefined where they have none. */
  take(asked: number): StoredMessage | undefined {
    let first: Host | undefined;
    for (let i = 0; i < asked; i++) {
      const host = this.#hosts[i]!;
      if (first === undefined ? host.size > 0 : host.firstOrder < first.firstOrder) first = host;
    }
    return first?.shift();
  }

  /** Takes the first visible message of a random one of the first `asked` hosts out. */
  takeAnywhere(asked: number, random: RandomStream): StoredMessage | undefined {
    const some = this.#hosts.slice(0, asked).filter((host) => host.size > 0);
    return some.length > 0 ? random.choice(some).shift() : undefined;
  }

  /** Puts a message that was taken out in flight until `deadline`. */
  hide(message: StoredMessage, deadline: number): void {
    this.#inFlight.add(message, deadline);
  }

  /** Gives a message that was taken out its slot, by which receipts find it. */
  register(message: StoredMessage): void {
    if (message.slot >= 0) return;
    message.slot = this.#freeSlots.pop() ?? this.#slots.length;
    this.#slots[message.slot] = message;
  }

  /** The message of that number in that slot; undefined where it is gone. */
  find(slot: number, number: number): StoredMessage | undefined {
    const message = this.#slots[slot];
    return message !== undefined && message.number === number ? message : undefined;
  }

  isInFlight(message: StoredMessage): boolean {
    return message.place >= 0;
  }

  /** Gives a message in flight another deadline. */
  move(message: StoredMessage, deadline: number): void {
    this.#inFlight.move(message, deadline);
  }

  /** Takes a message out of flight, to be shown again. */
  unhide(message: StoredMessage): void {
    this.#inFlight.remove(message);
  }

  /** Makes a message visible that was taken out: at its old turn, or at the back if it was received too often. */
  show(message: StoredMessage): void {
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
    if (message.receivesHere >= sqsLimits.receivesBeforeBack.default) this.#queueUp(message);
    else this.#hostOf(message).add(message);
  }

  /** Drops a registered message, wherever it is. */
  drop(message: StoredMessage): void {
    const { place } = message;
    if (place >= 0) this.#inFlight.remove(message);
    this.release(message);
    if (place === VISIBLE) this.#hostOf(message).forget();
  }

  /** Lets go of a message that is in no state any more: it expired, was deleted or moves away. */
  release(message: StoredMessage): void {
    message.place = GONE;
    if (message.slot < 0) return;
    this.#slots[message.slot] = undefined;
    this.#freeSlots.push(message.slot);
    message.slot = -1;
  }

  /** Drops expired messages that stand before a new one, so that a queue nobody reads does not grow for ever. */
  expireBefore(message: StoredMessage, cutoff: number): void {
    this.#hostOf(message).expireFirst(cutoff);
  }

  /** Drops every visible message sent at `cutoff` or before. Those in flight and delayed go when they come back. */
  expire(cutoff: number): void {
    for (const host of this.#hosts) host.expireAll(cutoff);
  }

  /** Drops everything. */
  clear(): void {
    for (const host of this.#hosts) host.clear();
    this.#delayed.clear();
    this.#inFlight.clear();
    this.#slots.length = 0;
    this.#freeSlots.length = 0;
  }

  /** When the oldest message came in, those aside that were received too often; undefined where there is none. */
  oldest(): number | undefined {
    const counts = (message: StoredMessage) => message.receivesHere < sqsLimits.receivesBeforeBack.default;
    let oldest = Infinity;
    for (const host of this.#hosts) oldest = Math.min(oldest, host.oldest(counts));
    for (const hidden of [this.#delayed, this.#inFlight]) {
      for (const message of hidden.messages) if (counts(message)) oldest = Math.min(oldest, message.entered);
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
