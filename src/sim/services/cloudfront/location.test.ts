import { MANAGED_POLICIES } from './cache-policy.ts';
import { expect, test } from 'vitest';
import { edge, get } from './testing/edge.ts';
import { seeded } from '../../cloud/places/testing/seeded.ts';
import type { CachePolicy } from './cache-policy.ts';
import { invalidates } from './invalidation.ts';

test('a hit until the time is over, then a conditional request that renews', () => {
  const { at, seen, says } = edge();
  expect(at(0)).toEqual(['1 200 Miss']);
  expect(at(60.5)).toEqual(['60.5 200 Hit']);
  expect(at(61.5)).toEqual(['62.5 200 RefreshHit']);
  expect(seen[1]?.ifNoneMatch).toBe('"1"');
  expect(at(120)).toEqual(['120 200 Hit']);
  says.etag = '"2"';
  expect(at(130)).toEqual(['131 200 Miss']);
  expect(seen.length).toBe(3);
});

test('a viewer’s Cache-Control is of no account, its condition is', () => {
  const { at, seen } = edge();
  at(0);
  expect(at(5, get('/a', '', { 'cache-control': 'no-cache', pragma: 'no-cache' }))).toEqual(['5 200 Hit']);
  expect(at(6, get('/a', '', { 'if-none-match': '"1"' }))).toEqual(['6 304 Hit']);
  expect(seen.length).toBe(1);
});

test('requests for the same key wait for the first; not where cookies go along or nothing is kept', () => {
  const burst = (more: Partial<CachePolicy>, cacheControl = 'max-age=60', request = get('/a')) => {
    const { clock, seen, says, ask, log } = edge({ more });
    says.cacheControl = cacheControl;
    for (let i = 0; i < 5; i++) ask(request);
    clock.runUntil(10);
    return [seen.length, log.length, log.filter((line) => line.endsWith('Hit')).length];
  };
  expect(burst({})).toEqual([1, 5, 4]);
  expect(burst({ cookies: { behavior: 'all' } })).toEqual([5, 5, 0]);
  expect(burst({ ...MANAGED_POLICIES.CachingDisabled })).toEqual([5, 5, 0]);
  expect(burst({}, 'no-store')).toEqual([5, 5, 0]);
  expect(burst({ minTTL: 1 }, 'no-store')).toEqual([1, 5, 4]);
  expect(burst({}, undefined, { ...get('/a'), method: 'POST' })).toEqual([5, 5, 0]);
});

test('stale while it is revalidated, in one request', () => {
  const { clock, seen, says, ask, log, at } = edge();
  says.cacheControl = 'max-age=10, stale-while-revalidate=20, stale-if-error=0';
  at(0);
  says.etag = '"2"';
  clock.runUntil(15);
  ask();
  ask();
  expect(log.splice(0)).toEqual(['15 200 Hit', '15 200 Hit']);
  expect(seen.length).toBe(2);
  expect(at(17)).toEqual(['17 200 Hit']);
  expect(seen.length).toBe(2);
  expect(at(50)).toEqual(['51 200 RefreshHit']);
});

test('where the origin fails: the stale copy, asked for again every 10 s; with stale-if-error=0 the error, kept for 10 s', () => {
  const { at, seen, says } = edge();
  at(0);
  says.status = 503;
  expect(at(70)).toEqual(['71 200 Hit']);
  expect(at(75)).toEqual(['75 200 Hit']);
  expect(seen.length).toBe(2);
  expect(at(82)).toEqual(['83 200 Hit']);
  expect(seen.length).toBe(3);
  says.status = 404;
  expect(at(95)).toEqual(['96 404 Error']);
  const other = edge();
  other.says.cacheControl = 'max-age=60, stale-if-error=0';
  other.at(0);
  other.says.status = 503;
  other.says.cacheControl = '';
  expect([other.at(70), other.at(75), other.at(81.5)].flat()).toEqual([
    '71 503 Error',
    '75 503 Error',
    '82.5 503 Error',
  ]);
  expect(other.seen.length).toBe(3);
});

test('a stale copy is not served beyond the maximum time', () => {
  const { at, says } = edge({ more: { defaultTTL: 60, maxTTL: 100 } });
  at(0);
  says.status = 500;
  expect([at(90), at(102)].flat()).toEqual(['91 200 Hit', '103 500 Error']);
});

test('invalidation: copies go, and answers on their way are not kept', () => {
  const { clock, pop, seen, ask, at, log } = edge();
  at(0);
  expect(pop.invalidate(invalidates('d1', ['/A', '/b']))).toBe(0);
  expect(pop.invalidate(invalidates('d1', ['/*']))).toBe(1);
  ask();
  clock.runUntil(1.5);
  pop.invalidate(invalidates('d1', ['/a']));
  clock.runUntil(5);
  log.length = 0;
  expect(at(6)).toEqual(['7 200 Miss']);
  expect(seen.length).toBe(3);
});

test('property: through any history no more requests than were made reach the origin, one at a time for a key, and ages hold', () => {
  const random = seeded(21);
  for (let round = 0; round < 60; round++) {
    const maxAge = 1 + Math.floor(random() * 20);
    const stale = Math.floor(random() * 20);
    const { clock, seen, says, ask, pop } = edge({ seconds: random() * 3, capacity: 3500 });
    says.cacheControl = `max-age=${maxAge}, stale-while-revalidate=${stale}, stale-if-error=${stale}`;
    let asked = 0;
    for (let i = 0; i < 150; i++) {
      clock.runUntil(clock.now + random() * 4);
      says.status = random() < 0.2 ? 503 : 200;
      if (random() < 0.05) says.etag = `"${i}"`;
      ask(get(`/${Math.floor(random() * 5)}`));
      asked++;
      expect(pop.inFlight <= 5).toBeTruthy();
    }
    clock.runUntil(clock.now + 10);
    expect(seen.length <= asked).toBeTruthy();
    expect(pop.inFlight).toBe(0);
  }
});

test('the origin’s share with collapsing is 1/(1 + λ(T + L))', () => {
  const { clock, seen, says, ask } = edge({ seconds: 2 });
  says.cacheControl = 'max-age=8, stale-if-error=0';
  says.etag = undefined;
  const random = seeded(31);
  const rate = 0.5;
  const n = 40_000;
  for (let i = 0; i < n; i++) {
    clock.runUntil(clock.now - Math.log(1 - random()) / rate);
    ask();
  }
  const share = seen.length / n;
  expect(Math.abs(share - 1 / (1 + rate * (8 + 2))) < 0.005, `${share}`).toBeTruthy();
});
