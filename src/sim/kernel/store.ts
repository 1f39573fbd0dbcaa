import type { Loop } from './loop.ts';
import { Reply } from './reply.ts';
import { Deque } from './structures/index.ts';

/** Items that wait to be taken, first in, first out; with a capacity, putting waits for room. */
export class Store<T> {
  /** Items that it holds at most. */
  readonly capacity: number;
  readonly #simulation: Loop;
  readonly #room: string;
  readonly #item: string;
  readonly #items = new Deque<T>();
  readonly #getters = new Deque<Reply<T>>();
  readonly #putters = new Deque<{ item: T; reply: Reply<void> }>();

  /** Made by `Simulation.store`. */
  constructor(simulation: Loop, capacity = Infinity, name = 'a store') {
    if (!(capacity >= 1)) throw new RangeError(`A store holds at least 1 item; its capacity is ${capacity}.`);
    this.capacity = capacity;
    this.#simulation = simulation;
    this.#room = `room in ${name}`;
    this.#item = `an item of ${name}`;
  }

  /** Items that wait. */
  get length(): number {
    return this.#items.length;
  }

  /** Adds an item; settles when there is room for it. */
  put(item: T): Reply<void> {
    if (this.#items.length < this.capacity) {
      this.#items.push(item);
      this.#match();
      return Reply.resolved(this.#simulation, undefined, this.#room);
    }
    const reply = new Reply<void>(this.#simulation, this.#room);
    const putter = { item, reply };
    this.#putters.push(putter);
    reply.onAbandon = () => this.#putters.remove(putter);
    return reply;
  }

  /** Takes the oldest item; settles when there is one. */
  get(): Reply<T> {
    const reply = new Reply<T>(this.#simulation, this.#item);
    this.#getters.push(reply);
    reply.onAbandon = () => {
      if (reply.settled) {
        // The item came at the very instant at which the taker was called away: the next one gets it.
        this.#items.unshift(reply.take());
        this.#match();
      } else {
        this.#getters.remove(reply);
      }
    };
    this.#match();
    return reply;
  }

  #match(): void {
    for (;;) {
      const putter = this.#items.length < this.capacity ? this.#putters.shift() : undefined;
      if (putter) {
        this.#items.push(putter.item);
        putter.reply.resolve();
        continue;
      }
      const getter = this.#items.length > 0 ? this.#getters.shift() : undefined;
      if (!getter) return;
      getter.resolve(this.#items.shift() as T);
    }
  }
}
