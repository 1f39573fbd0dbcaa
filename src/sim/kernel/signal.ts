import type { Loop } from './loop.ts';
import { Reply } from './reply.ts';

/** Something that happens now and then; whoever waits is told the next time. Nothing is kept for those who come later. */
export class Signal<T = void> {
  readonly #simulation: Loop;
  readonly #name: string;
  #next: Reply<T> | undefined;

  /** Made by `Simulation.signal`. */
  constructor(simulation: Loop, name = 'a signal') {
    this.#simulation = simulation;
    this.#name = name;
  }

  /** Settles the next time it fires. */
  wait(): Reply<T> {
    return (this.#next ??= new Reply<T>(this.#simulation, this.#name));
  }

  /** Tells all who wait. */
  fire(value: T): void {
    const reply = this.#next;
    this.#next = undefined;
    reply?.resolve(value);
  }
}
