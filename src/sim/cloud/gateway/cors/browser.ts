import { headerOf, type HttpResponse, type Pairs } from '../payload/http.ts';

/** What a page asks its browser to fetch. */
export interface PageRequest {
  /** `https://api.example.com`: scheme, host and port. */
  readonly targetOrigin: string;
  readonly method: string;
  readonly headers: Pairs;
  /** Whether cookies and the like go along. */
  readonly credentials?: boolean;
}

const SIMPLE_METHODS = ['GET', 'HEAD', 'POST'];
const SIMPLE_HEADERS = ['accept', 'accept-language', 'content-language'];
const SIMPLE_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];

/** The headers that need the server's consent, in lower case and sorted. */
function unsafeHeaders(headers: Pairs): string[] {
  const unsafe = new Set<string>();
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (value.length <= 128 && SIMPLE_HEADERS.includes(lower)) continue;
    const type = value.split(';', 1)[0]?.trim().toLowerCase() ?? '';
    if (lower === 'content-type' && value.length <= 128 && SIMPLE_TYPES.includes(type)) continue;
    unsafe.add(lower);
  }
  return [...unsafe].toSorted();
}

/**
 * The headers of the OPTIONS request that a browser sends before a page's; undefined where it sends none: for the same
 * origin, and for requests such as a form could make. https://fetch.spec.whatwg.org/#cors-protocol
 */
export function preflightOf(pageOrigin: string, request: PageRequest): Pairs | undefined {
  if (request.targetOrigin === pageOrigin) return undefined;
  const unsafe = unsafeHeaders(request.headers);
  if (SIMPLE_METHODS.includes(request.method) && unsafe.length === 0) return undefined;
  return [
    ['Origin', pageOrigin],
    ['Access-Control-Request-Method', request.method],
    ...(unsafe.length > 0 ? [['Access-Control-Request-Headers', unsafe.join(',')] as const] : []),
  ];
}

const listOf = (headers: Pairs, name: string) =>
  headers
    .filter(([each]) => each.toLowerCase() === name)
    .flatMap(([, value]) => value.split(',').map((each) => each.trim()));

/** Why the browser keeps an answer from the page; undefined where it does not. */
function originRefusal(pageOrigin: string, request: PageRequest, headers: Pairs): string | undefined {
  const values = headers.filter(([name]) => name.toLowerCase() === 'access-control-allow-origin');
  const [first, ...more] = values.map(([, value]) => value);
  if (first === undefined) return 'there is no Access-Control-Allow-Origin';
  if (more.length > 0) return 'Access-Control-Allow-Origin has several values';
  if (first === '*' && !request.credentials) return undefined;
  if (first === '*') return 'Access-Control-Allow-Origin may not be * for a request with credentials';
  if (first !== pageOrigin) return `Access-Control-Allow-Origin is ${first}`;
  if (request.credentials && headerOf(headers, 'access-control-allow-credentials') !== 'true') {
    return 'Access-Control-Allow-Credentials is not true';
  }
  return undefined;
}

/** Why a preflight's answer forbids the request, which is then not sent; undefined where it does not. */
export function preflightRefusal(
  pageOrigin: string,
  request: PageRequest,
  answer: Pick<HttpResponse, 'statusCode' | 'headers'>,
): string | undefined {
  const { statusCode, headers } = answer;
  const refusal = originRefusal(pageOrigin, request, headers);
  if (refusal !== undefined) return refusal;
  if (statusCode < 200 || statusCode > 299) return `the preflight was answered with ${statusCode}`;
  const methods = listOf(headers, 'access-control-allow-methods');
  const anyMethod = methods.includes('*') && !request.credentials;
  if (!SIMPLE_METHODS.includes(request.method) && !methods.includes(request.method) && !anyMethod) {
    return `Access-Control-Allow-Methods does not have ${request.method}`;
  }
  const allowed = listOf(headers, 'access-control-allow-headers').map((name) => name.toLowerCase());
  const anyHeader = allowed.includes('*') && !request.credentials;
  for (const name of unsafeHeaders(request.headers)) {
    // The asterisk does not stand for Authorization.
    if (!allowed.includes(name) && !(anyHeader && name !== 'authorization')) {
      return `Access-Control-Allow-Headers does not have ${name}`;
    }
  }
  return undefined;
}

const READABLE = [
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
];

/** What a page may see of an answer. The back end has done its work in any case. */
export type Seen =
  | { readonly ok: true; readonly statusCode: number; readonly headers: Pairs }
  | { readonly ok: false; readonly why: string };

/** What a page sees of an answer. */
export function seenByPage(
  pageOrigin: string,
  request: PageRequest,
  { statusCode, headers }: Pick<HttpResponse, 'statusCode' | 'headers'>,
): Seen {
  if (request.targetOrigin === pageOrigin) return { ok: true, statusCode, headers };
  const why = originRefusal(pageOrigin, request, headers);
  if (why !== undefined) return { ok: false, why };
  const exposed = listOf(headers, 'access-control-expose-headers').map((name) => name.toLowerCase());
  const all = exposed.includes('*') && !request.credentials;
  const readable = headers.filter(([name]) => {
    const lower = name.toLowerCase();
    return lower !== 'set-cookie' && (all || exposed.includes(lower) || READABLE.includes(lower));
  });
  return { ok: true, statusCode, headers: readable };
}
