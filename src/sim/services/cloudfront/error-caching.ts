import { readCacheControl } from './cache-control.ts';
import { cloudFrontLimits as limits } from './limits.ts';
import type { Response } from './http.ts';

/** Kept whatever the headers. */
const ALWAYS: ReadonlySet<number> = new Set([404, 414, 500, 501, 502, 503, 504]);

/** Kept only with max-age or s-maxage. */
const IF_TOLD: ReadonlySet<number> = new Set([400, 403, 405, 412, 415]);

/** How long errors are kept at least. */
export interface ErrorCaching {
  /** The minimum by status code. */
  readonly minTtl?: ReadonlyMap<number, number>;
  /** An S3 bucket as origin: errors are kept for 1 s at least. */
  readonly isS3?: boolean;
}

/**
 * Seconds that an error is kept: the longer of the minimum and what the origin says; 0 for never.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
export function errorTtl({ status, headers }: Response, { minTtl, isS3 = false }: ErrorCaching = {}): number {
  const { sMaxAge, maxAge, forbids } = readCacheControl(headers.get('cache-control'));
  const told = sMaxAge ?? maxAge;
  const kept = ALWAYS.has(status) || (IF_TOLD.has(status) && told !== undefined);
  if (!kept || (forbids && (status < 500 || (isS3 && status === 501)))) return 0;
  return Math.max(errorMinTtl(status, { ...(minTtl && { minTtl }), isS3 }), told ?? 0);
}

/** The minimum alone: so long a stale copy is served after a failure before the origin is asked again. */
export function errorMinTtl(status: number, { minTtl, isS3 = false }: ErrorCaching = {}): number {
  return Math.max(
    minTtl?.get(status) ?? limits.errorCachingMinTtl.default,
    isS3 ? limits.s3ErrorCachingMinTtl.min : 0,
  );
}
