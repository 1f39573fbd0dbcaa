import { expect, test } from 'vitest';
import { headersOf } from './testing/edge.ts';
import { MANAGED_POLICIES } from './cache-policy.ts';
import { errorTtl } from './error-caching.ts';
import { readHttpDate } from './http-date.ts';
import { lifetimeOf } from './ttl.ts';

// Rows: what the origin says; the time with a minimum of 0, and with one of 60. Default 300, maximum 3600.
const late = 'Thu, 01 Jan 1970 00:10:00 GMT';
for (const [cacheControl, expires, atZero, atSixty] of [
  ['max-age=600', undefined, 600, 600],
  ['max-age=10', undefined, 10, 60],
  ['max-age=7200', undefined, 3600, 3600],
  [undefined, undefined, 300, 300],
  ['public', undefined, 300, 300],
  ['max-age=10, s-maxage=600', undefined, 600, 600],
  ['max-age=600, s-maxage=10', undefined, 10, 60],
  ['max-age=10, s-maxage=7200', undefined, 3600, 3600],
  [undefined, late, 500, 500],
  [undefined, 'Thu, 01 Jan 1970 00:01:50 GMT', 10, 60],
  [undefined, 'Fri, 02 Jan 1970 00:00:00 GMT', 3600, 3600],
  [undefined, '0', 0, 60],
  ['max-age=20', late, 20, 60],
  ['no-store', undefined, 0, 60],
  ['no-cache', undefined, 0, 60],
  ['private', undefined, 0, 60],
  ['private, max-age=600', undefined, 0, 60],
  ['max-age=0', undefined, 0, 60],
  ['MAX-AGE="30"', undefined, 30, 60],
  ['max-age=-5, max-age=x', undefined, 300, 300],
] as const) {
  test(`time kept: ${cacheControl ?? '-'} ${expires ?? ''}`, () => {
    const headers = headersOf(cacheControl, expires === undefined ? {} : { expires });
    const ttl = (minTTL: number) => lifetimeOf(headers, { minTTL, defaultTTL: 300, maxTTL: 3600 }, 100).ttl;
    expect([ttl(0), ttl(60)]).toEqual([atZero, atSixty]);
  });
}

test('managed policies: no-store is kept for a second by CachingOptimized; a default below the minimum', () => {
  expect(lifetimeOf(headersOf('no-store'), MANAGED_POLICIES.CachingOptimized, 0).ttl).toBe(1);
  expect(lifetimeOf(headersOf(), MANAGED_POLICIES.CachingOptimized, 0).ttl).toBe(86_400);
  expect(lifetimeOf(headersOf('max-age=60'), MANAGED_POLICIES.CachingDisabled, 0).ttl).toBe(0);
  expect(lifetimeOf(headersOf(), { minTTL: 900, defaultTTL: 300, maxTTL: 3600 }, 0).ttl).toBe(900);
});

test('stale directives are bounded by the maximum', () => {
  const life = (text: string, maxTTL = 3600) =>
    lifetimeOf(headersOf(text), { minTTL: 0, defaultTTL: 0, maxTTL }, 0);
  expect(life('max-age=60, stale-while-revalidate=30, stale-if-error=0')).toEqual({
    ttl: 60,
    whileRevalidate: 90,
    ifError: 60,
  });
  expect(life('max-age=60, stale-while-revalidate=9999, stale-if-error=9999')).toEqual({
    ttl: 60,
    whileRevalidate: 3600,
    ifError: 3600,
  });
  expect(life('max-age=60')).toEqual({ ttl: 60, whileRevalidate: 60, ifError: 3600 });
});

test('dates', () => {
  for (const text of [
    'Sat, 27 Jun 2015 23:59:59 GMT',
    'Thu, 29 Feb 2024 00:00:00 GMT',
    'Thu, 01 Jan 1970 00:00:00 GMT',
  ]) {
    expect(readHttpDate(text)).toBe(Date.parse(text) / 1000);
  }
  expect(readHttpDate('yesterday')).toBe(undefined);
});

test('errors: which are kept, and how long', () => {
  const of = (status: number, cacheControl?: string, more = {}) =>
    errorTtl({ status, headers: headersOf(cacheControl), size: 0, at: 0 }, more);
  for (const status of [404, 414, 500, 501, 502, 503, 504]) expect(of(status)).toBe(10);
  for (const status of [400, 403, 405, 412, 415])
    expect([of(status), of(status, 'max-age=60')]).toEqual([0, 60]);
  expect([of(410), of(404, 'max-age=3'), of(404, 's-maxage=30'), of(404, 'no-store')]).toEqual([
    0, 10, 30, 0,
  ]);
  const minTtl = new Map([[404, 0]]);
  expect([of(404, undefined, { minTtl }), of(404, undefined, { minTtl, isS3: true })]).toEqual([0, 1]);
  expect([of(501, 'no-store', { isS3: true }), of(501, 'no-store')]).toEqual([0, 10]);
});
