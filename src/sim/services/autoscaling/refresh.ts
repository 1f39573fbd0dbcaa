import type { Context } from './context.ts';
import { dateAt } from './context.ts';
import type { AutoScalingGroup } from './group.ts';
import { ask } from './other-services.ts';
import {
  advanceRefresh,
  cancelRefresh,
  isActive,
  rollBack,
  startRefresh,
  type InstanceRefresh,
  type RefreshStep,
} from './plan/instance-refresh.ts';
import type { Instance } from './plan/instance.ts';
import type { ResolvedPreferences } from './plan/refresh-preferences.ts';
import type { Input, Model } from './schema.ts';
import type * as aws from './schema.ts';
import { changedSettings, type Settings } from './settings.ts';

type Given = Input<'StartInstanceRefresh'>;

/** An instance refresh of a group: the plan that the reconciler follows while it is active. */
export class Refresh {
  readonly id: string;
  readonly given: Given;
  /** What the group launched from before, for a rollback. */
  readonly before: Settings;
  /** Why it could not be rolled back; undefined where it can. */
  readonly noRollback: string | undefined;
  #state: InstanceRefresh;
  readonly #asg: Context;
  readonly #group: AutoScalingGroup;

  /** Made by StartInstanceRefresh. */
  constructor(asg: Context, group: AutoScalingGroup, given: Given, preferences: ResolvedPreferences, noRollback: string | undefined) {
    this.#asg = asg;
    this.#group = group;
    this.id = asg.uuid();
    this.given = given;
    this.noRollback = noRollback;
    this.before = group.settings;
    this.#state = startRefresh(preferences, noRollback === undefined, group.now);
  } // prettier-ignore

  /** Whether it replaces anything yet. */
  get active(): boolean {
    return isActive(this.#state);
  }

  /** Its status, by AWS's name. */
  get status(): InstanceRefresh['status'] {
    return this.#state.status;
  }

  /** One look at the group: what may begin now. */
  advance(): RefreshStep {
    const group = this.#group;
    const { source, types } = group.plan;
    const fits = new Set(types.map(({ type }) => type));
    const matches = (instance: Instance) => JSON.stringify(instance.source) === JSON.stringify(source) && fits.has(instance.type); // prettier-ignore
    const before = this.#state.status;
    const step = advanceRefresh(this.#state, {
      instances: [...group.members.values()],
      desired: group.desiredCapacity,
      now: group.now,
      alarmed: this.#alarmed(),
      matches,
    });
    this.#state = step.refresh;
    if (this.#state.status === 'RollbackInProgress' && before !== 'RollbackInProgress') group.settings = this.#previous(); // prettier-ignore
    const { bakingUntil, pausedUntil } = this.#state;
    const until = bakingUntil ?? pausedUntil;
    if (until !== undefined && until > group.now) group.wake(until - group.now);
    if (step.checkpointReached !== undefined)
      this.#emit('EC2 Auto Scaling Instance Refresh Checkpoint Reached');
    if (this.#state.status !== before) this.#announce();
    // A successful refresh leaves the group with what it was to become.
    return step;
  }

  /** Replaces nothing more; what is under way ends as it would. */
  cancel(): void {
    this.#state = cancelRefresh(this.#state);
    this.#group.wake(0);
  }

  /** Replaces what was replaced by what was there before. */
  rollBack(why: string): void {
    this.#state = rollBack(this.#state, this.#group.now, why);
    this.#group.settings = this.#previous();
    this.#group.wake(0);
  }

  /** As the API shows it. */
  describe(): Model<aws.InstanceRefresh> {
    const { status, statusReason, startedAt, endedAt, percentageComplete, instancesToUpdate, preferences, rollbackStartedAt, stuckSince: _stuck } = this.#state;
    const { autoRollback, skipMatching, checkpointPercentages, checkpointDelay, ...more } = preferences;
    const alarmSpecification = this.given.preferences?.alarmSpecification;
    return {
      instanceRefreshId: this.id,
      autoScalingGroupName: this.#group.name,
      status,
      ...(statusReason !== undefined && { statusReason }),
      ...(status !== 'Pending' && { startTime: dateAt(startedAt) }),
      ...(endedAt !== undefined && { endTime: dateAt(endedAt) }),
      percentageComplete,
      instancesToUpdate,
      preferences: { ...more, skipMatching, autoRollback, ...(checkpointPercentages.length > 0 && { checkpointPercentages: [...checkpointPercentages], checkpointDelay }), ...(alarmSpecification && { alarmSpecification }) },
      ...(this.given.desiredConfiguration && { desiredConfiguration: this.given.desiredConfiguration }),
      ...(rollbackStartedAt !== undefined && { rollbackDetails: { rollbackReason: statusReason ?? '', rollbackStartTime: dateAt(rollbackStartedAt), percentageCompleteOnRollback: percentageComplete } }),
      strategy: 'Rolling',
    };
  } // prettier-ignore

  /** The group's settings now, with what it launched from before. */
  #previous(): Settings {
    const { launchTemplate, mixedInstancesPolicy } = this.before;
    const source = mixedInstancesPolicy ? { mixedInstancesPolicy } : { launchTemplate };
    return changedSettings(this.#asg.region, this.#group.settings, { autoScalingGroupName: this.#group.name, ...source }); // prettier-ignore
  }

  #alarmed(): boolean {
    const names = this.given.preferences?.alarmSpecification?.alarms ?? [];
    if (names.length === 0) return false;
    const { metricAlarms = [] } = ask<{ metricAlarms?: { stateValue: string }[] }>(this.#asg.region, 'cloudwatch', 'DescribeAlarms', { alarmNames: names }); // prettier-ignore
    return metricAlarms.some(({ stateValue }) => stateValue === 'ALARM');
  }

  #announce(): void {
    const ends: Partial<Record<InstanceRefresh['status'], string>> = { InProgress: 'Started', Successful: 'Succeeded', Failed: 'Failed', Cancelled: 'Cancelled', RollbackInProgress: 'Rollback Started', RollbackSuccessful: 'Rollback Succeeded', RollbackFailed: 'Rollback Failed' }; // prettier-ignore
    const what = ends[this.#state.status];
    if (what !== undefined) this.#emit(`EC2 Auto Scaling Instance Refresh ${what}`);
  }

  #emit(detailType: string): void {
    const { name, arn } = this.#group;
    this.#asg.region.events.put('aws.autoscaling', detailType, [arn], () => ({ InstanceRefreshId: this.id, AutoScalingGroupName: name })); // prettier-ignore
  }
}
