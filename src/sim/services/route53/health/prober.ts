import { HttpError, endpointsOf, type Connection } from '../../../cloud/endpoints/index.ts';
import type { World } from '../../../cloud/index.ts';
import type { Reply, Yieldable } from '../../../kernel/index.ts';
import type { HealthCheckConfig } from './config.ts';
import { PATIENCE, type ProbeOutcome } from './probe.ts';

/** The place of a Region's checkers, as faults name it: they lie in that Region. */
export const checkerPlace = (region: string): string => `route53-checker/${region}`;

/**
 * One request of a checker. Health checkers stand on the internet, outside of all VPCs; certificates are not looked at.
 *
 * @param address resolves the domain name of a check without an address; undefined where it has none
 */
export function* probe(
  world: World,
  config: HealthCheckConfig,
  region: string,
  address: () => string | undefined,
): Generator<Yieldable, ProbeOutcome, never> {
  const { simulation } = world;
  const { type, resourcePath = '/' } = config;
  const path = resourcePath.startsWith('/') ? resourcePath : `/${resourcePath}`;
  const secure = type === 'HTTPS' || type === 'HTTPS_STR_MATCH';
  const ip = config.ipAddress ?? address();
  if (ip === undefined) return { failure: 'DNS resolution failed.' };
  const usual = secure ? 443 : 80;
  const { port = usual, fullyQualifiedDomainName: name = ip } = config;
  // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html
  const host = port === usual ? name : `${name}:${port}`;
  const patience = type === 'TCP' ? PATIENCE.connectTcp : PATIENCE.connectHttp;
  const begun = simulation.now;
  let connection: Connection | undefined;
  try {
    const opened = endpointsOf(world).connect(checkerPlace(region), `${ip}:${port}`, secure ? 1 : 0);
    connection = yield* within(world, opened, patience);
    const connected = simulation.now - begun;
    if (type === 'TCP') return { connected };
    const response = yield* within(world, connection.send({ host, path }), PATIENCE.status);
    const statusAfter = simulation.now - begun - connected;
    const { status, body } = response;
    return { connected, status, statusAfter, ...(typeof body === 'string' && { body, bodyAfter: 0 }) };
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    if (connection) return { connected: 0 };
    return error.failure === 'refused' ? {} : { connected: Infinity };
  } finally {
    connection?.close();
  }
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
