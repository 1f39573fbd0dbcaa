import { expect, test } from 'vitest';
import { backoff, doubling, jittered, type BackoffFunction } from '../../cloud/backoff.ts';
import { DEFAULT_RETRY_CURVE, DEFAULT_RETRY_POLICY, nextEventRetry } from '../../cloud/redelivery.ts';
import { RandomStream } from '../../kernel/index.ts';
import {
  DEFAULT_HEALTHY_RETRY_POLICY,
  delayBefore,
  faultOf,
  jitteredDelayBefore,
  PHASES,
  phasesOf,
  retriesOf,
  THROTTLED_FIREHOSE,
  type DeliveryPhases,
  type Protocol,
} from './delivery-policy.ts';

const FUNCTIONS: BackoffFunction[] = ['linear', 'arithmetic', 'geometric', 'exponential'];
const DAY = 86_400;

test.each(FUNCTIONS)('%s backoff begins at its least delay, ends at its greatest, never falls', (name) => {
  for (const [retries, min, max] of [
    [2, 1, 20],
    [10, 1, 20],
    [10, 10, 600],
    [100, 1, 3600],
    [5, 20, 20],
  ] as const) {
    const delay = backoff(name, retries, min, max);
    expect(delay(0)).toBe(min);
    expect(delay(retries - 1)).toBe(max);
    for (let retry = 1; retry < retries; retry++) {
      expect(delay(retry)).toBeGreaterThanOrEqual(delay(retry - 1));
      expect(delay(retry)).toBeLessThanOrEqual(max);
    }
  }
  expect(backoff(name, 1, 5, 60)(0)).toBe(5);
});

test('in the middle of a backoff phase, linear waits longest', () => {
  const [linear, ...others] = FUNCTIONS.map((name) => backoff(name, 11, 1, 100)(5));
  expect(linear).toBe(50.5);
  for (const other of others) expect(other).toBeLessThan(linear!);
});

function total(phases: DeliveryPhases): number {
  let seconds = 0;
  for (let retry = 0; ; retry++) {
    const delay = delayBefore(phases, retry);
    if (delay === undefined) return seconds;
    seconds += delay;
  }
}

test.each<[protocol: Protocol, retries: number, least: number, most: number]>([
  ['sqs', 100_015, 23 * DAY, 24 * DAY],
  ['lambda', 100_015, 23 * DAY, 24 * DAY],
  ['firehose', 100_015, 23 * DAY, 24 * DAY],
  ['email', 50, 6 * 3600, 7 * 3600],
  ['sms', 50, 6 * 3600, 7 * 3600],
  ['application', 50, 6 * 3600, 7 * 3600],
  ['https', 3, 60, 60],
])('SNS tries %s again %d times, for as long as AWS says', (protocol, retries, least, most) => {
  const phases = PHASES[protocol];
  expect(retriesOf(phases)).toBe(retries);
  expect(total(phases)).toBeGreaterThanOrEqual(least);
  expect(total(phases)).toBeLessThanOrEqual(most);
  expect(delayBefore(phases, retries)).toBeUndefined();
});

test('phases follow each other: three retries at once, two after a second, ten that back off, then every 20 s', () => {
  const delays = Array.from({ length: 17 }, (_, retry) => delayBefore(PHASES.sqs, retry)!);
  expect(delays.slice(0, 6)).toEqual([0, 0, 0, 1, 1, 1]);
  expect(delays.slice(14)).toEqual([20, 20, 20]);
  expect(retriesOf(THROTTLED_FIREHOSE)).toBe(50);
});

test('an HTTP policy puts into the backoff phase what is in no other', () => {
  const phases = phasesOf({
    ...{ numRetries: 10, numNoDelayRetries: 2, numMinDelayRetries: 3, numMaxDelayRetries: 1 },
    ...{ minDelayTarget: 5, maxDelayTarget: 65, backoffFunction: 'linear' },
  });
  const delays = Array.from({ length: 11 }, (_, retry) => delayBefore(phases, retry));
  expect(delays).toEqual([0, 0, 5, 5, 5, 5, 25, 45, 65, 65, undefined]);
});

test.each([
  { numRetries: 101 },
  { numRetries: -1 },
  { numRetries: 1.5 },
  { minDelayTarget: 0 },
  { minDelayTarget: 30 },
  { maxDelayTarget: 3601 },
  { numMaxDelayRetries: 4 },
  { numRetries: 100, maxDelayTarget: 60 },
  { backoffFunction: 'quadratic' as never },
])('an HTTP policy with %j is outside its ranges', (change) => {
  expect(faultOf(DEFAULT_HEALTHY_RETRY_POLICY)).toBeUndefined();
  expect(faultOf({ ...DEFAULT_HEALTHY_RETRY_POLICY, ...change })).toBeDefined();
});

test('jitter keeps the mean and stays within its share', () => {
  const random = new RandomStream(3, 'jitter');
  let sum = 0;
  for (let i = 0; i < 10_000; i++) {
    const delay = jittered(100, 0.5, () => random.next());
    expect(delay >= 50 && delay < 150).toBe(true);
    sum += delay;
  }
  expect(Math.abs(sum / 10_000 - 100)).toBeLessThan(1.5);
  expect(jitteredDelayBefore(PHASES.sqs, 5, 0, () => 0.9)).toBe(1);
  expect(jitteredDelayBefore(PHASES.https, 3, 0.5, () => 0.9)).toBeUndefined();
});

/** All retries of an event that always fails. */
function history(policy = DEFAULT_RETRY_POLICY) {
  for (let [retries, age] = [0, 0]; ; retries++) {
    const delay = nextEventRetry(retries, age, () => 0, policy, DEFAULT_RETRY_CURVE);
    if (typeof delay === 'string') return { retries, age, end: delay };
    age += delay;
  }
}

test('EventBridge tries again 185 times in 24 hours, and stops at whichever limit comes first', () => {
  const { retries, age, end } = history();
  expect([retries, end]).toEqual([185, 'MaximumRetryAttempts']);
  expect(age <= DAY && age > DAY - 60).toBe(true);
  expect(history({ maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 })).toEqual({
    ...{ retries: 0, age: 0, end: 'MaximumRetryAttempts' },
  });
  expect(history({ maximumRetryAttempts: 185, maximumEventAgeInSeconds: 60 })).toEqual({
    ...{ retries: 5, age: 31, end: 'MaximumEventAgeInSeconds' },
  });
});

test('doubling goes on to its cap, for any number of retries', () => {
  expect([0, 1, 8, 9, 10, 1e9].map(doubling(1, 488))).toEqual([1, 2, 256, 488, 488, 488]);
});
