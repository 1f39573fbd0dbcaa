import { HttpError, type Failure, type Request, type Response } from '../../cloud/endpoints/index.ts';
import { isIdempotent } from './message.ts';

/** How a client tries again. */
export interface RetryPolicy {
  /** Attempts in all, the first one counted. */
  maxAttempts: number;
  /** Port: seconds to wait before a retry, by its number from 0, as `backoff(…)` gives. */
  wait: (retry: number) => number;
  /** Whether what came of an attempt may be mended by another. Default: `mayPass`. */
  retryable?: (result: Response | HttpError, request: Request) => boolean;
}

/** One attempt, whatever comes of it. */
export const noRetries: Readonly<RetryPolicy> = { maxAttempts: 1, wait: () => 0 };

// Nothing of the request has reached anybody.
const unsent: ReadonlySet<Failure> = new Set(['no DNS answer', 'refused', 'connect timeout']);
const unknown: ReadonlySet<Failure> = new Set(['read timeout', 'reset']);
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
const passing: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/**
 * Whether a failure may pass by itself: throttling and 5xx statuses that stand for it, connections that failed. Where the
 * request may have reached the server, only if it may be repeated.
 */
export function mayPass(result: Response | HttpError, request: Request): boolean {
  if (!(result instanceof HttpError)) {
    return (
      passing.has(result.status) && (result.status === 429 || result.status === 503 || isIdempotent(request))
    );
  }
  return unsent.has(result.failure) || (unknown.has(result.failure) && isIdempotent(request));
}

/** Whether an attempt failed for want of an answer in time. */
export function isTimeout(result: Response | HttpError): boolean {
  return (
    result instanceof HttpError && (result.failure === 'connect timeout' || result.failure === 'read timeout')
  );
}
