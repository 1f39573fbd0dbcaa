import type { Delivery } from '../../cloud/target.ts';
import { Part } from './context.ts';
import { autoScalingError, validationError } from './errors.ts';
import type { AutoScalingGroup } from './group.ts';
import { autoScalingLimits as limits } from './limits.ts';
import { ask } from './other-services.ts';
import { page } from './pages.ts';
import { becauseOf } from './plan/activity-cause.ts';
import { noAsk, type Ask } from './plan/ask.ts';
import { decide, type PolicyAsk } from './plan/policies.ts';
import { askSimple } from './plan/simple-policy.ts';
import { askStep } from './plan/step-policy.ts';
import { askTargetTracking } from './plan/target-tracking.ts';
import { Policy } from './policy.ts';
import { Predictions } from './predictions.ts';
import type { Input, Model, Output } from './schema.ts';
import type * as aws from './schema.ts';
import { putTrackingAlarms } from './tracking-alarms.ts';

/** What CloudWatch tells a policy of its alarm. */
interface Trigger {
  readonly alarmName: string;
  readonly threshold?: number;
  readonly value?: number;
}

/** Alarms call again each minute; what is older has ended. */
const FRESH = 75;

/** Scaling policies, and what they make of alarms. */
export class Policies extends Part {
  readonly #predictions = new Predictions(this.asg);

