import { LatencyHistogram } from './latency-histogram.ts';
import type { Failure } from '../../cloud/endpoints/index.ts';
import type { Outcome } from './message.ts';

/** Which outcomes count as good. */
export interface OutcomesOptions {
  /** A response counts as good if it comes within so many seconds. Default: however late. */
  objective?: number;
  /** Whether a status is good. Default: below 400. */
  isGood?: (status: number) => boolean;
}

/** What became of all calls. Memory does not grow with their number. */
export class Outcomes {
  /** Latency of the calls that got a response, whatever its status. */
  readonly latency = new LatencyHistogram();
  /** Latency of those that ended in an error. */
  readonly errorLatency = new LatencyHistogram();
  /** Responses by status, and errors by what failed. */
  readonly statuses = new Map<number, number>();
  /** Errors, by what failed. */
  readonly failures = new Map<Failure, number>();
  /** Calls that ended, and how. */
  calls = 0;
  /** Calls that got a response, whatever its status. */
  responses = 0;
  /** Calls that ended in an error. */
  errors = 0;
  /** Calls that were called off. */
  aborts = 0;
  /** Responses with a good status, within the objective. */
  good = 0;
  /** Attempts of all calls. */
  attempts = 0;
  readonly #objective: number;
  readonly #isGood: (status: number) => boolean;

  /** Counts from now on. */
  constructor({ objective = Infinity, isGood = (status) => status < 400 }: OutcomesOptions = {}) {
    this.#objective = objective;
    this.#isGood = isGood;
  }

  /** Counts a call that has ended. A method that can be handed on: `onEnd: outcomes.add`. */
  readonly add = (outcome: Outcome): void => {
    this.calls++;
    this.attempts += outcome.attempts;
    switch (outcome.kind) {
      case 'response': {
        const { status } = outcome.response;
        this.responses++;
        this.latency.add(outcome.latency);
        this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
        if (this.#isGood(status) && outcome.latency <= this.#objective) this.good++;
        break;
      }
      case 'error': {
        const { failure } = outcome.error;
        this.errors++;
        this.errorLatency.add(outcome.latency);
        this.failures.set(failure, (this.failures.get(failure) ?? 0) + 1);
        break;
      }
      case 'abort':
        this.aborts++;
    }
  };

  /** Attempts for each call: how much retries multiply the load. NaN without calls. */
  get amplification(): number {
    return this.calls > 0 ? this.attempts / this.calls : NaN;
  }

  /** The share of calls that were good. NaN without calls. */
  get availability(): number {
    return this.calls > 0 ? this.good / this.calls : NaN;
  }

  /** Good responses a second, over so many seconds. */
  goodput(seconds: number): number {
    return this.good / seconds;
  }

  /** Forgets everything: after a warm-up, or at the end of an interval. */
  reset(): void {
    this.latency.reset();
    this.errorLatency.reset();
    this.statuses.clear();
    this.failures.clear();
    this.calls = this.responses = this.errors = this.aborts = this.good = this.attempts = 0;
  }
}
