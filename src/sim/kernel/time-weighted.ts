/**
 * A level over time: a queue's length, servers in use. Each value counts for as long as it stands, so the mean is the
 * area under the curve divided by the time. Constant memory.
 */
export class TimeWeighted {
  readonly #now: () => number;
  #since: number;
  #changed: number;
  #current: number;
  #area = 0;
  #min: number;
  #max: number;

  /**
   * @param now the time in seconds, never going back: `() => simulation.now`
   * @param initial the level from now on; default 0
   */
  constructor(now: () => number, initial = 0) {
    this.#now = now;
    this.#since = this.#changed = now();
    this.#current = this.#min = this.#max = finite(initial);
  }

  /** The level is `value` from now on. Throws RangeError where it is not finite. */
  set(value: number): void {
    finite(value);
    this.#advance();
    this.#current = value;
    this.#min = Math.min(this.#min, value);
    this.#max = Math.max(this.#max, value);
  }

  /** The level rises by that much, or falls where it is below 0. */
  add(change: number): void {
    this.set(this.#current + change);
  }

  /** Forgets what has been, and goes on from the level as it is: after a warm-up, say. */
  reset(): void {
    this.#since = this.#changed = this.#now();
    this.#area = 0;
    this.#min = this.#max = this.#current;
  }

  /** The level now. */
  get current(): number {
    return this.#current;
  }

  /** The mean over the time since the beginning or the last reset; the level itself while no time has passed. */
  get mean(): number {
    this.#advance();
    const time = this.#changed - this.#since;
    return time > 0 ? this.#area / time : this.#current;
  }

  /** The level times the time it stood, in seconds times its unit, since the beginning or the last reset. */
  get area(): number {
    this.#advance();
    return this.#area;
  }

  /** The lowest level, even one that stood for no time. */
  get min(): number {
    return this.#min;
  }

  /** The highest level, even one that stood for no time. */
  get max(): number {
    return this.#max;
  }

  #advance(): void {
    const now = this.#now();
    this.#area += this.#current * (now - this.#changed);
    this.#changed = now;
  }
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`value must be a finite number, not ${value}`);
  return value;
}
