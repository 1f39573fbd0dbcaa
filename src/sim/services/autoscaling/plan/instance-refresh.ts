import { others, replaceable } from './health-replacement.ts';
import { fillsCapacity, isReady, type Instance } from './instance.ts';
import type { ResolvedPreferences } from './refresh-preferences.ts';
import { boundsOf, planReplacement, type ReplacementStep } from './replacement.ts';

/** `Pending` is what precedes the first look, `Cancelling` what outlasts the last. */
export type InstanceRefreshStatus =
  | 'Pending'
  | 'InProgress'
  | 'Baking'
  | 'Successful'
  | 'Failed'
  | 'Cancelling'
  | 'Cancelled'
  | 'RollbackInProgress'
  | 'RollbackSuccessful'
  | 'RollbackFailed';

/** How far an instance refresh is; times in seconds since 1970. */
export interface InstanceRefresh {
  readonly startedAt: number;
  readonly status: InstanceRefreshStatus;
  readonly statusReason?: string;
  readonly preferences: ResolvedPreferences;
  /** Whether it can be rolled back; see `noRollback`. */
  readonly reversible: boolean;
  readonly percentageComplete: number;
  readonly instancesToUpdate: number;
  /** The last checkpoint reached, in percent. */
  readonly checkpoint: number;
  readonly pausedUntil?: number;
  readonly bakingUntil?: number;
  /** Since when nothing moves. */
  readonly stuckSince?: number;
  readonly rollbackStartedAt?: number;
  readonly endedAt?: number;
}

/** What a refresh looks at. */
export interface RefreshView {
  readonly instances: readonly Instance[];
  readonly desired: number;
  readonly now: number;
  /** Whether one of its CloudWatch alarms is in ALARM. */
  readonly alarmed?: boolean;
  /** For skip matching: whether an instance has the configuration wanted. */
  readonly matches?: (instance: Instance) => boolean;
  /** The order in which to replace: the termination policy's; the earliest first where nothing is given. */
  readonly order?: (instances: readonly Instance[]) => readonly Instance[];
}

/** What a refresh does next, and what has become of it. */
export interface RefreshStep extends ReplacementStep {
  readonly refresh: InstanceRefresh;
  /** Set when a checkpoint is reached just now, and there is an event to send. */
  readonly checkpointReached?: number;
}

const HOUR = 3600;
const LONGEST = 14 * 24 * HOUR;

/** A refresh that begins. */
export function startRefresh(
  preferences: ResolvedPreferences,
  reversible: boolean,
  now: number,
): InstanceRefresh {
  return {
    startedAt: now,
    status: 'Pending',
    preferences,
    reversible,
    percentageComplete: 0,
    instancesToUpdate: 0,
    checkpoint: 0,
  };
}

/** Replaces what was deployed so far by what was there before. */
export function rollBack(refresh: InstanceRefresh, now: number, why: string): InstanceRefresh {
  return {
    ...refresh,
    status: 'RollbackInProgress',
    statusReason: why,
    rollbackStartedAt: now,
    checkpoint: 0,
    pausedUntil: undefined,
    bakingUntil: undefined,
    stuckSince: undefined,
  };
}

/** Begins no more replacements. Those under way end as they would; nothing is rolled back. */
export function cancelRefresh(refresh: InstanceRefresh): InstanceRefresh {
  return { ...refresh, status: 'Cancelling', pausedUntil: undefined, bakingUntil: undefined };
}

/** Whether it has not ended. */
export function isActive({ status }: InstanceRefresh): boolean {
  return ['Pending', 'InProgress', 'Baking', 'Cancelling', 'RollbackInProgress'].includes(status);
}

/**
 * One look at a group under refresh: what may be terminated and launched now, and what has become of the refresh.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-overview.html
 */
