import type { Simulation } from '../../kernel/index.ts';

/** How a load bears on the tasks of a service. */
export interface LoadOptions {
  /** Requests a second that keep one task busy all the time. */
  readonly capacity: number;
  /** Seconds between two looks at the rate. Default 10. */
  readonly every?: number;
}

/** Who works it off. */
interface Workers {
  /** The tasks that run. */
  readonly running: readonly { cpu: number }[];
}

/** A load that flows: requests a second, divided evenly among the running tasks, as the share of their CPU that is busy. */
export class ServiceLoad {
  /** Requests so far. */
  offered = 0;
  /** Requests beyond what the tasks could serve. */
  lost = 0;
  readonly #simulation: Simulation;
  readonly #workers: Workers;
  readonly #rate: (seconds: number) => number;
  readonly #capacity: number;
  readonly #every: number;
  readonly #start: number;
  #stopped = false;

  /** Made by `service.load`. Throws RangeError for a capacity that is not above 0. */
  constructor(
    simulation: Simulation,
    workers: Workers,
    rate: (seconds: number) => number,
    options: LoadOptions,
  ) {
    const { capacity, every = 10 } = options;
    if (!(capacity > 0 && capacity < Infinity)) throw new RangeError(`capacity is requests a second above 0; not ${capacity}.`); // prettier-ignore
    if (!(every > 0)) throw new RangeError(`every is a number of seconds above 0; not ${every}.`);
    this.#simulation = simulation;
    this.#workers = workers;
    this.#rate = rate;
    this.#capacity = capacity;
    this.#every = every;
    this.#start = simulation.now;
    this.#spread();
  }

  /** The share of the requests that were lost. */
  get lossRate(): number {
    return this.offered > 0 ? this.lost / this.offered : 0;
  }

  /** Ends it. */
  stop(): void {
    this.#stopped = true;
    for (const task of this.#workers.running) task.cpu = 0;
  }

  #spread(): void {
    if (this.#stopped) return;
    const rate = this.#rate(this.#simulation.now - this.#start);
    const { running } = this.#workers;
    const share = running.length === 0 ? 0 : rate / running.length / this.#capacity;
    for (const task of running) task.cpu = Math.min(1, share);
    this.offered += rate * this.#every;
    this.lost += Math.max(0, rate - running.length * this.#capacity) * this.#every;
    this.#simulation.schedule(this.#every, () => this.#spread());
  }
}
