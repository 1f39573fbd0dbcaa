import { endpointsOf, HttpError, type Connection } from '../endpoints/index.ts';
import { Fetched } from '../http/fetched.ts';
import { FetchError, type Pairs } from '../http/message.ts';
import type { Region } from '../region.ts';
import type { Yieldable } from '../../kernel/index.ts';

/** Where a request into a VPC goes. */
export interface PrivateTarget {
  /** The network interface that it leaves from: one of the VPC link's. */
  readonly from: string;
  /** The name of the balancer. */
  readonly balancer: string;
  /** The port of its listener. */
  readonly port: number;
  /** Whether the connection is by TLS. */
  readonly secure: boolean;
}

/** What goes there. */
export interface PrivateRequest {
  readonly method: string;
  /** What the back end reads as the name it is asked by. */
  readonly host: string;
  /** With its query string. */
  readonly path: string;
  readonly headers: Pairs;
  readonly body: string;
}

/**
 * Asks a balancer in a VPC, over a connection of its own. Throws FetchError where it refuses; where security groups drop what
 * comes, nothing comes back.
 */
export function* askInVpc(
  region: Region,
  { from, balancer, port, secure }: PrivateTarget,
  { method, host, path, headers, body }: PrivateRequest,
): Generator<Yieldable, Fetched, never> {
  const endpoints = endpointsOf(region.world);
  const [address] = endpoints.resolve(balancer, from)?.addresses ?? [];
  if (address === undefined) throw new FetchError(`fetch failed: ${balancer} has no address.`);
  let connection: Connection | undefined;
  try {
    connection = yield* endpoints.connect(from, `${address}:${port}`, secure ? 1 : 0);
    const named = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));
    const answer = yield* connection.send({ method, host, path, headers: named, ...(body !== '' && { body }) }); // prettier-ignore
    return new Fetched({ status: answer.status, headers: [...(answer.headers ?? [])], body: textOf(answer.body) }); // prettier-ignore
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    throw new FetchError(`fetch failed: ${error.message}`);
  } finally {
    connection?.close();
  }
}

function textOf(body: unknown): string {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}
