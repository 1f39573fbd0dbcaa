import { methodArn } from '../../../cloud/gateway/authorize/index.ts';
import { headerOf, type Caller, type HttpRequest } from '../../../cloud/gateway/payload/index.ts';
import type { VpcEndpoint } from '../../../cloud/http/message.ts';
import { requestTime } from '../../../cloud/gateway/request-time.ts';
import type { Match } from '../../../cloud/gateway/route/index.ts';
import { createContext, type Dictionary, type Plain } from '../mapping/index.ts';
import type { Method } from '../schema.ts';
import type { MethodTarget, Snapshot } from '../snapshot.ts';

/** Where a request goes, and whence it comes. */
export interface Origin {
  readonly apiId: string;
  readonly stage: string;
  readonly region: string;
  readonly accountId: string;
  readonly domainName: string;
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly sourceIp: string;
  readonly signedBy?: string | undefined;
  /** The VPC's endpoint that a request to a private API comes by. */
  readonly vpcEndpoint?: VpcEndpoint | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly snapshot: Snapshot;
  readonly variables: ReadonlyMap<string, string>;
  readonly canary?: boolean;
}

/** A request on its way through the pipeline, with what each part has found out about it. */
export class Exchange {
  readonly origin: Origin;
  readonly request: HttpRequest;
  readonly match: Match<MethodTarget>;
  /** What the authorizer told: `$context.authorizer`. */
  authorizer: Readonly<Record<string, unknown>> | undefined;
  /** The value of the API key. */
  apiKey: string | undefined;
  /** Seconds that the integration took; undefined where it was not asked. */
  integrationLatency: number | undefined;
  /** Whether the answer came from the cache; undefined where the cache was not asked. */
  cached: boolean | undefined;
  #context: Dictionary | undefined;

  constructor(origin: Origin, request: HttpRequest, match: Match<MethodTarget>) {
    this.origin = origin;
    this.request = request;
    this.match = match;
  }

  /** The method that the request meets. */
  get method(): Method {
    return this.match.target.method;
  }

  /** The method as policies name it. */
  get arn(): string {
    const { region, accountId, apiId, stage } = this.origin;
    return methodArn({
      region,
      accountId,
      apiId,
      stage,
      httpMethod: this.request.method,
      path: this.request.path,
    });
  }

  /** What the conditions of policies may ask about it. */
  get conditions(): Record<string, string> {
    const { vpcEndpoint, sourceIp } = this.origin;
    if (!vpcEndpoint) return { 'aws:SourceIp': sourceIp };
    return {
      'aws:SourceVpce': vpcEndpoint.id,
      'aws:SourceVpc': vpcEndpoint.vpcId,
      'aws:VpcSourceIp': sourceIp,
    };
  }

  /** The last value of a header. */
  header(name: string): string | undefined {
    return headerOf(this.request.headers, name);
  }

  /** `$context` of the templates: one for the request's and the answer's. */
  get context(): Dictionary {
    return (this.#context ??= createContext(this.values));
  }

  /** What API Gateway knows about the request, by the names of `$context`. */
  get values(): Record<string, Plain | undefined> {
    const { origin, request, match } = this;
    const path = `/${origin.stage}${request.path}`;
    return {
      accountId: origin.accountId,
      apiId: origin.apiId,
      authorizer: this.authorizer as Plain | undefined,
      domainName: origin.domainName,
      domainPrefix: origin.domainName.split('.', 1)[0],
      extendedRequestId: origin.extendedRequestId,
      httpMethod: request.method,
      identity: {
        apiKey: this.apiKey,
        sourceIp: origin.sourceIp,
        userAgent: this.header('user-agent'),
        userArn: origin.signedBy,
        user: origin.signedBy,
        vpcId: origin.vpcEndpoint?.vpcId,
        vpceId: origin.vpcEndpoint?.id,
      },
      isCanaryRequest: origin.canary ?? false,
      path,
      protocol: 'HTTP/1.1',
      requestId: origin.requestId,
      requestTime: requestTime(origin.at),
      requestTimeEpoch: origin.at,
      resourceId: match.target.resourceId,
      resourcePath: match.resourcePath,
      stage: origin.stage,
    };
  }

  /** What an event tells of the caller. */
  get caller(): Caller {
    const { accountId, apiId, stage, domainName, requestId, sourceIp, at, variables } = this.origin;
    return {
      accountId,
      apiId,
      stage,
      domainName,
      requestId,
      sourceIp,
      at,
      stageVariables: Object.fromEntries(variables),
      ...(this.authorizer && { authorizer: this.authorizer }),
    };
  }

  /**
   * What a name of a parameter stands for: `method.request.header.Accept`, `context.requestId`, `stageVariables.a`,
   * `'a text'`. https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
   */
  lookUp(source: string): string | undefined {
    if (source.startsWith("'") && source.endsWith("'")) return source.slice(1, -1);
    const [kind, ...rest] = source.split('.');
    if (kind === 'context') return textAt(this.values, rest);
    if (kind === 'stageVariables') return this.origin.variables.get(rest.join('.'));
    if (kind !== 'method' || rest[0] !== 'request') return undefined;
    const name = rest.slice(2).join('.');
    const { request, match } = this;
    switch (rest[1]) {
      case 'path':
        return match.pathParameters[name];
      case 'querystring':
        return request.query.findLast(([key]) => key === name)?.[1];
      case 'header':
        return this.header(name);
      case 'multivaluequerystring':
        return joined(request.query.filter(([key]) => key === name));
      case 'multivalueheader':
        return joined(request.headers.filter(([key]) => key.toLowerCase() === name.toLowerCase()));
      case 'body':
        return bodyAt(new TextDecoder().decode(request.body), name);
      default:
        return undefined;
    }
  }
}

const joined = (pairs: readonly (readonly [string, string])[]) =>
  pairs.length > 0 ? pairs.map(([, value]) => value).join(',') : undefined;

/** A body's text, or what a path leads to in it. */
export function bodyAt(body: string, path: string): string | undefined {
  if (path === '') return body;
  try {
    return textAt(JSON.parse(body), path.split('.'));
  } catch {
    return undefined;
  }
}

function textAt(value: unknown, path: readonly string[]): string | undefined {
  let at = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  if (at === undefined || at === null) return undefined;
  return typeof at === 'object' ? JSON.stringify(at) : String(at as string | number | boolean);
}
