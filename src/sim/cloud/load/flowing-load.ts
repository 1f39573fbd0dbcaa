import type { Simulation } from '../../kernel/index.ts';

/** How a load bears on those who work it off. */
export interface LoadOptions {
  /** Requests a second that keep one instance, or one task, busy all the time. */
  readonly capacity: number;
  /** Seconds between two looks at the rate. Default 10. */
  readonly every?: number;
}

/** One of those who work it off: an instance, a task. */
interface Worker {
  /** The share of its processor that is busy. */
  cpu: number;
}

/**
 * A load that flows: requests a second, divided evenly among those who can answer, as the CPU that they keep busy. It is
 * what a balancer would give them, without the requests themselves: a week of it costs next to nothing.
 */
export class FlowingLoad {
  /** Requests so far. */
  offered = 0;
  /** Requests beyond what could be served: nobody waits here, they are lost. */
  lost = 0;
  readonly #simulation: Simulation;
  readonly #able: () => readonly Worker[];
  readonly #rate: (seconds: number) => number;
  readonly #capacity: number;
  readonly #every: number;
  readonly #start: number;
  #stopped = false;

  /**
   * Made by a group's or a service's `load`. Throws RangeError for a capacity that is not above 0.
   *
   * @param able those who can answer at this moment
   * @param rate requests a second: always the same, or by the seconds since now
   */
  constructor(
    simulation: Simulation,
    able: () => readonly Worker[],
    rate: number | ((seconds: number) => number),
    { capacity, every = 10 }: LoadOptions,
  ) {
    if (!(capacity > 0 && capacity < Infinity))
      throw new RangeError(`capacity is requests a second above 0; not ${capacity}.`);
    if (!(every > 0)) throw new RangeError(`every is a number of seconds above 0; not ${every}.`);
    this.#simulation = simulation;
    this.#able = able;
    this.#rate = typeof rate === 'number' ? () => rate : rate;
    this.#capacity = capacity;
    this.#every = every;
    this.#start = simulation.now;
    this.#spread();
  }

  /** Requests a second now. */
  get rate(): number {
    return this.#rate(this.#simulation.now - this.#start);
  }

  /** The share of the requests that were lost. */
  get lossRate(): number {
    return this.offered > 0 ? this.lost / this.offered : 0;
  }

  /** Ends it. */
  stop(): void {
    this.#stopped = true;
    for (const one of this.#able()) one.cpu = 0;
  }

  #spread(): void {
    if (this.#stopped) return;
    const { rate } = this;
    if (!(rate >= 0)) throw new RangeError(`A rate is 0 or more requests a second; not ${rate}.`);
    const able = this.#able();
    const share = able.length === 0 ? 0 : rate / able.length / this.#capacity;
    for (const one of able) one.cpu = Math.min(1, share);
    this.offered += rate * this.#every;
    this.lost += Math.max(0, rate - able.length * this.#capacity) * this.#every;
    this.#simulation.schedule(this.#every, () => this.#spread());
  }
}
