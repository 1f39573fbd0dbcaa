import { edgeCity, type Coordinates } from '../../cloud/places/index.ts';
import { Reply } from '../../kernel/index.ts';
import { continentOf } from './continents.ts';
import type { Dns } from './dns.ts';
import { readBlock, subnetOf, type Answer, type Asker, type GeoCodes } from './policies/index.ts';
import { Recursion, type Standpoint, type Step } from './recursion.ts';
import { readName, type RecordType, type ResourceRecordSet } from './records/index.ts';
import { HONOURS, Resolver, type CacheSettings, type Resolution } from './resolver/index.ts';

/** Somebody who asks: where, and from which address. */
export interface Whereabouts {
  /** The code of a city's airport ('FRA'), a Region's code, or degrees. Default 'IAD', Ashburn. */
  readonly at?: string | Coordinates;
  /** The codes of the location that its address is mapped to. Default: those of the city. */
  readonly location?: GeoCodes;
  /** Its IP address. */
  readonly address?: string;
}

/** How a resolver is set up. */
export interface ResolverOptions extends Whereabouts {
  /** The VPC whose resolver it is. */
  readonly vpc?: string;
  /** How it keeps answers. Default: as their TTLs say. */
  readonly cache?: Partial<CacheSettings>;
  /** Whether it sends a part of its client's address along (EDNS Client Subnet). Default false. */
  readonly sendsClientSubnet?: boolean;
}

/** An answer as whoever asked has it. */
export interface Lookup {
  /** NOERROR, or NXDOMAIN: there is no such name; REFUSED: nobody answers. */
  readonly code: Resolution['code'];
  /** The values at the end of the chain: addresses, for A and AAAA. None: there is nothing. */
  readonly values: readonly string[];
  /** Seconds for which it may be kept, from now on. */
  readonly ttl: number;
  /** Where it comes from: upstream, a cache, what a cache should have forgotten, or nowhere. */
  readonly from: Resolution['from'];
  /** Seconds that it took. */
  readonly seconds: number;
  /** Who was asked on the way. */
  readonly steps: readonly Step[];
  /** The record sets of Route 53 that it came through. */
  readonly through: readonly ResourceRecordSet[];
}

/** Who is asked where the cache does not know. */
type Upstream = (name: string, type: RecordType, asker: Asker, steps: Step[]) => Answer | undefined;

/**
 * A resolver that asks on behalf of clients and remembers, or a client's own cache in front of one.
 *
 *     const resolver = cloud.route53.resolver({ at: 'FRA' });
 *     resolver.ask('www.example.com').values;
 */
export class DnsResolver {
  /** Questions that it was asked. */
  asked = 0;
  /** Of these, those that it answered from memory. */
  hits = 0;
  readonly #dns: Dns;
  readonly #self: Asker;
  readonly #settings: CacheSettings;
  readonly #sendsClientSubnet: boolean;
  readonly #upstream: Upstream;
  readonly #recursion: Recursion | undefined;
  /** By the client's subnet, where that is sent along. */
  readonly #caches = new Map<string, Resolver>();
  #asker: Asker;
  #steps: Step[] = [];

  /** Made by `route53.resolver` and `resolver.client`. */
  constructor(dns: Dns, options: ResolverOptions, upstream: Standpoint | Upstream) {
    this.#dns = dns;
    this.#self = this.#asker = askerAt(options);
    this.#settings = { ...HONOURS, ...options.cache };
    this.#sendsClientSubnet = options.sendsClientSubnet ?? false;
    if (typeof upstream === 'function') this.#upstream = upstream;
    else {
      const recursion = new Recursion(dns, upstream);
      this.#recursion = recursion;
      this.#upstream = (name, type, asker, steps) => recursion.ask(name, type, this.#now, asker, steps);
    }
  }

  /** Asks, and has the answer at once; it tells how long it took. `client` says for whom. */
  ask(name: string, type: RecordType = 'A', client?: Whereabouts): Lookup {
    return this.#lookUp(readName(name), type, client && askerAt(client));
  }

