import { Deque } from '../../kernel/structures/index.ts';
import { GONE, VISIBLE, type StoredMessage } from './stored-message.ts';

/**
 * One of the hosts over which a queue is spread: the messages on it that can be received, by order. Most arrive
 * in order and stand in line; one that returns early in the order goes to a heap beside it.
 */
export class Host {
  readonly #line = new Deque<StoredMessage>();
  readonly #heap: StoredMessage[] = [];
  /** Deleted messages that still stand among the others. */
  #gone = 0;
  /** Messages that can be received. */
  size = 0;
  /** The lowest order on this host; Infinity where there is nothing. */
  firstOrder = Infinity;
  /** The latest time of sending in line; most messages stand there in the order of their sending. */
  #newest = -Infinity;
  /** None of those that do not was sent before this. */
  #oldestBuried = Infinity;
  readonly #onExpired: (message: StoredMessage) => void;

  constructor(onExpired: (message: StoredMessage) => void) {
    this.#onExpired = onExpired;
  }

  /** @internal Places that are taken up, by messages and by what they left behind. */
  get entries(): number {
    return this.#line.length + this.#heap.length;
  }

  /** Takes in a message. */
  add(message: StoredMessage): void {
    message.place = VISIBLE;
    this.size++;
    const { last } = this.#line;
    if (last === undefined || message.order > last.order) {
      if (message.sent < this.#newest) this.#bury(message);
      else this.#newest = message.sent;
      this.#line.push(message);
    } else {
      this.#bury(message);
      this.#rise(message);
    }
    if (message.order < this.firstOrder) this.firstOrder = message.order;
  }

  #bury(message: StoredMessage): void {
    if (message.sent < this.#oldestBuried) this.#oldestBuried = message.sent;
  }

  /** Takes the first message out. Call only where `size` is above 0. */
  shift(): StoredMessage {
    const message = this.#drop();
    this.size--;
    this.#settle();
    return message;
  }

  /** One of its messages was deleted: it is `GONE`, and leaves when its turn comes. */
  forget(): void {
    this.size--;
    this.#gone++;
    if (this.#gone > 32 && this.#gone > this.size) this.#sweep(() => false);
    else this.#settle();
  }

  /** Drops what was sent at `cutoff` or before and stands first in line: cheap enough for every call. */
  expireFirst(cutoff: number): void {
    for (let head = this.#line.first; head !== undefined && head.sent <= cutoff; head = this.#line.first) {
      this.#line.shift();
      if (head.place === GONE) {
        this.#gone--;
      } else {
        this.size--;
        this.#onExpired(head);
      }
    }
    this.#settle();
  }

  /** Drops all that was sent at `cutoff` or before. */
  expireAll(cutoff: number): void {
    if (this.#oldestBuried > cutoff) this.expireFirst(cutoff);
    else this.#sweep((message) => message.sent <= cutoff);
  }

  /** When the oldest of those that `counts` came into the queue; Infinity where there is none. */
  oldest(counts: (message: StoredMessage) => boolean): number {
    let oldest = Infinity;
    for (const message of this.messages()) {
      if (!counts(message)) continue;
      if (message.entered < oldest) oldest = message.entered;
      // Where all stand in line in the order of their sending, the first is the oldest.
      if (this.#oldestBuried === Infinity) break;
    }
    return oldest;
  }

  /** Every message that can be received. */
  *messages(): Generator<StoredMessage> {
    for (const message of this.#line) if (message.place !== GONE) yield message;
    for (const message of this.#heap) if (message.place !== GONE) yield message;
  }

  clear(): void {
    this.#line.clear();
    if (this.#heap.length > 0) this.#heap.length = 0;
    this.#gone = 0;
    this.size = 0;
    this.firstOrder = Infinity;
    this.#newest = -Infinity;
    this.#oldestBuried = Infinity;
  }

  #first(): StoredMessage {
    const head = this.#line.first;
    const top = this.#heap[0];
    return top !== undefined && (head === undefined || top.order < head.order) ? top : head!;
  }

  /** Takes the first entry out, gone or not. */
  #drop(): StoredMessage {
    const first = this.#first();
    if (first !== this.#heap[0]) {
      this.#line.shift();
      return first;
    }
    const last = this.#heap.pop()!;
    if (last !== first) this.#sink(last);
    return first;
  }

  /** Drops the gone that stand first, and notes who is first then. */
  #settle(): void {
    if (this.size === 0) return this.clear();
    while (this.#gone > 0 && this.#first().place === GONE) {
      this.#drop();
      this.#gone--;
    }
    this.firstOrder = this.#first().order;
  }

  /** Drops the gone, and those that `expired` names. */
  #sweep(expired: (message: StoredMessage) => boolean): void {
    const kept = [...this.messages()].sort((a, b) => a.order - b.order);
    this.clear();
    for (const message of kept) {
      if (expired(message)) this.#onExpired(message);
      else this.add(message);
    }
    this.#settle();
  }

  #rise(message: StoredMessage): void {
    const heap = this.#heap;
    let hole = heap.length;
    heap.push(message);
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (heap[parent]!.order <= message.order) break;
      heap[hole] = heap[parent]!;
      hole = parent;
    }
    heap[hole] = message;
  }

  #sink(message: StoredMessage): void {
    const heap = this.#heap;
    let hole = 0;
    for (let child = 1; child < heap.length; child = 2 * hole + 1) {
      if (child + 1 < heap.length && heap[child + 1]!.order < heap[child]!.order) child++;
      if (message.order <= heap[child]!.order) break;
      heap[hole] = heap[child]!;
      hole = child;
    }
    heap[hole] = message;
  }
}
