import { answerPreflight, withCors } from '../../cloud/gateway/cors/index.ts';
import { admit, type TokenBucket } from '../../cloud/gateway/throttle/index.ts';
import {
  checkJwt,
  INVOKE,
  methodArn,
  readAuthorizerOutput,
  readSimpleOutput,
} from '../../cloud/gateway/authorize/index.ts';
import { functionFailure, functionIn, invoke, type FunctionFailure } from '../../cloud/gateway/function.ts';
import { signerOf } from '../../cloud/gateway/jwt/index.ts';
import { askInVpc } from '../../cloud/gateway/into-vpc.ts';
import { limitedTo } from '../../cloud/gateway/late.ts';
import { eventV2, headerOf, httpEventV1, readAnswerV1, readAnswerV2, type Caller, type HttpRequest, type HttpResponse } from '../../cloud/gateway/payload/index.ts'; // prettier-ignore
import type { Match } from '../../cloud/gateway/route/index.ts';
import { hostsOf } from '../../cloud/http/hosts.ts';
import { AwsError, FetchError, NotModelled, type Fetched, type Region } from '../../cloud/index.ts';
import { ANYTHING, evaluate, policyIn, principalOf } from '../../cloud/policy/index.ts';
import type { Reply, Yieldable } from '../../kernel/index.ts';
import type {
  AuthorizerRecord,
  HttpApi,
  IntegrationRecord,
  Release,
  RouteRecord,
  StageRecord,
} from './http-api.ts';

/** A request on its way, with what is known about it. */
export interface Way {
  readonly region: Region;
  readonly api: HttpApi;
  readonly stage: StageRecord;
  readonly release: Release;
  readonly request: HttpRequest;
  readonly caller: Omit<Caller, 'authorizer'>;
  readonly signedBy: string | undefined;
  readonly account: TokenBucket;
  /** Microseconds since 1970. */
  readonly at: number;
  /** The network interface of a VPC link that a request leaves from; undefined where the link is not ready. */
  readonly linkOf: (vpcLinkId: string) => string | undefined;
  /** Tells how long the integration took, in seconds. */
  readonly took: (seconds: number) => void;
}

/** HTTP APIs have no gateway responses: these are all their own answers. */
const plain = (statusCode: number, message: string): HttpResponse => ({
  statusCode,
  headers: [['content-type', 'application/json']],
  body: JSON.stringify({ message }),
});

const UNAUTHORIZED = plain(401, 'Unauthorized');
const FORBIDDEN = plain(403, 'Forbidden');
const BROKEN = plain(500, 'Internal Server Error');
const UNAVAILABLE = plain(503, 'Service Unavailable');

/** Answers a request at a stage: preflight, route, authorizer, limits, integration, CORS. */
export function* answer(way: Way): Generator<Yieldable, HttpResponse, never> {
  const { corsConfiguration: cors } = way.api.record;
  const { request } = way;
  const preflight = cors && answerPreflight(cors, request.method, request.headers);
  if (preflight) return { ...preflight, body: '' };
  const found = yield* routed(way);
  return cors ? { ...found, headers: withCors(cors, request.headers, found.headers) } : found;
}

