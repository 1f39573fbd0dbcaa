import { backoff, jittered, type BackoffFunction } from '../../cloud/backoff.ts';
import { snsLimits } from './limits.ts';

/** The four phases of SNS's retries, in their order. Delays in seconds. */
export interface DeliveryPhases {
  /** Retries at once. */
  readonly immediate: number;
  /** Retries with the least delay. */
  readonly preBackoff: number;
  /** Retries with growing delays. */
  readonly backoff: number;
  /** Retries with the greatest delay. */
  readonly postBackoff: number;
  readonly minDelay: number;
  readonly maxDelay: number;
  readonly backoffFunction: BackoffFunction;
}

/** The protocols of subscriptions. */
export const PROTOCOLS = [
  'http',
  'https',
  'email',
  'email-json',
  'sms',
  'sqs',
  'application',
  'lambda',
  'firehose',
] as const;

/** A protocol of a subscription. */
export type Protocol = (typeof PROTOCOLS)[number];

/** SQS, Lambda, Firehose: 100,015 retries over 23 days. */
const MANAGED: DeliveryPhases = {
  immediate: 3,
  preBackoff: 2,
  backoff: 10,
  postBackoff: 100_000,
  minDelay: 1,
  maxDelay: 20,
  backoffFunction: 'exponential',
};

/** E-mail, text messages, mobile push: 50 retries over 6 hours. A Firehose that throttles, too. */
const CUSTOMER: DeliveryPhases = {
  immediate: 0,
  preBackoff: 2,
  backoff: 10,
  postBackoff: 38,
  minDelay: 10,
  maxDelay: 600,
  backoffFunction: 'exponential',
};

/** An HTTP or HTTPS endpoint's `healthyRetryPolicy`. */
export interface HealthyRetryPolicy {
  readonly minDelayTarget: number;
  readonly maxDelayTarget: number;
  readonly numRetries: number;
  readonly numMaxDelayRetries: number;
  readonly numNoDelayRetries: number;
  readonly numMinDelayRetries: number;
  readonly backoffFunction: BackoffFunction;
}

/** What an HTTP or HTTPS endpoint gets where nobody sets another. */
export const DEFAULT_HEALTHY_RETRY_POLICY: HealthyRetryPolicy = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: 'linear',
};

/**
 * The retries that SNS makes where the receiver's side is at fault; after a mistake on the sender's side (a deleted
 * endpoint, a missing permission) it makes none. Only HTTP and HTTPS can have others.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html (checked 2026-11-28)
 */
export const PHASES: Readonly<Record<Protocol, DeliveryPhases>> = {
  sqs: MANAGED,
  lambda: MANAGED,
  firehose: MANAGED,
  email: CUSTOMER,
  'email-json': CUSTOMER,
  sms: CUSTOMER,
  application: CUSTOMER,
  http: phasesOf(DEFAULT_HEALTHY_RETRY_POLICY),
  https: phasesOf(DEFAULT_HEALTHY_RETRY_POLICY),
};

/** A Firehose stream that throttles is tried again by the customer's phases, as the same page says. */
export const THROTTLED_FIREHOSE = CUSTOMER;

/** The phases of a `healthyRetryPolicy`: what is in no other phase backs off. */
export function phasesOf(policy: HealthyRetryPolicy): DeliveryPhases {
  const { numRetries, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries } = policy;
  return {
    immediate: numNoDelayRetries,
    preBackoff: numMinDelayRetries,
    backoff: numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries,
    postBackoff: numMaxDelayRetries,
    minDelay: policy.minDelayTarget,
    maxDelay: policy.maxDelayTarget,
    backoffFunction: policy.backoffFunction,
  };
}

/** How many retries there are in all. */
export function retriesOf({ immediate, preBackoff, backoff, postBackoff }: DeliveryPhases): number {
  return immediate + preBackoff + backoff + postBackoff;
}

/** Seconds to wait before a retry, the first being 0; undefined where there is none: the delivery is given up. */
export function delayBefore(phases: DeliveryPhases, retry: number): number | undefined {
  const { immediate, preBackoff, minDelay, maxDelay } = phases;
  let index = retry;
  if (index < immediate) return 0;
  index -= immediate;
  if (index < preBackoff) return minDelay;
  index -= preBackoff;
  if (index < phases.backoff)
    return backoff(phases.backoffFunction, phases.backoff, minDelay, maxDelay)(index);
  return index - phases.backoff < phases.postBackoff ? maxDelay : undefined;
}

/**
 * As `delayBefore`, with jitter: drawn evenly from `share` of the delay below to `share` above. AWS says that there is
 * jitter, and not how much.
 */
export function jitteredDelayBefore(
  phases: DeliveryPhases,
  retry: number,
  share: number,
  random: () => number,
): number | undefined {
  const delay = delayBefore(phases, retry);
  return delay === undefined ? undefined : jittered(delay, share, random);
}

/** What is wrong with a `healthyRetryPolicy`, or undefined. The words are ours. */
export function faultOf(policy: HealthyRetryPolicy): string | undefined {
  const { httpRetries, httpDelay, httpPolicy } = snsLimits;
  const { numRetries, minDelayTarget, maxDelayTarget } = policy;
  const whole = (value: number, min: number, max: number) =>
    Number.isInteger(value) && value >= min && value <= max;
  for (const name of [
    'numRetries',
    'numNoDelayRetries',
    'numMinDelayRetries',
    'numMaxDelayRetries',
  ] as const) {
    if (!whole(policy[name], 0, httpRetries.max))
      return `${name} must be a whole number from 0 to ${httpRetries.max}`;
  }
  if (!whole(minDelayTarget, 1, httpDelay.max))
    return `minDelayTarget must be a whole number from 1 to ${httpDelay.max}`;
  if (!whole(maxDelayTarget, minDelayTarget, httpDelay.max))
    return `maxDelayTarget must be a whole number from minDelayTarget to ${httpDelay.max}`;
  if (!['linear', 'arithmetic', 'geometric', 'exponential'].includes(policy.backoffFunction))
    return 'backoffFunction must be linear, arithmetic, geometric or exponential';
  const phases = phasesOf(policy);
  if (phases.backoff < 0) return 'numRetries must be at least the sum of the other three';
  let seconds = 0;
  for (let retry = 0; retry < numRetries; retry++) seconds += delayBefore(phases, retry) ?? 0;
  return seconds > httpPolicy.max
    ? `the policy must not take more than ${httpPolicy.max} seconds in all`
    : undefined;
}
