import { expect, test } from 'vitest';
import { get, policy } from './testing/edge.ts';
import { type Behavior, behaviorFor } from './behaviors.ts';
import { cacheKey } from './cache-key.ts';
import type { CachePolicy } from './cache-policy.ts';
import type { ViewerRequest } from './http.ts';
import { Lru } from './lru.ts';
import { matchesWildcard } from './wildcard.ts';

test('cache keys hold what the policy names, and no more', () => {
  const key = (request: ViewerRequest, more: Partial<CachePolicy> = {}) =>
    cacheKey('d1', request, policy(more));
  const same = (a: ViewerRequest, b: ViewerRequest, more: Partial<CachePolicy> = {}) =>
    key(a, more) === key(b, more);
  expect(
    same(get('/a', 'x=1', { cookie: 's=1', 'user-agent': 'a' }), get('/a', 'x=2', { cookie: 's=2' })),
  ).toBeTruthy();
  expect(!same(get('/a'), get('/A'))).toBeTruthy();
  const all = { behavior: 'all' } as const;
  expect(!same(get('/a', 'x=1&y=2'), get('/a', 'y=2&x=1'), { queryStrings: all })).toBeTruthy();
  const only = (...items: string[]) => ({ behavior: 'whitelist', items }) as const;
  expect(same(get('/a', 'x=1&y=2'), get('/a', 'y=3&x=1'), { queryStrings: only('x') })).toBeTruthy();
  expect(!same(get('/a', 'x=1'), get('/a', 'x=2'), { queryStrings: only('x') })).toBeTruthy();
  expect(
    same(get('/a', 'x=1'), get('/a', 'x=2'), { queryStrings: { behavior: 'allExcept', items: ['x'] } }),
  ).toBeTruthy();
  expect(
    !same(get('/a', '', { 'accept-language': 'fr' }), get('/a'), { headers: only('Accept-Language') }),
  ).toBeTruthy();
  expect(
    !same(get('/a', '', { cookie: 'a=1; b=2' }), get('/a', '', { cookie: 'a=2; b=2' }), {
      cookies: only('a'),
    }),
  ).toBeTruthy();
  expect(
    same(get('/a', '', { cookie: 'b=2; a=1' }), get('/a', '', { cookie: 'a=1; c=3' }), {
      cookies: only('a'),
    }),
  ).toBeTruthy();
  expect(
    same(
      get('/a', '', { 'accept-encoding': 'gzip, deflate, br' }),
      get('/a', '', { 'accept-encoding': 'br;q=1.0,gzip' }),
    ),
  ).toBeTruthy();
  expect(!same(get('/a', '', { 'accept-encoding': 'gzip' }), get('/a'))).toBeTruthy();
  expect(
    same(get('/a'), { ...get('/a'), method: 'HEAD' }) &&
      !same(get('/a'), { ...get('/a'), method: 'OPTIONS' }),
  ).toBeTruthy();
});

test('path patterns: the first that matches, AWS’s example', () => {
  const behaviors = ['images/*.jpg', 'images/*', '*.gif', '*'].map((pathPattern): Behavior => ({
    pathPattern,
    policy: policy(),
    targetOriginId: pathPattern,
  }));
  for (const [path, pattern] of [
    ['/images/sample.gif', 'images/*'],
    ['/images/a/b.jpg', 'images/*.jpg'],
    ['/a/b.gif', '*.gif'],
    ['/Images/a.jpg', '*'],
    ['/', '*'],
  ] as const) {
    expect(behaviorFor(behaviors, path)?.pathPattern, path).toBe(pattern);
  }
  expect(matchesWildcard('a??.jpg', 'ant.jpg') && !matchesWildcard('a??.jpg', 'a.jpg')).toBeTruthy();
  expect(matchesWildcard('*a'.repeat(200) + 'b', 'a'.repeat(4000))).toBe(false);
});

test('the longest unused goes first', () => {
  const lru = new Lru<{ size: number }>(10);
  for (const key of ['a', 'b', 'c']) lru.put(key, { size: 3 });
  lru.get('a');
  lru.put('d', { size: 4 });
  expect(['a', 'b', 'c', 'd'].map((key) => lru.get(key) !== undefined)).toEqual([true, false, true, true]);
  lru.put('e', { size: 11 });
  expect([lru.get('e'), lru.size]).toEqual([undefined, 10]);
});
