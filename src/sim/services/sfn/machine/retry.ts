import type { Retrier } from './definition.ts';
import { covers, type StateFailure } from './failure.ts';

/**
 * The retriers of one stay in a state: each counts for itself, and all begin anew when the state is entered again.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error
 */
export class Retries {
  readonly #retriers: readonly Retrier[];
  readonly #done: number[];

  /** `done`: how often each has retried already. TestState begins in the middle. */
  constructor(retriers: readonly Retrier[] = [], done: readonly number[] = []) {
    this.#retriers = retriers;
    this.#done = retriers.map((_, index) => done[index] ?? 0);
  }

  /** The first retrier that is meant, unless it has no attempts left: then the failure stands. */
  next(failure: StateFailure, random: () => number): { index: number; delay: number } | undefined {
    const index = this.indexFor(failure);
    const retrier = this.#retriers[index];
    if (!retrier || this.#done[index]! >= (retrier.MaxAttempts ?? 3)) return undefined;
    const delay = retryDelay(retrier, this.#done[index]!);
    this.#done[index]!++;
    return { index, delay: retrier.JitterStrategy === 'FULL' ? delay * random() : delay };
  }

  /** -1 where none is meant. */
  indexFor(failure: StateFailure): number {
    return this.#retriers.findIndex((retrier) => covers(retrier.ErrorEquals, failure));
  }
}

/** Seconds before a retry, counted from 0, without jitter: interval × rate^n, capped. */
export function retryDelay(retrier: Retrier, retried: number): number {
  const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = Infinity } = retrier;
  let delay = IntervalSeconds;
  // Multiplied rather than raised: engines differ in the last digit of a power.
  for (let step = 0; step < retried && delay < MaxDelaySeconds; step++) delay *= BackoffRate;
  return Math.min(delay, MaxDelaySeconds);
}
