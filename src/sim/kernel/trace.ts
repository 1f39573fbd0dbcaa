import type { Scheduler } from './scheduler.ts';

/** One thing that happened. */
export interface TraceEntry {
  /** Seconds since the run began. */
  at: number;
  /** Who: a queue's name, a process's. */
  source: string;
  /** What, in a word or two of the service's own: 'SendMessage', 'visible'. */
  what: string;
  /** Whatever else tells it apart: ids, sizes. */
  data?: unknown;
}

/** The last things that happened, up to a limit: memory does not grow with the length of the run. */
export class Trace {
  /** Entries that it keeps at most. */
  readonly limit: number;
  readonly #scheduler: Scheduler;
  readonly #ring: TraceEntry[] = [];
  #next = 0;

  /** Made by `Simulation`. */
  constructor(scheduler: Scheduler, limit: number) {
    if (!(Number.isInteger(limit) && limit >= 0)) {
      throw new RangeError(`traceLimit is a whole number of entries from 0 up; not ${limit}.`);
    }
    this.limit = limit;
    this.#scheduler = scheduler;
  }

  /** Whether anything is kept: ask before building costly data. */
  get enabled(): boolean {
    return this.limit > 0;
  }

  /** Notes what happens at this instant, where the trace keeps anything. */
  add(source: string, what: string, data?: unknown): void {
    if (this.limit === 0) return;
    const at = this.#scheduler.now;
    this.#ring[this.#next] = data === undefined ? { at, source, what } : { at, source, what, data };
    this.#next = (this.#next + 1) % this.limit;
  }

  /** What is kept, oldest first. */
  entries(): TraceEntry[] {
    const ring = this.#ring;
    return [...ring.slice(this.#next), ...ring.slice(0, this.#next)];
  }
}
