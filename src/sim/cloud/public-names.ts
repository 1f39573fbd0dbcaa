import { endpointsOf } from './endpoints/index.ts';
import type { World } from './region.ts';

/** What a name of AWS's own leads to: a load balancer's, a distribution's. Route 53's aliases and all resolvers read it. */
export interface PublicName {
  /** The hosted zone of AWS's in which the name is: what an alias names. */
  readonly hostedZoneId: string;
  /** Seconds for which an answer holds: 60 for a load balancer. */
  readonly ttl: number;
  /** The addresses now; none for a type that it has not. */
  addresses(type: 'A' | 'AAAA'): readonly string[];
  /** What an alias with Evaluate Target Health takes over. */
  isHealthy(): boolean;
}

/**
 * The hosted zones of load balancers in us-east-1, which stand for those of all Regions here.
 * https://docs.aws.amazon.com/general/latest/gr/elb.html (checked 2026-11-28)
 */
const ELB_ZONES = { application: 'Z35SXDOTRQ7X7K', network: 'Z26RNL4JYFTOTI' };

/** That of Elastic Beanstalk in us-east-1. https://docs.aws.amazon.com/general/latest/gr/elasticbeanstalk.html (checked 2026-11-28) */
const BEANSTALK_ZONE = 'Z117KPS5GTRQ2G';

/** The zone of AWS's in which a name of a load balancer, or of what stands before one, is. */
const zoneOf = (name: string): string =>
  name.endsWith('.elasticbeanstalk.com')
    ? BEANSTALK_ZONE
    : /\.elb\.[a-z0-9-]+\.amazonaws\./.test(name)
      ? ELB_ZONES.network
      : ELB_ZONES.application;

/**
 * The names that AWS's services answer for by themselves: those announced here, which HTTP clients find too, and those
 * that endpoints know, of load balancers. Small letters, no dot at the end.
 */
export class PublicNames {
  readonly #world: World;
  readonly #all = new Map<string, PublicName>();

  /** Made by `publicNamesOf`. */
  constructor(world: World) {
    this.#world = world;
  }

  /** Announces a name. */
  set(name: string, entry: PublicName): void {
    this.#all.set(name.toLowerCase(), entry);
    endpointsOf(this.#world).name(name, () => ({ addresses: entry.addresses('A'), ttl: entry.ttl }));
  }

  /** The name is gone. */
  delete(name: string): void {
    this.#all.delete(name.toLowerCase());
    endpointsOf(this.#world).name(name, undefined);
  }

  /** A load balancer: as healthy as it says itself, for it keeps its addresses in DNS when all of its targets are ill. */
  #balancer(name: string): PublicName | undefined {
    const answer = () => endpointsOf(this.#world).resolve(name, 'internet');
    const first = answer();
    if (!first) return undefined;
    return {
      hostedZoneId: zoneOf(name),
      ttl: first.ttl,
      addresses: (type) => (type === 'A' ? first.addresses : []),
      isHealthy: () => first.healthy ?? first.addresses.length > 0,
    };
  }

  /** What a name leads to; with or without a dot at its end. */
  find(name: string): PublicName | undefined {
    const plain = name.toLowerCase().replace(/\.$/, '');
    const bare = plain.replace(/^dualstack\./, '');
    return this.#all.get(bare) ?? this.#balancer(bare);
  }
}

const worlds = new WeakMap<World, PublicNames>();

/** The names of a cloud, made where they are first asked for. */
export function publicNamesOf(world: World): PublicNames {
  let names = worlds.get(world);
  if (!names) worlds.set(world, (names = new PublicNames(world)));
  return names;
}
