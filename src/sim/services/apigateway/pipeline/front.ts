import { readHostRequest } from '../../../cloud/gateway/read-request.ts';
import type { HttpRequest, HttpResponse } from '../../../cloud/gateway/payload/index.ts';
import type { HostAnswer, HostRequest } from '../../../cloud/http/message.ts';
import type { MetricSet } from '../../../cloud/metric-set.ts';
import type { Usage } from '../../../cloud/index.ts';
import type { Yieldable } from '../../../kernel/index.ts';
import { FORBIDDEN } from '../domains.ts';
import { apiGatewayLimits as limits } from '../limits.ts';
import type { ApiGatewayMetricName } from '../metrics.ts';
import type { RestApiState } from '../rest-api.ts';
import type { Failure } from '../responses/index.ts';
import type { Release } from '../stage.ts';
import { Exchange, type Origin } from './exchange.ts';
import { pass, refusalAnswer, type Pipeline } from './pipeline.ts';
import { Refused } from './refused.ts';

/** What serving takes besides the pipeline. */
export interface Front extends Pipeline {
  readonly uuid: () => string;
  readonly draw: () => number;
  readonly requests: Usage;
  /** The metrics that a request at a stage counts in: the API's and the stage's. */
  readonly metrics: (apiName: string, stage: string) => readonly MetricSet<ApiGatewayMetricName>[];
}

/** Answers that cost nothing. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-pricing.html */
const FREE: readonly Failure['type'][] = ['UNAUTHORIZED', 'ACCESS_DENIED', 'INVALID_API_KEY', 'THROTTLED', 'QUOTA_EXCEEDED', 'MISSING_AUTHENTICATION_TOKEN', 'INVALID_SIGNATURE', 'EXPIRED_TOKEN']; // prettier-ignore

/** Serves a request at a stage of an API. Its path is what stands behind the stage. */
export function* serve(
  front: Front,
  api: RestApiState,
  stageName: string,
  request: HostRequest,
  host: string,
): Generator<Yieldable, HostAnswer, never> {
  const stage = api.stages.get(stageName);
  if (!stage) return FORBIDDEN;
  const { simulation } = front.region.world;
  const began = simulation.now;
  if (front.model.overhead > 0) yield front.model.overhead;
  const release = stage.release(front.draw);
  const origin = originOf(front, api, stageName, request, host, release);
  const exchange = exchangeOf(origin, readHostRequest(request), release);
  let failure: Failure | undefined;
  let answer: HttpResponse;
  try {
    if (exchange.match.target === NOWHERE) throw new Refused({ type: 'MISSING_AUTHENTICATION_TOKEN' });
    if (request.body.length > limits.payload.max) throw new Refused({ type: 'REQUEST_TOO_LARGE' });
    answer = yield* pass(front, stage, release.cache, exchange);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    failure = error.failure;
    answer = refusalAnswer(failure, exchange);
    if (error.why) simulation.trace.add(`API ${api.id}`, failure.type, error.why);
  }
  if (!failure || !FREE.includes(failure.type)) front.requests.add(1);
  const millis = (simulation.now - began) * 1000;
  for (const metrics of front.metrics(api.record.name!, stageName))
    count(metrics, exchange, answer.statusCode, millis);
  const own = [
    ['x-amzn-RequestId', origin.requestId],
    ['x-amz-apigw-id', origin.extendedRequestId],
  ] as const;
  return { status: answer.statusCode, headers: [...answer.headers, ...own], body: answer.body, chunks: answer.chunks }; // prettier-ignore
}

function count(
  metrics: MetricSet<ApiGatewayMetricName>,
  exchange: Exchange,
  status: number,
  millis: number,
): void {
  metrics.count('Count');
  metrics.count('4XXError', status >= 400 && status < 500 ? 1 : 0);
  metrics.count('5XXError', status >= 500 ? 1 : 0);
  metrics.count('Latency', millis);
  if (exchange.integrationLatency !== undefined) metrics.count('IntegrationLatency', exchange.integrationLatency * 1000); // prettier-ignore
  if (exchange.cached === undefined) return;
  metrics.count('CacheHitCount', exchange.cached ? 1 : 0);
  metrics.count('CacheMissCount', exchange.cached ? 0 : 1);
}

function originOf(
  front: Front,
  api: RestApiState,
  stage: string,
  request: HostRequest,
  host: string,
  release: Release,
): Origin {
  const { region } = front;
  const requestId = front.uuid();
  return {
    apiId: api.id,
    stage,
    region: region.name,
    accountId: region.account,
    domainName: host,
    requestId,
    extendedRequestId: `${requestId.replaceAll('-', '').slice(0, 15)}=`,
    sourceIp: request.sourceIp,
    signedBy: request.signedBy,
    vpcEndpoint: request.vpcEndpoint,
    at: region.world.simulation.epochMillis,
    snapshot: release.snapshot,
    variables: release.variables,
    canary: release.canary,
  };
}

/** What stands where no method is. */
const NOWHERE = { resourceId: '', method: {} };

function exchangeOf(origin: Origin, request: HttpRequest, { snapshot }: Release): Exchange {
  const nowhere = { resourcePath: '', pathParameters: {}, target: NOWHERE };
  return new Exchange(origin, request, snapshot.tree.match(request.method, request.path) ?? nowhere);
}
