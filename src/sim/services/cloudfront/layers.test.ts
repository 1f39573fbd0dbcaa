import { expect, test } from 'vitest';
import { edge, get, policy } from './testing/edge.ts';
import { seeded } from '../../cloud/places/testing/seeded.ts';
import { MANAGED_POLICIES } from './cache-policy.ts';
import { Dispatch } from './dispatch.ts';
import type { Response } from './http.ts';
import { type Layers, routeOf } from './layers.ts';
import { CacheLocation } from './location.ts';
import type { Result, Source } from './source.ts';

test('layers: who is asked, in turn', () => {
  const [pop, regional, shield, origins]: [Source, Source, Source, Source] = [0, 1, 2, 3].map(() => ({
    fetch() {},
  })) as never;
  const names = new Map([
    [pop, 'pop'],
    [regional, 'regional'],
    [shield, 'shield'],
    [origins, 'origin'],
  ]);
  const route = (method: string, kept: boolean, more: Partial<Layers> = {}) =>
    routeOf(method, kept, { pop, regional, regionalRegion: 'r', origins, ...more })
      .map((source) => names.get(source) ?? '-')
      .join(' ');
  for (const [actual, expected] of [
    [route('GET', true), 'pop regional origin'],
    [route('GET', true, { shield }), 'pop regional shield origin'],
    [route('GET', true, { shield: regional }), 'pop regional origin'],
    [route('GET', true, { s3Region: 'r' }), 'pop origin'],
    [route('GET', true, { s3Region: 's' }), 'pop regional origin'],
    [route('OPTIONS', true), 'pop origin'],
    [route('POST', false, { shield }), '- - origin'],
    [route('GET', false), '- origin'],
  ] as const) {
    expect(actual).toBe(expected);
  }
});

test('layers share: two points of presence, one request to the origin, and both copies age from it', () => {
  const { clock, seen, layers } = edge();
  const at = () => new CacheLocation({ now: () => clock.now, capacity: 1e6 });
  const regional = at();
  const pops = [at(), at()];
  const distribution = new Dispatch({
    domain: 'd1',
    behaviors: [{ pathPattern: '*', policy: policy(), targetOriginId: 'o' }],
  });
  const log: string[] = [];
  const ask = (pop: CacheLocation) =>
    distribution.request(
      get('/a'),
      { regionalRegion: 'r', origins: layers.origins, pop, regional },
      clock.now,
      ({ at: since }, result) => log.push(`${clock.now} ${since} ${result}`),
    );
  for (const [time, i] of [
    [0, 0],
    [40, 1],
    [60, 1],
    [61.5, 1],
  ] as const) {
    clock.runUntil(time);
    ask(pops[i]!);
    clock.runUntil(time + 1);
  }
  expect(log).toEqual(['1 1 Miss', '40 1 Miss', '60 1 Hit', '62.5 62.5 RefreshHit']);
  expect(seen.length).toBe(2);
});

test('property: ages are at most the time kept and the allowed staleness; switched off it is as if not there', () => {
  const random = seeded(22);
  for (const disabled of [false, true]) {
    const { clock, seen, says, layers } = edge({ seconds: 0.5 });
    says.cacheControl = 'max-age=10, stale-while-revalidate=5, stale-if-error=20';
    const own = disabled ? MANAGED_POLICIES.CachingDisabled : policy();
    const distribution = new Dispatch({
      domain: 'd1',
      behaviors: [{ pathPattern: '*', policy: own, targetOriginId: 'o' }],
    });
    const pop = new CacheLocation({ now: () => clock.now, capacity: 1e6 });
    const regional = new CacheLocation({ now: () => clock.now, capacity: 1e6 });
    let asked = 0;
    for (let i = 0; i < 3000; i++) {
      clock.runUntil(clock.now + random() * 8);
      says.status = random() < 0.3 ? 500 : 200;
      asked++;
      const use: Layers = { pop, regional, regionalRegion: 'r', origins: layers.origins };
      distribution.request(get('/a'), use, clock.now, ({ status, at }: Response, _: Result) => {
        if (status === 200) expect(clock.now - at <= (disabled ? 0 : 30), `${clock.now - at}`).toBeTruthy();
      });
    }
    clock.runUntil(clock.now + 10);
    if (disabled) expect(seen.length).toBe(asked);
    else expect(seen.length < asked).toBeTruthy();
  }
});
