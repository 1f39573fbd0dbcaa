import { passes, type Filter } from '../../cloud/filter.ts';
import { dateAt, Part } from './context.ts';
import { describeMember } from './describe-member.ts';
import { autoScalingError, validationError } from './errors.ts';
import { AutoScalingGroup, PROCESSES, type ScalingProcess } from './group.ts';
import { launchPlanOf, templateVersion } from './launch-plan.ts';
import type { LifecycleHooks } from './lifecycle-hooks.ts';
import { autoScalingLimits as limits } from './limits.ts';
import { serviceRole } from './notifications.ts';
import { page } from './pages.ts';
import { becauseOf, takenFor } from './plan/activity-cause.ts';
import { warmPoolSize } from './plan/warm-pool.ts';
import type { Policies } from './policies.ts';
import type { Input, Model, Output } from './schema.ts';
import type * as aws from './schema.ts';
import { changedSettings, newSettings, TERMINATION_POLICIES } from './settings.ts';
import type { GroupTags } from './tags.ts';
import { shownWarmPool } from './warm-pools.ts';

/** The parts that a group needs from its beginning to its end. */
interface Neighbours {
  readonly hooks: LifecycleHooks;
  readonly tags: GroupTags;
  readonly policies: Policies;
}

/** Groups: made, changed, described, deleted; their sizes, processes and activities. */
export class Groups extends Part {
  readonly #parts: Neighbours;
  /** Groups that are deleted: their activities are still shown. */
  readonly #deleted: AutoScalingGroup[] = [];

  /** Made by `AutoScaling`. */
  constructor(asg: Part['asg'], parts: Neighbours) {
    super(asg);
    this.#parts = parts;
  }

  createAutoScalingGroup(input: Input<'CreateAutoScalingGroup'>): Output<'CreateAutoScalingGroup'> {
    const { autoScalingGroupName: name, tags = [], lifecycleHookSpecificationList: hooks = [] } = input;
    const { groups } = this.asg;
    if (groups.has(name)) throw autoScalingError('AlreadyExistsFault', `AutoScalingGroup by this name already exists - A group with the name ${name} already exists`); // prettier-ignore
    if (groups.size >= this.asg.quota(limits.groups)) throw autoScalingError('LimitExceededFault', 'The account has as many Auto Scaling groups as it can have.'); // prettier-ignore
    const settings = newSettings(this.asg.region, input);
    launchPlanOf(this.asg, settings);
    const checked = this.#parts.tags.checked(new Map(), tags);
    for (const hook of hooks) this.#parts.hooks.check(hook, []);
    const group = groups.add(name, new AutoScalingGroup(this.asg, name, settings));
    group.tags = checked;
    for (const hook of hooks) this.#parts.hooks.put(group, { ...hook, autoScalingGroupName: name });
    return {};
  }

  updateAutoScalingGroup(input: Input<'UpdateAutoScalingGroup'>): Output<'UpdateAutoScalingGroup'> {
    const group = this.#live(input.autoScalingGroupName);
    const before = group.settings;
    const settings = changedSettings(this.asg.region, before, input);
    launchPlanOf(this.asg, settings);
    group.settings = settings;
    if (settings.desiredCapacity !== before.desiredCapacity) group.because.push(becauseOf.update(this.now, group.size, before.desiredCapacity)); // prettier-ignore
    if (settings.subnets !== before.subnets) group.reconciler.trigger = 'zones-changed';
    group.metrics.refit();
    group.wake();
    return {};
  }

  deleteAutoScalingGroup({ autoScalingGroupName: name, forceDelete = false }: Input<'DeleteAutoScalingGroup'>): Output<'DeleteAutoScalingGroup'> {
    const group = this.#live(name);
    const { deletionProtection = 'none' } = group.settings;
    if (deletionProtection === 'prevent-all-deletion' || (deletionProtection === 'prevent-force-deletion' && forceDelete)) throw autoScalingError('ResourceInUseFault', `You cannot delete an AutoScalingGroup with deletion protection ${deletionProtection}.`);
    if (!forceDelete && group.history.active) throw autoScalingError('ScalingActivityInProgressFault', 'You cannot delete an AutoScalingGroup while there are scaling activities in progress for that group.');
    if (!forceDelete && (group.members.size > 0 || group.desiredCapacity > 0)) throw autoScalingError('ResourceInUseFault', 'You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.');
    group.deleting = true;
    for (const policy of [...group.policies.values()]) this.#parts.policies.forget(group, policy);
    for (const { timer } of group.scheduled.values()) timer?.cancel();
    group.scheduled.clear();
    // A forced deletion waits for no hook.
    group.hooks.clear();
    group.settings = { ...group.settings, minSize: 0, desiredCapacity: 0 };
    for (const member of group.members.values()) if (!member.state.includes('Terminating')) group.reconciler.lives.terminate(member, [takenFor.deleted(this.now)]);
    if (group.members.size === 0) group.end();
    this.#deleted.push(group);
    return {};
  } // prettier-ignore