  putScalingPolicy(input: Input<'PutScalingPolicy'>): Output<'PutScalingPolicy'> {
    const group = this.asg.groups.get(input.autoScalingGroupName);
    const before = group.policies.get(input.policyName);
    if (!before && group.policies.size >= limits.policies.max) throw autoScalingError('LimitExceededFault', `A group can have ${limits.policies.max} scaling policies.`); // prettier-ignore
    const arn = before?.arn ?? this.asg.arn(`scalingPolicy:${this.asg.uuid()}:autoScalingGroupName/${group.name}:policyName/${input.policyName}`); // prettier-ignore
    const policy = new Policy(arn, input, group, this.#alarmNames(group, input, before));
    if (before && before.type !== policy.type) throw validationError(`The policy type of ${input.policyName} cannot be changed.`); // prettier-ignore
    if (policy.type === 'PredictiveScaling') this.#predictions.begin(group, policy);
    group.policies.set(policy.name, policy);
    if (policy.tracking && policy.type === 'TargetTrackingScaling') {
      this.#deleteAlarms(before?.alarms.filter((name) => !policy.alarms.includes(name)) ?? []);
      putTrackingAlarms(this.asg, group, policy);
    }
    group.metrics.refit();
    return { policyARN: arn, alarms: this.#alarms(policy) };
  }

  deletePolicy({ policyName, autoScalingGroupName }: Input<'DeletePolicy'>): Output<'DeletePolicy'> {
    const { group, policy } = this.#find(policyName, autoScalingGroupName);
    this.forget(group, policy);
    return {};
  }

  describePolicies(input: Input<'DescribePolicies'> = {}): Output<'DescribePolicies'> {
    const { autoScalingGroupName: name, policyNames: names, policyTypes: types } = input;
    const groups = name === undefined ? this.asg.groups.list() : [this.asg.groups.get(name)];
    const all = groups.flatMap((group) => [...group.policies.values()]);
    const wanted = all.filter((policy) => (!names?.length || names.includes(policy.name) || names.includes(policy.arn)) && (!types?.length || types.includes(policy.type))); // prettier-ignore
    const { page: found, ...more } = page(wanted, input);
    return { scalingPolicies: found.map((policy) => this.#described(policy)), ...more };
  }

  executePolicy(input: Input<'ExecutePolicy'>): Output<'ExecutePolicy'> {
    const { metricValue, breachThreshold, honorCooldown = false } = input;
    const { group, policy } = this.#find(input.policyName, input.autoScalingGroupName);
    if (policy.type === 'TargetTrackingScaling' || policy.type === 'PredictiveScaling') throw validationError(`Policy type ${policy.type} is not supported.`); // prettier-ignore
    if (policy.type === 'StepScaling' && (metricValue === undefined || breachThreshold === undefined)) throw validationError('MetricValue and BreachThreshold must be given for a step scaling policy.'); // prettier-ignore
    if (honorCooldown && this.#cooling(group, policy)) throw autoScalingError('ScalingActivityInProgressFault', 'The group is in its cooldown.'); // prettier-ignore
    const asked = policy.type === 'StepScaling' ? this.#askStep(group, policy, breachThreshold!, metricValue) : this.#askSimple(group, policy, !honorCooldown); // prettier-ignore
    if (asked.kind !== 'none') group.want(asked.desired, becauseOf.executed(this.now, policy.name, group.desiredCapacity, asked.desired)); // prettier-ignore
    return {};
  }

  getPredictiveScalingForecast(input: Input<'GetPredictiveScalingForecast'>): Output<'GetPredictiveScalingForecast'> {
    const { group, policy } = this.#find(input.policyName, input.autoScalingGroupName);
    return this.#predictions.forecast(group, policy, input.startTime, input.endTime);
  } // prettier-ignore

  /** An alarm calls a policy, and calls again each minute while it lasts. */
  deliver(arn: string, { payload }: Delivery): void {
    const trigger = JSON.parse(payload) as Trigger;
    for (const group of this.asg.groups) {
      const policy = [...group.policies.values()].find((one) => one.arn === arn);
      if (policy) return this.#called(group, policy, trigger);
    }
    throw validationError(`The scaling policy ${arn} does not exist.`);
  }

  /** A policy goes, and its own alarms with it. */
  forget(group: AutoScalingGroup, policy: Policy): void {
    group.policies.delete(policy.name);
    this.#predictions.end(policy);
    this.#deleteAlarms(policy.alarms);
    group.metrics.refit();
  }

  #called(group: AutoScalingGroup, policy: Policy, trigger: Trigger): void {
    if (group.suspended.has('AlarmNotification') || !policy.enabled || group.deleting) return;
    const { threshold = 0, value, alarmName } = trigger;
    let decision: { readonly desired: number; readonly kind?: string };
    if (policy.type === 'SimpleScaling') decision = this.#askSimple(group, policy, false);
    else if (policy.type === 'StepScaling') decision = this.#askStep(group, policy, threshold, value);
    else decision = this.#track(group, policy, alarmName === policy.alarms[0], value);
    const { predicted } = group;
    const floor =
      predicted && this.now < predicted.until ? Math.min(predicted.capacity, group.desiredCapacity) : 0;
    const desired = Math.max(decision.desired, floor);
    // Who wants more wins: nobody shrinks a group that target tracking is about to grow.
    if (desired < group.desiredCapacity && this.#growing(group)) return;
    if (desired === group.desiredCapacity) return;
    group.want(desired, becauseOf.alarm(this.now, alarmName, 'ALARM', policy.name, group.desiredCapacity, desired)); // prettier-ignore
  }

  #askSimple(group: AutoScalingGroup, policy: Policy, free: boolean): Ask {
    const { size, history, settings } = group;
    const cooldown = free ? { active: false } : { active: this.#busy(group), endedAt: history.lastEnd };
    return askSimple(policy.simple, { size, capacity: group.capacity(0) }, cooldown, this.now, settings.defaultCooldown); // prettier-ignore
  }

  #askStep(group: AutoScalingGroup, policy: Policy, threshold: number, value: number | undefined): Ask {
    return askStep(policy.step, threshold, value, { size: group.size, capacity: group.capacity(policy.warmup) }); // prettier-ignore
  }

  /** Growing is one policy's word; shrinking takes the consent of all that may shrink the group. */
  #track(group: AutoScalingGroup, policy: Policy, high: boolean, value: number | undefined) {
    if (value === undefined) return noAsk(policy.name, group.size, 'the metric has no value');
    policy.asked = { high, value, at: this.now };
    const trackers = [...group.policies.values()].filter((one) => one.type === 'TargetTrackingScaling' && one.enabled); // prettier-ignore
    const asks = trackers.map((one): PolicyAsk => ({ ...this.#askTracker(group, one), type: 'target-tracking', disableScaleIn: one.tracking!.disableScaleIn ?? false })); // prettier-ignore
    return decide(high ? asks.filter((one) => one.policy === policy.name) : asks, group.size);
  }

  #askTracker(group: AutoScalingGroup, policy: Policy): Ask {
    const { size } = group;
    const { asked, tracker } = policy;
    if (!asked || this.now - asked.at > FRESH) return noAsk(policy.name, size, 'its alarms are quiet');
    const reading = { high: asked.high ? 'ALARM' : 'OK', low: asked.high ? 'OK' : 'ALARM', metric: asked.value } as const; // prettier-ignore
    const { proportionalBase, mostTaken } = this.asg.model;
    return askTargetTracking(tracker, reading, { size, capacity: group.capacity(policy.warmup) }, { proportionalBase, mostTaken }); // prettier-ignore
  }

  #growing(group: AutoScalingGroup): boolean {
    return [...group.policies.values()].some(({ enabled, asked }) => enabled && asked?.high && this.now - asked.at <= FRESH); // prettier-ignore
  }

  /** A scaling activity or a health replacement is under way. */
  #busy(group: AutoScalingGroup): boolean {
    return group.history.active || group.filling !== group.desiredCapacity || [...group.members.values()].some(({ state, healthy }) => state === 'InService' && !healthy); // prettier-ignore
  }

  #cooling(group: AutoScalingGroup, { given }: Policy): boolean {
    const { lastEnd, active } = group.history;
    return active || (lastEnd !== undefined && this.now < lastEnd + (given.cooldown ?? group.settings.defaultCooldown)); // prettier-ignore
  }

  #alarmNames(group: AutoScalingGroup, input: Input<'PutScalingPolicy'>, before?: Policy): string[] {
    if (input.policyType !== 'TargetTrackingScaling') return [];
    const name = (which: 'High' | 'Low', at: number) => before?.alarms[at] ?? `TargetTracking-${group.name}-Alarm${which}-${this.asg.uuid()}`; // prettier-ignore
    const high = name('High', 0);
    return input.targetTrackingConfiguration?.disableScaleIn ? [high] : [high, name('Low', 1)];
  }

  #deleteAlarms(alarmNames: readonly string[]): void {
    if (alarmNames.length > 0) ask(this.asg.region, 'cloudwatch', 'DeleteAlarms', { alarmNames });
  }

