/** What retries cost. */
export interface RetryBudgetOptions {
  /** Tokens at the beginning, and at most. */
  capacity: number;
  /** What a retry takes. */
  cost: number;
  /** What a retry after a timeout takes. Default: the same. */
  timeoutCost?: number;
  /** What a call that succeeds at its first attempt puts back. One that succeeded by a retry puts back what that took. */
  refund: number;
}

/** How the AWS SDKs bound retries in standard mode. https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
export const standardBudget: Readonly<RetryBudgetOptions> = {
  capacity: 500,
  cost: 5,
  timeoutCost: 10,
  refund: 1,
};

/**
 * Bounds the retries of a client by a bucket of tokens, so that they fade out where most calls fail: beside what is in
 * the bucket, n calls that succeed at once pay for n·refund/cost retries that do not help.
 * https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
export class RetryBudget {
  readonly #options: RetryBudgetOptions;
  #tokens: number;

  /** A full bucket. Throws RangeError for a number that is none. */
  constructor(options: RetryBudgetOptions = standardBudget) {
    const { capacity, cost, timeoutCost = cost, refund } = options;
    for (const [name, value] of Object.entries({ capacity, cost, timeoutCost, refund }))
      if (!(value >= 0)) throw new RangeError(`${name} is 0 or more; not ${value}.`);
    this.#options = options;
    this.#tokens = capacity;
  }

  /** How many tokens are left. */
  get tokens(): number {
    return this.#tokens;
  }

  /** Takes the tokens for a retry and gives their number, or undefined where there are too few. */
  take(afterTimeout: boolean): number | undefined {
    const { cost, timeoutCost = cost } = this.#options;
    const price = afterTimeout ? timeoutCost : cost;
    if (this.#tokens < price) return undefined;
    this.#tokens -= price;
    return price;
  }

  /** A call succeeded; `taken` is what its last retry took. */
  succeed(taken: number | undefined): void {
    this.#tokens = Math.min(this.#options.capacity, this.#tokens + (taken ?? this.#options.refund));
  }
}