  describeAutoScalingGroups(
    input: Input<'DescribeAutoScalingGroups'> = {},
  ): Output<'DescribeAutoScalingGroups'> {
    const { autoScalingGroupNames: names, filters } = input;
    const all = this.asg.groups.list().filter((group) => (!names?.length || names.includes(group.name)) && this.#fits(group, filters)); // prettier-ignore
    const { page: found, ...more } = page(all, input);
    return { autoScalingGroups: found.map((group) => this.#described(group)), ...more };
  }

  setDesiredCapacity(input: Input<'SetDesiredCapacity'>): Output<'SetDesiredCapacity'> {
    const { autoScalingGroupName: name, desiredCapacity: to, honorCooldown = false } = input;
    const group = this.#live(name);
    const { min, max, desired } = group.size;
    if (to > max) throw validationError(`New SetDesiredCapacity value ${to} is above max value ${max} for the AutoScalingGroup.`); // prettier-ignore
    if (to < min) throw validationError(`New SetDesiredCapacity value ${to} is below min value ${min} for the AutoScalingGroup.`); // prettier-ignore
    const { lastEnd, active } = group.history;
    if (honorCooldown && (active || (lastEnd !== undefined && this.now < lastEnd + group.settings.defaultCooldown))) throw autoScalingError('ScalingActivityInProgressFault', `Scaling activity in progress or cooldown for group ${name}.`); // prettier-ignore
    if (to !== desired) group.want(to, becauseOf.setDesired(this.now, desired, to));
    return {};
  }

  suspendProcesses({
    autoScalingGroupName,
    scalingProcesses,
  }: Input<'SuspendProcesses'>): Output<'SuspendProcesses'> {
    const group = this.#live(autoScalingGroupName);
    for (const process of processesOf(scalingProcesses)) group.suspended.set(process, `User suspended at ${stamp(this.now)}`); // prettier-ignore
    return {};
  }

  resumeProcesses({
    autoScalingGroupName,
    scalingProcesses,
  }: Input<'ResumeProcesses'>): Output<'ResumeProcesses'> {
    const group = this.#live(autoScalingGroupName);
    for (const process of processesOf(scalingProcesses)) {
      if (!group.suspended.delete(process)) continue;
      // What became uneven meanwhile is levelled now.
      if (process === 'AZRebalance') group.reconciler.trigger ??= 'zones-changed';
    }
    group.wake(0);
    return {};
  }

  describeScalingActivities(
    input: Input<'DescribeScalingActivities'> = {},
  ): Output<'DescribeScalingActivities'> {
    const { autoScalingGroupName: name, activityIds: ids, includeDeletedGroups = false, maxRecords = 100, nextToken } = input; // prettier-ignore
    const gone = includeDeletedGroups ? this.#deleted.filter((group) => this.asg.groups.find(group.name) !== group) : []; // prettier-ignore
    const groups = [...this.asg.groups.list(), ...gone].filter(
      (group) => name === undefined || group.name === name,
    );
    if (name !== undefined && groups.length === 0) throw missingGroup();
    const all = groups.flatMap((group) => group.history.list()).filter(({ activityId }) => !ids?.length || ids.includes(activityId)); // prettier-ignore
    const { page: activities, ...more } = page(all, { nextToken, maxRecords });
    return { activities, ...more };
  }

  describeAccountLimits(): Output<'DescribeAccountLimits'> {
    return {
      maxNumberOfAutoScalingGroups: this.asg.quota(limits.groups),
      maxNumberOfLaunchConfigurations: this.asg.quota(limits.launchConfigurations),
      numberOfAutoScalingGroups: this.asg.groups.size,
      numberOfLaunchConfigurations: this.asg.launchConfigurations.size,
    };
  }

  describeAdjustmentTypes(): Output<'DescribeAdjustmentTypes'> {
    return { adjustmentTypes: ['ChangeInCapacity', 'ExactCapacity', 'PercentChangeInCapacity'].map((adjustmentType) => ({ adjustmentType })) }; // prettier-ignore
  }

  describeScalingProcessTypes(): Output<'DescribeScalingProcessTypes'> {
    return { processes: PROCESSES.map((processName) => ({ processName })) };
  }

  describeTerminationPolicyTypes(): Output<'DescribeTerminationPolicyTypes'> {
    return { terminationPolicyTypes: [...TERMINATION_POLICIES].sort() };
  }

  #live(name: string): AutoScalingGroup {
    const group = this.asg.groups.get(name);
    if (group.deleting)
      throw autoScalingError('ScalingActivityInProgressFault', 'The group is being deleted.');
    return group;
  }

  #fits(group: AutoScalingGroup, filters: readonly Filter[] | undefined): boolean {
    return passes(group, filters, {
      'tag:': ({ tags }, key) => tags.get(key)?.value,
      'tag-key': ({ tags }) => [...tags.keys()],
      'tag-value': ({ tags }) => [...tags.values()].map(({ value }) => value),
    }, (name) => validationError(`The filter ${name.slice(0, 100)} is not valid.`)); // prettier-ignore
  }

  #described(group: AutoScalingGroup): Model<aws.AutoScalingGroup> {
    const { settings, warmPool, name } = group;
    const { subnets, trafficSources: _sources, launchTemplate, skipZonalShiftValidation: _skip, vpcZoneIdentifier = '', ...rest } = settings; // prettier-ignore
    const template = launchTemplate && templateVersion(this.asg, launchTemplate);
    return {
      ...rest,
      autoScalingGroupName: name,
      autoScalingGroupARN: group.arn,
      createdTime: dateAt(group.createdAt),
      ...(template && { launchTemplate: { launchTemplateId: template.launchTemplateId, launchTemplateName: template.launchTemplateName, version: launchTemplate.version ?? '$Default' } }), // prettier-ignore
      vpcZoneIdentifier,
      availabilityZones: [...new Set(subnets.map(({ zone }) => zone))],
      loadBalancerNames: [],
      capacityRebalance: settings.capacityRebalance ?? false,
      instances: [...group.members.values()].filter(({ state }) => !state.startsWith('Warmed:')).map((member) => describeMember(this.asg, member)), // prettier-ignore
      suspendedProcesses: [...group.suspended].map(([processName, suspensionReason]) => ({ processName, suspensionReason })), // prettier-ignore
      enabledMetrics: group.metrics.enabled.map((metric) => ({ metric, granularity: '1Minute' })),
      tags: this.#parts.tags.of(group),
      trafficSources: settings.targetGroupARNs.map((identifier) => ({ identifier, type: 'elbv2' })),
      serviceLinkedRoleARN: settings.serviceLinkedRoleARN ?? serviceRole(this.asg.region),
      availabilityZoneDistribution: settings.availabilityZoneDistribution ?? { capacityDistributionStrategy: 'balanced-best-effort' }, // prettier-ignore
      ...(warmPool && { warmPoolConfiguration: shownWarmPool(warmPool), warmPoolSize: warmPoolSize(warmPool, group.size) }), // prettier-ignore
      ...(group.predicted &&
        this.now < group.predicted.until && { predictedCapacity: group.predicted.capacity }),
      ...(group.deleting && { status: 'Delete in progress' }),
    };
  }
}

function processesOf(names: readonly string[] | undefined): readonly ScalingProcess[] {
  const unknown = names?.find((name) => !(PROCESSES as readonly string[]).includes(name));
  if (unknown !== undefined) throw validationError(`${unknown.slice(0, 100)} is not a valid Scaling Process`);
  return names?.length ? (names as ScalingProcess[]) : PROCESSES;
}

/** The refusal of a name that no group has. */
export const missingGroup = () => validationError('AutoScalingGroup name not found - null');

const stamp = (at: number) => `${dateAt(at).toISOString().slice(0, 19)}Z`;
