/**
 * Count, mean, variance and extremes of a series of numbers, in constant memory (Welford's recurrence, which does not
 * cancel as a sum of squares does). All but `count` are NaN as long as there is nothing to tell.
 */
export class Tally {
  #count = 0;
  #mean = 0;
  #squares = 0;
  #min = NaN;
  #max = NaN;

  /** Takes one observation. Throws RangeError where it is not finite. */
  add(value: number): void {
    if (!Number.isFinite(value)) throw new RangeError(`value must be a finite number, not ${value}`);
    const count = ++this.#count;
    const delta = value - this.#mean;
    this.#mean += delta / count;
    this.#squares += delta * (value - this.#mean);
    if (!(value >= this.#min)) this.#min = value;
    if (!(value <= this.#max)) this.#max = value;
  }

  /** Forgets everything: after a warm-up, say. */
  reset(): void {
    this.#count = 0;
    this.#mean = 0;
    this.#squares = 0;
    this.#min = NaN;
    this.#max = NaN;
  }

  /** How many observations. */
  get count(): number {
    return this.#count;
  }

  /** The sum of the observations. */
  get sum(): number {
    return this.#mean * this.#count;
  }

  /** The mean of the observations. */
  get mean(): number {
    return this.#count > 0 ? this.#mean : NaN;
  }

  /** The unbiased estimate, by n − 1; NaN below two observations. */
  get variance(): number {
    return this.#count > 1 ? this.#squares / (this.#count - 1) : NaN;
  }

  /** The standard deviation, root of `variance`. */
  get sd(): number {
    return Math.sqrt(this.variance);
  }

  /** The standard deviation of the mean, where the observations are independent. */
  get standardError(): number {
    return Math.sqrt(this.variance / this.#count);
  }

  /** The least observation. */
  get min(): number {
    return this.#min;
  }

  /** The greatest observation. */
  get max(): number {
    return this.#max;
  }
}