function* routed(way: Way): Generator<Yieldable, HttpResponse, never> {
  const { release, request } = way;
  const match = release.keys.match(request.method, request.path);
  const route = match && release.routes.get(match.target);
  const integration = release.integrations.get(route?.target?.replace(/^integrations\//, '') ?? '');
  if (!match || !route || !integration) return plain(404, 'Not Found');
  const verdict = yield* authorize(way, route, match);
  if ('refusal' in verdict) return verdict.refusal;
  const own = way.api.bucket(way.stage, match.target, way.at);
  const levels = [{ name: 'account' as const, bucket: way.account }];
  if (!admit(own ? [{ name: 'stage method', bucket: own }, ...levels] : levels, undefined, way.at).accepted) return plain(429, 'Too Many Requests'); // prettier-ignore
  const caller = { ...way.caller, ...(verdict.authorizer && { authorizer: verdict.authorizer }) };
  return yield* integrate(way, integration, match, caller);
}

type AuthorizerVerdict =
  { readonly refusal: HttpResponse } | { readonly authorizer?: Readonly<Record<string, unknown>> };

function* authorize(
  way: Way,
  route: RouteRecord,
  match: Match<string>,
): Generator<Yieldable, AuthorizerVerdict, never> {
  const { release, request, region } = way;
  const authorizer = release.authorizers.get(route.authorizerId ?? '');
  switch (route.authorizationType) {
    case 'JWT': {
      const { issuer = '', audience = [] } = authorizer?.jwtConfiguration ?? {};
      const identity = sourceOf(authorizer?.identitySource?.[0] ?? '', way);
      const scopes = route.authorizationScopes ?? [];
      const { world } = region;
      const result = checkJwt({ issuer, audience, scopes }, identity, (token) => signerOf(world, issuer)?.verify(token.signed, token.signature) ?? false, world.simulation.epochMillis / 1000); // prettier-ignore
      if (!result.ok) {
        const why: [string, string] = ['www-authenticate', `Bearer scope="${scopes.join(' ')}" error="${result.error}" error_description="${result.description}"`]; // prettier-ignore
        const refusal = result.statusCode === 401 ? UNAUTHORIZED : FORBIDDEN;
        return { refusal: { ...refusal, headers: [...refusal.headers, why] } };
      }
      return { authorizer: { jwt: { claims: claimsOf(result.claims), scopes: result.scopes } } };
    }
    case 'AWS_IAM': {
      const principal = way.signedBy === undefined ? undefined : principalOf(way.signedBy);
      const resource = arnOf(way);
      const decision = principal && evaluate({ principal, action: INVOKE, resource, resourceAccount: region.account }, { identity: [ANYTHING] }); // prettier-ignore
      return decision?.decision === 'allowed' ? {} : { refusal: FORBIDDEN };
    }
    case 'CUSTOM':
      return authorizer ? yield* askFunction(way, authorizer, match, request) : { refusal: BROKEN };
    default:
      return {};
  }
}

function* askFunction(
  way: Way,
  authorizer: AuthorizerRecord,
  match: Match<string>,
  request: HttpRequest,
): Generator<Yieldable, AuthorizerVerdict, never> {
  const { region, api, stage } = way;
  const { simulation } = region.world;
  const { authorizerPayloadFormatVersion: format = '2.0', authorizerResultTtlInSeconds: ttl = 0, enableSimpleResponses: simple = false } = authorizer; // prettier-ignore
  const settings = { id: authorizer.authorizerId!, type: 'REQUEST', identitySource: authorizer.identitySource ?? [], resultTtlInSeconds: ttl, api: 'HTTP' } as const; // prettier-ignore
  const approach = api.answers.approach(settings, stage.stageName!, (source) => sourceOf(source, way), simulation.nowMicros); // prettier-ignore
  if (approach.kind === 'unauthorized') return { refusal: UNAUTHORIZED };
  let output: unknown = approach.kind === 'cached' ? approach.result : undefined;
  if (approach.kind === 'invoke') {
    const matched = { resourcePath: match.resourcePath, pathParameters: match.pathParameters };
    const common = {
      type: 'REQUEST',
      identitySource: settings.identitySource.map((source) => sourceOf(source, way)),
    };
    const event = format === '1.0' ? { ...httpEventV1(request, matched, way.caller), ...common, methodArn: arnOf(way) } : { ...eventV2(request, match.target, matched, way.caller), ...common, routeArn: arnOf(way) }; // prettier-ignore
    const from = `arn:${region.partition}:execute-api:${region.name}:${region.account}:${api.record.apiId}/authorizers/${settings.id}`;
    const call = invoke(
      region,
      functionIn(authorizer.authorizerUri!)!,
      event,
      from,
      authorizer.authorizerCredentialsArn,
    );
    const outcome = yield* limitedTo(simulation, call, 10);
    if (outcome.late || outcome.error !== undefined) {
      if (outcome.error !== undefined) functionFailure(outcome.error);
      return { refusal: BROKEN };
    }
    output = outcome.value;
    api.answers.keep(settings, approach.key, output, simulation.nowMicros);
  }
  if (simple) {
    const read = readSimpleOutput(output);
    if (!read) return { refusal: BROKEN };
    return read.isAuthorized ? { authorizer: { lambda: read.context } } : { refusal: FORBIDDEN };
  }
  const read = readAuthorizerOutput(output);
  if (!read) return { refusal: BROKEN };
  const arn = `arn:aws:iam::${region.account}:user/caller`;
  const principal = { type: 'User', arn, account: region.account } as const;
  const document = policyIn(JSON.stringify(read.policyDocument), 'identity');
  const request_ = { principal, action: INVOKE, resource: arnOf(way), resourceAccount: region.account };
  const { decision } = evaluate(request_, { identity: [{ name: 'the authorizer’s', document }] });
  return decision === 'allowed' ? { authorizer: { lambda: read.context } } : { refusal: FORBIDDEN };
}

function* integrate(
  way: Way,
  integration: IntegrationRecord,
  match: Match<string>,
  caller: Caller,
): Generator<Yieldable, HttpResponse, never> {
  const { region, request } = way;
  const { simulation } = region.world;
  const {
    integrationType: type,
    integrationUri: uri = '',
    timeoutInMillis = 30_000,
    integrationSubtype,
  } = integration;
  if (integrationSubtype !== undefined)
    throw new NotModelled('Amazon API Gateway', `integrations of HTTP APIs with ${integrationSubtype}`);
  const began = simulation.now;
  const matched = { resourcePath: match.resourcePath, pathParameters: match.pathParameters };
  if (type === 'AWS_PROXY') {
    const format = integration.payloadFormatVersion ?? '1.0';
    const event = format === '1.0' ? httpEventV1(request, matched, caller) : eventV2(request, match.target, matched, caller); // prettier-ignore
    const from = `arn:${region.partition}:execute-api:${region.name}:${region.account}:${way.api.record.apiId}/${way.stage.stageName}/${match.target.replace(' ', '')}`; // prettier-ignore
    const call = invoke(region, functionIn(uri) ?? uri, event, from, integration.credentialsArn);
    const outcome = yield* limitedTo(simulation, call, timeoutInMillis / 1000);
    way.took(simulation.now - began);
    if (outcome.late) return UNAVAILABLE;
    if (outcome.error !== undefined) return failed(functionFailure(outcome.error));
    return (format === '1.0' ? readAnswerV1(outcome.value) : readAnswerV2(outcome.value)) ?? BROKEN;
  }
  if (integration.connectionType === 'VPC_LINK') return yield* intoVpc(way, integration, began);
  const path = uri.replace(/\{([^{}]+?)\+?\}/g, (_, name: string) => match.pathParameters[name] ?? '');
  const call = hostsOf(region.world).fetch(
    path + (request.rawQuery ? `${path.includes('?') ? '&' : '?'}${request.rawQuery}` : ''),
    {
      // prettier-ignore
      method: integration.integrationMethod === undefined || integration.integrationMethod === 'ANY' ? request.method : integration.integrationMethod, // prettier-ignore
      headers: [
        ...request.headers.filter(([name]) => !/^(?:host|connection)$/i.test(name)),
        ['Forwarded', `for=${caller.sourceIp};proto=https`],
      ],
      body: request.body,
      sourceIp: caller.sourceIp,
    },
  );
  const outcome = yield* limitedTo(simulation, call as Reply<unknown>, timeoutInMillis / 1000);
  way.took(simulation.now - began);
  if (outcome.late) return UNAVAILABLE;
  if (outcome.error !== undefined) {
    if (!(outcome.error instanceof FetchError)) throw outcome.error;
    return UNAVAILABLE;
  }
  const fetched = outcome.value as { status: number; headers: Iterable<[string, string]>; text(): string };
  return { statusCode: fetched.status, headers: [...fetched.headers], body: fetched.text() };
}

/** What is read of a listener, in AWS's names. */
interface Listener {
  readonly LoadBalancerArn: string;
  readonly Port: number;
  readonly Protocol: string;
}

/** The listener of a balancer in a VPC gets the request: with the stage before the path, where a mapping does not say otherwise. */
function* intoVpc(
  way: Way,
  integration: IntegrationRecord,
  began: number,
): Generator<Yieldable, HttpResponse, never> {
  const { region, request, stage } = way;
  const { simulation } = region.world;
  const { connectionId = '', integrationUri = '', integrationMethod = 'ANY', requestParameters = {}, timeoutInMillis = 30_000, tlsConfig } = integration; // prettier-ignore
  const from = way.linkOf(connectionId);
  if (from === undefined) return UNAVAILABLE;
  const prefix = stage.stageName === '$default' || requestParameters['overwrite:path'] === '$request.path' ? '' : `/${stage.stageName}`; // prettier-ignore
  const asked = {
    method: integrationMethod === 'ANY' ? request.method : integrationMethod,
    path: `${prefix}${request.path}${request.rawQuery ? `?${request.rawQuery}` : ''}`,
    headers: [
      ...request.headers.filter(([name]) => !/^(?:host|connection)$/i.test(name)),
      ['forwarded', `for=${way.caller.sourceIp};proto=https`] as const,
    ],
    body: new TextDecoder().decode(request.body),
  };
  const call = simulation.process(function* (): Generator<Yieldable, Fetched, never> {
    const { Listeners } = (yield* region.call('elasticloadbalancingv2', 'DescribeListeners', { ListenerArns: [integrationUri] })) as { Listeners: Listener[] }; // prettier-ignore
    const { LoadBalancerArn, Port: port, Protocol } = Listeners[0]!;
    const { LoadBalancers } = (yield* region.call('elasticloadbalancingv2', 'DescribeLoadBalancers', { LoadBalancerArns: [LoadBalancerArn] })) as { LoadBalancers: { DNSName: string }[] }; // prettier-ignore
    const balancer = LoadBalancers[0]!.DNSName;
    const secure = Protocol === 'HTTPS' || Protocol === 'TLS' || tlsConfig !== undefined;
    return yield* askInVpc(region, { from, balancer, port, secure }, { ...asked, host: tlsConfig?.serverNameToVerify ?? balancer }); // prettier-ignore
  }, `VPC link ${connectionId}`);
  const outcome = yield* limitedTo(simulation, call, timeoutInMillis / 1000);
  way.took(simulation.now - began);
  if (outcome.late) return UNAVAILABLE;
  if (outcome.error !== undefined) {
    if (!(outcome.error instanceof FetchError || outcome.error instanceof AwsError)) throw outcome.error;
    return UNAVAILABLE;
  }
  const fetched = outcome.value as Fetched;
  return { statusCode: fetched.status, headers: [...fetched.headers], body: fetched.text() };
}

const failed = (why: FunctionFailure) => (why === 'function throttled' ? UNAVAILABLE : BROKEN);

function arnOf({ region, api, stage, request }: Way): string {
  const { apiId = '' } = api.record;
  return methodArn({
    region: region.name,
    accountId: region.account,
    apiId,
    stage: stage.stageName!,
    httpMethod: request.method,
    path: request.path,
  });
}

/** What an identity source stands for: `$request.header.Authorization`, `$request.querystring.token`. */
function sourceOf(source: string, { request, caller, stage }: Way): string | undefined {
  const [, place, name = ''] = /^\$?(request\.header|request\.querystring|context|stageVariables)\.(.+)$/.exec(source) ?? []; // prettier-ignore
  if (place === 'request.header') return headerOf(request.headers, name);
  if (place === 'request.querystring') return request.query.findLast(([key]) => key === name)?.[1];
  if (place === 'stageVariables') return stage.stageVariables?.[name];
  return name === 'identity.sourceIp' ? caller.sourceIp : undefined;
}

const claimsOf = (claims: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])); // prettier-ignore
