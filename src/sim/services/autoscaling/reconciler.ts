import type { Timer } from '../../kernel/index.ts';
import type { Context } from './context.ts';
import type { AutoScalingGroup } from './group.ts';
import type { LaunchPlan } from './launch-plan.ts';
import { Lifecycles } from './lifecycle.ts';
import type { Member } from './member.ts';
import { Placer } from './placer.ts';
import { startedFor, takenFor } from './plan/activity-cause.ts';
import { leastAligned } from './plan/allocation.ts';
import { planCapacityRebalancing } from './plan/capacity-rebalancing.ts';
import { planHealthReplacement } from './plan/health-replacement.ts';
import { planLifetimeReplacement } from './plan/instance-lifetime.ts';
import { fillsCapacity, isComing, type Instance } from './plan/instance.ts';
import { zoneLoads } from './plan/placement.ts';
import { planRebalance, type RebalanceTrigger } from './plan/rebalancing.ts';
import type { ReplacementStep } from './plan/replacement.ts';
import type { TerminationPolicy } from './plan/termination-policies.ts';
import { chooseVictims } from './plan/termination.ts';
import { planWarmPool, returnsToPool } from './plan/warm-pool.ts';
import { percentages } from './settings.ts';

type Sentence = (at: number) => string;

/**
 * The one loop of a group: whenever something has changed it looks at what there is and what there should be, and begins
 * what is missing. Every launch and termination begins here.
 */
export class Reconciler {
  /** The ways in and out. */
  readonly lives: Lifecycles;
  /** Why the zones may not be level any more; undefined where nothing has happened to them. */
  trigger: RebalanceTrigger | undefined;
  readonly #asg: Context;
  readonly #group: AutoScalingGroup;
  readonly #placer: Placer;
  #timer: Timer | undefined;
  #due = Infinity;
  #stopped = false;
  /** Units that plans will still replace. */
  #doomed = 0;

  /** Made by the group. */
  constructor(asg: Context, group: AutoScalingGroup) {
    this.#asg = asg;
    this.#group = group;
    this.lives = new Lifecycles(asg, group);
    this.#placer = new Placer(asg, group);
  }

  /** Looks in so many seconds, or before where that is due already. */
  wake(after: number): void {
    const { simulation } = this.#asg.region.world;
    const due = simulation.now + after;
    if (this.#stopped || (this.#timer?.pending && this.#due <= due)) return;
    this.#timer?.cancel();
    this.#due = due;
    this.#timer = simulation.timer(after, () => this.#look());
  }

  /** A minute has gone: what goes by the clock is looked at. */
  tick(): void {
    const { settings, refreshes } = this.#group;
    if (settings.maxInstanceLifetime || refreshes.at(-1)?.active) this.wake(0);
  }

  /** Looks no more. */
  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  #look(): void {
    const group = this.#group;
    this.#doomed = 0;
    this.#replaceUnhealthy();
    this.#refresh();
    this.#replaceOld();
    this.#replaceAtRisk();
    this.#level();
    this.#match();
    this.#fillPool();
    group.because = [];
    const blocked = this.#placer.nextTry();
    if (blocked !== undefined) this.wake(Math.max(0, blocked - group.now));
    if (group.deleting && group.members.size === 0) group.end();
  }

  // ── Replacements: five reasons for one way ────────────────────────────────────────────────────────────────────

  #replaceUnhealthy(): void {
    const group = this.#group;
    if (group.suspended.has('ReplaceUnhealthy') || group.suspended.has('Terminate')) return;
    const all = [...group.members.values()];
    const atOnce = new Set(all.filter(({ illness }) => illness === 'gone' || illness === 'user').map(({ id }) => id)); // prettier-ignore
    const step = planHealthReplacement({ ...this.#view(), instances: all, atOnce });
    this.#replace(step, startedFor.unhealthy, (member) => CAUSES[member.illness ?? 'ec2']);
  }

  #refresh(): void {
    const group = this.#group;
    const { suspended } = group;
    const refresh = group.refreshes.at(-1);
    if (!refresh?.active || suspended.has('InstanceRefresh') || suspended.has('Launch') || suspended.has('Terminate')) return; // prettier-ignore
    const step = refresh.advance();
    this.#replace(step, startedFor.instanceRefresh, () => takenFor.instanceRefresh);
  }

