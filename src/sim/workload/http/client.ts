import { Reply, type Simulation } from '../../kernel/index.ts';
import { Call } from './call.ts';
import { CircuitBreaker, type CircuitBreakerOptions } from './circuit-breaker.ts';
import type { Connection } from '../../cloud/endpoints/index.ts';
import { dial } from './dial.ts';
import { DnsCache, type DnsCacheOptions, type Resolve } from './dns-cache.ts';
import { endpointsOf, type Endpoints } from '../../cloud/endpoints/index.ts';
import type { World } from '../../cloud/index.ts';
import { HttpError, type Request, type Response } from '../../cloud/endpoints/index.ts';
import { type Outcome } from './message.ts';
import { Pool, type PoolOptions } from './pool.ts';
import type { RetryBudget } from './retry-budget.ts';
import { isTimeout, mayPass, noRetries, type RetryPolicy } from './retry-policy.ts';
import { Outcomes } from './outcomes.ts';
import { within } from '../../cloud/endpoints/index.ts';

/** How a client asks. */
export interface HttpClientOptions extends PoolOptions {
  /** Where it stands: a name that the network knows. Default `client`. */
  place?: string;
  /** How long it keeps what DNS says, and how it takes addresses in turn; or a cache that clients share. */
  dns?: DnsCacheOptions | DnsCache;
  /** Finds the addresses of a host. Default: AWS's own DNS, which knows the names of load balancers and the like. */
  resolve?: Resolve;
  /** Who answers at which address. Default: the endpoints of its cloud. */
  endpoints?: Endpoints;
  /** Whether it speaks TLS: port 443 where a host names none, and one more round trip for a connection. Default false. */
  tls?: boolean;
  /**
   * Seconds for a connection to each address; then the next address is tried. Default 3.1.
   * https://docs.aws.amazon.com/sdkref/latest/guide/feature-smart-config-defaults.html
   */
  connectTimeout?: number;
  /** Seconds after which the next address is tried beside the one before: 0.25 in browsers. Default: when that has failed. */
  fallbackDelay?: number;
  /** Seconds for the response, from when the request is sent. Default 30. */
  readTimeout?: number;
  /** Seconds for a free connection, where the host's are all in use. Default: no limit. */
  poolTimeout?: number;
  /** Seconds for the whole call, its retries and waits included. Default: no limit. */
  callTimeout?: number;
  /** Round trips that TLS adds to a new connection. Default: 1 with TLS (TLS 1.3), 0 without. */
  handshake?: number;
  /** Default: no retries. */
  retries?: RetryPolicy;
  /** Bounds the retries; clients may share one. Default: no bound. */
  budget?: RetryBudget;
  /** A circuit breaker for each host. Default: none. */
  breaker?: CircuitBreakerOptions;
  /** Whether a result counts as a failure for the breaker. Default: errors and statuses from 500 on. */
  isFailure?: (result: Response | HttpError) => boolean;
  /** Told of each call's end, such as `outcomes.add`. */
  onEnd?: (outcome: Outcome, request: Request) => void;
}

/** Sends requests, keeps connections, tries again. */
export class HttpClient {
  /** Its connections. */
  readonly pool: Pool;
  /** What it knows from DNS. */
  readonly dns: DnsCache;
  /** What became of its calls. */
  readonly outcomes = new Outcomes();
  readonly #simulation: Simulation;
  readonly #endpoints: Endpoints;
  readonly #options: HttpClientOptions;
  readonly #breakers = new Map<string, CircuitBreaker>();

  /**
   * A client in a cloud. Throws RangeError for a time that is none.
   *
   *     const client = new HttpClient(cloud, { readTimeout: 2 });
   *     const outcome = yield* client.request({ host: web.dnsName, path: '/cart' });
   */
  constructor(where: { readonly world: World }, options: HttpClientOptions = {}) {
    const { simulation } = where.world;
    const endpoints = options.endpoints ?? endpointsOf(where.world);
    const { connectTimeout = 3.1, readTimeout = 30, retries = noRetries } = options;
    for (const [name, value] of Object.entries({ connectTimeout, readTimeout }))
      if (!(value > 0)) throw new RangeError(`${name} is more than 0 seconds; not ${value}.`);
    if (!(retries.maxAttempts >= 1))
      throw new RangeError(`maxAttempts is 1 or more; not ${retries.maxAttempts}.`);
    this.#simulation = simulation;
    this.#endpoints = endpoints;
    this.#options = options;
    this.pool = new Pool(simulation, options);
    const { place = 'client' } = options;
    const none = { addresses: [], ttl: 0 };
    const resolve =
      options.resolve ?? ((name) => Reply.resolved(simulation, endpoints.resolve(name, place) ?? none));
    const { dns } = options;
    this.dns = dns instanceof DnsCache ? dns : new DnsCache(simulation, resolve, dns);
  }

