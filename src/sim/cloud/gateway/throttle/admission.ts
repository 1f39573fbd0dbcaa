import type { Quota } from './quota.ts';
import type { TokenBucket } from './token-bucket.ts';

/** What a limit is set for. */
export type LevelName = 'usage plan method' | 'usage plan' | 'stage method' | 'account';

/** One of the limits that a request has to pass. */
export interface Level {
  readonly name: LevelName;
  readonly bucket: TokenBucket;
}

/** The answer to a request that a limit refuses. */
export interface Refusal {
  readonly accepted: false;
  /** Who is to blame: the first limit, in API Gateway's order, that was reached. */
  readonly by: LevelName | 'quota';
  readonly responseType: 'THROTTLED' | 'QUOTA_EXCEEDED';
  readonly statusCode: 429;
  readonly message: 'Too Many Requests' | 'Limit Exceeded';
}

/** What became of a request at its limits. */
export type Admission = { readonly accepted: true } | Refusal;

const ACCEPTED: Admission = { accepted: true };

/**
 * Admits a request if its quota and all of its levels do, and only then takes from them: what one limit refuses costs
 * nothing at the others. The levels are to be given in the order in which API Gateway applies them.
 *
 * AWS applies limits by best effort and says neither which of two reached limits answers nor whether refused requests
 * count; here limits are exact.
 */
export function admit(levels: readonly Level[], quota: Quota | undefined, at: number): Admission {
  if (quota && quota.remaining(at) === 0) {
    return {
      accepted: false,
      by: 'quota',
      responseType: 'QUOTA_EXCEEDED',
      statusCode: 429,
      message: 'Limit Exceeded',
    };
  }
  for (const { name, bucket } of levels) {
    if (!bucket.has(at)) {
      return {
        accepted: false,
        by: name,
        responseType: 'THROTTLED',
        statusCode: 429,
        message: 'Too Many Requests',
      };
    }
  }
  for (const { bucket } of levels) bucket.take(at);
  quota?.use(at);
  return ACCEPTED;
}
