import { readCacheControl } from './cache-control.ts';
import type { Headers } from './http.ts';
import { readHttpDate } from './http-date.ts';

/** A cache policy's times. Seconds. */
export interface TtlSettings {
  /** No copy is kept for less. */
  readonly minTTL: number;
  /** What applies where the origin says nothing. */
  readonly defaultTTL: number;
  /** No copy is kept for longer. */
  readonly maxTTL: number;
}

/** How long an object may be served, counted from the moment the origin gave it. */
export interface Lifetime {
  /** 0: each request goes to the origin. */
  readonly ttl: number;
  /** Until then it is served while a newer one is fetched. */
  readonly whileRevalidate: number;
  /** Until then it is served where the origin fails. */
  readonly ifError: number;
}

/**
 * CloudFront's table of origin headers against TTL settings.
 *
 * A minimum above 0 overrides no-store, no-cache and private. Stale copies last no longer than the maximum TTL, read
 * here as age since the origin gave them; without stale-if-error, that long.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
export function lifetimeOf(
  headers: Headers,
  { minTTL, defaultTTL, maxTTL }: TtlSettings,
  at: number,
): Lifetime {
  const control = readCacheControl(headers.get('cache-control'));
  const ttl = ((): number => {
    if (control.forbids) return minTTL;
    const age = control.sMaxAge ?? control.maxAge;
    if (age !== undefined) return clamp(age, minTTL, maxTTL);
    const expires = headers.get('expires');
    if (expires === undefined) return Math.max(minTTL, defaultTTL);
    // A date that cannot be read has passed (RFC 9111, section 5.3).
    return clamp((readHttpDate(expires) ?? at) - at, minTTL, maxTTL);
  })();
  const { staleWhileRevalidate = 0, staleIfError } = control;
  return {
    ttl,
    whileRevalidate: Math.min(ttl + staleWhileRevalidate, Math.max(ttl, maxTTL)),
    ifError:
      staleIfError === undefined
        ? Math.max(ttl, maxTTL)
        : Math.min(ttl + staleIfError, Math.max(ttl, maxTTL)),
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
