import { requestTime } from '../request-time.ts';
import { encodedBody, isTextType } from './binary.ts';
import type { Caller, Matched } from './event-v1.ts';
import { headerOf, type HttpRequest, type Pairs, single } from './http.ts';

const joined = (values: readonly string[]) => values.join(',');
const orNothing = <T extends object>(members: T) => (Object.keys(members).length > 0 ? members : undefined);

/**
 * Format 2.0 of an HTTP API's Lambda event: header names in lower case, values of one name joined by commas, cookies
 * apart; what is empty is left out.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function eventV2(request: HttpRequest, routeKey: string, matched: Matched, caller: Caller) {
  const { method, path, query } = request;
  const headers: Pairs = request.headers.map(([name, value]) => [name.toLowerCase(), value]);
  const cookies = headers
    .filter(([name]) => name === 'cookie')
    .flatMap(([, value]) => value.split(';').map((cookie) => cookie.trim()));
  const binary = !isTextType(headerOf(headers, 'content-type'));
  const { body } = encodedBody(request.body, binary);
  // Of a stage with a name, the path has the name.
  const rawPath = caller.stage === '$default' ? path : `/${caller.stage}${path}`;
  return withoutUndefined({
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: request.rawQuery,
    cookies: cookies.length > 0 ? cookies : undefined,
    headers: single(
      headers.filter(([name]) => name !== 'cookie'),
      joined,
    ),
    queryStringParameters: orNothing(single(query, joined)),
    requestContext: withoutUndefined({
      accountId: caller.accountId,
      apiId: caller.apiId,
      authorizer: caller.authorizer,
      domainName: caller.domainName,
      domainPrefix: caller.domainName.split('.', 1)[0],
      http: {
        method,
        path: rawPath,
        protocol: caller.protocol ?? 'HTTP/1.1',
        sourceIp: caller.sourceIp,
        userAgent: headerOf(headers, 'user-agent') ?? '',
      },
      requestId: caller.requestId,
      routeKey,
      stage: caller.stage,
      time: requestTime(caller.at),
      timeEpoch: caller.at,
    }),
    pathParameters: orNothing({ ...matched.pathParameters }),
    stageVariables: orNothing({ ...caller.stageVariables }),
    body: request.body.length > 0 ? body : undefined,
    isBase64Encoded: request.body.length > 0 && binary,
  });
}

function withoutUndefined<T extends object>(members: T): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
