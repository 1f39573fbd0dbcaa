import type { Body, Reply, Simulation, Yieldable } from '../../kernel/index.ts';
import type { World } from '../region.ts';
import { Fetched } from './fetched.ts';
import { FetchError, type FetchOptions, type HostAnswer, type HostRequest } from './message.ts';

/** What answers at a host: a plain function, a generator or an async function. */
export type HostHandler = (request: HostRequest) => ReturnType<Body<HostAnswer>>;

/**
 * Who answers at which name on the Internet: APIs, function URLs, balancers, and servers of a reader's own. Names have a
 * port only where it is not 80 or 443.
 */
export class Hosts {
  readonly #simulation: Simulation;
  readonly #handlers = new Map<string, HostHandler>();

  /** Made by `hostsOf`. */
  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** Lets something answer at a name. Throws where another does already. */
  listen(host: string, handler: HostHandler): void {
    const name = host.toLowerCase();
    if (this.#handlers.has(name)) throw new Error(`Something answers at ${host} already.`);
    this.#handlers.set(name, handler);
  }

  /** Nothing answers there any more. */
  close(host: string): void {
    this.#handlers.delete(host.toLowerCase());
  }

  /** Whether something answers at a name. */
  has(host: string): boolean {
    return this.#handlers.has(host.toLowerCase());
  }

  /**
   * Asks a host, and settles with what it answers. The way there and back takes no time: what takes time is the host.
   *
   * @throws TypeError for what is no URL of http or https
   */
  fetch(url: string, options: FetchOptions = {}): Reply<Fetched> {
    const { host, request } = requestOf(url, options);
    return this.#simulation.process(() => this.#asked(host, request, options.stream), `fetch ${url}`);
  }

  *#asked(host: string, request: HostRequest, stream = false): Generator<Yieldable, Fetched, never> {
    const handler = this.#handlers.get(host);
    if (!handler) throw new FetchError(`fetch failed: nothing answers at ${host}.`);
    // A process of its own: async code has to begin in its process.
    const answer = yield* this.#simulation.process(() => handler(request), host);
    if (!answer.chunks || stream) return new Fetched(answer);
    const pieces = [bytesOf(answer.body)];
    for (const { after, body, broken } of answer.chunks) {
      if (after > 0) yield after;
      if (broken) throw new FetchError(`fetch failed: ${host} broke the connection before the answer was whole.`); // prettier-ignore
      pieces.push(bytesOf(body));
    }
    const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return new Fetched({ ...answer, body: whole, chunks: undefined });
  }
}

const JSON_TYPE = 'application/json';

function requestOf(url: string, options: FetchOptions): { host: string; request: HostRequest } {
  const parts = /^(https?:)\/\/([^/?#]+)([^?#]*)(?:\?([^#]*))?/i.exec(url);
  if (!parts) throw new TypeError(`'${url}' is no URL of http or https.`);
  const [, scheme = '', authority = '', path = '', rawQuery = ''] = parts;
  const { method = 'GET', headers = {}, body, sourceIp = '203.0.113.10', signedBy, vpcEndpoint } = options;
  const pairs = isPairs(headers)
    ? headers.map(([name, value]) => [name, value] as const)
    : Object.entries(headers);
  const asJson =
    body !== undefined && body !== null && typeof body !== 'string' && !(body instanceof Uint8Array);
  if (asJson && !pairs.some(([name]) => name.toLowerCase() === 'content-type'))
    pairs.push(['Content-Type', JSON_TYPE]);
  const host = authority.toLowerCase().replace(/:(80|443)$/, '');
  return {
    host,
    request: {
      method: method.toUpperCase(),
      origin: `${scheme.toLowerCase()}//${host}`,
      path: path || '/',
      rawQuery,
      headers: pairs,
      body: bytesOf(asJson ? JSON.stringify(body) : (body as string | Uint8Array | null | undefined)),
      sourceIp,
      signedBy,
      vpcEndpoint,
    },
  };
}

function isPairs(headers: object): headers is [string, string][] {
  return Array.isArray(headers);
}

function bytesOf(body: string | Uint8Array | null | undefined): Uint8Array {
  return typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body ?? []);
}

const worlds = new WeakMap<World, Hosts>();

/** The hosts of a cloud's Internet, made where they are first asked for. */
export function hostsOf(world: World): Hosts {
  let hosts = worlds.get(world);
  if (!hosts) worlds.set(world, (hosts = new Hosts(world.simulation)));
  return hosts;
}
