const { setTimeout, performance } = globalThis;

/** Milliseconds after which a wait looks again: what is due may have changed. */
const LOOK = 20;

/** Virtual time by the wall clock: the one thing that reads it, and only where somebody asks for a demonstration. */
export class Pace {
  readonly #rate: number;
  #from = 0;
  #at = 0;

  /** Virtual seconds a real second. */
  constructor(rate: number) {
    if (!(rate > 0 && rate < Infinity))
      throw new RangeError(`pace takes a positive number, not ${String(rate)}.`);
    this.#rate = rate;
  }

  /** The clock begins to move, at that many virtual microseconds. */
  begin(micros: number): void {
    this.#from = micros;
    this.#at = performance.now();
  }

  /** Microseconds of virtual time that may have passed by now. */
  get reached(): number {
    return this.#from + Math.floor((performance.now() - this.#at) * 1000 * this.#rate);
  }

  /** Waits for a virtual instant, or for a while. */
  until(micros: number): Promise<void> {
    const rest = (micros - this.reached) / 1000 / this.#rate;
    return new Promise((resolve) => setTimeout(resolve, Math.min(LOOK, Math.max(0, rest))));
  }
}
