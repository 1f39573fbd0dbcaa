import { Clock } from './clock.ts';
import type { Behavior } from '../behaviors.ts';
import { type CachePolicy, MANAGED_POLICIES } from '../cache-policy.ts';
import { Dispatch } from '../dispatch.ts';
import type { Headers, ViewerRequest } from '../http.ts';
import type { Layers } from '../layers.ts';
import { CacheLocation } from '../location.ts';
import type { Fetch, Source } from '../source.ts';

/** Headers with a Cache-Control. */
export const headersOf = (cacheControl?: string, more: Record<string, string> = {}): Headers =>
  new Map(Object.entries({ ...(cacheControl !== undefined && { 'cache-control': cacheControl }), ...more }));

/** A cache policy without a minimum. */
export const policy = (more: Partial<CachePolicy> = {}): CachePolicy => ({
  ...MANAGED_POLICIES.CachingOptimized,
  minTTL: 0,
  ...more,
});
/** A request. */
export const get = (path: string, query = '', headers: Record<string, string> = {}): ViewerRequest => ({
  ...{ method: 'GET', path, query, headers: new Map(Object.entries(headers)) },
});

/** An origin that takes a while and can be told what to say, and a location in front. */
export function edge({ seconds = 1, capacity = 1e6, more = {} as Partial<CachePolicy> } = {}) {
  const clock = new Clock();
  const seen: Fetch[] = [];
  const says = { status: 200, cacheControl: 'max-age=60', etag: '"1"' as string | undefined };
  const origin: Source = {
    fetch(request, done) {
      seen.push(request);
      const { status, cacheControl, etag } = says;
      const headers = headersOf(cacheControl, etag === undefined ? {} : { etag });
      const same = status === 200 && etag !== undefined && request.ifNoneMatch === etag;
      clock.after(seconds, () =>
        done(
          { status: same ? 304 : status, headers, size: same ? 0 : 1000, body: etag, at: clock.now },
          'Miss',
        ),
      );
    },
  };
  const pop = new CacheLocation({ now: () => clock.now, capacity });
  const behaviors: Behavior[] = [
    { pathPattern: '*', policy: policy(more), targetOriginId: 'o', allowedMethods: ['GET', 'HEAD', 'POST'] },
  ];
  const distribution = new Dispatch({ domain: 'd1', behaviors });
  // The bucket is in the Region of the regional edge cache, which is therefore passed by.
  const layers: Layers = { pop, regional: pop, regionalRegion: 'r', s3Region: 'r', origins: origin };
  const log: string[] = [];
  const ask = (request: ViewerRequest = get('/a')): void =>
    distribution.request(request, layers, clock.now, ({ status }, result) =>
      log.push(`${clock.now} ${status} ${result}`),
    );
  /** Asks at a time and answers all that came back since. */
  const at = (time: number, request?: ViewerRequest): string[] => {
    clock.runUntil(time);
    ask(request);
    clock.runUntil(time + seconds);
    return log.splice(0);
  };
  return { clock, seen, says, pop, ask, at, log, layers };
}
