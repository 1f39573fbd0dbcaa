import { GONE, VISIBLE, type StoredMessage } from './stored-message.ts';

/**
 * One of the hosts over which a queue is spread: the messages on it that can be received, by order. Most arrive
 * in order and stand in line; one that returns early in the order goes to a heap beside it.
 */
export class Host {
  #line: (StoredMessage | undefined)[] = [];
  #lineHead = 0;
  readonly #heap: StoredMessage[] = [];
  /** Deleted messages that still stand among the others. */
  #gone = 0;
  /** Messages that can be received. */
  size = 0;
  /** The lowest order on this host; Infinity where there is nothing. */
  firstOrder = Infinity;
  /** No message that stands out of the order of sending was sent before this. */
  #oldestBuried = Infinity;
  readonly #onExpired: (message: StoredMessage) => void;

  constructor(onExpired: (message: StoredMessage) => void) {
    this.#onExpired = onExpired;
  }

  /** Takes in a message. */
  add(message: StoredMessage): void {
    message.place = VISIBLE;
    this.size++;
    const last = this.#line.length > this.#lineHead ? this.#line[this.#line.length - 1]! : undefined;
    if (last === undefined || message.order > last.order) {
      if (last !== undefined && message.sent < last.sent) this.#bury(message);
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
    this.#settle();
  }

  /** Drops what was sent at `cutoff` or before, as far as it stands first. */
  expireFirst(cutoff: number): void {
    while (this.size > 0 && this.#first().sent <= cutoff) this.#onExpired(this.shift());
  }

  /** Drops all that was sent at `cutoff` or before. */
  expireAll(cutoff: number): void {
    this.expireFirst(cutoff);
    if (this.#oldestBuried > cutoff) return;
    this.#sweep((message) => message.sent <= cutoff);
    this.#settle();
  }

  /** Every message that can be received. */
  *messages(): Generator<StoredMessage> {
    for (let i = this.#lineHead; i < this.#line.length; i++)
      if (this.#line[i]!.place !== GONE) yield this.#line[i]!;
    for (const message of this.#heap) if (message.place !== GONE) yield message;
  }

  clear(): void {
    this.#line = [];
    this.#lineHead = 0;
    this.#heap.length = 0;
    this.#gone = 0;
    this.size = 0;
    this.firstOrder = Infinity;
    this.#oldestBuried = Infinity;
  }

  #first(): StoredMessage {
    const head = this.#line[this.#lineHead];
    const top = this.#heap[0];
    return top !== undefined && (head === undefined || top.order < head.order) ? top : head!;
  }

  /** Takes the first entry out, gone or not. */
  #drop(): StoredMessage {
    const first = this.#first();
    if (first === this.#heap[0]) {
      const last = this.#heap.pop()!;
      if (last !== first) this.#sink(last);
    } else {
      this.#line[this.#lineHead++] = undefined;
      // Give the space of those that have left back, each entry being moved at most once on average.
      if (this.#lineHead === this.#line.length) {
        this.#line.length = 0;
        this.#lineHead = 0;
      } else if (this.#lineHead > 1024 && this.#lineHead * 2 > this.#line.length) {
        this.#line = this.#line.slice(this.#lineHead);
        this.#lineHead = 0;
      }
    }
    return first;
  }

  /** Drops the gone that stand first, and notes who is first then. */
  #settle(): void {
    if (this.size === 0) {
      if (this.#gone > 0) this.clear();
      this.firstOrder = Infinity;
      this.#oldestBuried = Infinity;
      return;
    }
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
