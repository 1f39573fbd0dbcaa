import { next, readSchedulerSchedule, UTC, zoneOf } from '../../cloud/calendar/index.ts';
import { pageOf } from '../../cloud/page.ts';
import type { Delivery } from '../../cloud/target.ts';
import { Reply } from '../../kernel/index.ts';
import { Service } from '../../tongue/service.ts';
import { ask } from './context.ts';
import { notModelled, notValid, scalingError } from './errors.ts';
import { applicationAutoScalingLimits as limits } from './limits.ts';
import { defaultModel, type ApplicationAutoScalingModel } from './model.ts';
import { ScalableTarget, type Policy, type Scheduled } from './scalable-target.ts';
import { schema, type Input, type Methods, type Model, type Output } from './schema.ts';
import type * as aws from './schema.ts';
import { checkStep, stepTo } from './step.ts';
import { checkTracking, putAlarms, trackTo } from './target-tracking.ts';

/** What CloudWatch tells a policy of its alarm. */
interface Trigger {
  readonly alarmName: string;
  readonly threshold?: number;
  readonly value?: number;
}

/**
 * Application Auto Scaling in one Region, for the services of Amazon ECS: it changes the number of tasks, never that of
 * instances.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/what-is-application-auto-scaling.html
 */
export class ApplicationAutoScaling extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly arn = 'application-autoscaling';
  static override readonly needs = ['ecs', 'cloudwatch'];
  static override readonly rules = { MaxResults: limits.listed };
  /** What AWS does not tell, as parameters. */
  readonly model: ApplicationAutoScalingModel = defaultModel();
  readonly #targets = new Map<string, ScalableTarget>();

  registerScalableTarget(input: Input<'RegisterScalableTarget'>): Output<'RegisterScalableTarget'> {
    const { resourceId, minCapacity, maxCapacity, suspendedState } = input;
    modelled(input);
    const before = this.#targets.get(resourceId);
    if (!before && (minCapacity === undefined || maxCapacity === undefined)) throw notValid('MinCapacity and MaxCapacity must be given for a new scalable target.'); // prettier-ignore
    const min = minCapacity ?? before!.min;
    const max = maxCapacity ?? before!.max;
    if (min < 0 || min > max) throw notValid(`The minimum capacity must be from 0 to the maximum capacity: ${min}, ${max}`); // prettier-ignore
    const target = before ?? new ScalableTarget(this.region, this.arn(`scalable-target/${this.hexId('', 32)}`), resourceId, this.date, min, max); // prettier-ignore
    void target.capacity;
    target.min = min;
    target.max = max;
    if (suspendedState) target.suspended = { ...target.suspended, ...suspendedState };
    this.#targets.set(resourceId, target);
    return { scalableTargetARN: target.arn };
  }

  deregisterScalableTarget(input: Input<'DeregisterScalableTarget'>): Output<'DeregisterScalableTarget'> {
    const target = this.#target(input);
    for (const policy of [...target.policies.values()]) this.#forget(target, policy);
    for (const { timer } of target.scheduled.values()) timer?.cancel();
    this.#targets.delete(target.resourceId);
    return {};
  }

  describeScalableTargets(input: Input<'DescribeScalableTargets'>): Output<'DescribeScalableTargets'> {
    const wanted = input.resourceIds;
    const all = [...this.#targets.values()].filter(({ resourceId }) => input.serviceNamespace === 'ecs' && (!wanted?.length || wanted.includes(resourceId))); // prettier-ignore
    const { page, ...more } = this.#page(all, input);
    return { scalableTargets: page.map((one) => one.describe()), ...more };
  }

  putScalingPolicy(input: Input<'PutScalingPolicy'>): Output<'PutScalingPolicy'> {
    const target = this.#target(input);
    const { policyName } = input;
    const before = target.policies.get(policyName);
    const type = input.policyType ?? 'StepScaling';
    if (before && (before.given.policyType ?? 'StepScaling') !== type) throw notValid('The policy type of a scaling policy cannot be changed.'); // prettier-ignore
    if (!before && target.policies.size >= limits.policies.max) throw scalingError('LimitExceededException', `A scalable target can have ${limits.policies.max} scaling policies.`); // prettier-ignore
    const { targetTrackingScalingPolicyConfiguration: tracking, stepScalingPolicyConfiguration: step } =
      input;
    if (type === 'PredictiveScaling') throw notModelled('predictive scaling');
    if (type === 'TargetTrackingScaling') {
      if (!tracking) throw notValid('TargetTrackingScalingPolicyConfiguration must be given for policy type TargetTrackingScaling.'); // prettier-ignore
      checkTracking(tracking);
    } else {
      if (!step) throw notValid('StepScalingPolicyConfiguration must be given for policy type StepScaling.');
      checkStep(step);
    }
    const arn = before?.arn ?? this.region.arn('autoscaling', `scalingPolicy:${this.uuid()}:resource/ecs/${target.resourceId}:policyName/${policyName}`); // prettier-ignore
    if (before) this.#deleteAlarms(before);
    const sides = tracking ? ['AlarmHigh', ...(tracking.disableScaleIn ? [] : ['AlarmLow'])] : [];
    const alarms = sides.map((side) => `TargetTracking-${target.resourceId}-${side}-${this.uuid()}`);
    const policy: Policy = { arn, given: input, createdAt: before?.createdAt ?? this.date, alarms };
    target.policies.set(policyName, policy);
    if (tracking) putAlarms(this.region, this.model, { arn, configuration: tracking, resourceId: target.resourceId, alarms }); // prettier-ignore
    return { policyARN: arn, alarms: this.#alarms(policy) };
  }

  deleteScalingPolicy(input: Input<'DeleteScalingPolicy'>): Output<'DeleteScalingPolicy'> {
    const target = this.#target(input);
    const policy = target.policies.get(input.policyName);
    if (!policy) throw scalingError('ObjectNotFoundException', `No scaling policy found for service namespace: ecs, resource ID: ${target.resourceId}, scalable dimension: ecs:service:DesiredCount: ${input.policyName.slice(0, 256)}`); // prettier-ignore
    this.#forget(target, policy);
    return {};
  }

  describeScalingPolicies(input: Input<'DescribeScalingPolicies'>): Output<'DescribeScalingPolicies'> {
    const { policyNames, resourceId } = input;
    const all = [...this.#targets.values()]
      .filter((one) => resourceId === undefined || one.resourceId === resourceId)
      .flatMap((target) => [...target.policies.values()].map((policy) => this.#described(target, policy)))
      .filter(({ policyName }) => !policyNames?.length || policyNames.includes(policyName));
    const { page, ...more } = this.#page(all, input);
    return { scalingPolicies: page, ...more };
  }

  putScheduledAction(input: Input<'PutScheduledAction'>): Output<'PutScheduledAction'> {
    const target = this.#target(input);
    const { scheduledActionName: name, schedule = '', scalableTargetAction: action } = input;
    const before = target.scheduled.get(name);
    if (!before && target.scheduled.size >= limits.scheduledActions.max) throw scalingError('LimitExceededException', `A scalable target can have ${limits.scheduledActions.max} scheduled actions.`); // prettier-ignore
    if (!readSchedulerSchedule(schedule)) throw notValid(`The schedule ${schedule.slice(0, 100)} is not valid.`); // prettier-ignore
    if (action?.minCapacity === undefined && action?.maxCapacity === undefined) throw notValid('ScalableTargetAction must have MinCapacity or MaxCapacity.'); // prettier-ignore
    before?.timer?.cancel();
    const arn = before?.arn ?? this.region.arn('autoscaling', `scheduledAction:${this.uuid()}:resource/ecs/${target.resourceId}:scheduledActionName/${name}`); // prettier-ignore
    const scheduled: Scheduled = {
      arn,
      given: input,
      createdAt: before?.createdAt ?? this.date,
      timer: undefined,
    };
    target.scheduled.set(name, scheduled);
    this.#await(target, scheduled);
    return {};
  }

  deleteScheduledAction(input: Input<'DeleteScheduledAction'>): Output<'DeleteScheduledAction'> {
    const target = this.#target(input);
    const scheduled = target.scheduled.get(input.scheduledActionName);
    if (!scheduled) throw scalingError('ObjectNotFoundException', `No scheduled action found for resource ID: ${target.resourceId}`); // prettier-ignore
    scheduled.timer?.cancel();
    target.scheduled.delete(input.scheduledActionName);
    return {};
  }

  describeScheduledActions(input: Input<'DescribeScheduledActions'>): Output<'DescribeScheduledActions'> {
    const { scheduledActionNames: names, resourceId } = input;
    const all = [...this.#targets.values()]
      .filter((one) => resourceId === undefined || one.resourceId === resourceId)
      .flatMap(({ scheduled }) => [...scheduled.values()])
      .filter(({ given }) => !names?.length || names.includes(given.scheduledActionName));
    const { page, ...more } = this.#page(all, input);
    const scheduledActions = page.map(({ arn, given, createdAt }) => ({ ...given, schedule: given.schedule!, scheduledActionARN: arn, creationTime: createdAt })); // prettier-ignore
    return { scheduledActions, ...more };
  }

  describeScalingActivities(input: Input<'DescribeScalingActivities'>): Output<'DescribeScalingActivities'> {
    const all = [...this.#targets.values()].filter(({ resourceId }) => input.resourceId === undefined || input.resourceId === resourceId).flatMap(({ activities }) => activities); // prettier-ignore
    const { page, ...more } = this.#page(all, input);
    return { scalingActivities: page, ...more };
  }

  /** @internal An alarm calls a policy, and calls again each minute while it lasts. */
  override deliver(arn: string, { payload }: Delivery): Reply<unknown> {
    for (const target of this.#targets.values()) {
      const policy = [...target.policies.values()].find((one) => one.arn === arn);
      if (policy) this.#called(target, policy, JSON.parse(payload) as Trigger);
    }
    return Reply.resolved(this.simulation, undefined);
  }

  #called(target: ScalableTarget, policy: Policy, { alarmName, threshold = 0, value }: Trigger): void {
    if (value === undefined) return;
    const { targetTrackingScalingPolicyConfiguration: tracking, stepScalingPolicyConfiguration: step } = policy.given; // prettier-ignore
    const { capacity, last } = target;
    const want = (from: number) => tracking ? trackTo(from, value, tracking.targetValue) : stepTo(step!, from, value - threshold); // prettier-ignore
    const out = tracking ? policy.alarms[0] === alarmName : want(capacity) > capacity;
    const own = tracking ? (out ? tracking.scaleOutCooldown : tracking.scaleInCooldown) : step!.cooldown;
    const cooldown = own ?? limits.cooldown.default;
    const cooling = last !== undefined && this.simulation.now - last.at < cooldown;
    // In the cooldown of a scale-out, what it has added counts: only a larger one adds the difference.
    const wanted = want(cooling && last.out ? last.from : capacity);
    if (out ? wanted <= capacity : wanted >= capacity || cooling) return;
    if (tracking && !out && !this.#agreed(target)) return;
    this.#scale(target, wanted, cooling, `monitor alarm ${alarmName} in state ALARM triggered policy ${policy.given.policyName}`); // prettier-ignore
  }

  /** Policies that track a target shrink a service only together: each of them must be below its target. */
  #agreed(target: ScalableTarget): boolean {
    const trackers = [...target.policies.values()].filter(({ given }) => given.targetTrackingScalingPolicyConfiguration && !given.targetTrackingScalingPolicyConfiguration.disableScaleIn); // prettier-ignore
    return trackers.every(({ alarms }) => this.#state(alarms[1]!) === 'ALARM');
  }

  #state(alarmName: string): string | undefined {
    const { metricAlarms: [alarm] } = ask<{ metricAlarms: { stateValue: string }[] }>(this.region, 'cloudwatch', 'DescribeAlarms', { alarmNames: [alarmName] }); // prettier-ignore
    return alarm?.stateValue;
  }

  /**
   * Scales within the bounds. In a cooldown after a scale-out a larger one still goes through; after a scale-in, a scale-out
   * goes through at once; a scale-in waits.
   * https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html#target-tracking-cooldown
   */
  #scale(target: ScalableTarget, wanted: number, cooling: boolean, cause: string): void {
    const { capacity, min, max, suspended, last } = target;
    const to = Math.min(max, Math.max(min, wanted));
    const out = to > capacity;
    if (to === capacity) return;
    if (out ? suspended.dynamicScalingOutSuspended : suspended.dynamicScalingInSuspended) return;
    const from = cooling && last!.out ? last!.from : capacity;
    target.last = { out, from, at: this.simulation.now };
    this.#set(target, to, cause);
  }

  #set(target: ScalableTarget, to: number, cause: string): void {
    target.capacity = to;
    const activity = { activityId: this.uuid(), serviceNamespace: 'ecs' as const, resourceId: target.resourceId, scalableDimension: 'ecs:service:DesiredCount' as const, description: `Setting desired count to ${to}.`, cause, startTime: this.date, endTime: this.date, statusCode: 'Successful' as const, statusMessage: `Successfully set desired count to ${to}. Change successfully fulfilled by ecs.` }; // prettier-ignore
    target.activities.unshift(activity);
  }

  #await(target: ScalableTarget, scheduled: Scheduled): void {
    const { given, createdAt } = scheduled;
    const { schedule = '', timezone, startTime, endTime } = given;
    const now = this.simulation.epochMillis / 1000;
    const after = Math.max(now, (startTime?.getTime() ?? 0) / 1000 - 1);
    const zone = timezone === undefined ? UTC : zoneOf(timezone);
    const moment = next(readSchedulerSchedule(schedule)!, after, { zone, first: (startTime ?? createdAt).getTime() / 1000 }); // prettier-ignore
    if (moment === undefined || (endTime && moment > endTime.getTime() / 1000)) return;
    scheduled.timer = this.simulation.timer(moment - now, () => {
      const { minCapacity, maxCapacity } = given.scalableTargetAction!;
      if (!target.suspended.scheduledScalingSuspended) {
        target.min = minCapacity ?? target.min;
        target.max = maxCapacity ?? target.max;
        const to = Math.min(target.max, Math.max(target.min, target.capacity));
        if (to !== target.capacity) this.#set(target, to, `scheduled action name ${given.scheduledActionName} was triggered`); // prettier-ignore
      }
      this.#await(target, scheduled);
    });
  }

  #forget(target: ScalableTarget, policy: Policy): void {
    target.policies.delete(policy.given.policyName);
    this.#deleteAlarms(policy);
  }

  #deleteAlarms({ alarms }: Policy): void {
    if (alarms.length > 0) ask(this.region, 'cloudwatch', 'DeleteAlarms', { alarmNames: alarms });
  }

  #alarms({ alarms }: Policy): Model<aws.Alarm>[] {
    return alarms.map((alarmName) => ({
      alarmName,
      alarmARN: this.region.arn('cloudwatch', `alarm:${alarmName}`),
    }));
  }

  #described(target: ScalableTarget, policy: Policy): Model<aws.ScalingPolicy> {
    const { resourceId } = target;
    const { given, arn, createdAt } = policy;
    return { ...given, policyType: given.policyType ?? 'StepScaling', resourceId, policyARN: arn, creationTime: createdAt, alarms: this.#alarms(policy) }; // prettier-ignore
  }

  #target(input: { serviceNamespace: string; resourceId: string; scalableDimension?: string }): ScalableTarget {
    modelled(input);
    const target = this.#targets.get(input.resourceId);
    if (!target) throw scalingError('ObjectNotFoundException', `No scalable target registered for service namespace: ecs, resource ID: ${input.resourceId.slice(0, 200)}, scalable dimension: ecs:service:DesiredCount`);
    return target;
  } // prettier-ignore

  #page<T>(all: readonly T[], { nextToken, maxResults }: { nextToken?: string; maxResults?: number }) {
    return pageOf(all, { nextToken, size: maxResults ?? limits.listed.default, badToken: () => scalingError('InvalidNextTokenException', 'Invalid nextToken.') }); // prettier-ignore
  }
}

/** Services of ECS, and nothing else. */
function modelled(input: { serviceNamespace: string; resourceId: string; scalableDimension?: string }): void {
  if (input.serviceNamespace !== 'ecs') throw notModelled(`the service namespace ${input.serviceNamespace}`);
  if (input.scalableDimension !== undefined && input.scalableDimension !== 'ecs:service:DesiredCount') throw notValid(`Unsupported service namespace, resource type or scalable dimension: ${input.scalableDimension.slice(0, 100)}`); // prettier-ignore
  if (!/^service\/[^/]+\/[^/]+$/.test(input.resourceId)) throw notValid(`Unsupported resource ID: ${input.resourceId.slice(0, 100)}`); // prettier-ignore
}
