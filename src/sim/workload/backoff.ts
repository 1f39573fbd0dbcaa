import { pow } from '../kernel/math.ts';
import type { RandomStream } from '../kernel/index.ts';

/**
 * How the AWS SDKs retry in standard mode, with the values that all of them have since November 2026. Times in seconds.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export const standardRetries = {
  /** Calls in all, the first one counted. */
  maxAttempts: 3,
  /** The first wait is shorter than this, after an error that passes by itself. */
  base: 0.05,
  /** The same after a throttled call. */
  throttlingBase: 1,
  /** No wait is longer. */
  cap: 20,
} as const;

/** How a client waits before it tries again. */
export interface BackoffOptions {
  /** What doubles with each retry, in seconds. Default: 0.05, as in the AWS SDKs; 0 never waits. */
  base?: number;
  /** The longest wait, in seconds. Default 20. */
  cap?: number;
  /**
   * What chance does to the doubled time: `none` waits for all of it, `full` (default) for a random part of it, `equal` for
   * half of it and a random part of the other half. `decorrelated` draws from the base to three times its last wait.
   * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
   */
  jitter?: 'none' | 'full' | 'equal' | 'decorrelated';
}

/**
 * Exponential backoff of one client: gives the seconds to wait before a retry, by its number from 0.
 *
 *     const wait = backoff(cloud.random('client 1'));
 *     for (let retry = 0; !call(); retry += 1) yield wait(retry);
 */
export function backoff(random: RandomStream, options: BackoffOptions = {}): (retry: number) => number {
  const { base = standardRetries.base, cap = standardRetries.cap, jitter = 'full' } = options;
  if (!(base >= 0 && base < Infinity)) throw new RangeError(`base is 0 seconds or more; not ${base}.`);
  if (!(cap >= base)) throw new RangeError(`cap is no less than base (${base}); not ${cap}.`);
  let last = base;
  return (retry) => {
    if (!(Number.isInteger(retry) && retry >= 0))
      throw new RangeError(`A retry's number is 0 or more; not ${retry}.`);
    const longest = Math.min(cap, base * pow(2, retry));
    switch (jitter) {
      case 'none':
        return longest;
      case 'full':
        return longest * random.next();
      case 'equal':
        return (longest * (1 + random.next())) / 2;
      case 'decorrelated':
        return (last = Math.min(cap, base + (3 * last - base) * random.next()));
    }
  };
}
