import assert from 'node:assert/strict';
import { test } from 'vitest';
import { seeded } from '../../../../testing/seeded.ts';
import { type Period, periodStart, Quota, Throttle, TokenBucket, type UsagePlan } from './index.ts';

const SECOND = 1_000_000;

test('a bucket is exact in time', () => {
  const bucket = new TokenBucket({ rateLimit: 3, burstLimit: 2 });
  assert.deepEqual([bucket.take(0), bucket.take(0), bucket.take(0)], [true, true, false]);
  assert.equal(bucket.nextToken(0), 333_334);
  assert.equal(bucket.take(333_333), false);
  assert.equal(bucket.take(333_334), true);
  // Three tokens in a second, to the microsecond, whatever was asked in between.
  for (let at = 333_335; at < SECOND; at += 997) bucket.level(at);
  assert.equal(bucket.level(SECOND), 2);
  assert.equal(bucket.level(1e15), 2);
});

test('buckets that never refill, and others at the edges', () => {
  const dry = new TokenBucket({ rateLimit: 0, burstLimit: 1 });
  assert.deepEqual([dry.take(5), dry.take(1e12), dry.nextToken(1e12)], [true, false, undefined]);
  const closed = new TokenBucket({ rateLimit: 5, burstLimit: 0 });
  assert.deepEqual([closed.take(SECOND), closed.nextToken(SECOND)], [false, undefined]);
  const slow = new TokenBucket({ rateLimit: 0.1, burstLimit: 1 });
  assert.deepEqual([slow.take(0), slow.take(10 * SECOND - 1), slow.take(10 * SECOND)], [true, false, true]);
  assert.throws(() => new TokenBucket({ rateLimit: NaN, burstLimit: 1 }), RangeError);
  assert.throws(() => new TokenBucket({ rateLimit: 1, burstLimit: 1.5 }), RangeError);
});

test('in any window no more are accepted than the burst and what the rate adds', () => {
  const random = seeded(1);
  for (let round = 0; round < 60; round++) {
    const limit = { rateLimit: Math.ceil(random() * 5000) / 10, burstLimit: 1 + Math.floor(random() * 20) };
    const bucket = new TokenBucket(limit);
    const accepted: number[] = [];
    let at = 0;
    for (let i = 0; i < 1500; i++) {
      at += Math.floor(random() * random() * ((2 * SECOND) / limit.rateLimit));
      if (bucket.take(at)) accepted.push(at);
    }
    for (let first = 0; first < accepted.length; first += 7) {
      for (let last = first; last < accepted.length; last += 11) {
        const window = accepted[last]! - accepted[first]!;
        const allowed = limit.burstLimit + Math.floor((limit.rateLimit * window) / SECOND + 1e-9);
        assert.ok(last - first + 1 <= allowed, JSON.stringify({ limit, window, count: last - first + 1 }));
      }
    }
  }
});

/**
 * The share of Poisson arrivals that a single server with constant service time and room for `b` turns away, from the
 * embedded chain at departures: a token bucket is that queue, with missing tokens for customers.
 */
function lossOfMD1b(a: number, b: number): number {
  const arrivals: number[] = [Math.exp(-a)];
  for (let k = 1; k <= b; k++) arrivals.push((arrivals[k - 1]! * a) / k);
  const weights = [1];
  for (let n = 0; n + 1 < b; n++) {
    let next = weights[n]! - weights[0]! * arrivals[n]!;
    for (let i = 1; i <= n; i++) next -= weights[i]! * arrivals[n - i + 1]!;
    weights.push(next / arrivals[0]!);
  }
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return 1 - 1 / (weights[0]! / sum + a);
}

test('Poisson requests are refused as often as M/D/1/b says', () => {
  const table: [load: number, burst: number, share: number][] = [
    [0.8, 1, 0.444444],
    [1.2, 1, 0.545455],
    [0.8, 2, 0.19957],
    [0.9, 5, 0.064362],
    [1.2, 5, 0.199147],
    [1, 10, 0.050847],
  ];
  for (const [load, burst, share] of table) {
    assert.ok(Math.abs(lossOfMD1b(load, burst) - share) < 2e-6, `${load}, ${burst}`);
    const random = seeded(1000 * burst + Math.round(10 * load));
    // Batches, so that the confidence interval does not rest on independence of neighbours.
    const shares: number[] = [];
    const bucket = new TokenBucket({ rateLimit: 10, burstLimit: burst });
    let clock = 0;
    for (let batch = 0; batch < 30; batch++) {
      let refused = 0;
      for (let i = 0; i < 20_000; i++) {
        clock += (-Math.log(1 - random()) / (10 * load)) * SECOND;
        if (!bucket.take(Math.round(clock))) refused++;
      }
      shares.push(refused / 20_000);
    }
    const mean = shares.reduce((total, each) => total + each, 0) / 30;
    const variance = shares.reduce((total, each) => total + (each - mean) ** 2, 0) / 29;
    const halfWidth = 3.4 * Math.sqrt(variance / 30);
    assert.ok(Math.abs(mean - share) < halfWidth, `${load}, ${burst}: ${mean} ± ${halfWidth}, not ${share}`);
  }
});

