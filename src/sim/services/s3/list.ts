import { s3Error } from './errors.ts';
import { s3Limits } from './limits.ts';

/** Which keys a listing gives. */
export interface ListRequest {
  /** What they begin with. */
  readonly prefix?: string | undefined;
  /** Where keys are rolled up: '/'. */
  readonly delimiter?: string | undefined;
  /** Keys and common prefixes together: 0 to 1,000, which is the default. */
  readonly maxKeys?: number | undefined;
  /** Begins after this key. */
  readonly startAfter?: string | undefined;
  /** Goes on where a page ended. */
  readonly continuationToken?: string | undefined;
}

/** A page of keys. */
export interface Listing {
  /** The keys, by their UTF-8 bytes. */
  readonly keys: readonly string[];
  /** What longer keys have in common up to the delimiter. */
  readonly commonPrefixes: readonly string[];
  /** Keys and common prefixes together. */
  readonly keyCount: number;
  /** Where the next page begins; absent on the last. */
  readonly nextContinuationToken?: string;
}

const TOKEN = 'after:';

/**
 * ListObjectsV2 over sorted keys. Keys that go on behind the delimiter are rolled up into one common prefix, which counts
 * once and stands on one page only.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export function listObjects(sorted: readonly string[], request: ListRequest = {}): Listing {
  const { prefix = '', delimiter = '' } = request;
  const limit = Math.min(s3Limits.listed.max, request.maxKeys ?? s3Limits.listed.default);
  const after = startOf(request);
  const found: string[] = [];
  const common: string[] = [];
  let last = after;
  for (const key of sorted) {
    if (!key.startsWith(prefix) || key <= after) continue;
    const rolled = commonPrefix(key, prefix, delimiter);
    // What a common prefix stands for was given with it, on this page or the one before.
    if (rolled !== undefined && (rolled === after || rolled === common.at(-1))) continue;
    if (found.length + common.length === limit) {
      const nextContinuationToken = TOKEN + encodeURIComponent(last);
      return {
        keys: found,
        commonPrefixes: common,
        keyCount: limit,
        ...(limit > 0 && { nextContinuationToken }),
      };
    }
    last = rolled ?? key;
    if (rolled === undefined) found.push(key);
    else common.push(rolled);
  }
  return { keys: found, commonPrefixes: common, keyCount: found.length + common.length };
}

function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

function startOf({ continuationToken, startAfter = '' }: ListRequest): string {
  if (continuationToken === undefined) return startAfter;
  try {
    if (continuationToken.startsWith(TOKEN)) return decodeURIComponent(continuationToken.slice(TOKEN.length));
  } catch {
    // As any other text.
  }
  throw s3Error('InvalidArgument', 'The continuation token provided is incorrect');
}
