import type { Failure } from './gateway-response.ts';

/** The kinds of APIs. */
export type ApiKind = 'REST' | 'HTTP' | 'WEBSOCKET';
/** How a REST API is reached. */
export type EndpointType = 'REGIONAL' | 'PRIVATE' | 'EDGE';

/**
 * The longest that API Gateway waits for a back end, in milliseconds, without a raised quota. Only Regional and
 * private REST APIs can have it raised, at the price of the account's throttle quota.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
export const MAX_TIMEOUT: Readonly<Record<ApiKind, number>> = {
  REST: 29_000,
  WEBSOCKET: 29_000,
  HTTP: 30_000,
};
/** The shortest timeout, in milliseconds. */
export const MIN_TIMEOUT = 50;

/** The longest timeout with response streaming, in milliseconds. */
export const STREAM_TIMEOUT = 900_000;
/** Milliseconds without a byte of a stream. */
export const STREAM_IDLE_TIMEOUT: Readonly<Record<EndpointType, number>> = {
  REGIONAL: 300_000,
  PRIVATE: 300_000,
  EDGE: 30_000,
};

/** The longest timeout that an integration may have. */
export function maxTimeout(api: ApiKind, endpoint: EndpointType, raisedQuota?: number): number {
  const raisable = api === 'REST' && endpoint !== 'EDGE';
  return raisable ? Math.max(MAX_TIMEOUT.REST, raisedQuota ?? 0) : MAX_TIMEOUT[api];
}

/** Why a timeout is refused; undefined where it is not. */
export function timeoutError(
  timeoutInMillis: number,
  api: ApiKind,
  endpoint: EndpointType,
  raisedQuota?: number,
): string | undefined {
  const longest = maxTimeout(api, endpoint, raisedQuota);
  if (timeoutInMillis >= MIN_TIMEOUT && timeoutInMillis <= longest) return undefined;
  return `Timeout should be between ${MIN_TIMEOUT} ms and ${longest} ms`;
}

/** What may go wrong behind the gateway. */
export type IntegrationOutcome =
  | 'timed out'
  | 'unreachable'
  | 'function error'
  | 'malformed answer'
  | 'function throttled'
  | 'not permitted';

/** A REST API's answer. What timed out goes on: the back end is not told. */
export function restFailure(outcome: IntegrationOutcome): Failure {
  const message = 'Internal server error';
  switch (outcome) {
    case 'timed out':
      return { type: 'INTEGRATION_TIMEOUT' };
    case 'unreachable':
      return { type: 'INTEGRATION_FAILURE' };
    case 'function error':
    case 'malformed answer':
      return { type: 'API_CONFIGURATION_ERROR', statusCode: 502, message };
    case 'function throttled':
    case 'not permitted':
      return { type: 'API_CONFIGURATION_ERROR', statusCode: 500, message };
  }
}

/** An HTTP API's answer: those have no gateway responses to customize. */
export function httpFailure(outcome: IntegrationOutcome): { statusCode: number; message: string } {
  switch (outcome) {
    case 'timed out':
    case 'unreachable':
    case 'function throttled':
      return { statusCode: 503, message: 'Service Unavailable' };
    default:
      return { statusCode: 500, message: 'Internal Server Error' };
  }
}
