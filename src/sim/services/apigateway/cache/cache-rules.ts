/** What a client meets who asks for a fresh answer and may not. */
export type UnauthorizedStrategy =
  'FAIL_WITH_403' | 'SUCCEED_WITH_RESPONSE_HEADER' | 'SUCCEED_WITHOUT_RESPONSE_HEADER';

/** A method's settings at a stage. */
export interface CacheSettings {
  readonly cachingEnabled: boolean;
  /** 0 to 3,600 seconds; 0 turns caching off. */
  readonly cacheTtlInSeconds?: number;
  readonly requireAuthorizationForCacheControl?: boolean;
  readonly unauthorizedCacheControlHeaderStrategy?: UnauthorizedStrategy;
}

/** Seconds for which an answer is kept where nothing is set. */
export const DEFAULT_TTL = 300;
/** Seconds for which an answer is kept at most. */
export const MAX_TTL = 3600;
/** In bytes; a larger answer is not kept. */
export const MAX_RESPONSE_SIZE = 1_048_576;
/** Bringing a cache up, or taking it down, takes about so many seconds. */
export const CREATION_TIME = 240;
/** In GB. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html */
export const CACHE_CLUSTER_SIZES = ['0.5', '1.6', '6.1', '13.5', '28.4', '58.2', '118', '237'] as const;

/** How a request goes about the cache. */
export type CacheUse =
  | { readonly kind: 'bypass' }
  /** A kept answer will do. `warn`: the answer gets a Warning header, for what the client asked was not done. */
  | { readonly kind: 'read'; readonly ttl: number; readonly warn: boolean }
  /** The back end is asked, and its answer replaces the kept one. */
  | { readonly kind: 'invalidate'; readonly ttl: number }
  /** 403, ACCESS_DENIED. */
  | { readonly kind: 'refuse' };

/** Only GET is cached unless a method's own settings say otherwise, which the caller has looked up. */
export function cacheUse(
  settings: CacheSettings,
  cacheControl: string | undefined,
  /** Whether the caller may execute-api:InvalidateCache. */
  mayInvalidate: () => boolean,
): CacheUse {
  const ttl = settings.cacheTtlInSeconds ?? DEFAULT_TTL;
  if (!settings.cachingEnabled || ttl <= 0) return { kind: 'bypass' };
  if (!asksForFresh(cacheControl)) return { kind: 'read', ttl, warn: false };
  if (!settings.requireAuthorizationForCacheControl || mayInvalidate()) return { kind: 'invalidate', ttl };
  switch (settings.unauthorizedCacheControlHeaderStrategy ?? 'SUCCEED_WITH_RESPONSE_HEADER') {
    case 'FAIL_WITH_403':
      return { kind: 'refuse' };
    case 'SUCCEED_WITH_RESPONSE_HEADER':
      return { kind: 'read', ttl, warn: true };
    default:
      return { kind: 'read', ttl, warn: false };
  }
}

/** `Cache-Control: max-age=0` */
function asksForFresh(cacheControl: string | undefined): boolean {
  const directives = (cacheControl ?? '').toLowerCase().split(',');
  return directives.some((directive) => directive.trim() === 'max-age=0');
}