  /** The alarms that call a policy: its own, or those that somebody made. */
  #alarms({ arn }: Policy): Model<aws.Alarm>[] {
    const { metricAlarms = [] } = ask<{ metricAlarms?: { alarmName: string; alarmArn: string }[] }>(this.asg.region, 'cloudwatch', 'DescribeAlarms', { actionPrefix: arn, maxRecords: 100 }); // prettier-ignore
    return metricAlarms.map(({ alarmName, alarmArn }) => ({ alarmName, alarmARN: alarmArn }));
  }

  #described(policy: Policy): Model<aws.ScalingPolicy> {
    const { arn, given, type, enabled } = policy;
    return { stepAdjustments: [], ...given, ...(type === 'StepScaling' && { metricAggregationType: given.metricAggregationType ?? 'Average' }), policyARN: arn, policyType: type, enabled, alarms: this.#alarms(policy) }; // prettier-ignore
  }

  #find(name: string, groupName: string | undefined): { group: AutoScalingGroup; policy: Policy } {
    const groups = groupName === undefined ? this.asg.groups.list() : [this.asg.groups.get(groupName)];
    for (const group of groups)
      for (const policy of group.policies.values())
        if ((groupName !== undefined && policy.name === name) || policy.arn === name)
          return { group, policy };
    throw validationError(groupName === undefined && !name.startsWith('arn:') ? 'AutoScalingGroupName is required when PolicyName is no ARN.' : 'PolicyName does not exist.'); // prettier-ignore
  }
}
