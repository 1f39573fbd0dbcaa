import type { Loop } from './loop.ts';
import { Reply } from './reply.ts';
import { Deque } from './structures/index.ts';

/** A number of places (servers, connections, CPUs) and a line of those who wait for one, first come, first served. */
export class Resource {
  readonly #simulation: Loop;
  readonly #name: string;
  readonly #line = new Deque<Reply<void>>();
  #capacity: number;
  #inUse = 0;
  readonly #giveBack = () => this.release();

  /** Made by `Simulation.resource`. */
  constructor(simulation: Loop, capacity: number, name = 'a resource') {
    this.#simulation = simulation;
    this.#name = name;
    this.#capacity = checked(capacity);
  }

  /** Places. Lowered below what is in use, it takes effect as they are released. */
  get capacity(): number {
    return this.#capacity;
  }

  set capacity(capacity: number) {
    this.#capacity = checked(capacity);
    this.#grant();
  }

  /** Places taken. */
  get inUse(): number {
    return this.#inUse;
  }

  /** Those who wait for a place. */
  get waiting(): number {
    return this.#line.length;
  }

  /** Takes a place; settles when there is one. Give it back with `release`. */
  acquire(): Reply<void> {
    if (this.#inUse < this.#capacity) {
      this.#inUse++;
      const reply = Reply.resolved(this.#simulation, undefined, this.#name);
      reply.onAbandon = this.#giveBack;
      return reply;
    }
    const reply = new Reply<void>(this.#simulation, this.#name);
    reply.onAbandon = () => {
      if (reply.settled) this.release();
      else this.#line.remove(reply);
    };
    this.#line.push(reply);
    return reply;
  }

  /** Gives a place back. */
  release(): void {
    if (this.#inUse === 0) throw new Error(`${this.#name}: released more often than acquired.`);
    this.#inUse--;
    this.#grant();
  }

  /** Takes a place for that many seconds: `yield* resource.use(5)`. Gives it back when interrupted, too. */
  *use(duration: number): Generator<number | Reply<unknown>, void, unknown> {
    yield* this.acquire();
    try {
      yield duration;
    } finally {
      this.release();
    }
  }

  #grant(): void {
    while (this.#inUse < this.#capacity) {
      const next = this.#line.shift();
      if (!next) return;
      this.#inUse++;
      next.resolve();
    }
  }
}

function checked(capacity: number): number {
  if (!(Number.isInteger(capacity) && capacity >= 0) && capacity !== Infinity) {
    throw new RangeError(`A resource has a whole number of places from 0 up; not ${capacity}.`);
  }
  return capacity;
}
