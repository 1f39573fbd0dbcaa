/**
 * Tokens that flow in evenly, up to a capacity, and are taken one by one. What flows in over the brim is lost: a
 * bucket does not save up. Times in microseconds, as the clock keeps them, so that whole rates add up exactly.
 */
export class TokenBucket {
  /** Tokens a second. */
  rate: number;
  /** The most it holds. */
  capacity: number;
  // Millionths of tokens: a rate of r a second is r of them a microsecond.
  #level: number;
  #at: number;

  /** Full at first. */
  constructor(rate: number, capacity: number, now = 0) {
    this.rate = rate;
    this.capacity = capacity;
    this.#level = capacity * 1e6;
    this.#at = now;
  }

  /** Another rate from now on, with so many seconds' worth of room. */
  resize(rate: number, seconds: number): void {
    this.rate = rate;
    this.capacity = rate * seconds;
  }

  /** What it holds. */
  level(now: number): number {
    this.#fill(now);
    return this.#level / 1e6;
  }

  /** Whether there is a whole token. */
  has(now: number): boolean {
    this.#fill(now);
    return this.#level >= 1e6;
  }

  /** Takes a token, where there is a whole one. */
  take(now: number): boolean {
    if (!this.has(now)) return false;
    this.#level -= 1e6;
    return true;
  }

  #fill(now: number): void {
    if (now <= this.#at) return;
    this.#level = Math.min(this.capacity * 1e6, this.#level + this.rate * (now - this.#at));
    this.#at = now;
  }
}
