import type { TtlSettings } from './ttl.ts';

/** Which of a request's values count: none, these, all but these, or all. */
export interface Selection {
  readonly behavior: 'none' | 'whitelist' | 'allExcept' | 'all';
  readonly items?: readonly string[];
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-the-cache-key.html */
export interface CachePolicy extends TtlSettings {
  readonly headers: Selection;
  readonly cookies: Selection;
  readonly queryStrings: Selection;
  readonly enableAcceptEncodingGzip: boolean;
  readonly enableAcceptEncodingBrotli: boolean;
}

const NONE: Selection = { behavior: 'none' };
const ALL: Selection = { behavior: 'all' };
const BASE = { headers: NONE, cookies: NONE, queryStrings: NONE };
const YEAR = 31_536_000;
const DAY = 86_400;
const COMPRESSED = { enableAcceptEncodingGzip: true, enableAcceptEncodingBrotli: true };
const PLAIN = { enableAcceptEncodingGzip: false, enableAcceptEncodingBrotli: false };
const ORIGIN_HEADERS: Selection = {
  behavior: 'whitelist',
  items: ['Host', 'Origin', 'X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'],
};

/** Policies that AWS keeps. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
export const MANAGED_POLICIES = {
  CachingOptimized: { ...BASE, ...COMPRESSED, minTTL: 1, defaultTTL: DAY, maxTTL: YEAR },
  CachingOptimizedForUncompressedObjects: { ...BASE, ...PLAIN, minTTL: 1, defaultTTL: DAY, maxTTL: YEAR },
  CachingDisabled: { ...BASE, ...PLAIN, minTTL: 0, defaultTTL: 0, maxTTL: 0 },
  UseOriginCacheControlHeaders: {
    ...COMPRESSED,
    headers: ORIGIN_HEADERS,
    cookies: ALL,
    queryStrings: NONE,
    minTTL: 0,
    defaultTTL: 0,
    maxTTL: YEAR,
  },
  'UseOriginCacheControlHeaders-QueryStrings': {
    ...COMPRESSED,
    headers: ORIGIN_HEADERS,
    cookies: ALL,
    queryStrings: ALL,
    minTTL: 0,
    defaultTTL: 0,
    maxTTL: YEAR,
  },
} as const satisfies Record<string, CachePolicy>;

/** Whether a policy keeps nothing, as CachingDisabled does: nothing is collapsed then, nor are errors kept. */
export function isDisabled({ maxTTL }: TtlSettings): boolean {
  return maxTTL === 0;
}
