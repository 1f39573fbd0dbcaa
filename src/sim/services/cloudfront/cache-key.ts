import type { CachePolicy, Selection } from './cache-policy.ts';
import type { ViewerRequest } from './http.ts';

/**
 * What makes two requests the same: the distribution's domain, the path, and the values that the cache policy names.
 * OPTIONS has keys of its own. Only those values reach the origin, unless an origin request policy adds some.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html
 */
export function cacheKey(domain: string, request: ViewerRequest, policy: CachePolicy): string {
  const { method, headers } = request;
  const parts = [method === 'OPTIONS' ? 'OPTIONS' : 'GET', domain, keyedUrl(request, policy)];
  for (const [name, value] of selected(policy.headers, headers ?? new Map(), true))
    parts.push(`h:${name}=${value}`);
  for (const [name, value] of selected(policy.cookies, readPairs(headers?.get('cookie') ?? '', ';'), false)) {
    parts.push(`c:${name}=${value}`);
  }
  const encoding = acceptEncoding(headers?.get('accept-encoding') ?? '', policy);
  if (encoding !== '') parts.push(`e:${encoding}`);
  // The parts are told apart by line breaks, so none may hold one.
  return parts.map((part) => part.replaceAll('\n', '%0A')).join('\n');
}

/** The path with the query strings that count, as invalidations see it. */
export function keyedUrl({ path, query = '' }: ViewerRequest, { queryStrings }: CachePolicy): string {
  if (query === '' || queryStrings.behavior === 'none') return path;
  // All of them, as they stand: CloudFront does not sort them.
  if (queryStrings.behavior === 'all') return `${path}?${query}`;
  const pairs = selected(queryStrings, readPairs(query, '&'), false).map(
    ([name, value]) => `${name}=${value}`,
  );
  return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path;
}

/** The encodings that CloudFront asks for: it makes one of few values out of whatever the viewer sends. */
function acceptEncoding(
  text: string,
  { enableAcceptEncodingGzip, enableAcceptEncodingBrotli }: CachePolicy,
): string {
  const offered = new Set(text.split(',').map((part) => (part.split(';')[0] ?? '').trim().toLowerCase()));
  const taken: string[] = [];
  if (enableAcceptEncodingBrotli && offered.has('br')) taken.push('br');
  if (enableAcceptEncodingGzip && offered.has('gzip')) taken.push('gzip');
  return taken.join(',');
}

/** `a=1; b=2` as pairs; a name that stands twice has both values. */
export function readPairs(text: string, between: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const part of text.split(between)) {
    const equals = part.indexOf('=');
    const name = (equals < 0 ? part : part.slice(0, equals)).trim();
    if (name === '') continue;
    const value = equals < 0 ? '' : part.slice(equals + 1).trim();
    const before = pairs.get(name);
    pairs.set(name, before === undefined ? value : `${before}${between}${name}=${value}`);
  }
  return pairs;
}

/** The values that count, in an order that does not depend on the request. */
export function selected(
  { behavior, items = [] }: Selection,
  from: ReadonlyMap<string, string>,
  ignoresCase: boolean,
): [string, string][] {
  if (behavior === 'none') return [];
  const names = new Set(ignoresCase ? items.map((item) => item.toLowerCase()) : items);
  const counts = (name: string): boolean =>
    behavior === 'all' || names.has(name) === (behavior === 'whitelist');
  return [...from].filter(([name]) => counts(name)).sort(([a], [b]) => (a < b ? -1 : 1));
}
