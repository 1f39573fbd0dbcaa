import type { Failure } from './probe.ts';

/** One checker's opinion: it changes after as many requests in a row say otherwise as the threshold asks. */
export class Checker {
  /** Where it stands: a Region's code. */
  readonly region: string;
  readonly #threshold: number;
  /** Why its last request failed; undefined where it did not. */
  failure: Failure = undefined;
  #isHealthy = true;
  #against = 0;

  /** Made by `EndpointCheck`. */
  constructor(region: string, threshold: number) {
    this.region = region;
    this.#threshold = threshold;
  }

  /** What it says. Default: healthy, until so many requests in a row have failed. */
  get isHealthy(): boolean {
    return this.#isHealthy;
  }

  /** Takes in a request's success. Answers whether the opinion changed. */
  observe(succeeded: boolean): boolean {
    if (succeeded === this.#isHealthy) {
      this.#against = 0;
      return false;
    }
    if (++this.#against < this.#threshold) return false;
    this.#isHealthy = succeeded;
    this.#against = 0;
    return true;
  }
}
