import { functionFailure, functionIn, invoke } from '../../../cloud/gateway/function.ts';
import { limitedTo } from '../../../cloud/gateway/late.ts';
import { readAnswerV1, type HttpResponse } from '../../../cloud/gateway/payload/index.ts';
import { hostsOf } from '../../../cloud/http/hosts.ts';
import { FetchError, NotModelled, type Region } from '../../../cloud/index.ts';
import type { Reply, Yieldable } from '../../../kernel/index.ts';
import { apiGatewayV2Limits as limits } from '../limits.ts';
import type { IntegrationRecord } from '../http-api.ts';

/** What became of a call of the back end. */
export type BackEnd =
  | { readonly ok: true; readonly answer: HttpResponse }
  /** The client is told so: `$connect` by the status, other routes by the message. */
  | { readonly ok: false; readonly status: number; readonly message: string };

const failed = (status: number, message: string): BackEnd => ({ ok: false, status, message });
const LATE = failed(504, 'Endpoint request timed out');
const BROKEN = failed(502, 'Internal server error');

/**
 * Hands an event to what stands behind a route: a function (AWS_PROXY), a web server (HTTP_PROXY) or nothing (MOCK).
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-requests.html
 *
 * @param from the ARN of the route, for the function's policy
 */
export function* integrate(
  region: Region,
  integration: IntegrationRecord,
  event: { readonly body?: string; readonly requestContext: { readonly connectionId: string } },
  from: string,
): Generator<Yieldable, BackEnd, never> {
  const { simulation } = region.world;
  const { integrationType: type, integrationUri: uri = '', timeoutInMillis = limits.socketTimeout.default } = integration; // prettier-ignore
  if (type === 'MOCK') return { ok: true, answer: { statusCode: 200, headers: [], body: '' } };
  if (type === 'AWS_PROXY') {
    const call = invoke(region, functionIn(uri) ?? uri, event, from, integration.credentialsArn);
    const outcome = yield* limitedTo(simulation, call, timeoutInMillis / 1000);
    if (outcome.late) return LATE;
    if (outcome.error !== undefined)
      return functionFailure(outcome.error) === 'not permitted' ? failed(500, 'Internal server error') : BROKEN; // prettier-ignore
    const answer = readAnswerV1(outcome.value);
    return answer ? { ok: true, answer } : BROKEN;
  }
  if (type !== 'HTTP_PROXY') throw new NotModelled('Amazon API Gateway', `${type} integrations of WebSocket APIs`); // prettier-ignore
  const call = hostsOf(region.world).fetch(uri, {
    method: integration.integrationMethod ?? 'POST',
    headers: { connectionId: event.requestContext.connectionId },
    ...(event.body !== undefined && { body: event.body }),
  });
  const outcome = yield* limitedTo(simulation, call as Reply<unknown>, timeoutInMillis / 1000);
  if (outcome.late) return LATE;
  if (outcome.error !== undefined) {
    if (!(outcome.error instanceof FetchError)) throw outcome.error;
    return failed(500, 'Internal server error');
  }
  const { status, text } = outcome.value as { status: number; text: () => string };
  return { ok: true, answer: { statusCode: status, headers: [], body: text.call(outcome.value) } };
}
