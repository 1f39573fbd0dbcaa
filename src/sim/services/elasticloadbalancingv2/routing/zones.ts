import type { Random } from '../kinds.ts';

/** A zone with a node in DNS, and how many targets it has. */
export interface Zone {
  readonly zone: string;
  readonly targets: number;
  /** Default 1: a balancer under load has several in a zone. */
  readonly nodes?: number;
}

/**
 * The share of all traffic that one target of each zone gets, if clients spread evenly over the nodes that DNS names and
 * the nodes over their targets. Two zones with 2 and 8 targets: 10 % each with cross-zone load balancing; without, 25 %
 * and 6.25 %.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html#cross-zone-load-balancing
 *
 * What enters a zone without targets is lost where cross-zone load balancing is off: the shares add up to less than 1.
 */
export function sharesOfTargets(zones: readonly Zone[], crossZone: boolean): number[] {
  const targets = zones.reduce((sum, zone) => sum + zone.targets, 0);
  const nodes = zones.reduce((sum, zone) => sum + (zone.nodes ?? 1), 0);
  return zones.map((zone) => {
    if (zone.targets === 0) return 0;
    return crossZone ? 1 / targets : (zone.nodes ?? 1) / nodes / zone.targets;
  });
}

/** `dns_record.client_routing_policy` */
export type ClientRoutingPolicy =
  'availability_zone_affinity' | 'partial_availability_zone_affinity' | 'any_availability_zone';

const AFFINITY: Readonly<Record<ClientRoutingPolicy, number>> = {
  availability_zone_affinity: 1,
  partial_availability_zone_affinity: 0.85,
  any_availability_zone: 0,
};

/**
 * The zone whose node a client gets from DNS. A client in one of the zones gets its own with the affinity of the policy,
 * which only Network Load Balancers have; else any. Its own only while that is in DNS.
 *
 * @param zones those in DNS; at least one
 */
export function resolveZone(
  zones: readonly string[],
  random: Random,
  policy: ClientRoutingPolicy = 'any_availability_zone',
  clientZone?: string,
): string {
  const draw = random();
  const affinity = clientZone !== undefined && zones.includes(clientZone) ? AFFINITY[policy] : 0;
  if (draw < affinity) return clientZone as string;
  // What is left of the draw is uniform again.
  const rest = (draw - affinity) / (1 - affinity);
  return zones[Math.min(zones.length - 1, Math.floor(rest * zones.length))] as string;
}
