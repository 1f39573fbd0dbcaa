import type { Request, Response } from '../../cloud/endpoints/index.ts';

/** Where a request came in. */
export interface UrlContext {
  /** The first part of the domain. */
  readonly urlId: string;
  readonly domainName: string;
  readonly requestId: string;
  /** Milliseconds of the Unix epoch. */
  readonly timeEpoch: number;
  readonly sourceIp: string;
}

/**
 * The event of a request to a function URL, payload format 2.0: names of headers in lower case, values of one name joined by
 * commas, cookies apart. https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export function eventOf(
  { method = 'GET', path = '/', headers: given, body }: Request,
  context: UrlContext,
): object {
  const [rawPath, rawQueryString = ''] = path.split('?', 2) as [string, string?];
  const headers = new Map(given);
  const cookies = headers.get('cookie')?.split('; ');
  headers.delete('cookie');
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawQueryString))
    query.set(name, query.has(name) ? `${query.get(name)},${value}` : value);
  const { urlId, domainName, requestId, timeEpoch, sourceIp } = context;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    ...(cookies && { cookies }),
    headers: { ...Object.fromEntries(headers), host: domainName },
    ...(query.size > 0 && { queryStringParameters: Object.fromEntries(query) }),
    requestContext: {
      accountId: 'anonymous',
      apiId: urlId,
      domainName,
      domainPrefix: urlId,
      http: {
        method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp,
        userAgent: headers.get('user-agent') ?? '',
      },
      requestId,
      routeKey: '$default',
      stage: '$default',
      time: requestTime(timeEpoch),
      timeEpoch,
    },
    ...(body !== undefined && { body }),
    isBase64Encoded: false,
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12/Mar/2026:19:03:58 +0000`. */
function requestTime(epoch: number): string {
  const iso = new Date(epoch).toISOString();
  return `${iso.slice(8, 10)}/${MONTHS[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}

/**
 * The response to a request from what a function returned: an object with a status is the response itself; anything else
 * is its body, with status 200.
 */
export function responseOf(value: unknown): Response {
  const given = value as {
    statusCode?: unknown;
    headers?: Record<string, string>;
    body?: unknown;
    cookies?: unknown;
  } | null;
  if (typeof given !== 'object' || given === null || Array.isArray(given) || !('statusCode' in given)) {
    const body = typeof value === 'string' ? value : JSON.stringify(value);
    return { status: 200, headers: JSON_TYPE, body };
  }
  const status = Number(given.statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return BAD_GATEWAY;
  const headers = new Map(JSON_TYPE);
  for (const [name, one] of Object.entries(given.headers ?? {})) headers.set(name.toLowerCase(), String(one));
  const { body, cookies } = given;
  return {
    status,
    headers,
    ...(Array.isArray(cookies) && { setCookies: cookies.map((text) => cookieOf(String(text))) }),
    ...(body !== undefined &&
      body !== null && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
}

/** A cookie as a function writes it: `name=value; Path=/`. */
function cookieOf(text: string): { name: string; value: string } {
  const [pair = ''] = text.split(';', 1);
  const at = pair.indexOf('=');
  return { name: pair.slice(0, at), value: pair.slice(at + 1) };
}

/** The headers of an answer in JSON. */
export const JSON_TYPE: ReadonlyMap<string, string> = new Map([['content-type', 'application/json']]);

/** What a function's error comes to. */
export const BAD_GATEWAY: Response = {
  status: 502,
  headers: JSON_TYPE,
  body: 'Internal Server Error',
};