  /** Asks, and has the answer when it has come. */
  lookUp(name: string, type: RecordType = 'A', client?: Whereabouts): Reply<Lookup> {
    const lookup = this.ask(name, type, client);
    const { simulation } = this.#dns.world;
    const reply = new Reply<Lookup>(simulation, `the address of ${name}`);
    simulation.schedule(lookup.seconds, () => reply.resolve(lookup));
    return reply;
  }

  /** As an HTTP client asks: the addresses, and for how long they hold. Rejects where nobody answers. */
  readonly resolve = (name: string): Reply<{ addresses: readonly string[]; ttl: number }> => {
    const { simulation } = this.#dns.world;
    const lookup = this.ask(name);
    const reply = new Reply<{ addresses: readonly string[]; ttl: number }>(
      simulation,
      `the address of ${name}`,
    );
    simulation.schedule(lookup.seconds, () => {
      if (lookup.from === 'nowhere') reply.reject(new Error(`Nobody answers for ${name}.`));
      else reply.resolve({ addresses: lookup.values, ttl: lookup.ttl });
    });
    return reply;
  };

  /** A client that asks this resolver and keeps answers itself. */
  client(options: Whereabouts & { readonly cache?: Partial<CacheSettings> } = {}): DnsResolver {
    const asker = askerAt(options);
    return new DnsResolver(this.#dns, options, (name, type, _asker, steps) => {
      const { code, records, negativeTtl, through, from } = this.#resolve(name, type, asker, steps);
      if (from === 'nowhere') return undefined;
      return { code, records, through, ...(negativeTtl !== undefined && { negativeTtl }) };
    });
  }

  /** Forgets everything. */
  flush(): void {
    this.#caches.clear();
    this.#recursion?.clear();
  }

  get #now(): number {
    return this.#dns.world.simulation.now;
  }

  #lookUp(name: string, type: RecordType, client: Asker | undefined): Lookup {
    const steps: Step[] = [];
    const { code, records, negativeTtl, through, from } = this.#resolve(name, type, client, steps);
    const last = records.at(-1);
    const found = last?.type === type ? last : undefined;
    const ttl = found ? Math.min(...records.map((record) => record.ttl)) : (negativeTtl ?? 0);
    const seconds = steps.reduce((sum, step) => sum + step.seconds, 0);
    return { code, values: found?.values ?? [], ttl, from, seconds, steps, through };
  }

  #resolve(name: string, type: RecordType, client: Asker | undefined, steps: Step[]): Resolution {
    this.asked++;
    const subnet = this.#sendsClientSubnet && client?.block ? subnetOf(client) : undefined;
    const asker = subnet ?? this.#self;
    const key = subnet?.block ? `${subnet.block.digits}/${subnet.block.bits}` : '';
    let cache = this.#caches.get(key);
    if (!cache) {
      cache = new Resolver(this.#settings, (asked, kind) => this.#upstream(asked, kind, this.#asker, this.#steps)); // prettier-ignore
      this.#caches.set(key, cache);
    }
    [this.#asker, this.#steps] = [asker, steps];
    const resolution = cache.ask(name, type, this.#now);
    if (resolution.from === 'cache') this.hits++;
    return resolution;
  }
}

/** Whom Route 53 takes somebody for. */
export function askerAt({ at = 'IAD', location, address }: Whereabouts): Asker {
  const city = typeof at === 'string' ? edgeCity(at) : undefined;
  const block = address === undefined ? undefined : readBlock(address);
  if (address !== undefined && !block) throw new RangeError(`'${address}' is no IP address.`);
  const continent = city && continentOf(city.country);
  const place = city ? { latitude: city.latitude, longitude: city.longitude } : at;
  return { place, location: location ?? (city && continent ? { continent, country: city.country } : undefined), block }; // prettier-ignore
}
