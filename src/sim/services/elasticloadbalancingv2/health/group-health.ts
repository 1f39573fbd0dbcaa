import type { Balancer } from '../kinds.ts';
import type { TargetState } from './reasons.ts';

/** When a group does not have enough healthy targets: a count, a percentage of the registered, or both. */
export interface Threshold {
  readonly count: number | 'off';
  readonly percentage: number | 'off';
}

/** A target as far as health and zones go. */
export interface Registered {
  readonly zone: string;
  readonly state: TargetState;
}

/** What applies where nothing is set: one healthy target suffices. */
export const defaultThreshold: Threshold = { count: 1, percentage: 'off' };

/** Whether the healthy are too few. Either threshold suffices. */
export function breached({ count, percentage }: Threshold, healthy: number, registered: number): boolean {
  if (count !== 'off' && healthy < count) return true;
  return percentage !== 'off' && healthy * 100 < percentage * registered;
}

/** Registered, and neither leaving nor out of use. */
const counts = ({ state }: Registered) => state !== 'unused' && state !== 'draining';
/** A target whose health is unknown because nobody checks it gets traffic. */
const isHealthy = ({ state }: Registered) => state === 'healthy' || state === 'unavailable';

/** What a node may send traffic to. */
export interface Eligible<T> {
  readonly targets: readonly T[];
  /** The healthy were too few, so all are in. */
  readonly failsOpen: boolean;
}

/**
 * The targets that the node of a zone routes to: the healthy ones within its reach, or all of those if too few are
 * healthy (routing failover; by default: if none is). A Classic Load Balancer never fails open: it answers 503.
 * Failing open takes in targets whose first checks are still under way: AWS says `all registered targets`.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-health
 */
export function eligible<T extends Registered>(
  balancer: Balancer,
  zone: string,
  targets: readonly T[],
  crossZone: boolean,
  routing: Threshold = defaultThreshold,
): Eligible<T> {
  const reach = targets.filter((target) => counts(target) && (crossZone || target.zone === zone));
  const healthy = reach.filter(isHealthy);
  const failsOpen = balancer !== 'classic' && breached(routing, healthy.length, reach.length);
  return { targets: failsOpen ? reach : healthy, failsOpen };
}

/** A target group, to DNS. */
export interface GroupInDns {
  readonly targets: readonly Registered[];
  readonly crossZone: boolean;
  readonly threshold?: Threshold;
}

/**
 * The zones whose nodes stay in DNS. With several groups a zone stays while one of them is healthy there. If no zone
 * would stay, all do. The node of a zone without any target: an Application Load Balancer leaves it in DNS, to answer
 * 503; for a Network Load Balancer an empty zone is unhealthy.
 *
 * Another page says that one group with only unhealthy targets suffices to take a zone out:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#modify-cross-zone
 * The page on target group health, which is about nothing else, holds here.
 */
export function zonesInDns(
  balancer: Balancer,
  zones: readonly string[],
  groups: readonly GroupInDns[],
): string[] {
  const stay = zones.filter(
    (zone) => groups.length === 0 || groups.some((group) => healthyIn(balancer, zone, group)),
  );
  return stay.length > 0 ? stay : [...zones];
}

function healthyIn(balancer: Balancer, zone: string, group: GroupInDns): boolean {
  const reach = group.targets.filter((target) => counts(target) && (group.crossZone || target.zone === zone));
  if (reach.length === 0) return balancer === 'application';
  return !breached(group.threshold ?? defaultThreshold, reach.filter(isHealthy).length, reach.length);
}

/**
 * Whether a Route 53 alias with Evaluate Target Health takes the balancer for healthy: each group that contains targets
 * has a healthy one. AWS calls a group without targets unhealthy; read here: where no group has any. Of a balancer
 * without groups AWS says nothing: it is healthy.
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html (checked 2026-11-28)
 */
export function healthyToAlias(groups: readonly GroupInDns[]): boolean {
  const filled = groups.filter(({ targets }) => targets.some(counts));
  if (filled.length === 0) return groups.length === 0;
  return filled.every(({ targets }) => targets.some(isHealthy));
}
