import { readPairs, selected } from './cache-key.ts';
import type { CachePolicy, Selection } from './cache-policy.ts';
import type { Sent, ViewerRequest } from './http.ts';

/** What goes on to the origin besides what the cache key has. */
export interface OriginRequestPolicy {
  readonly headers: Selection;
  readonly cookies: Selection;
  readonly queryStrings: Selection;
}

const NONE: Selection = { behavior: 'none' };
const ALL: Selection = { behavior: 'all' };

/** Policies that AWS keeps. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
export const MANAGED_ORIGIN_REQUEST_POLICIES = {
  AllViewer: { headers: ALL, cookies: ALL, queryStrings: ALL },
  AllViewerExceptHostHeader: {
    headers: { behavior: 'allExcept', items: ['Host'] },
    cookies: ALL,
    queryStrings: ALL,
  },
  'CORS-S3Origin': {
    headers: {
      behavior: 'whitelist',
      items: ['Origin', 'Access-Control-Request-Headers', 'Access-Control-Request-Method'],
    },
    cookies: NONE,
    queryStrings: NONE,
  },
  'CORS-CustomOrigin': { headers: { behavior: 'whitelist', items: ['Origin'] }, cookies: NONE, queryStrings: NONE }, // prettier-ignore
  UserAgentRefererHeaders: {
    headers: { behavior: 'whitelist', items: ['User-Agent', 'Referer'] },
    cookies: NONE,
    queryStrings: NONE,
  },
} as const satisfies Record<string, OriginRequestPolicy>;

/**
 * What the origin gets of a viewer's request: what is in the cache key, and what the origin request policy adds. Without
 * a policy that says so, no cookie, no query string and no header of the viewer's gets there.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html
 */
export function sentOf(request: ViewerRequest, policy: CachePolicy, more?: OriginRequestPolicy): Sent {
  const { method, path, query = '', headers = new Map<string, string>(), body } = request;
  const both = <K extends 'headers' | 'cookies' | 'queryStrings'>(
    part: K,
    from: ReadonlyMap<string, string>,
  ) =>
    new Map([
      ...selected(policy[part], from, part === 'headers'),
      ...(more ? selected(more[part], from, part === 'headers') : []),
    ]);
  const own = new Map(both('headers', headers));
  own.delete('cookie');
  const cookies = both('cookies', readPairs(headers.get('cookie') ?? '', ';'));
  if (cookies.size > 0) own.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
  const whole = policy.queryStrings.behavior === 'all' || more?.queryStrings.behavior === 'all';
  const queries = whole ? query : [...both('queryStrings', readPairs(query, '&'))].map(([name, value]) => `${name}=${value}`).join('&'); // prettier-ignore
  const target = queries === '' ? path : `${path}?${queries}`;
  return { method, path: target, headers: own, ...(body !== undefined && { body }) };
}
