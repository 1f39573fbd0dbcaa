import { Deque, PlacedHeap } from '../../kernel/structures/index.ts';
import type { StoredMessage } from './stored-message.ts';

/**
 * One of the hosts over which a queue is spread: its visible messages by order. New messages arrive in order and stand
 * in a line; a message that returns goes to a heap. Only returned messages have handles, so only those are deleted.
 */
export class Host {
  readonly #line = new Deque<StoredMessage>();
  readonly #returned = new PlacedHeap<StoredMessage>();
  /** The lowest order on this host; Infinity where there is nothing. */
  firstOrder = Infinity;
  /** The latest time of sending in line: most messages stand there in the order of sending. */
  #newest = -Infinity;
  /** The earliest time of sending among the messages that do not, and those that returned; or earlier. */
  #oldestLate = Infinity;
  readonly #onExpired: (message: StoredMessage) => void;

  constructor(onExpired: (message: StoredMessage) => void) {
    this.#onExpired = onExpired;
  }

  /** Visible messages. */
  get size(): number {
    return this.#line.length + this.#returned.size;
  }

  add(message: StoredMessage): void {
    const { order, sent } = message;
    const { last } = this.#line;
    const inLine = message.receives === 0 && (last === undefined || order > last.order);
    if (!inLine || sent < this.#newest) this.#oldestLate = Math.min(this.#oldestLate, sent);
    else this.#newest = sent;
    if (inLine) this.#line.push(message);
    else this.#returned.add(message, order);
    if (order < this.firstOrder) this.firstOrder = order;
  }

  /** Takes the first message out; undefined where there is none. */
  shift(): StoredMessage | undefined {
    const { first } = this.#line;
    const message =
      first !== undefined && first.order < this.#returned.firstKey
        ? this.#line.shift()
        : this.#returned.shift();
    this.#settle();
    return message;
  }

  /** Takes a message out; false where it is not here. */
  remove(message: StoredMessage): boolean {
    const removed = this.#returned.remove(message) || this.#line.remove(message);
    if (removed) this.#settle();
    return removed;
  }

  /** Drops messages sent at `cutoff` or before that stand first in line: cheap enough for every call. */
  expireFirst(cutoff: number): void {
    for (let { first } = this.#line; first !== undefined && first.sent <= cutoff; { first } = this.#line) {
      this.#line.shift();
      this.#onExpired(first);
    }
    this.#settle();
  }

  /** Drops all messages sent at `cutoff` or before. */
  expireAll(cutoff: number): void {
    if (this.#oldestLate > cutoff) return this.expireFirst(cutoff);
    const all = [...this.messages()].sort((a, b) => a.order - b.order);
    this.clear();
    for (const message of all) {
      if (message.sent <= cutoff) this.#onExpired(message);
      else this.add(message);
    }
  }

  /** When the oldest of the messages that `counts` entered the queue; Infinity where there is none. */
  oldest(counts: (message: StoredMessage) => boolean): number {
    let oldest = Infinity;
    for (const message of this.messages()) {
      if (!counts(message)) continue;
      if (message.entered < oldest) oldest = message.entered;
      // Where all stand in line in the order of sending, the first is the oldest.
      if (this.#oldestLate === Infinity) break;
    }
    return oldest;
  }

  /** Every visible message. */
  *messages(): Generator<StoredMessage> {
    yield* this.#line;
    yield* this.#returned.members;
  }

  clear(): void {
    this.#line.clear();
    this.#returned.clear();
    this.#settle();
  }

  #settle(): void {
    const { first } = this.#line;
    this.firstOrder = Math.min(first === undefined ? Infinity : first.order, this.#returned.firstKey);
    if (this.firstOrder !== Infinity) return;
    this.#newest = -Infinity;
    this.#oldestLate = Infinity;
  }
}
