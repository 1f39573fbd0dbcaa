import assert from 'node:assert/strict';
import { test } from 'vitest';
import { seeded } from '../../../../testing/seeded.ts';
import { cacheKey, type CacheSettings, cacheUse, MAX_RESPONSE_SIZE, ResponseCache } from './index.ts';

const SECOND = 1_000_000;
const on: CacheSettings = { cachingEnabled: true };

test('the key has what is marked, and nothing else', () => {
  const marks = { cacheNamespace: 'res', cacheKeyParameters: ['method.request.querystring.page'] };
  const key = (values: Record<string, string>, method = 'GET') =>
    cacheKey(marks, method, (name) => values[name]);
  const page = 'method.request.querystring.page';
  assert.equal(
    key({ [page]: '1', 'method.request.querystring.user': 'anna' }),
    key({ [page]: '1', 'method.request.querystring.user': 'ben' }),
  );
  assert.notEqual(key({ [page]: '1' }), key({ [page]: '2' }));
  assert.notEqual(key({}), key({ [page]: '' }));
  assert.notEqual(key({}), key({}, 'HEAD'));
  const two = (a: string, b: string) =>
    cacheKey({ cacheNamespace: 'r', cacheKeyParameters: ['a', 'b'] }, 'GET', (name) =>
      name === 'a' ? a : b,
    );
  assert.notEqual(two('x","y', 'z'), two('x', 'y","z'));
});

test('how a request goes about the cache', () => {
  const guarded = { ...on, requireAuthorizationForCacheControl: true };
  const table: [settings: CacheSettings, control: string | undefined, may: boolean, kind: string][] = [
    [{ cachingEnabled: false }, undefined, true, 'bypass'],
    [{ ...on, cacheTtlInSeconds: 0 }, undefined, true, 'bypass'],
    [on, undefined, false, 'read'],
    [on, 'no-cache', false, 'read'],
    [on, 'max-age=60', false, 'read'],
    [on, 'max-age=0', false, 'invalidate'],
    [on, 'no-transform, Max-Age=0', false, 'invalidate'],
    [guarded, 'max-age=0', true, 'invalidate'],
    [guarded, 'max-age=0', false, 'read, warn'],
    [{ ...guarded, unauthorizedCacheControlHeaderStrategy: 'FAIL_WITH_403' }, 'max-age=0', false, 'refuse'],
    [{ ...guarded, unauthorizedCacheControlHeaderStrategy: 'FAIL_WITH_403' }, undefined, false, 'read'],
    [
      { ...guarded, unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITHOUT_RESPONSE_HEADER' },
      'max-age=0',
      false,
      'read',
    ],
  ];
  for (const [settings, control, may, kind] of table) {
    const use = cacheUse(settings, control, () => may);
    assert.equal(
      use.kind + (use.kind === 'read' && use.warn ? ', warn' : ''),
      kind,
      JSON.stringify([settings, control]),
    );
  }
});

test('time to live, size, flush', () => {
  const cache = new ResponseCache<string>(3 * MAX_RESPONSE_SIZE);
  const use = cacheUse(on, undefined, () => true);
  const fresh = cacheUse(on, 'max-age=0', () => true);
  cache.keep('a', use, 'one', 10, 0);
  assert.equal(cache.read('a', use, 300 * SECOND - 1), 'one');
  assert.equal(cache.read('a', use, 300 * SECOND), undefined);
  cache.keep('a', use, 'one', 10, 0);
  assert.equal(cache.read('a', fresh, 1), undefined);
  cache.keep('a', fresh, 'two', 10, 1);
  assert.equal(cache.read('a', use, 2), 'two');
  cache.keep('a', fresh, 'huge', MAX_RESPONSE_SIZE + 1, 3);
  assert.equal(cache.read('a', use, 4), undefined);
  cache.keep('a', use, 'three', 10, 0);
  cache.flush();
  assert.equal(cache.read('a', use, 1), undefined);
  for (const key of ['a', 'b', 'c']) cache.keep(key, use, key, MAX_RESPONSE_SIZE, 0);
  cache.read('a', use, 1);
  cache.keep('d', use, 'd', 1, 2);
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((key) => cache.read(key, use, 3)),
    ['a', undefined, 'c', 'd'],
  );
});

test('a cached answer is one that the back end gave for the same key, and is no older than its time', () => {
  const random = seeded(3);
  const cache = new ResponseCache<{ key: string; at: number }>(200);
  let at = 0;
  for (let i = 0; i < 20_000; i++) {
    at += Math.floor(random() * 40 * SECOND);
    const key = `k${Math.floor(random() * 12)}`;
    const use = cacheUse(
      { ...on, cacheTtlInSeconds: 100 },
      random() < 0.1 ? 'max-age=0' : undefined,
      () => true,
    );
    const kept = cache.read(key, use, at);
    if (kept) assert.ok(kept.key === key && at - kept.at < 100 * SECOND);
    else cache.keep(key, use, { key, at }, 1 + Math.floor(random() * 60), at);
  }
});