  /** Seconds since the run began. */
  get now(): number {
    return this.#simulation.now;
  }

  /** Sends a request: `const outcome = yield* client.request({ host })`. Abandoned, it is aborted. */
  request(request: Request): Call {
    const { onEnd, callTimeout = Infinity } = this.#options;
    const call = new Call(this.#simulation, request, (outcome) => {
      this.outcomes.add(outcome);
      onEnd?.(outcome, request);
    });
    return call.begin(() => this.#run(call), callTimeout);
  }

  /** The circuit breaker of a host, where there are any. */
  breaker(host: string): CircuitBreaker | undefined {
    const options = this.#options.breaker;
    let breaker = this.#breakers.get(host);
    if (!breaker && options) {
      breaker = new CircuitBreaker(() => this.#simulation.now, options);
      this.#breakers.set(host, breaker);
    }
    return breaker;
  }

  *#run(call: Call): Generator<number | Reply<unknown>, Response | HttpError> {
    const { retries = noRetries, budget } = this.#options;
    const { retryable = mayPass, maxAttempts, wait } = retries;
    let taken: number | undefined;
    for (;;) {
      call.attempts++;
      const result = yield* this.#guarded(call.request);
      if (!retryable(result, call.request)) {
        if (!(result instanceof HttpError) && result.status < 400) budget?.succeed(taken);
        return result;
      }
      if (call.attempts >= maxAttempts) return result;
      if (budget && (taken = budget.take(isTimeout(result))) === undefined) return result;
      yield wait(call.attempts - 1);
    }
  }

  /** One attempt, where the breaker lets it go. */
  *#guarded(request: Request): Generator<Reply<unknown>, Response | HttpError> {
    const breaker = this.breaker(request.host);
    if (!breaker) return yield* this.#attempt(request);
    const pass = breaker.allow();
    if (pass === undefined) return new HttpError('circuit open', request.host);
    const { isFailure = failed } = this.#options;
    let result: Response | HttpError | undefined;
    try {
      return (result = yield* this.#attempt(request));
    } finally {
      // No result: the call was aborted, or ran out of time.
      if (!result) breaker.forget(pass);
      else if (isFailure(result)) breaker.fail(pass);
      else breaker.succeed(pass);
    }
  }

  *#attempt(request: Request): Generator<Reply<unknown>, Response | HttpError> {
    const { readTimeout = 30, poolTimeout = Infinity } = this.#options;
    const { host } = request;
    const places = this.pool.places(host);
    let connection: Connection | undefined;
    let kept = false;
    if (poolTimeout === Infinity || places.inUse < places.capacity) {
      yield* places.acquire();
    } else {
      const [late] = yield* this.#simulation.race([places.acquire(), this.#simulation.sleep(poolTimeout)]);
      if (late === 1) return new HttpError('pool timeout', host);
    }
    try {
      connection = this.pool.take(host) ?? (yield* this.#open(host));
      const response = yield* within(this.#simulation, connection.send(request), readTimeout, 'read timeout');
      this.pool.give(host, connection);
      kept = true;
      return response;
    } catch (error) {
      return asHttpError(error);
    } finally {
      if (!kept) connection?.close();
      places.release();
    }
  }

  /** A new connection, to the first of the host's addresses that takes it. */
  *#open(host: string): Generator<Reply<unknown>, Connection> {
    const { place = 'client', connectTimeout = 3.1, fallbackDelay = Infinity, tls = false } = this.#options;
    const { handshake = tls ? 1 : 0 } = this.#options;
    const addresses = yield* this.#addressesOf(host, tls ? 443 : 80);
    const connect = (address: string) => this.#endpoints.connect(place, address, handshake);
    return yield* dial(this.#simulation, addresses, connect, { timeout: connectTimeout, fallbackDelay });
  }

  /** Where a host is: what answers by that very name, else its addresses by DNS, with its port. */
  *#addressesOf(host: string, byDefault: number): Generator<Reply<unknown>, readonly string[]> {
    if (this.#endpoints.answers(host)) return [host];
    const [, name = host, port = String(byDefault)] = /^(.+):(\d+)$/.exec(host) ?? [];
    if (isAddress(name)) return [`${name}:${port}`];
    const addresses = yield* this.dns.lookup(name);
    return addresses.map((address) => (this.#endpoints.answers(address) ? address : `${address}:${port}`));
  }
}

/** Whether a host is an IP address: DNS is not asked for it. */
function isAddress(host: string): boolean {
  return /^\d+(\.\d+){3}$/.test(host);
}

function failed(result: Response | HttpError): boolean {
  return result instanceof HttpError || result.status >= 500;
}

/** What went wrong on the way is a result; anything else is a mistake in the model, and stops the run. */
function asHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  throw error;
}
