import type { Reply, Yieldable } from '../kernel/index.ts';
import { AwsError } from './aws-error.ts';
import { doubling, jittered } from './backoff.ts';
import type { Region } from './region.ts';
import type { DeliveredAttribute, Delivery } from './target.ts';

/** How a delivery ended. */
export interface DeliveryOutcome {
  /** Tries after the first. */
  readonly retries: number;
  /** What the last try failed with; undefined where it succeeded. */
  readonly error?: AwsError;
  /** Why there was no further try, as the service calls it; undefined where the error is none to try again after. */
  readonly exhausted?: string;
}

/** What comes after a try that failed: seconds until the next, or why there is none. */
export type AfterFailure = (error: AwsError, retries: number) => number | string | undefined;

/**
 * One delivery, tried again until it succeeds or is given up. What is no answer of AWS's, such as NotModelled, is
 * thrown.
 */
export function* redeliver(
  attempt: () => Reply<unknown>,
  after: AfterFailure,
): Generator<Yieldable, DeliveryOutcome, never> {
  for (let retries = 0; ; retries++) {
    try {
      yield* attempt();
      return { retries };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const next = after(error, retries);
      if (typeof next !== 'number') return { retries, error, ...(next !== undefined && { exhausted: next }) };
      if (next > 0) yield next;
    }
  }
}

const THROTTLES = /Throttl|TooManyRequests|LimitExceeded|ThroughputExceeded|OverLimit|Unavailable/;

/**
 * Whether a later try may succeed: the receiver's service was at fault, or throttled. A mistake of the sender's (a
 * target that is gone, a missing permission) stays one.
 */
export function isTransient(error: AwsError): boolean {
  return error.$fault === 'server' || THROTTLES.test(error.name);
}

/**
 * How long EventBridge and Scheduler go on with an event: a target's RetryPolicy.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 */
export interface RetryPolicy {
  /** Retries after the first try: 0 to 185. Default 185. */
  readonly maximumRetryAttempts: number;
  /** Seconds: 60 to 86,400. Default 86,400. */
  readonly maximumEventAgeInSeconds: number;
}

/** What applies where nothing is set. */
export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  maximumRetryAttempts: 185,
  maximumEventAgeInSeconds: 86_400,
};

/** A target's policy, with the defaults for what it does not set. */
export function retryPolicy(given: Partial<RetryPolicy> = {}): RetryPolicy {
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...DEFAULT_RETRY_POLICY, ...(Object.fromEntries(set) as Partial<RetryPolicy>) };
}

/**
 * The curve of delays: AWS says "exponential backoff and jitter", 24 hours and 185 times, and no more. Doubling from one
 * second up to this cap makes the 185th retry in the last second of the 24 hours.
 */
export interface RetryCurve {
  /** The first delay, in seconds. Default 1. */
  readonly first: number;
  /** The longest delay, in seconds. Default 488. */
  readonly cap: number;
  /** The share of a delay that is drawn, up and down. Default 0: none. */
  readonly jitter: number;
}

/** What applies where nothing is set. */
export const DEFAULT_RETRY_CURVE: RetryCurve = { first: 1, cap: 488, jitter: 0 };

/** Why an event is given up: the EXHAUSTED_RETRY_CONDITION of its dead letter. */
export type ExhaustedRetryCondition = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';

/**
 * Seconds to wait before the next retry, or why there is none: whichever limit is met first.
 *
 * @param retries retries made so far
 * @param age seconds since the event came in
 * @param random gives numbers from 0 up to 1
 */
export function nextEventRetry(
  retries: number,
  age: number,
  random: () => number,
  { maximumRetryAttempts, maximumEventAgeInSeconds }: RetryPolicy,
  { first, cap, jitter }: RetryCurve,
): number | ExhaustedRetryCondition {
  if (retries >= maximumRetryAttempts) return 'MaximumRetryAttempts';
  const delay = jittered(doubling(first, cap)(retries), jitter, random);
  return age + delay > maximumEventAgeInSeconds ? 'MaximumEventAgeInSeconds' : delay;
}

/**
 * Sends a dead letter, whose attributes tell what went wrong, and tells whether it arrived. A number is an attribute of
 * type Number; what is undefined is left out.
 */
export function* sendDeadLetter(
  region: Region,
  queue: string,
  letter: Pick<Delivery, 'payload' | 'principal' | 'from'>,
  reasons: Readonly<Record<string, string | number | undefined>>,
  curve: RetryCurve,
): Generator<Yieldable, boolean, never> {
  const attributes = Object.fromEntries(
    Object.entries(reasons).flatMap(([name, value]): [string, DeliveredAttribute][] => {
      if (value === undefined) return [];
      const dataType = typeof value === 'number' ? 'Number' : 'String';
      return [[name, { dataType, stringValue: String(value) }]];
    }),
  );
  const { error } = yield* redeliver(
    () => region.deliver(queue, { ...letter, attributes }),
    (failed, retries) =>
      isTransient(failed) ? nextEventRetry(retries, 0, () => 0, DEFAULT_RETRY_POLICY, curve) : undefined,
  );
  return error === undefined;
}
