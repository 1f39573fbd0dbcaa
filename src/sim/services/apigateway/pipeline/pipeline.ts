import { evaluate } from '../../../cloud/policy/index.ts';
import { INVALIDATE_CACHE } from '../../../cloud/gateway/authorize/index.ts';
import type { HttpResponse } from '../../../cloud/gateway/payload/index.ts';
import type { Region } from '../../../cloud/index.ts';
import type { Yieldable } from '../../../kernel/index.ts';
import { cacheKey, cacheUse, type CacheUse, type ResponseCache } from '../cache/index.ts';
import { resourcePolicy } from '../resource-policy.ts';
import { gatewayResponse, type Failure } from '../responses/index.ts';
import type { StageState } from '../stage.ts';
import type { UsagePlans } from '../usage-plans.ts';
import { authorize } from './authorize.ts';
import type { Exchange } from './exchange.ts';
import { integrate, type Behind } from './integrate.ts';
import { Refused } from './refused.ts';
import { validate } from './validate.ts';

/** What the pipeline runs on. */
export interface Pipeline extends Behind {
  readonly region: Region;
  readonly plans: UsagePlans;
}

/**
 * Lets a request pass all that stands before the back end, and answers what the client gets: each part may refuse it.
 * The order: resource policy, authorizer, API key, limits, validation, cache, integration.
 */
export function* pass(
  pipeline: Pipeline,
  stage: StageState,
  cache: ResponseCache<HttpResponse> | undefined,
  exchange: Exchange,
): Generator<Yieldable, HttpResponse, never> {
  yield* authorize(pipeline.region, stage, exchange);
  admit(pipeline, stage, exchange);
  validate(exchange);
  const path = exchange.match.resourcePath;
  const verb = exchange.method.httpMethod === 'ANY' ? exchange.request.method : exchange.method.httpMethod!;
  const streams = exchange.method.methodIntegration?.responseTransferMode === 'STREAM';
  const use = cache && !streams && cacheUse(stage.caching(path, verb), exchange.header('cache-control'), () => mayInvalidate(exchange)); // prettier-ignore
  if (!use || use.kind === 'bypass') return yield* integrate(pipeline, exchange);
  return yield* throughCache(pipeline, exchange, cache!, use, verb);
}

/** Requests by key and plan, and the limits of plan, stage and account. */
function admit({ plans }: Pipeline, stage: StageState, exchange: Exchange): void {
  const { method, match, origin } = exchange;
  const { stage: stageName, apiId } = origin;
  if (origin.snapshot.record.apiKeySource !== 'AUTHORIZER') exchange.apiKey = exchange.header('x-api-key');
  const client = method.apiKeyRequired ? plans.planFor(exchange.apiKey, apiId, stageName) : undefined;
  if (method.apiKeyRequired && !client)
    throw new Refused({ type: 'INVALID_API_KEY' }, 'API Key is not valid');
  const { throttlingRateLimit: rateLimit, throttlingBurstLimit: burstLimit } = stage.settings(match.resourcePath, method.httpMethod!); // prettier-ignore
  const limited = rateLimit !== undefined && burstLimit !== undefined;
  const admission = plans.admit({
    apiId,
    stage: stageName,
    method: `${match.resourcePath}/${method.httpMethod}`,
    methodLimit: limited ? { rateLimit, burstLimit } : undefined,
    client,
  });
  if (admission.accepted) return;
  throw new Refused(
    { type: admission.responseType, message: admission.message },
    `Refused by the limit of the ${admission.by}`,
  );
}

const NOT_DONE = '199 Cache-control headers were ignored because the caller was unauthorized.';

function* throughCache(
  pipeline: Pipeline,
  exchange: Exchange,
  cache: ResponseCache<HttpResponse>,
  use: CacheUse,
  verb: string,
): Generator<Yieldable, HttpResponse, never> {
  if (use.kind === 'refuse')
    throw new Refused({ type: 'ACCESS_DENIED' }, 'The caller may not invalidate the cache');
  const { methodIntegration } = exchange.method;
  const { cacheNamespace = '', cacheKeyParameters = [], requestParameters = {} } = methodIntegration!;
  const key = cacheKey({ cacheNamespace, cacheKeyParameters }, verb, (name) =>
    exchange.lookUp(requestParameters[name] ?? name),
  );
  const at = () => pipeline.region.world.simulation.nowMicros;
  const kept = cache.read(key, use, at());
  exchange.cached = kept !== undefined;
  const answer = kept ?? (yield* integrate(pipeline, exchange));
  if (!kept) cache.keep(key, use, answer, sizeOf(answer), at());
  if (use.kind !== 'read' || !use.warn) return answer;
  return { ...answer, headers: [...answer.headers, ['Warning', NOT_DONE]] };
}

function sizeOf({ headers, body }: HttpResponse): number {
  const text = typeof body === 'string' ? new TextEncoder().encode(body).length : body.length;
  return headers.reduce((sum, [name, value]) => sum + name.length + value.length, text);
}

/** Whether the caller may empty a part of the cache: who signs the request may, others only by the API's policy. */
function mayInvalidate({ origin, arn }: Exchange): boolean {
  if (origin.signedBy !== undefined) return true;
  const { policy } = origin.snapshot.record;
  if (policy === undefined) return false;
  const request = { principal: { type: 'Anonymous' }, action: INVALIDATE_CACHE, resource: arn, resourceAccount: origin.accountId } as const; // prettier-ignore
  return evaluate(request, { resource: resourcePolicy(policy) }).decision === 'allowed';
}

/** Names of errors in `x-amzn-ErrorType`. The page lists none of them; these are what clients see. */
const ERROR_TYPES: Partial<Record<Failure['type'], string>> = {
  ACCESS_DENIED: 'AccessDeniedException',
  BAD_REQUEST_BODY: 'BadRequestException',
  BAD_REQUEST_PARAMETERS: 'BadRequestException',
  EXPIRED_TOKEN: 'ExpiredTokenException',
  INVALID_API_KEY: 'ForbiddenException',
  INVALID_SIGNATURE: 'InvalidSignatureException',
  MISSING_AUTHENTICATION_TOKEN: 'MissingAuthenticationTokenException',
  QUOTA_EXCEEDED: 'LimitExceededException',
  REQUEST_TOO_LARGE: 'RequestTooLargeException',
  RESOURCE_NOT_FOUND: 'NotFoundException',
  THROTTLED: 'TooManyRequestsException',
  UNAUTHORIZED: 'UnauthorizedException',
  UNSUPPORTED_MEDIA_TYPE: 'UnsupportedMediaTypeException',
  WAF_FILTERED: 'ForbiddenException',
  AUTHORIZER_CONFIGURATION_ERROR: 'AuthorizerConfigurationException',
};

/** The answer to a request that was refused, as the API customizes it. */
export function refusalAnswer(failure: Failure, exchange: Exchange): HttpResponse {
  const { responses } = exchange.origin.snapshot;
  const general =
    failure.type === 'ACCESS_DENIED' && !responses.has('ACCESS_DENIED') && !responses.has('DEFAULT_4XX');
  const plain = gatewayResponse(failure, responses, (name) => exchange.lookUp(name));
  // Where nobody customizes it, this one begins with a capital.
  const answer = general ? { ...plain, body: plain.body.replace('"message"', '"Message"') } : plain;
  const type = ERROR_TYPES[failure.type] ?? 'InternalServerErrorException';
  return { ...answer, headers: [...answer.headers, ['x-amzn-ErrorType', type]] };
}