export function advanceRefresh(given: InstanceRefresh, view: RefreshView): RefreshStep {
  const { now } = view;
  const fleet = sort(given, view);
  const refresh = { ...given, percentageComplete: fleet.percentage, instancesToUpdate: fleet.old.length };
  if (!isActive(given)) return idle(given, given.statusReason ?? '');
  if (refresh.status === 'Cancelling') {
    return fleet.coming > 0 ? idle(refresh, 'waiting for what is under way') : end(refresh, 'Cancelled', now);
  }
  const rolling = refresh.status === 'RollbackInProgress';
  if (now - refresh.startedAt >= LONGEST) return fail(refresh, now, 'It was not done within 14 days.');
  // The alarm that led to a rollback may well last through it.
  if (view.alarmed && !rolling) return fail(refresh, now, 'A CloudWatch alarm is in ALARM state.');
  if (refresh.status === 'Baking') {
    return now >= refresh.bakingUntil! ? end(refresh, 'Successful', now) : idle(refresh, 'baking');
  }
  const current: InstanceRefresh = rolling ? refresh : { ...refresh, status: 'InProgress' };
  if (rolling) return replace(current, view, fleet, fleet.oldUnits);
  const { checkpointPercentages, checkpointDelay } = current.preferences;
  const last = checkpointPercentages.at(-1) ?? 100;
  const reached = checkpointPercentages.findLast((percentage) => percentage <= fleet.percentage) ?? 0;
  if (last < 100 && reached === last) return done(current, now);
  const paused = { ...current, checkpoint: reached, pausedUntil: current.pausedUntil };
  if (reached > current.checkpoint && reached < 100) {
    const pausedUntil = now + checkpointDelay;
    return { ...idle({ ...paused, pausedUntil }, `checkpoint of ${reached} %`), checkpointReached: reached };
  }
  if (paused.pausedUntil !== undefined && now < paused.pausedUntil)
    return idle(paused, 'paused at a checkpoint');
  const next = checkpointPercentages.find((percentage) => percentage > fleet.percentage) ?? 100;
  const mayStay = fleet.total - Math.ceil((fleet.total * next) / 100);
  return replace({ ...paused, pausedUntil: undefined }, view, fleet, fleet.oldUnits - mayStay);
}

/** The instances of a group as a refresh sorts them; units are capacity units. */
interface Fleet {
  /** Those to replace. */
  readonly old: readonly Instance[];
  readonly oldUnits: number;
  /** Those of them that can be replaced now. */
  readonly free: readonly Instance[];
  /** Those that wait for a user: protected or on standby. */
  readonly held: readonly Instance[];
  readonly standbyToEnd: readonly Instance[];
  /** Desired capacity, less what is ignored. */
  readonly total: number;
  readonly coming: number;
  readonly sick: boolean;
  readonly percentage: number;
}

function sort(refresh: InstanceRefresh, { instances, desired, now, matches }: RefreshView): Fleet {
  const { preferences, startedAt, rollbackStartedAt } = refresh;
  const { skipMatching, scaleInProtectedInstances, standbyInstances, instanceWarmup } = preferences;
  const isNew = (instance: Instance) => {
    const { launchedAt } = instance;
    if (rollbackStartedAt !== undefined) return launchedAt < startedAt || launchedAt >= rollbackStartedAt;
    return skipMatching && matches ? matches(instance) : launchedAt >= startedAt;
  };
  const old: Instance[] = [];
  const free: Instance[] = [];
  const held: Instance[] = [];
  const standbyToEnd: Instance[] = [];
  let oldUnits = 0;
  let ignored = 0;
  let coming = 0;
  let fresh = 0;
  let sick = false;
  for (const instance of instances) {
    const { state, weight, protectedFromScaleIn } = instance;
    if (state === 'Standby') {
      if (isNew(instance) || standbyInstances === 'Ignore') continue;
      (standbyInstances === 'Wait' ? held : standbyToEnd).push(instance);
      continue;
    }
    if (!fillsCapacity(instance)) continue;
    const ready = isReady(instance, instanceWarmup, now);
    if (isNew(instance)) {
      if (ready) fresh += weight;
      else coming += weight;
      sick ||= !instance.healthy;
    } else if (protectedFromScaleIn && scaleInProtectedInstances === 'Ignore') {
      ignored += weight;
    } else {
      old.push(instance);
      oldUnits += weight;
      (protectedFromScaleIn && scaleInProtectedInstances === 'Wait' ? held : free).push(instance);
    }
  }
  const total = Math.max(0, desired - ignored);
  const percentage = total === 0 ? 100 : Math.min(100, Math.floor((100 * fresh) / total));
  return { old, oldUnits, free, held, standbyToEnd, total, coming, sick, percentage };
}

