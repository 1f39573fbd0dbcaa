import type { Interrupt } from './errors.ts';
import type { Process } from './process.ts';
import type { Reply, Waiter } from './reply.ts';

/** One `await` of a reply in the async code of a process. */
export class AsyncWait implements Waiter {
  readonly #process: Process<unknown>;
  readonly #reply: Reply<unknown>;
  readonly #settle: () => void;
  readonly #fail: (error: unknown) => void;
  #over = false;

  constructor(
    process: Process<unknown>,
    reply: Reply<unknown>,
    settle: () => void,
    fail: (error: unknown) => void,
  ) {
    this.#process = process;
    this.#reply = reply;
    this.#settle = settle;
    this.#fail = fail;
    reply.subscribe(this);
  }

  wake(): void {
    this.#process.simulation.scheduler.soon(this);
  }

  fire(): void {
    if (this.#over) return;
    this.#resume(this.#settle);
  }

  /** Gives the code the interrupt in place of the answer. */
  interrupt(interrupt: Interrupt): void {
    if (this.#over) return;
    this.drop();
    this.#process.simulation.scheduler.soon(() => this.#resume(() => this.#fail(interrupt)));
  }

  /** The answer will not be wanted. */
  drop(): void {
    this.#over = true;
    this.#reply.unsubscribe(this);
  }

  /** Lets the code go on, and its promises finish before the clock moves. */
  #resume(how: () => void): void {
    const { simulation } = this.#process;
    this.#process.answered(this);
    simulation.scheduler.active = this.#process;
    simulation.hop();
    how();
  }
}
