import type { Resource, Simulation } from '../../kernel/index.ts';
import type { Connection } from '../../cloud/endpoints/index.ts';

/** How many connections a client keeps, and how long. */
export interface PoolOptions {
  /** Connections to one host at most; further requests wait. Default 50, as in the AWS SDK for JavaScript. */
  maxPerHost?: number;
  /** Idle ones kept per host. Default: all; 0 opens one for each request. */
  maxIdlePerHost?: number;
  /** Seconds that an idle one is kept. Default 60. Less than the server's: then no request meets a closed one. */
  idleTimeout?: number;
  /** Seconds after which one is not used again, so that the client follows DNS. Default: never. */
  maxAge?: number;
  /** Which idle one is taken: the last used (default), which lets the others go, or the one idle longest. */
  order?: 'lifo' | 'fifo';
}

interface Host {
  readonly places: Resource;
  /** In the order in which they became idle. */
  readonly idle: Connection[];
}

/** The connections of one client, by host name: they outlive a change in DNS. */
export class Pool {
  readonly #simulation: Simulation;
  readonly #options: Required<PoolOptions>;
  readonly #hosts = new Map<string, Host>();

  constructor(simulation: Simulation, options: PoolOptions = {}) {
    const {
      maxPerHost = 50,
      maxIdlePerHost = Infinity,
      idleTimeout = 60,
      maxAge = Infinity,
      order = 'lifo',
    } = options;
    this.#simulation = simulation;
    this.#options = { maxPerHost, maxIdlePerHost, idleTimeout, maxAge, order };
  }

  /** The places for requests to a host: hold one while you use a connection. */
  places(host: string): Resource {
    return this.#host(host).places;
  }

  /** An idle connection, or none that may still be used. */
  take(host: string): Connection | undefined {
    const { idle } = this.#host(host);
    this.#tidy(idle);
    for (;;) {
      const connection = this.#options.order === 'lifo' ? idle.pop() : idle.shift();
      if (!connection || this.#usable(connection)) return connection;
      connection.close();
    }
  }

  /** Keeps a connection for the next request, or closes it. */
  give(host: string, connection: Connection): void {
    const { idle } = this.#host(host);
    this.#tidy(idle);
    if (this.#usable(connection) && idle.length < this.#options.maxIdlePerHost) idle.push(connection);
    else connection.close();
  }

  /** Idle connections to a host. */
  idle(host: string): number {
    return this.#host(host).idle.filter((connection) => this.#usable(connection)).length;
  }

  /** Closes all that are idle. */
  close(): void {
    for (const { idle } of this.#hosts.values()) for (const connection of idle.splice(0)) connection.close();
  }

  #host(name: string): Host {
    let host = this.#hosts.get(name);
    if (!host) {
      host = {
        places: this.#simulation.resource(this.#options.maxPerHost, `connections to ${name}`),
        idle: [],
      };
      this.#hosts.set(name, host);
    }
    return host;
  }

  /** Drops those that are past their time: the longest idle stand first. Only when asked: an idle client needs no timers. */
  #tidy(idle: Connection[]): void {
    let past = 0;
    while (past < idle.length && !this.#usable(idle[past]!)) idle[past++]!.close();
    if (past > 0) idle.splice(0, past);
  }

  #usable({ open, openedAt, idleSince }: Connection): boolean {
    const { now } = this.#simulation;
    return open && now - idleSince < this.#options.idleTimeout && now - openedAt < this.#options.maxAge;
  }
}