/** Replaces up to some units of the old, as far as the percentages allow now. */
function replace(refresh: InstanceRefresh, view: RefreshView, fleet: Fleet, units: number): RefreshStep {
  const { instances, desired, now, order = earliest } = view;
  const { preferences } = refresh;
  const { old, free, held, standbyToEnd, coming } = fleet;
  const finished = old.length + held.length + standbyToEnd.length + coming === 0 && fleet.percentage === 100;
  if (finished) return done(refresh, now);
  const chosen: Instance[] = [];
  let left = units;
  for (const instance of order(free)) {
    if (left <= 0) break;
    chosen.push(instance);
    left -= instance.weight;
  }
  const warmup = preferences.instanceWarmup;
  const percentages = { min: preferences.minHealthyPercentage, max: preferences.maxHealthyPercentage };
  const bounds = boundsOf(desired, percentages, chosen[0]?.weight);
  const rest = others(instances, new Set(chosen), warmup, now);
  const victims = chosen.map((instance) => replaceable(instance, warmup, now));
  const plan = planReplacement({ desired, victims, bounds, ...rest });
  const terminate = [...plan.terminate, ...standbyToEnd.map(({ id }) => id)];
  const moving = terminate.length + plan.launch > 0;
  const stuck = !moving && (fleet.sick || rest.coming === 0);
  const stuckSince = stuck ? (refresh.stuckSince ?? now) : undefined;
  if (stuckSince !== undefined && now - stuckSince >= HOUR) {
    return fail(refresh, now, reasonOf(fleet) ?? 'New instances do not become healthy.');
  }
  const warming = instances.find((one) => fillsCapacity(one) && one.healthy && !isReady(one, warmup, now));
  const why =
    moving || chosen.length > 0 ? plan.why : (reasonOf(fleet) ?? 'waiting for instances to warm up');
  const statusReason =
    !moving && warming
      ? `Waiting for instances to warm up before continuing. For example: ${warming.id} is warming up.`
      : (reasonOf(fleet) ?? refresh.statusReason);
  return {
    terminate,
    launch: plan.launch,
    left: plan.left,
    why,
    refresh: { ...refresh, stuckSince, statusReason },
  };
}

/** Whom the refresh waits for; nothing where for none. */
function reasonOf({ held }: Fleet): string | undefined {
  const example = held[0];
  if (!example) return undefined;
  const what = example.state === 'Standby' ? 'on standby' : 'protected from scale in';
  return `Waiting for instances that are ${what}. For example: ${example.id}.`;
}

function earliest(instances: readonly Instance[]): readonly Instance[] {
  return [...instances].sort((a, b) => Number(a.healthy) - Number(b.healthy) || a.launchedAt - b.launchedAt);
}

/** All is replaced, or all that the last checkpoint wants: bakes, if it should. */
function done(refresh: InstanceRefresh, now: number): RefreshStep {
  if (refresh.status === 'RollbackInProgress') return end(refresh, 'RollbackSuccessful', now);
  const { bakeTime } = refresh.preferences;
  if (bakeTime === 0) return end(refresh, 'Successful', now);
  return idle({ ...refresh, status: 'Baking', bakingUntil: now + bakeTime }, 'baking');
}

function fail(refresh: InstanceRefresh, now: number, why: string): RefreshStep {
  if (refresh.status === 'RollbackInProgress') return end(refresh, 'RollbackFailed', now, why);
  if (!refresh.preferences.autoRollback || !refresh.reversible) return end(refresh, 'Failed', now, why);
  return idle(rollBack(refresh, now, why), why);
}

function end(
  refresh: InstanceRefresh,
  status: InstanceRefreshStatus,
  now: number,
  why?: string,
): RefreshStep {
  return idle({ ...refresh, status, statusReason: why, endedAt: now }, why ?? status);
}

function idle(refresh: InstanceRefresh, why: string): RefreshStep {
  const left = isActive(refresh) ? refresh.instancesToUpdate : 0;
  return { terminate: [], launch: 0, left, why, refresh };
}
