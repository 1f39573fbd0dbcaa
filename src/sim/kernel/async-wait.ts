import type { Interrupt } from './errors.ts';
import type { Awaitable, Loop, Waiter } from './loop.ts';
import type { Active } from './scheduler.ts';

/** The process whose code awaits. */
interface Owner extends Active {
  readonly simulation: Loop;
  /** One of its waits is over. */
  answered(wait: AsyncWait): void;
}

/** One `await` of a reply in the async code of a process. */
export class AsyncWait implements Waiter {
  readonly #process: Owner;
  readonly #reply: Awaitable;
  readonly #settle: () => void;
  readonly #fail: (error: unknown) => void;
  #over = false;

  constructor(process: Owner, reply: Awaitable, settle: () => void, fail: (error: unknown) => void) {
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