test('the most specific limit that is reached is blamed, and what is refused costs nothing elsewhere', () => {
  const plan: UsagePlan = {
    id: 'plan',
    throttle: { rateLimit: 1, burstLimit: 3 },
    quota: { limit: 4, period: 'DAY' },
    methods: new Map([['api:prod', new Map([['/pets/GET', { rateLimit: 1, burstLimit: 1 }]])]]),
  };
  const throttle = new Throttle({ rateLimit: 1, burstLimit: 6 });
  const client = { stage: 'api:prod', usagePlan: plan, apiKeyId: 'anna' };
  const stage = { stage: 'api:prod', method: '/dogs/GET', methodLimit: { rateLimit: 1, burstLimit: 1 } };
  const answers = [
    { ...client, method: '/pets/GET' },
    { ...client, method: '/pets/GET' },
    { ...client, method: '/cats/GET' },
    { ...client, method: '/cats/GET' },
    { ...client, method: '/cats/GET' },
    stage,
    stage,
    { ...stage, method: '/owls/GET' },
    { ...client, apiKeyId: 'ben', method: '/pets/GET' },
    { ...client, apiKeyId: 'ben', method: '/cats/GET' },
  ].map((request) => {
    const answer = throttle.admit(request, 0);
    return answer.accepted ? 'accepted' : `${answer.by}: ${answer.statusCode} ${answer.message}`;
  });
  assert.deepEqual(answers, [
    'accepted',
    'usage plan method: 429 Too Many Requests',
    'accepted',
    'accepted',
    'usage plan: 429 Too Many Requests',
    'accepted',
    'stage method: 429 Too Many Requests',
    'accepted',
    'accepted',
    'account: 429 Too Many Requests',
  ]);
  assert.equal(throttle.remaining(plan, 'anna', 0), 1);
  assert.equal(throttle.admit({ ...client, method: '/cats/GET' }, 9 * SECOND).accepted, true);
  const spent = throttle.admit({ ...client, method: '/cats/GET' }, 20 * SECOND);
  assert.deepEqual(spent, {
    accepted: false,
    by: 'quota',
    responseType: 'QUOTA_EXCEEDED',
    statusCode: 429,
    message: 'Limit Exceeded',
  });
  assert.equal(throttle.admit({ ...client, method: '/cats/GET' }, 86_400 * SECOND).accepted, true);
});

test('quotas begin anew at midnight, on Sundays, on the first', () => {
  const micros = (date: string) => Date.parse(`${date}Z`) * 1000;
  const table: [Period, string, string][] = [
    ['DAY', '2026-11-28T03:51:09', '2026-11-28T00:00:00'],
    ['WEEK', '2026-11-28T03:51:09', '2026-11-22T00:00:00'],
    ['WEEK', '2026-11-22T00:00:00', '2026-11-22T00:00:00'],
    ['WEEK', '1970-01-02T00:00:00', '1969-12-28T00:00:00'],
    ['MONTH', '2024-02-29T23:59:59', '2024-02-01T00:00:00'],
    ['MONTH', '2026-03-01T00:00:00', '2026-03-01T00:00:00'],
    ['MONTH', '2026-12-31T12:00:00', '2026-12-01T00:00:00'],
  ];
  for (const [period, at, start] of table) assert.equal(periodStart(period, micros(at)), micros(start), at);
  for (let day = 0; day < 40_000; day += 13) {
    const date = new Date(day * 86_400_000);
    const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
    assert.equal(periodStart('MONTH', day * 86_400_000_000), first * 1000);
  }
});

test('the first period allows fewer by the offset, and usage can be extended', () => {
  const quota = new Quota({ limit: 5, period: 'MONTH', offset: 2 });
  const day = 86_400_000_000;
  assert.equal(quota.remaining(0), 3);
  for (let i = 0; i < 3; i++) assert.equal(quota.use(30 * day), true);
  assert.equal(quota.use(30 * day), false);
  quota.extend(1, 30 * day);
  assert.deepEqual([quota.use(30 * day), quota.use(30 * day)], [true, false]);
  assert.equal(quota.remaining(31 * day), 5);
});
