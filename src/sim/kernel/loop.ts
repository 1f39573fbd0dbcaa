import type { Scheduler } from './scheduler.ts';

/** Code that waits for a reply. */
export interface Waiter {
  wake(): void;
}

/** A reply, as the loop that runs everything sees it. */
export interface Awaitable {
  /** What is awaited, for error messages. */
  readonly name: string;
  subscribe(waiter: Waiter): void;
  unsubscribe(waiter: Waiter): void;
}

/** The world that replies and processes live in, as far as they need it: `Simulation` is one. */
export interface Loop {
  /** @internal */
  readonly scheduler: Scheduler;
  /** Seconds since the run began. */
  readonly now: number;
  /** @internal Async code awaits a pending reply: that of a process, or code outside, which moves the clock. */
  awaited(reply: Awaitable, settle: () => void, fail: (error: unknown) => void): void;
  /** @internal A process failed and nobody waits for it: the run stops with its error. */
  crash(error: unknown): void;
  /** @internal A promise was settled: what hangs on it must run before the next event. */
  hop(): void;
}
