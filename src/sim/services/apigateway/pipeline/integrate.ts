import { AwsError, FetchError, parseArn, type Region } from '../../../cloud/index.ts';
import { hostsOf } from '../../../cloud/http/hosts.ts';
import type { Fetched } from '../../../cloud/http/fetched.ts';
import {
  eventV1,
  isBinaryMediaType,
  readAnswerV1,
  type HttpResponse,
} from '../../../cloud/gateway/payload/index.ts';
import type { Process, Reply, Yieldable } from '../../../kernel/index.ts';
import { askInVpc } from '../../../cloud/gateway/into-vpc.ts';
import { limitedTo } from '../../../cloud/gateway/late.ts';
import { apiGatewayLimits as limits } from '../limits.ts';
import type { ApiGatewayModel } from '../model.ts';
import { restFailure, STREAM_IDLE_TIMEOUT } from '../responses/index.ts';
import { typeOf } from '../rest-apis.ts';
import type { LinkWay } from '../vpc-links.ts';
import type { Integration } from '../schema.ts';
import { callAws, type AwsCall } from './aws.ts';
import { clientAnswer, type BackAnswer } from './back-answer.ts';
import type { Exchange } from './exchange.ts';
import { functionFailure, functionIn, invoke } from '../../../cloud/gateway/function.ts';
import { backRequest, withVariables, type BackRequest } from './integration-request.ts';
import { misconfigured, Refused } from './refused.ts';
import { paced } from './stream.ts';

const { max: MAX } = limits.payload;

/** What integrations need to know. */
export interface Behind {
  readonly region: Region;
  readonly model: ApiGatewayModel;
  /** The way that a VPC link opens; undefined where it is not there, or not ready. */
  readonly linkOf: (vpcLinkId: string) => LinkWay | undefined;
}

/** Asks what is behind the method, and answers what the client gets of it. */
export function* integrate(behind: Behind, exchange: Exchange): Generator<Yieldable, HttpResponse, never> {
  const integration = exchange.method.methodIntegration!;
  switch (integration.type) {
    case 'AWS_PROXY':
      return yield* functionProxy(behind, exchange, integration);
    case 'HTTP_PROXY': {
      const fetched = yield* fetch(behind, exchange, integration, backRequest(exchange, integration));
      return relayed(exchange, integration, fetched);
    }
    case 'HTTP': {
      const fetched = yield* fetch(behind, exchange, integration, backRequest(exchange, integration));
      return clientAnswer(exchange, integration, {
        selector: String(fetched.status),
        headers: [...fetched.headers],
        body: fetched.text(),
      });
    }
    case 'AWS': {
      const request = backRequest(exchange, integration);
      const arn = functionIn(request.uri);
      const answer = arn === undefined ? yield* service(behind, exchange, integration, request) : yield* plainFunction(behind, exchange, integration, arn, request.body); // prettier-ignore
      return clientAnswer(exchange, integration, answer);
    }
    default:
      return yield* mock(behind, exchange, integration);
  }
}

/** A mock answers with the status that the request's template makes. */
function* mock(
  { model }: Behind,
  exchange: Exchange,
  integration: Integration,
): Generator<Yieldable, HttpResponse, never> {
  if (model.mock > 0) yield model.mock;
  exchange.integrationLatency = model.mock;
  const { body } = backRequest(exchange, integration);
  const status = /["']?statusCode["']?\s*:\s*["']?(-?\d+)\b/.exec(body)?.[1];
  if (status === undefined) throw misconfigured('Unable to parse statusCode. It should be an integer.');
  return clientAnswer(exchange, integration, { selector: status, headers: [], body: '' });
}

/** The function gets the whole request, and answers the whole answer. */
function* functionProxy(
  behind: Behind,
  exchange: Exchange,
  integration: Integration,
): Generator<Yieldable, HttpResponse, never> {
  const { binaryMediaTypes = [] } = exchange.origin.snapshot.record;
  const binary = isBinaryMediaType(exchange.header('content-type'), binaryMediaTypes);
  const { target, resourcePath, pathParameters } = exchange.match;
  const matched = { resourcePath, resourceId: target.resourceId, pathParameters };
  const event = eventV1(exchange.request, matched, exchange.caller, binary);
  const arn = functionIn(withVariables(exchange, integration.uri!));
  if (arn === undefined) throw misconfigured('Invalid endpoint address');
  const value = yield* answerOf(behind, exchange, integration, arn, event);
  // Bytes come out only where the API's binary media types have what the client accepts.
  const wanted = exchange.header('accept')?.split(',', 1)[0];
  const decoded = isBinaryMediaType(wanted ?? '', binaryMediaTypes);
  const answer = readAnswerV1(decoded || typeof value !== 'object' || value === null ? value : { ...value, ...('isBase64Encoded' in value && { isBase64Encoded: false }) }); // prettier-ignore
  if (!answer) throw new Refused(restFailure('malformed answer'), 'Execution failed due to configuration error: Malformed Lambda proxy response'); // prettier-ignore
  return answer;
}

