/** What may be replaced. */
export interface Replaceable {
  readonly id: string;
  readonly weight: number;
  /** In service, healthy and past its warm-up: it counts for what must be kept. */
  readonly ready: boolean;
}

/** Between which a group may stand while instances are replaced, in capacity units. */
export interface ReplacementBounds {
  /** What must stay ready. */
  readonly floor: number;
  /** What there may be at most, ready or not. */
  readonly ceiling: number;
  /** Whether the new one must be ready before any old one goes, even one that is of no use any more. */
  readonly launchFirst: boolean;
}

/** What the planner of replacements looks at. */
export interface Replacement {
  readonly desired: number;
  /** Those to replace, in the order in which to do so. */
  readonly victims: readonly Replaceable[];
  /** Units of the others that are ready. */
  readonly ready: number;
  /** Units of the others that are not: coming or warming. */
  readonly coming: number;
  readonly bounds: ReplacementBounds;
  /** The most units under way at one time; nothing means what the bounds allow. */
  readonly batch?: number;
}

/** What may begin now; the caller asks again whenever an instance becomes ready or is gone. */
export interface ReplacementStep {
  readonly terminate: readonly string[];
  /** Units to launch in their place. */
  readonly launch: number;
  /** Units that are to be replaced, and stay for now. */
  readonly left: number;
  readonly why: string;
}

/** Percentages of desired capacity, as an instance maintenance policy or an instance refresh gives them. */
export interface HealthyPercentages {
  readonly min: number;
  /** Nothing is not the same as 100: see `boundsOf`. */
  readonly max?: number;
}

/**
 * Percentages as units. What must stay is rounded up and what may be is rounded down, so that neither is broken by
 * a fraction; where that leaves room for nothing, one goes beyond: a maximum that was given says to launch first,
 * also 100, and one that was not says to terminate first.
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html
 *
 * @param one the units of one instance, for that case
 */
export function boundsOf(desired: number, { min, max }: HealthyPercentages, one = 1): ReplacementBounds {
  const down = Math.floor((desired * (100 - min)) / 100);
  const up = Math.floor((desired * ((max ?? 100) - 100)) / 100);
  const launchFirst = max !== undefined && (min === 100 || down + up === 0);
  if (down + up > 0) return { floor: desired - down, ceiling: desired + up, launchFirst };
  if (launchFirst) return { floor: desired, ceiling: desired + one, launchFirst };
  return { floor: Math.max(0, desired - one), ceiling: desired, launchFirst };
}

/**
 * The one planner of replacements. Instance refresh, health, maximum lifetime, the maintenance policy and Capacity
 * Rebalancing differ in whom they name and in the bounds.
 *
 * It terminates, in order, as long as what must be ready is, and launches what is missing of desired capacity as
 * long as there is room. Replacements that are not ready yet count as under way.
 */
export function planReplacement(plan: Replacement): ReplacementStep {
  const { desired, victims, ready, coming, bounds, batch = Infinity } = plan;
  if (victims.length === 0) return { terminate: [], launch: 0, left: 0, why: 'nothing is to be replaced' };
  let readyNow = ready;
  let old = 0;
  for (const victim of victims) {
    old += victim.weight;
    if (victim.ready) readyNow += victim.weight;
  }
  const terminate: string[] = [];
  let gone = 0;
  for (const { id, weight, ready: counts } of victims) {
    const cost = counts ? weight : 0;
    // One of no use goes as soon as a newcomer stands in for it, else two of them would wait for each other.
    const useless = cost === 0 && (!bounds.launchFirst || ready + old - gone - weight >= desired);
    const spare = readyNow - cost >= bounds.floor || useless;
    const fits = coming + gone + weight <= batch || coming + gone === 0;
    // An instance heavier than what may go would never go: with nothing under way, and no room for another, it does.
    const stuck = coming + gone === 0 && readyNow >= desired && ready + old >= bounds.ceiling;
    if (!fits || !(spare || stuck)) break;
    terminate.push(id);
    gone += weight;
    readyNow -= cost;
  }
  const missing = Math.min(old, desired - ready - coming);
  const room = bounds.ceiling - (ready + coming + old - gone);
  const launch = Math.max(0, Math.min(missing, room, Math.max(batch - coming, gone)));
  const left = old - gone;
  if (terminate.length + launch > 0)
    return { terminate, launch, left, why: saying(terminate.length, launch) };
  const why = coming > 0 ? 'waiting for instances to warm up' : 'waiting for instances to become healthy';
  return { terminate, launch, left, why };
}

function saying(terminated: number, launch: number): string {
  if (terminated === 0) return `launches ${launch} before it terminates`;
  return launch === 0
    ? `terminates ${terminated}, replaced before`
    : `terminates ${terminated}, launches ${launch}`;
}
