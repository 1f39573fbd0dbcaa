import type { GroupSize } from './capacity.ts';
import type { Zone } from './placement.ts';

/**
 * What makes a group look whether its zones are level. Nothing else does: a group that grew uneven while a zone was
 * down stays so until the zone is back.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-benefits.html#AutoScalingBehavior.InstanceUsage
 */
export type RebalanceTrigger = 'zones-changed' | 'instances-removed' | 'zone-recovered' | 'spot-price-fell';

/** An instance launched in one zone, whereupon one in another goes. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** How zones get level. */
export interface RebalancePlan {
  /** What may begin now. The one in `from` ends once that in `to` is in service. */
  readonly moves: readonly Move[];
  /** How many more there are, for which there is no room yet. */
  readonly later: number;
  /** By how much the group goes above its maximum meanwhile. */
  readonly aboveMax: number;
  readonly why: string;
}

const triggers: Record<RebalanceTrigger, string> = {
  'zones-changed': 'the zones of the group changed',
  'instances-removed': 'instances were terminated, detached or put on standby',
  'zone-recovered': 'a zone has capacity again',
  'spot-price-fell': 'the Spot price of a zone is below the maximum price again',
};

/** How far rebalancing may go above the maximum: 10 % of it, or one, whichever is greater. */
export function rebalanceMargin(max: number): number {
  return Math.max(1, Math.floor(max / 10));
}

/**
 * Levels the zones: launches before it terminates, so that capacity never falls, and therefore, near the maximum,
 * above it by a margin.
 *
 * Zones are level when no two differ by more than one. A zone that is not enabled any more is emptied; one that
 * can't launch takes part as a giver only.
 *
 * @param loads what each zone holds, in instances
 */
export function planRebalance(
  zones: readonly Zone[],
  loads: ReadonlyMap<string, number>,
  { max }: GroupSize,
  trigger: RebalanceTrigger,
): RebalancePlan {
  const enabled = new Map(zones.map(({ name }) => [name, loads.get(name) ?? 0]));
  const leaving = new Map([...loads].filter(([name, load]) => load > 0 && !enabled.has(name)));
  const takers = zones.filter(({ launchable }) => launchable).map(({ name }) => name);
  let total = 0;
  for (const load of loads.values()) total += load;
  const room = Math.max(0, max + rebalanceMargin(max) - total);
  const all: Move[] = [];
  for (;;) {
    const to = extreme(takers, (name) => -enabled.get(name)!);
    if (to === undefined) break;
    const from = leaving.keys().next().value ?? extreme([...enabled.keys()], (name) => enabled.get(name)!);
    if (from === undefined) break;
    const source = leaving.has(from) ? leaving : enabled;
    if (source === enabled && enabled.get(from)! - enabled.get(to)! < 2) break;
    const left = source.get(from)! - 1;
    if (left === 0 && source === leaving) leaving.delete(from);
    else source.set(from, left);
    enabled.set(to, enabled.get(to)! + 1);
    all.push({ from, to });
  }
  const moves = all.slice(0, room);
  const aboveMax = Math.max(0, total + moves.length - max);
  const why = all.length === 0 ? 'the zones are level' : triggers[trigger];
  return { moves, later: all.length - moves.length, aboveMax: moves.length > 0 ? aboveMax : 0, why };
}

/** The first of the names with the greatest value. */
function extreme(names: readonly string[], valueOf: (name: string) => number): string | undefined {
  let best: string | undefined;
  for (const name of names) if (best === undefined || valueOf(name) > valueOf(best)) best = name;
  return best;
}