/** The function gets what the template makes; an error of its own is an answer like another. */
function* plainFunction(
  behind: Behind,
  exchange: Exchange,
  integration: Integration,
  arn: string,
  body: string,
): Generator<Yieldable, BackAnswer, never> {
  let event: unknown;
  try {
    event = JSON.parse(body.trim() === '' ? '{}' : body);
  } catch {
    throw misconfigured('The request body is no JSON');
  }
  const headers = [['Content-Type', 'application/json']] as const;
  try {
    const value = yield* answerOf(behind, exchange, integration, arn, event, true);
    return { selector: '', headers, body: JSON.stringify(value) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { name: errorType, message: errorMessage } = error;
    return { selector: errorMessage, headers, body: JSON.stringify({ errorMessage, errorType }) };
  }
}

/** What a function answers in time. An error of its own is thrown as it is where `plain` says so. */
function* answerOf(
  behind: Behind,
  exchange: Exchange,
  integration: Integration,
  arn: string,
  event: unknown,
  plain = false,
): Generator<Yieldable, unknown, never> {
  const { region } = behind;
  const { apiId, accountId, stage } = exchange.origin;
  const resource = `${apiId}/${stage}/${exchange.request.method}${exchange.match.resourcePath}`;
  const from = `arn:${region.partition}:execute-api:${region.name}:${accountId}:${resource}`;
  const call = invoke(region, arn, event, from, integration.credentials);
  const outcome = yield* inTime(behind, exchange, integration, call);
  if (outcome.error === undefined) return outcome.value;
  const why = functionFailure(outcome.error);
  if (plain && why === 'function error') throw outcome.error;
  throw new Refused(
    restFailure(why),
    `Execution failed due to configuration error: ${String(outcome.error)}`,
  );
}

function* fetch(
  behind: Behind,
  exchange: Exchange,
  integration: Integration,
  request: BackRequest,
): Generator<Yieldable, Fetched, never> {
  const { connectionType, connectionId = '' } = integration;
  const isPrivate = connectionType === 'VPC_LINK';
  const link = isPrivate ? behind.linkOf(withVariables(exchange, connectionId)) : undefined;
  if (isPrivate && !link) throw misconfigured('Invalid VPC link');
  const parts = /^(https?):\/\/([^/?#:]+)(?::(\d+))?([^#]*)/.exec(withQuery(request.uri, request.query));
  if (!parts) throw misconfigured('Invalid endpoint address');
  const [url, scheme, host = '', port, path = ''] = parts;
  const { method, headers, body } = request;
  const { region } = behind;
  const secure = scheme === 'https';
  const call = link ? region.world.simulation.process(() => askInVpc(region, { ...link, port: Number(port ?? (secure ? 443 : 80)), secure }, { method, host, path: path || '/', headers, body }), `VPC link ${connectionId}`) : hostsOf(region.world).fetch(url, { method, headers, body, sourceIp: exchange.origin.sourceIp, stream: integration.responseTransferMode === 'STREAM' }); // prettier-ignore
  const outcome = yield* inTime(behind, exchange, integration, call);
  if (outcome.error === undefined) return withinPayload(outcome.value as Fetched, integration);
  if (!(outcome.error instanceof FetchError)) throw outcome.error;
  throw new Refused(
    restFailure('unreachable'),
    `Execution failed due to an internal error: ${String(outcome.error)}`,
  );
}

/** A whole answer has at most 10 MB. AWS does not tell what the client gets for a larger one: it is an internal error here. */
function withinPayload(fetched: Fetched, { responseTransferMode }: Integration): Fetched {
  const text = responseTransferMode === 'STREAM' ? '' : fetched.text();
  if (text.length * 3 <= MAX || new TextEncoder().encode(text).length <= MAX) return fetched;
  throw misconfigured(`The back end's answer is larger than ${MAX} bytes`);
}

/** What a web server behind a proxy integration answers: whole, or piece by piece. */
function relayed(exchange: Exchange, integration: Integration, fetched: Fetched): HttpResponse {
  const head = { statusCode: fetched.status, headers: [...fetched.headers] };
  if (integration.responseTransferMode !== 'STREAM') return { ...head, body: fetched.text() };
  const { timeoutInMillis = 29_000 } = integration;
  const whole = [{ after: 0, body: fetched.bytes() }, ...fetched.chunks];
  const left = timeoutInMillis / 1000 - exchange.integrationLatency!;
  const idle = STREAM_IDLE_TIMEOUT[typeOf(exchange.origin.snapshot.record)] / 1000;
  return { ...head, body: '', chunks: paced(whole, left, idle) };
}

function withQuery(uri: string, query: BackRequest['query']): string {
  if (query.length === 0) return uri;
  const text = query
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  return `${uri}${uri.includes('?') ? '&' : '?'}${text}`;
}

function* service(
  behind: Behind,
  exchange: Exchange,
  integration: Integration,
  request: BackRequest,
): Generator<Yieldable, BackAnswer, never> {
  const arn = parseArn(request.uri);
  if (!arn) throw misconfigured('Invalid endpoint address');
  const { region } = behind;
  const call: AwsCall = { service: arn.account, resource: arn.resource, ...request };
  const process: Process<BackAnswer> = region.world.simulation.process(() => callAws(region, call, exchange.origin.requestId)); // prettier-ignore
  const outcome = yield* inTime(behind, exchange, integration, process);
  if (outcome.error !== undefined) throw outcome.error;
  return outcome.value as BackAnswer;
}

type InTime<T> =
  { readonly error: unknown; readonly value?: undefined } | { readonly error?: undefined; readonly value: T };

/** Waits as long as the integration's timeout allows. What is late goes on, and the client gets 504. */
function* inTime<T>(
  { region }: Behind,
  exchange: Exchange,
  integration: Integration,
  reply: Reply<T>,
): Generator<Yieldable, InTime<T>, never> {
  const { simulation } = region.world;
  const began = simulation.now;
  const { timeoutInMillis = 29_000, responseTransferMode } = integration;
  const { record } = exchange.origin.snapshot;
  const idle = responseTransferMode === 'STREAM' ? STREAM_IDLE_TIMEOUT[typeOf(record)] : Infinity;
  const outcome = yield* limitedTo(simulation, reply, Math.min(timeoutInMillis, idle) / 1000);
  exchange.integrationLatency = simulation.now - began;
  if (outcome.late) throw new Refused(restFailure('timed out'), 'Execution failed due to a timeout error');
  return outcome;
}
