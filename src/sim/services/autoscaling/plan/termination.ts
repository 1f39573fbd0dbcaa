import { splitCapacity, type InstancesDistribution } from './distribution.ts';
import { fillsCapacity, isComing, isWarming, type Instance, type PurchaseOption } from './instance.ts';
import { zoneLoads } from './placement.ts';
import { narrow, type TerminationContext, type TerminationPolicy } from './termination-policies.ts';

/** What the choice of victims looks at. */
export interface ScaleIn extends TerminationContext {
  readonly instances: readonly Instance[];
  /** How many capacity units must go; an instance that weighs more than what is left of them stays. */
  readonly units: number;
  readonly policies?: readonly TerminationPolicy[];
  readonly warmup?: number;
  /**
   * Whether instances that are still coming or warming may go. Scaling policies never shrink a group while it warms
   * up; a user or a schedule can.
   */
  readonly takeWarming?: boolean;
  /** Of a mixed group: the purchase option that is ahead of its share goes first. */
  readonly distribution?: InstancesDistribution;
  /** Under `reservations-then-balanced`: those outside of a reservation go first. */
  readonly keepReserved?: boolean;
  /** Only those of one zone, as rebalancing wants it. */
  readonly zone?: string;
  /** Uniform in [0, 1): decides among equals. */
  readonly random: () => number;
}

/** One that goes, and why. */
export interface Victim {
  readonly instance: Instance;
  /** Each step of the choice, in words. */
  readonly why: readonly string[];
}

/** Who goes. */
export interface ScaleInPlan {
  readonly victims: readonly Victim[];
  /** Units that stay although they should go. */
  readonly short: number;
  /** What AWS says of the activity when protection is the reason for that. */
  readonly message?: string;
}

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-instance-protection.html */
const ALL_PROTECTED =
  'Could not scale to desired capacity because all remaining instances are protected from scale in.';

/**
 * Who goes when a group shrinks. First the unhealthy, which neither policy nor protection concerns. Then, one by
 * one: of a mixed group the purchase option that is ahead, the fullest of the zones that have anyone to give (all,
 * where they are level), the policies in their order, and chance.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-instance-termination.html
 */
export function chooseVictims(request: ScaleIn): ScaleInPlan {
  const { instances, policies = ['Default'], warmup = 0, now, random } = request;
  const filling = instances.filter(fillsCapacity);
  const loads = zoneLoads(filling);
  const inZone = filling.filter(({ zone }) => request.zone === undefined || zone === request.zone);
  const unhealthy = inZone.filter(({ healthy }) => !healthy);
  const spared = (instance: Instance) =>
    !request.takeWarming && (isComing(instance) || isWarming(instance, warmup, now));
  const willing = inZone.filter((instance) => instance.healthy && !spared(instance));
  let candidates = willing.filter(({ protectedFromScaleIn }) => !protectedFromScaleIn);
  const ahead = optionsAhead(request, filling);
  const victims: Victim[] = [];
  let left = request.units;
  const take = (instance: Instance, why: readonly string[]) => {
    victims.push({ instance, why });
    left -= instance.weight;
    loads.set(instance.zone, loads.get(instance.zone)! - instance.weight);
    ahead.set(instance.purchaseOption, ahead.get(instance.purchaseOption)! - instance.weight);
  };
  for (const instance of unhealthy) {
    if (instance.weight <= left)
      take(instance, ['unhealthy: it goes first, whatever the policy and its protection']);
  }
  while (left > 0) {
    const why: string[] = [];
    let kept: readonly Instance[] = candidates.filter(({ weight }) => weight <= left);
    if (kept.length === 0) break;
    if (request.distribution) kept = ofOptionAhead(kept, ahead, why);
    if (request.keepReserved) kept = unreserved(kept, why);
    // Once only reservations are left, the zone with the most of those gives.
    const reservedOnly = request.keepReserved && kept.every(({ reserved }) => reserved);
    kept = ofFullestZones(kept, reservedOnly ? zoneLoads(kept) : loads, why);
    const narrowed = narrow(policies, kept, request);
    kept = narrowed.kept;
    why.push(...narrowed.why);
    if (kept.length > 1) why.push(`by chance, of ${kept.length} that are equal`);
    const victim = kept[Math.min(kept.length - 1, Math.floor(random() * kept.length))]!;
    take(victim, why);
    candidates = candidates.filter((candidate) => candidate !== victim);
  }
  if (left <= 0) return { victims, short: 0 };
  const guarded = willing.some(({ protectedFromScaleIn, weight }) => protectedFromScaleIn && weight <= left);
  return guarded && candidates.length === 0
    ? { victims, short: left, message: ALL_PROTECTED }
    : { victims, short: left };
}

/** By how much each purchase option is ahead of its share of what will be left. */
function optionsAhead(
  { distribution, units }: ScaleIn,
  filling: readonly Instance[],
): Map<PurchaseOption, number> {
  let onDemand = 0;
  let spot = 0;
  for (const { purchaseOption, weight } of filling) {
    if (purchaseOption === 'spot') spot += weight;
    else onDemand += weight;
  }
  const share = splitCapacity(Math.max(0, onDemand + spot - units), distribution ?? {});
  return new Map([
    ['on-demand', onDemand - share.base - share.onDemandAboveBase],
    ['spot', spot - share.spot],
  ]);
}

function ofOptionAhead(
  candidates: readonly Instance[],
  ahead: ReadonlyMap<PurchaseOption, number>,
  why: string[],
): readonly Instance[] {
  const option = ahead.get('spot')! > ahead.get('on-demand')! ? 'spot' : 'on-demand';
  const kept = candidates.filter(({ purchaseOption }) => purchaseOption === option);
  if (kept.length === 0) return candidates;
  why.push(`${option}: ${ahead.get(option)!} ahead of its share`);
  return kept;
}

function unreserved(candidates: readonly Instance[], why: string[]): readonly Instance[] {
  const kept = candidates.filter(({ reserved }) => !reserved);
  if (kept.length === 0 || kept.length === candidates.length) return candidates;
  why.push('outside of a Capacity Reservation');
  return kept;
}

/** Those in the zones that hold the most, of the zones that have a candidate at all. */
function ofFullestZones(
  candidates: readonly Instance[],
  loads: ReadonlyMap<string, number>,
  why: string[],
): readonly Instance[] {
  let most = -Infinity;
  let least = Infinity;
  for (const { zone } of candidates) {
    most = Math.max(most, loads.get(zone)!);
    least = Math.min(least, loads.get(zone)!);
  }
  if (most === least) return candidates;
  why.push(`its zone holds ${most}, the most of those that have one to give`);
  return candidates.filter(({ zone }) => loads.get(zone) === most);
}
