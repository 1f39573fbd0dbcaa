import { Tank } from '../../../cloud/tank.ts';
import type { Capacity, ThrottlingLimit } from './throughput.ts';

const GROWTH = 2;
const GROWTH_SECONDS = 30 * 60;

/** What bounds a table on demand, in units a second. */
export interface OnDemandBounds {
  /** What a new table sustains. */
  readonly initial: number;
  /** What the account allows a table. */
  readonly quota: number;
  /** What the table was given as its own maximum. */
  readonly maximum?: number | undefined;
  /** Seconds over which AWS reckons a peak. */
  readonly window: number;
}

/**
 * On-demand capacity: always twice the previous peak, at least what a new table has. A peak counts as previous thirty
 * minutes after it was reached; who more than doubles sooner may be throttled, and here is.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
 */
export class OnDemandCapacity implements Capacity {
  readonly #bounds: OnDemandBounds;
  #tank: Tank;
  #limit: number;
  /** Peaks that do not count yet, each higher than those before it. */
  readonly #coming: { readonly from: number; readonly limit: number }[] = [];
  #window: number;
  #taken = 0;

  constructor(bounds: OnDemandBounds, now: number) {
    this.#bounds = bounds;
    this.#limit = Math.min(bounds.initial, this.#most);
    this.#tank = new Tank(this.#limit, this.#limit, now);
    this.#window = this.#windowOf(now);
  }

  /** The units a second that are sustained now. */
  ceiling(now: number): number {
    const window = this.#windowOf(now);
    if (window > this.#window) {
      this.#notePeak((this.#window + 1) * this.#bounds.window);
      this.#window = window;
      this.#taken = 0;
    }
    while (this.#coming[0] && this.#coming[0].from <= now) {
      const { from, limit } = this.#coming.shift()!;
      const missing = this.#limit - this.#tank.level(from);
      this.#limit = limit;
      this.#tank = new Tank(limit, limit, from);
      this.#tank.take(missing, from);
    }
    return this.#limit;
  }

  take(units: number, now: number): boolean {
    this.ceiling(now);
    const has = this.#tank.holds(units, now);
    if (!has) return false;
    this.#tank.take(units, now);
    this.#taken += units;
    return true;
  }

  exceeded(): ThrottlingLimit {
    if (this.#limit < this.#most) return 'KeyRangeThroughputExceeded';
    const { maximum, quota } = this.#bounds;
    return maximum !== undefined && maximum < quota
      ? 'MaxOnDemandThroughputExceeded'
      : 'AccountLimitExceeded';
  }

  get #most(): number {
    return Math.min(this.#bounds.quota, this.#bounds.maximum ?? Infinity);
  }

  #notePeak(reached: number): void {
    const limit = Math.min(this.#most, (GROWTH * this.#taken) / this.#bounds.window);
    if (limit > (this.#coming.at(-1)?.limit ?? this.#limit))
      this.#coming.push({ from: reached + GROWTH_SECONDS, limit });
  }

  #windowOf(now: number): number {
    return Math.floor(now / this.#bounds.window);
  }
}
