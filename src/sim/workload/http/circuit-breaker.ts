/** When a breaker opens, and for how long. */
export interface CircuitBreakerOptions {
  /** The calls looked back at. Default 20. */
  window?: number;
  /** How many there must be before it opens. Default: the window. */
  minimum?: number;
  /** The share of them that failed, from which on it opens. Default 0.5. */
  threshold?: number;
  /** Seconds that it stays open. Default 30. */
  openFor?: number;
  /** Calls let through half-open; one that fails opens it again, and it closes when all have succeeded. Default 1. */
  probes?: number;
}

/**
 * Stops asking a service that keeps failing, and tries it again after a while.
 * https://docs.aws.amazon.com/prescriptive-guidance/latest/cloud-design-patterns/circuit-breaker.html
 */
export class CircuitBreaker {
  readonly #options: Required<CircuitBreakerOptions>;
  readonly #now: () => number;
  /** The last calls, a ring: 1 for each that failed. */
  readonly #ring: Uint8Array;
  #seen = 0;
  #failed = 0;
  #state: 'closed' | 'open' | 'half-open' = 'closed';
  /** Counts the changes of state. */
  #era = 0;
  #openUntil = 0;
  #probing = 0;
  #passed = 0;

  /** @param now the time in seconds */
  constructor(now: () => number, options: CircuitBreakerOptions = {}) {
    const { window = 20, minimum = window, threshold = 0.5, openFor = 30, probes = 1 } = options;
    if (!(Number.isInteger(window) && window >= 1 && window <= 1e6))
      throw new RangeError(`window is a whole number of calls from 1 to a million; not ${window}.`);
    if (!(minimum >= 1 && minimum <= window))
      throw new RangeError(`minimum is from 1 to the window; not ${minimum}.`);
    if (!(threshold > 0 && threshold <= 1))
      throw new RangeError(`threshold is a share above 0; not ${threshold}.`);
    if (!(Number.isInteger(probes) && probes >= 1))
      throw new RangeError(`probes is 1 or more; not ${probes}.`);
    this.#options = { window, minimum, threshold, openFor, probes };
    this.#now = now;
    this.#ring = new Uint8Array(window);
  }

  get state(): 'closed' | 'open' | 'half-open' {
    return this.#state === 'open' && this.#now() >= this.#openUntil ? 'half-open' : this.#state;
  }

  /**
   * Lets a call go, and gives the number by which to tell how it ended (`succeed`, `fail` or `forget`), or undefined: it may
   * not. What began before the breaker last changed its state tells nothing about what it is now.
   */
  allow(): number | undefined {
    if (this.state === 'open') return undefined;
    if (this.#state === 'closed') return this.#era;
    if (this.#state === 'open') this.#become('half-open');
    if (this.#probing + this.#passed >= this.#options.probes) return undefined;
    this.#probing++;
    return this.#era;
  }

  succeed(call: number): void {
    if (call !== this.#era) return;
    if (this.#state === 'closed') return this.#note(0);
    this.#probing--;
    if (++this.#passed === this.#options.probes) this.#become('closed');
  }

  fail(call: number): void {
    if (call !== this.#era) return;
    if (this.#state === 'half-open') return this.#become('open');
    this.#note(1);
    const { minimum, threshold, window } = this.#options;
    const seen = Math.min(this.#seen, window);
    if (seen >= minimum && this.#failed >= threshold * seen) this.#become('open');
  }

  /** The call was called off: it tells nothing. */
  forget(call: number): void {
    if (call === this.#era && this.#state === 'half-open') this.#probing--;
  }

  #become(state: 'closed' | 'open' | 'half-open'): void {
    this.#state = state;
    this.#era++;
    this.#probing = this.#passed = this.#seen = this.#failed = 0;
    this.#ring.fill(0);
    if (state === 'open') this.#openUntil = this.#now() + this.#options.openFor;
  }

  #note(failed: 0 | 1): void {
    const at = this.#seen++ % this.#ring.length;
    this.#failed += failed - this.#ring[at]!;
    this.#ring[at] = failed;
  }
}
