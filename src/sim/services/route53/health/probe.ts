import { route53Limits as limits } from '../limits.ts';
import type { HealthCheckConfig } from './config.ts';

/** Seconds that a checker waits. */
export const PATIENCE = {
  connectHttp: limits.connectHttp.default,
  connectTcp: limits.connectTcp.default,
  status: limits.statusTime.default,
  body: limits.bodyTime.default,
};

/** What became of one request of a checker. Absent parts did not come. */
export interface ProbeOutcome {
  /** Why there was no request at all. */
  readonly failure?: string;
  /** Seconds until the TCP connection stood. */
  readonly connected?: number;
  /** The HTTP status code, and the seconds from the connection until it came. */
  readonly status?: number;
  readonly statusAfter?: number;
  /** The body's bytes as characters, and the seconds from the status code until it had come. */
  readonly body?: string;
  readonly bodyAfter?: number;
}

/** A verdict: undefined for a success, else why not, in the words of GetHealthCheckStatus. */
export type Failure = string | undefined;

/**
 * Judges one request.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
export function failureOf({ type, searchString = '' }: HealthCheckConfig, outcome: ProbeOutcome): Failure {
  const { connected, status, statusAfter = 0, body, bodyAfter = 0 } = outcome;
  const { connectHttp, connectTcp } = PATIENCE;
  const patience = type === 'TCP' ? connectTcp : connectHttp;
  if (outcome.failure !== undefined) return `Failure: ${outcome.failure}`;
  if (connected === undefined) return 'Failure: Connection refused, or no route to the host.';
  if (connected > patience) return 'Failure: Connection timed out.';
  if (type === 'TCP') return undefined;
  if (status === undefined || statusAfter > PATIENCE.status) {
    return 'Failure: Connection timed out. The endpoint or the internet connection is slow.';
  }
  if (status < 200 || status >= 400) return `Failure: HTTP Status Code ${status}`;
  if (type !== 'HTTP_STR_MATCH' && type !== 'HTTPS_STR_MATCH') return undefined;
  if (body === undefined || bodyAfter > PATIENCE.body)
    return 'Failure: The response body did not come in time.';
  const found = body.slice(0, limits.bodyBytes.default).includes(searchString);
  return found ? undefined : 'Failure: The response body does not contain the search string.';
}
