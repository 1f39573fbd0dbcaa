import { HttpError, endpointsOf, type Connection } from '../../cloud/endpoints/index.ts';
import type { World } from '../../cloud/index.ts';
import type { Reply, Yieldable } from '../../kernel/index.ts';
import type { Response, Sent } from './http.ts';
import { cloudFrontLimits as limits } from './limits.ts';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html */
export interface OriginSettings {
  readonly connectionAttempts?: number | undefined;
  /** Seconds. */
  readonly connectionTimeout?: number | undefined;
  /** Seconds. */
  readonly originReadTimeout?: number | undefined;
  /** Not an S3 bucket: after a response that does not come, the attempts begin again. */
  readonly isCustom?: boolean;
}

/** What came of all attempts at an origin. */
export interface Exchange {
  readonly response: Response;
  /** What did not come, where CloudFront itself made the response. */
  readonly failure?: 'connection' | 'response';
}

/** Methods with which a request is sent again after a response that did not come. */
const REPEATABLE: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Tries an origin as often and as long as its settings say. `from` is the place of the cache that asks. */
export function* exchange(
  world: World,
  settings: OriginSettings,
  from: string,
  address: string,
  host: string,
  sent: Sent,
): Generator<Yieldable, Exchange, never> {
  const { simulation } = world;
  const {
    connectionAttempts = limits.connectionAttempts.default,
    connectionTimeout = limits.connectionTimeout.default,
    originReadTimeout = limits.originReadTimeout.default,
    isCustom = true,
  } = settings;
  let failure: Exchange['failure'] = 'connection';
  let status = 504;
  for (let n = 0; n < connectionAttempts; n++) {
    let connection: Connection | undefined;
    try {
      connection = yield* within(world, endpointsOf(world).connect(from, address), connectionTimeout);
      const response = yield* within(world, connection.send({ ...sent, host }), originReadTimeout);
      return { response: asResponse(response, simulation.now) };
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      failure = connection ? 'response' : 'connection';
      status = error.failure === 'refused' || error.failure === 'reset' ? 502 : 504;
      if (connection && (!isCustom || !REPEATABLE.has(sent.method))) break;
    } finally {
      connection?.close();
    }
  }
  return { failure, response: { status, headers: new Map(), size: 0, at: simulation.now } };
}

function asResponse(
  {
    status,
    headers = new Map<string, string>(),
    body,
  }: { status: number; headers?: ReadonlyMap<string, string>; body?: unknown },
  at: number,
): Response {
  // prettier-ignore
  const told = Number(headers.get('content-length'));
  const size = told > 0 ? told : typeof body === 'string' ? body.length : 0;
  return { status, headers, size, at, ...(body !== undefined && { body }) };
}

/** Waits no longer than so many seconds. */
function* within<T>(world: World, reply: Reply<T>, limit: number): Generator<Yieldable, T, never> {
  const timer = world.simulation.timer(limit, () => reply.reject(new HttpError('read timeout', reply.name)));
  try {
    return yield* reply;
  } finally {
    timer.cancel();
  }
}
