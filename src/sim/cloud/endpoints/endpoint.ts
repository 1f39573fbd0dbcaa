import type { Body } from '../../kernel/index.ts';
import type { Request, Response } from './message.ts';

/** What a server does with a request: a plain function, a generator or an async function. */
export type Handler = (request: Request, from: string) => ReturnType<Body<Response>>;

/** What those who connect meet. */
export type Condition =
  /** Connections are accepted, requests answered. */
  | { readonly kind: 'accept' }
  /** Nobody listens: connections are refused, open ones are reset and their work ends, as when a process has died. */
  | { readonly kind: 'refuse' }
  /** Nothing comes back, as from a host that is down or behind a security group that drops. */
  | { readonly kind: 'black-hole' }
  /** Each response is so many seconds late. */
  | { readonly kind: 'slow'; readonly by: number }
  /** The connection breaks so many seconds after a request has come, before the response. */
  | { readonly kind: 'close-early'; readonly after?: number }
  /** Every request is answered with this status at once, without any work. */
  | { readonly kind: 'status'; readonly status: number };

const accept: Condition = { kind: 'accept' };

/** How something answers. */
export interface EndpointOptions {
  /** Where it stands: a name that the network knows. Default: its address. */
  place?: string;
  /** Whether what comes from a place gets through to it: security groups and routes may drop it, or refuse. Default: yes. */
  admits?: (from: string) => 'open' | 'dropped' | 'refused';
  /**
   * Seconds after which it closes a connection without a request. Default 65. A server that closes sooner than its
   * client, a load balancer (60 s), resets a request now and then.
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-502-issues
   */
  idleTimeout?: number;
  /** Whether work on a request ends when its client goes, as a balancer's does. Default false: it is worked off for nobody. */
  abandons?: boolean;
}

/** A connection, as its server sees it. */
export interface OpenConnection {
  /** Ends it from the server's side. */
  closeByServer(): void;
}

/** Something that answers at an address. */
export class Endpoint {
  /** Its address: 'i-0abc:80', '203.0.113.7:443'. */
  readonly address: string;
  /** Where it stands, as faults name places. */
  readonly place: string;
  /** Seconds after which it closes a connection without a request. */
  readonly idleTimeout: number;
  /** What it does with a request. */
  readonly handler: Handler;
  /** Whether what comes from a place gets through to it. */
  readonly admits: (from: string) => 'open' | 'dropped' | 'refused';
  /** Whether work on a request ends when its client goes. */
  readonly abandons: boolean;
  /** Connections that it has accepted. */
  accepted = 0;
  /** Requests that have reached it. */
  requests = 0;
  /** Requests that it has worked off. */
  responses = 0;
  /** Of these, those that nobody waited for any more: work for nothing. */
  wasted = 0;
  readonly #connections = new Set<OpenConnection>();
  #condition: Condition = accept;

  /** Made by `Endpoints.listen`. */
  constructor(
    address: string,
    handler: Handler,
    { place = address, idleTimeout = 65, admits = () => 'open', abandons = false }: EndpointOptions = {},
  ) {
    this.address = address;
    this.place = place;
    this.idleTimeout = idleTimeout;
    this.admits = admits;
    this.abandons = abandons;
    this.handler = handler;
  }

  /** What those who connect meet now. */
  get condition(): Condition {
    return this.#condition;
  }

  set condition(condition: Condition) {
    this.#condition = condition;
    if (condition.kind !== 'refuse') return;
    for (const connection of [...this.#connections]) connection.closeByServer();
  }

  /** Connections open on its side. */
  get connections(): number {
    return this.#connections.size;
  }

  /** @internal A connection was accepted. */
  opened(connection: OpenConnection): void {
    this.accepted++;
    this.#connections.add(connection);
  }

  /** @internal A connection is closed on this side. */
  closed(connection: OpenConnection): void {
    this.#connections.delete(connection);
  }
}
