import { Reply, type RandomStream, type Simulation, type Timer } from '../kernel/index.ts';
import { constant, type Rate } from './rate.ts';

/** How arrivals come. */
export interface ArrivalsOptions {
  /** Arrivals a second: a number, or a rate that changes, such as `ramp(…)` or `spike(…)`. */
  rate: number | Rate;
  /**
   * `poisson` (default): independent of each other, as from many users; the gaps of a constant rate are exponential.
   * `even`: one by one as soon as the rate has added up to one; a constant rate gives equal gaps.
   */
  spacing?: 'poisson' | 'even';
  /** Ends after that many seconds. Default: never. */
  lasting?: number;
  /** Ends after that many arrivals. Default: never. */
  limit?: number;
  /** Names the processes and the random stream; give two crowds two names. Default `arrivals`. */
  name?: string;
}

/**
 * An open workload: something happens, time after time, however the system keeps up. Begins at once.
 *
 * @param where a cloud, or whatever else has a simulation
 * @param action called at each arrival with its number, from 0; a generator or async function lives on as a process
 */
export function arrivals(
  where: { readonly simulation: Simulation },
  options: ArrivalsOptions,
  action: (n: number) => unknown,
): Arrivals {
  return new Arrivals(where.simulation, options, action);
}

/** A stream of arrivals under way. */
export class Arrivals {
  /** How many there were. */
  count = 0;
  readonly #simulation: Simulation;
  readonly #action: (n: number) => unknown;
  readonly #rate: Rate;
  readonly #random: RandomStream | undefined;
  readonly #name: string;
  readonly #start: number;
  readonly #end: number;
  readonly #limit: number;
  /** When the last one came, in seconds since the start: exact, while the clock rounds to microseconds. */
  #time = 0;
  #next: Timer | undefined;

  /** Made by `arrivals`. */
  constructor(
    simulation: Simulation,
    { rate, spacing = 'poisson', lasting = Infinity, limit = Infinity, name = 'arrivals' }: ArrivalsOptions,
    action: (n: number) => unknown,
  ) {
    this.#simulation = simulation;
    this.#action = action;
    this.#rate = typeof rate === 'number' ? constant(rate) : rate;
    this.#random = spacing === 'poisson' ? simulation.random(name) : undefined;
    this.#name = name;
    this.#start = simulation.now;
    this.#end = lasting;
    this.#limit = limit;
    this.#wait();
  }

  /** Ends them. */
  stop(): void {
    this.#next?.cancel();
  }

  #wait(): void {
    if (this.count >= this.#limit) return;
    this.#time = this.#rate.after(this.#time, this.#random ? this.#random.exponential(1) : 1);
    if (this.#time > this.#end || this.#time === Infinity) return;
    const delay = Math.max(0, this.#start + this.#time - this.#simulation.now);
    this.#next = this.#simulation.timer(delay, () => this.#arrive());
  }

  #arrive(): void {
    const n = this.count++;
    this.#simulation.process(() => {
      const result = this.#action(n);
      // Nobody waits here for a call that the action made last.
      return result instanceof Reply ? undefined : result;
    }, this.#name);
    this.#wait();
  }
}