  #replaceOld(): void {
    const group = this.#group;
    const { maxInstanceLifetime = 0 } = group.settings;
    if (maxInstanceLifetime === 0 || group.suspended.has('Launch') || group.suspended.has('Terminate'))
      return;
    const step = planLifetimeReplacement({ ...this.#view(), instances: [...group.members.values()], maxInstanceLifetime, pace: this.#asg.model.lifetimePace }); // prettier-ignore
    this.#replace(step, startedFor.lifetime, () => takenFor.lifetime);
  }

  #replaceAtRisk(): void {
    const group = this.#group;
    if (!group.settings.capacityRebalance || group.suspended.has('Launch')) return;
    const risky = [...group.members.values()].filter(({ risk }) => risk !== undefined);
    if (risky.length === 0) return;
    const step = planCapacityRebalancing({
      ...this.#view(),
      instances: [...group.members.values()],
      size: group.size,
      atRisk: risky.map(({ id }) => id),
      noticed: new Set(risky.filter(({ risk }) => risk === 'noticed').map(({ id }) => id)),
      asSafe: () => true,
    });
    const kept = group.suspended.has('Terminate') ? { ...step, terminate: [] } : step;
    this.#replace(kept, startedFor.rebalanceRecommendation, () => takenFor.rebalanceRecommendation);
  }

