import type { Simulation } from '../../kernel/index.ts';
import type { AutoScalingGroup } from './group.ts';
import type { RunningInstance } from './other-services.ts';

/** How a load bears on the instances of a group. */
export interface LoadOptions {
  /** Requests a second that keep one instance busy all the time. */
  readonly capacity: number;
  /** Seconds between two looks at the rate. Default 10. */
  readonly every?: number;
}

/**
 * A load that flows: requests a second, divided evenly among the instances in service, as the CPU that they keep busy. It is
 * what a balancer would give them, without the requests themselves: a week of it costs next to nothing.
 */
export class Load {
  /** Requests so far. */
  offered = 0;
  /** Requests beyond what the instances could serve: nobody waits here, they are lost. */
  lost = 0;
  readonly #simulation: Simulation;
  readonly #group: AutoScalingGroup;
  readonly #rate: (seconds: number) => number;
  readonly #capacity: number;
  readonly #every: number;
  readonly #start: number;
  #stopped = false;

  /** Made by `group.load`. */
  constructor(
    simulation: Simulation,
    group: AutoScalingGroup,
    rate: (seconds: number) => number,
    { capacity, every = 10 }: LoadOptions,
  ) {
    if (!(capacity > 0 && capacity < Infinity))
      throw new RangeError(`capacity is requests a second above 0; not ${capacity}.`);
    if (!(every > 0)) throw new RangeError(`every is a number of seconds above 0; not ${every}.`);
    this.#simulation = simulation;
    this.#group = group;
    this.#rate = rate;
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
    for (const instance of this.#able()) instance.cpu = 0;
  }

  #spread(): void {
    if (this.#stopped) return;
    const { rate } = this;
    if (!(rate >= 0)) throw new RangeError(`A rate is 0 or more requests a second; not ${rate}.`);
    const able = this.#able();
    const share = able.length === 0 ? 0 : rate / able.length / this.#capacity;
    for (const instance of able) instance.cpu = Math.min(1, share);
    this.offered += rate * this.#every;
    this.lost += Math.max(0, rate - able.length * this.#capacity) * this.#every;
    this.#simulation.schedule(this.#every, () => this.#spread());
  }

  /** Those that answer: in service, and up. */
  #able(): RunningInstance[] {
    return this.#group.inService.filter(({ state, life }) => state === 'running' && life.ready);
  }
}
