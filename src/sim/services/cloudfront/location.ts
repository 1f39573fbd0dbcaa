import { isDisabled } from './cache-policy.ts';
import { errorMinTtl, errorTtl } from './error-caching.ts';
import { type Response, validatorOf } from './http.ts';
import { Lru } from './lru.ts';
import { type Done, type Fetch, onward, type Result, type Source } from './source.ts';
import { lifetimeOf } from './ttl.ts';

/** Bytes that a copy takes beside its body, so that empty errors have an end, too. Silence: AWS names no figure. */
const HEADERS_SIZE = 300;

/** A kept answer and its times. */
interface Copy {
  readonly url: string;
  readonly size: number;
  readonly response: Response;
  readonly isError: boolean;
  readonly expires: number;
  readonly whileRevalidate: number;
  readonly ifError: number;
  /** After an origin's failure the stale copy is served until then, without asking. */
  readonly retryAt?: number;
}

/** A request on its way to the next layer, and who waits for its answer. */
interface Flight {
  readonly url: string;
  readonly waiting: { readonly request: Fetch; readonly done: Done }[];
  /** Invalidated on the way: its answer is given, but not kept. */
  isVoid: boolean;
}

/** A cache's clock and its size. */
export interface LocationOptions {
  /** Seconds. */
  readonly now: () => number;
  /** What the date is at 0 of that clock: seconds since 1970. `Expires` names a date. Default 0. */
  readonly epoch?: number;
  /** Bytes. */
  readonly capacity: number;
}

/**
 * A place that keeps copies: a point of presence, a regional edge cache, an Origin Shield; they differ in size and in
 * whom they ask next.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowCloudFrontWorks.html
 */
export class CacheLocation implements Source {
  readonly #now: () => number;
  readonly #epoch: number;
  readonly #copies: Lru<Copy>;
  readonly #flights = new Map<string, Flight>();
  /** Flights that nobody else may join are only known here, for invalidations. */
  readonly #lone = new Set<Flight>();

  constructor({ now, epoch = 0, capacity }: LocationOptions) {
    this.#now = now;
    this.#epoch = epoch;
    this.#copies = new Lru(capacity);
  }

  /** Objects kept, and requests under way. */
  get count(): number {
    return this.#copies.count;
  }

  get inFlight(): number {
    return this.#flights.size + this.#lone.size;
  }

  fetch(request: Fetch, done: Done): void {
    const now = this.#now();
    const { key } = request;
    const copy = this.#copies.get(key);
    if (copy && now < copy.expires) return give(copy, request, done, copy.isError ? 'Error' : 'Hit');
    const stale = copy && !copy.isError ? copy : undefined;
    if (stale?.retryAt !== undefined && now < Math.min(stale.retryAt, stale.ifError))
      return give(stale, request, done, 'Hit');
    const flight = request.collapses ? this.#flights.get(key) : undefined;
    if (stale && now < stale.whileRevalidate) {
      if (!flight) this.#ask(request, stale, []);
      return give(stale, request, done, 'Hit');
    }
    if (flight) flight.waiting.push({ request, done });
    else this.#ask(request, stale, [{ request, done }]);
  }

  /** Drops copies, also those on their way here. Answers how many were there. */
  invalidate(goes: (url: string) => boolean): number {
    for (const flight of [...this.#flights.values(), ...this.#lone])
      if (goes(flight.url)) flight.isVoid = true;
    for (const [key, { isVoid }] of this.#flights) if (isVoid) this.#flights.delete(key);
    return this.#copies.deleteWhere(({ url }) => goes(url));
  }

  #ask(request: Fetch, stale: Copy | undefined, waiting: Flight['waiting']): void {
    const flight: Flight = { url: request.url, waiting, isVoid: false };
    if (request.collapses) this.#flights.set(request.key, flight);
    else this.#lone.add(flight);
    const { ifNoneMatch: _, ...plain } = request;
    const validator = stale && validatorOf(stale.response.headers);
    onward({ ...plain, ...(validator !== undefined && { ifNoneMatch: validator }) }, (response) => {
      this.#lone.delete(flight);
      if (this.#flights.get(request.key) === flight) this.#flights.delete(request.key);
      this.#land(request, stale, flight, response);
    });
  }

  #land(request: Fetch, stale: Copy | undefined, { waiting, isVoid }: Flight, response: Response): void {
    const now = this.#now();
    const keep = (copy: Copy): void => {
      if (!isVoid) this.#copies.put(request.key, copy);
    };
    if (response.status >= 500 && stale && now < stale.ifError) {
      const copy = { ...stale, retryAt: now + errorMinTtl(response.status, request.errors) };
      keep(copy);
      return serve(waiting, copy, 'Hit', 'Hit');
    }
    const renewed = response.status === 304 && stale !== undefined;
    const copy = copyOf(request, renewed ? renew(stale.response, response) : response, this.#epoch);
    if (copy.isError ? now < copy.expires : now < Math.max(copy.expires, copy.ifError)) keep(copy);
    else if (!isVoid) this.#copies.delete(request.key);
    const result: Result = copy.isError ? 'Error' : renewed ? 'RefreshHit' : 'Miss';
    if (isKept(copy)) return serve(waiting, copy, result, copy.isError ? 'Error' : 'Hit');
    // Nobody else may have this answer: whoever waited asks for one of their own.
    const [first, ...others] = waiting;
    if (first) serve([first], copy, result, result);
    for (const other of others) this.#ask({ ...other.request, collapses: false }, undefined, [other]);
  }
}

/** Whether an answer may be given to more than the one who asked. */
function isKept({ response, expires }: Copy): boolean {
  return expires > response.at;
}

function copyOf(request: Fetch, response: Response, epoch: number): Copy {
  const { url, ttl } = request;
  const { at, status, size } = response;
  const base = { url, size: size + HEADERS_SIZE, response };
  if (status >= 400) {
    const expires = at + (isDisabled(ttl) ? 0 : errorTtl(response, request.errors));
    return { ...base, isError: true, expires, whileRevalidate: expires, ifError: expires };
  }
  const life = lifetimeOf(response.headers, ttl, epoch + at);
  return {
    ...base,
    isError: false,
    expires: at + life.ttl,
    whileRevalidate: at + life.whileRevalidate,
    ifError: at + life.ifError,
  };
}

/** A 304 brings new headers for the old body. */
function renew(old: Response, { headers, at }: Response): Response {
  return { ...old, headers: new Map([...old.headers, ...headers]), at };
}

function serve(waiting: Flight['waiting'], copy: Copy, first: Result, others: Result): void {
  waiting.forEach(({ request, done }, i) => give(copy, request, done, i === 0 ? first : others));
}

function give({ response, isError }: Copy, { ifNoneMatch }: Fetch, done: Done, result: Result): void {
  const same = !isError && ifNoneMatch !== undefined && ifNoneMatch === validatorOf(response.headers);
  done(same ? { status: 304, headers: response.headers, size: 0, at: response.at } : response, result);
}
