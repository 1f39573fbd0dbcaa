import { Reply, type Simulation } from '../../kernel/index.ts';
import { HttpError, type DnsAnswer } from '../../cloud/endpoints/index.ts';
import { within } from '../../cloud/endpoints/index.ts';

/** Port: asks a resolver. Rejects, or never settles, where there is no answer. */
export type Resolve = (name: string) => Reply<DnsAnswer>;

/** How a client keeps what DNS says. */
export interface DnsCacheOptions {
  /**
   * `ttl` (default) holds an answer as long as it says; `forever` pins the first one, as a JVM with a security manager
   * does; `none` asks every time.
   * https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/jvm-ttl-dns.html
   */
  keep?: 'ttl' | 'forever' | 'none';
  /** No answer is held for less, or for longer: seconds. Default 0 and Infinity. */
  minTtl?: number;
  /** No answer is held for longer: seconds. Default Infinity. */
  maxTtl?: number;
  /** An answer without addresses is held no longer: seconds. Default Infinity; 0: never held. */
  maxNegativeTtl?: number;
  /** Where there is no answer, an expired one serves so many seconds on. Default 0. https://www.rfc-editor.org/rfc/rfc8767 */
  serveStale?: number;
  /** Begins each time with the next address. Default true; false keeps the order of the answer. */
  rotate?: boolean;
  /** Seconds to wait for an answer. Default 5, as resolv.conf has it. */
  timeout?: number;
}

interface Held {
  addresses: readonly string[];
  expires: number;
  next: number;
}

/** The DNS cache of one client. */
export class DnsCache {
  /** Look-ups answered from memory, an answer under way counted in; and those that asked. */
  hits = 0;
  misses = 0;
  readonly #simulation: Simulation;
  readonly #resolve: Resolve;
  readonly #options: DnsCacheOptions;
  readonly #held = new Map<string, Held>();
  readonly #underWay = new Map<string, Reply<Held>>();

  constructor(simulation: Simulation, resolve: Resolve, options: DnsCacheOptions = {}) {
    const { minTtl = 0, maxTtl = Infinity } = options;
    if (!(minTtl >= 0 && minTtl <= maxTtl))
      throw new RangeError(`minTtl is from 0 to maxTtl; not ${minTtl}.`);
    this.#simulation = simulation;
    this.#resolve = resolve;
    this.#options = options;
  }

  /** The addresses of a name, in the order in which to try them: `yield* cache.lookup(name)`. Throws HttpError for none. */
  *lookup(name: string): Generator<Reply<unknown>, readonly string[], unknown> {
    let held = this.#fresh(name);
    if (held) this.hits++;
    else held = yield* this.#ask(name);
    if (held.addresses.length === 0) throw new HttpError('unknown host', name);
    return this.#inTurn(held);
  }

  /** Forgets one name, or all. */
  flush(name?: string): void {
    if (name === undefined) this.#held.clear();
    else this.#held.delete(name);
  }

  #fresh(name: string): Held | undefined {
    const held = this.#held.get(name);
    return held && this.#simulation.now < held.expires ? held : undefined;
  }

  /** Those who ask for one name at once share one question. */
  #ask(name: string): Reply<Held> {
    const underWay = this.#underWay.get(name);
    if (underWay) {
      this.hits++;
      return underWay;
    }
    this.misses++;
    const answer = new Reply<Held>(this.#simulation, `the addresses of ${name}`);
    this.#underWay.set(name, answer);
    // A process of its own: who asked first may give up before the answer is there.
    this.#simulation.process(() => this.#settle(name, answer), `DNS ${name}`);
    return answer;
  }

  *#settle(name: string, answer: Reply<Held>): Generator<Reply<unknown>, void> {
    const { timeout = 5 } = this.#options;
    try {
      const got = yield* within(this.#simulation, this.#resolve(name), timeout, 'no DNS answer');
      answer.resolve(this.#hold(name, got));
    } catch (error) {
      const stale = this.#stale(name);
      if (stale) answer.resolve(stale);
      else answer.reject(error instanceof HttpError ? error : new HttpError('no DNS answer', name));
    }
    this.#underWay.delete(name);
  }

  #hold(name: string, { addresses, ttl }: DnsAnswer): Held {
    const { keep = 'ttl' } = this.#options;
    const negative = addresses.length === 0;
    const seconds =
      keep === 'forever' && !negative ? Infinity : keep === 'none' ? 0 : this.#clamp(ttl, negative);
    // Goes on where the last answer left off, so that a short TTL doesn't send everybody to the first address.
    const next = this.#held.get(name)?.next ?? 0;
    const held = { addresses, expires: this.#simulation.now + seconds, next };
    this.#held.set(name, held);
    return held;
  }

  #clamp(ttl: number, negative: boolean): number {
    const { minTtl = 0, maxTtl = Infinity, maxNegativeTtl = Infinity } = this.#options;
    const clamped = Math.min(maxTtl, Math.max(minTtl, ttl));
    return negative ? Math.min(maxNegativeTtl, clamped) : clamped;
  }

  #stale(name: string): Held | undefined {
    const held = this.#held.get(name);
    const { serveStale = 0 } = this.#options;
    return held && this.#simulation.now < held.expires + serveStale ? held : undefined;
  }

  #inTurn(held: Held): readonly string[] {
    const { addresses } = held;
    if (this.#options.rotate === false || addresses.length < 2) return addresses;
    const from = held.next % addresses.length;
    held.next = from + 1;
    return [...addresses.slice(from), ...addresses.slice(0, from)];
  }
}
