import { Reply } from './reply.ts';
import type { Simulation } from './simulation.ts';

/** Items that wait to be taken, first in, first out; with a capacity, putting waits for room. */
export class Store<T> {
  readonly capacity: number;
  readonly #simulation: Simulation;
  readonly #name: string;
  readonly #items: T[] = [];
  readonly #getters: Reply<T>[] = [];
  readonly #putters: { item: T; reply: Reply<void> }[] = [];

  /** Made by `Simulation.store`. */
  constructor(simulation: Simulation, capacity = Infinity, name = 'a store') {
    if (!(capacity >= 1)) throw new RangeError(`A store holds at least 1 item; its capacity is ${capacity}.`);
    this.capacity = capacity;
    this.#simulation = simulation;
    this.#name = name;
  }

  /** Items that wait. */
  get length(): number {
    return this.#items.length;
  }

  /** Adds an item; settles when there is room for it. */
  put(item: T): Reply<void> {
    const reply = new Reply<void>(this.#simulation, `room in ${this.#name}`);
    const putter = { item, reply };
    this.#putters.push(putter);
    reply.onAbandon = () => {
      if (!reply.settled) remove(this.#putters, putter);
    };
    this.#match();
    return reply;
  }

  /** Takes the oldest item; settles when there is one. */
  get(): Reply<T> {
    const reply = new Reply<T>(this.#simulation, `an item of ${this.#name}`);
    this.#getters.push(reply);
    reply.onAbandon = () => {
      if (reply.settled) {
        // The item came at the very instant at which the taker was called away: the next one gets it.
        this.#items.unshift(reply.take());
        this.#match();
      } else {
        remove(this.#getters, reply);
      }
    };
    this.#match();
    return reply;
  }

  #match(): void {
    for (;;) {
      if (this.#putters.length > 0 && this.#items.length < this.capacity) {
        const { item, reply } = this.#putters.shift()!;
        this.#items.push(item);
        reply.resolve();
      } else if (this.#getters.length > 0 && this.#items.length > 0) {
        this.#getters.shift()!.resolve(this.#items.shift()!);
      } else {
        return;
      }
    }
  }
}

function remove<T>(list: T[], item: T): void {
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
}