  /** Launches and terminates as a plan says. What is launched in excess stays so until an older one goes for it. */
  #replace(
    { terminate, launch, left }: ReplacementStep,
    start: Sentence,
    take: (member: Member) => Sentence,
  ): void {
    const group = this.#group;
    this.#doomed += left;
    let gone = 0;
    for (const id of terminate) {
      const member = group.members.get(id)!;
      this.lives.terminate(member, [take(member)(group.now)]);
      gone += member.weight;
    }
    if (gone > 0) this.trigger ??= 'instances-removed';
    if (launch > 0 && !group.suspended.has('Launch'))
      this.#launch(launch, (at) => [start(at)], 'replacement');
    // The oldest of those in excess take the places of the ones that go.
    for (const member of group.members.values()) {
      if (gone <= 0) break;
      if (member.ahead !== 'replacement' || !fillsCapacity(member)) continue;
      member.ahead = undefined;
      gone -= member.weight;
    }
  }

  // ── Zones ─────────────────────────────────────────────────────────────────────────────────────────────────────

  #level(): void {
    const group = this.#group;
    if (this.#placer.recovered()) this.trigger ??= 'zone-recovered';
    if (this.trigger === undefined || group.suspended.has('AZRebalance') || group.suspended.has('Launch'))
      return;
    const all = [...group.members.values()];
    // One thing after another: zones are levelled once the group is quiet.
    if (all.some(isComing) || group.filling !== group.desiredCapacity) return;
    const counts = zoneLoads(all.map(counted));
    const plan = planRebalance(this.#placer.zones(group.plan), counts, group.size, this.trigger);
    // Whoever is protected stays where it is.
    const movable = zoneLoads(all.filter(({ protectedFromScaleIn }) => !protectedFromScaleIn).map(counted));
    const moves = plan.moves.filter(({ from }) => {
      const left = movable.get(from) ?? 0;
      movable.set(from, left - 1);
      return left > 0;
    });
    const zones = [...new Set(moves.map(({ from }) => from))];
    for (const { to } of moves) {
      const cause = [startedFor.rebalance(group.now, zones)];
      if (this.#placer.launch(group.plan, 1, cause, 'move', this.lives, to).short > 0) break;
    }
    // What began is looked at again once it is through: only level zones end it.
    if (moves.length === 0) this.trigger = undefined;
  }

  // ── What is desired ───────────────────────────────────────────────────────────────────────────────────────────

  #match(): void {
    const group = this.#group;
    const { filling, desiredCapacity: desired } = group;
    if (filling < desired && !group.suspended.has('Launch')) {
      const missing = desired - filling;
      const cause = (at: number) => [...group.because, startedFor.difference(at, filling, desired)];
      this.#launch(missing - this.#warmStart(missing, cause), cause, undefined);
    }
    const excess = group.filling - this.#ahead() - desired;
    if (excess > 0 && !group.suspended.has('Terminate')) this.#shrink(excess);
  }

  /** Units in excess for a reason: for older ones that a plan is still to take, or to level the zones. */
  #ahead(): number {
    let units = 0;
    let doomed = this.#doomed;
    for (const member of this.#group.members.values()) {
      if (member.ahead === undefined || !fillsCapacity(member)) continue;
      if (member.ahead === 'replacement' && doomed <= 0) member.ahead = undefined;
      else units += member.weight;
      if (member.ahead === 'replacement') doomed -= member.weight;
    }
    return units;
  }

  #shrink(units: number): void {
    const group = this.#group;
    const { now, settings, filling, plan } = group;
    const random = this.#asg.random(`victims/${group.name}`);
    const enabled = new Set(settings.subnets.map(({ zone }) => zone));
    const instances = [...group.members.values()];
    const leaving = instances.find((member) => fillsCapacity(member) && !member.protectedFromScaleIn && !enabled.has(member.zone))?.zone;
    const { distribution } = plan;
    const { victims, message } = chooseVictims({
      instances,
      units,
      policies: settings.terminationPolicies as TerminationPolicy[],
      takeWarming: true,
      source: plan.source,
      now,
      random: () => random.next(),
      ...(leaving !== undefined && { zone: leaving }),
      ...(distribution && {
        distribution,
        leastAligned: (some) => leastAligned(some, this.#placer.pools(plan), distribution, this.#placer.spotModel),
      }),
      keepReserved: settings.availabilityZoneDistribution?.capacityDistributionStrategy === 'reservations-then-balanced',
    });
    const to = filling - units;
    for (const { instance } of victims) {
      const member = group.members.get(instance.id)!;
      const toPool = group.warmPool !== undefined && !group.warmPool.deleting && returnsToPool(group.warmPool, member);
      this.lives.terminate(member, [...group.because, takenFor.difference(now, filling, to), takenFor.selected(now, member.id)], toPool);
    }
    if (message !== undefined && group.because.length > 0) {
      const entry = group.history.begin('Could not scale in', [...group.because], '{}', 'InProgress');
      entry.to('Cancelled', message);
    }
  } // prettier-ignore

  #launch(units: number, cause: (at: number) => string[], ahead: Member['ahead']): void {
    if (units <= 0) return;
    const { plan, now } = this.#group;
    const { short } = this.#placer.launch(plan, units, cause(now), ahead, this.lives);
    if (short > 0 && this.#placer.nextTry() === undefined) this.wake(this.#asg.model.retryAfter);
  }

  // ── The warm pool ─────────────────────────────────────────────────────────────────────────────────────────────

  /** Takes what is missing from the pool, as far as it goes. */
  #warmStart(missing: number, cause: (at: number) => string[]): number {
    const group = this.#group;
    if (!group.warmPool || group.warmPool.deleting) return 0;
    const { warmStarts } = planWarmPool(group.warmPool, group.size, [...group.members.values()], missing);
    for (const id of warmStarts) this.lives.warmStart(group.members.get(id)!, cause(group.now));
    return warmStarts.length;
  }

  #fillPool(): void {
    const group = this.#group;
    const { warmPool: pool, now } = group;
    if (!pool) return;
    const all = [...group.members.values()];
    const { fill, drain } = pool.deleting
      ? { fill: 0, drain: Infinity }
      : planWarmPool(pool, group.size, all, 0);
    const plan: LaunchPlan = group.plan;
    if (fill > 0 && !group.suspended.has('Launch')) this.#placer.launch(plan, fill, [startedFor.pool(now)], undefined, this.lives, undefined, true); // prettier-ignore
    const waiting = all.filter(({ state }) => /^Warmed:(Stopped|Running|Hibernated)$/.test(state));
    if (!group.suspended.has('Terminate')) for (const member of waiting.slice(0, drain)) this.lives.terminate(member, [takenFor.pool(now)]); // prettier-ignore
    if (pool.deleting && !all.some(({ state }) => state.startsWith('Warmed:'))) group.warmPool = undefined;
  }

  #view() {
    const { settings, now, desiredCapacity: desired } = this.#group;
    const { instanceMaintenancePolicy: policy, defaultInstanceWarmup: warmup = 0 } = settings;
    return { desired, now, warmup, ...(policy && { policy: percentages(policy) }) };
  }
}

/** Why an unhealthy instance is taken out. */
const CAUSES: Readonly<Record<NonNullable<Member['illness']>, Sentence>> = {
  gone: takenFor.gone,
  ec2: takenFor.ec2,
  volume: takenFor.volume,
  elb: takenFor.loadBalancer,
  user: takenFor.user,
};

/** An instance that counts as one, whatever its weight. */
const counted = ({ id, zone, state, type, healthy, protectedFromScaleIn, launchedAt, purchaseOption, source }: Member): Instance => ({ id, zone, state, type, healthy, protectedFromScaleIn, launchedAt, purchaseOption, source, weight: 1 }); // prettier-ignore
