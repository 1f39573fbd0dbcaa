import { requestTime } from '../request-time.ts';
import { encodedBody, isTextType } from './binary.ts';
import { grouped, headerOf, type HttpRequest, type Pairs, single } from './http.ts';

/** What API Gateway knows of a request besides the request itself. */
export interface Caller {
  readonly accountId: string;
  readonly apiId: string;
  readonly stage: string;
  readonly domainName: string;
  readonly requestId: string;
  readonly sourceIp: string;
  readonly protocol?: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly stageVariables?: Readonly<Record<string, string>>;
  /** What the authorizer found: `$context.authorizer`. */
  readonly authorizer?: Readonly<Record<string, unknown>>;
}

/** A resource or a route that a request was matched with. */
export interface Matched {
  /** `/pets/{id}` */
  readonly resourcePath: string;
  readonly resourceId?: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
}

/** What of the caller's identity is told where nobody was authenticated. */
const NOBODY = {
  accessKey: null,
  accountId: null,
  caller: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
};

const last = (values: readonly string[]) => values.at(-1) ?? '';
const orNull = <T extends object>(members: T) => (Object.keys(members).length > 0 ? members : null);

/** Format 1.0 of an HTTP API's Lambda event: a REST API's with a version, and header names in lower case. */
export function httpEventV1(request: HttpRequest, matched: Matched, caller: Caller) {
  const headers: Pairs = request.headers.map(([name, value]) => [name.toLowerCase(), value]);
  const binary = !isTextType(headerOf(headers, 'content-type'));
  return { version: '1.0', ...eventV1({ ...request, headers }, matched, caller, binary) };
}

/**
 * The event that a Lambda proxy integration of a REST API gives to its function. Where a name has several values, the plain maps have the last of them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function eventV1(request: HttpRequest, matched: Matched, caller: Caller, binary: boolean) {
  const { method, path, query, headers } = request;
  const { body, isBase64Encoded } = encodedBody(request.body, binary);
  return {
    resource: matched.resourcePath,
    path,
    httpMethod: method,
    headers: orNull(single(headers, last)),
    multiValueHeaders: orNull(grouped(headers)),
    queryStringParameters: orNull(single(query, last)),
    multiValueQueryStringParameters: orNull(grouped(query)),
    pathParameters: orNull({ ...matched.pathParameters }),
    stageVariables: orNull({ ...caller.stageVariables }),
    requestContext: {
      resourceId: matched.resourceId ?? null,
      resourcePath: matched.resourcePath,
      httpMethod: method,
      extendedRequestId: caller.requestId,
      requestTime: requestTime(caller.at),
      path: caller.stage === '$default' ? path : `/${caller.stage}${path}`,
      accountId: caller.accountId,
      protocol: caller.protocol ?? 'HTTP/1.1',
      stage: caller.stage,
      domainPrefix: caller.domainName.split('.', 1)[0],
      requestTimeEpoch: caller.at,
      requestId: caller.requestId,
      identity: {
        ...NOBODY,
        sourceIp: caller.sourceIp,
        userAgent: headerOf(headers, 'user-agent') ?? null,
      },
      domainName: caller.domainName,
      apiId: caller.apiId,
      ...(caller.authorizer && { authorizer: caller.authorizer }),
    },
    body: request.body.length === 0 ? null : body,
    isBase64Encoded,
  };
}
