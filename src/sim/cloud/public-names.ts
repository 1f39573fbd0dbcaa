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

/** The names that AWS's services answer for by themselves. Small letters, no dot at the end. */
export class PublicNames {
  readonly #all = new Map<string, PublicName>();

  /** Announces a name. */
  set(name: string, entry: PublicName): void {
    this.#all.set(name.toLowerCase(), entry);
  }

  /** The name is gone. */
  delete(name: string): void {
    this.#all.delete(name.toLowerCase());
  }

  /** What a name leads to; with or without a dot at its end. */
  find(name: string): PublicName | undefined {
    const plain = name.toLowerCase().replace(/\.$/, '');
    return this.#all.get(plain) ?? this.#all.get(plain.replace(/^dualstack\./, ''));
  }
}

const worlds = new WeakMap<World, PublicNames>();

/** The names of a cloud, made where they are first asked for. */
export function publicNamesOf(world: World): PublicNames {
  let names = worlds.get(world);
  if (!names) worlds.set(world, (names = new PublicNames()));
  return names;
}
