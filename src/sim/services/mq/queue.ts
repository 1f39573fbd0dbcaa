import type { Stored } from './message.ts';

/** What a queue gives its messages to. */
export interface Receiver {
  /** Messages that it takes now. */
  readonly room: number;
  /** Messages that it holds, unacknowledged. */
  readonly held: number;
  take(message: Stored): void;
}

/** A queue: each message goes to one consumer, as soon as one has room. A subscription to a topic is a queue too. */
export class MessageQueue {
  readonly name: string;
  readonly consumers: Receiver[] = [];
  #waiting: Stored[] = [];
  #turn = 0;
  #dispatching = false;

  constructor(name: string) {
    this.name = name;
  }

  /** Messages that no consumer has. */
  get waiting(): readonly Stored[] {
    return this.#waiting;
  }

  send(message: Stored): void {
    this.#waiting.push(message);
    this.dispatch();
  }

  /** Messages go back to where they were. */
  putBack(messages: readonly Stored[]): void {
    if (messages.length === 0) return;
    this.#waiting = [...messages, ...this.#waiting].sort((a, b) => a.sequence - b.sequence);
    this.dispatch();
  }

  attach(consumer: Receiver): void {
    this.consumers.push(consumer);
    this.dispatch();
  }

  detach(consumer: Receiver): void {
    const index = this.consumers.indexOf(consumer);
    if (index >= 0) this.consumers.splice(index, 1);
  }

  /** Hands out what waits, in order and to the consumers in turn, until none has room. */
  dispatch(): void {
    // Who takes a message may have room again at once: the loop sees it.
    if (this.#dispatching) return;
    this.#dispatching = true;
    let sent = 0;
    while (sent < this.#waiting.length) {
      const consumer = this.#next();
      if (!consumer) break;
      consumer.take(this.#waiting[sent++]!);
    }
    if (sent > 0) this.#waiting = this.#waiting.slice(sent);
    this.#dispatching = false;
  }

  /** Drops what an instance had in its memory only. */
  forget(): void {
    this.#waiting = this.#waiting.filter(({ persistent }) => persistent);
  }

  #next(): Receiver | undefined {
    const count = this.consumers.length;
    for (let i = 0; i < count; i++) {
      const index = (this.#turn + i) % count;
      const consumer = this.consumers[index]!;
      if (consumer.room <= 0) continue;
      this.#turn = index + 1;
      return consumer;
    }
    return undefined;
  }
}
