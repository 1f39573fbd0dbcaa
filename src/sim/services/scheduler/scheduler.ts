import { parseArn, type Metric, type Region } from '../../cloud/index.ts';
import { pageOf, type Page } from '../../cloud/page.ts';
import {
  isTransient,
  nextEventRetry,
  redeliver,
  retryPolicy,
  sendDeadLetter,
  type DeliveryOutcome,
} from '../../cloud/redelivery.ts';
import { withoutTags, withTags, type TagRules } from '../../cloud/tags.ts';
import type { Yieldable } from '../../kernel/index.ts';
import { Service } from '../../tongue/service.ts';
import { notValid, schedulerError } from './errors.ts';
import { Group } from './group.ts';
import { call, failureIn, payloadOf, type Invocation } from './invocation.ts';
import { schedulerLimits as limits } from './limits.ts';
import type { SchedulerMetricName } from './metrics.ts';
import { defaultModel, type SchedulerModel } from './model.ts';
import { schedulerPrices } from './prices.ts';
import { Schedule } from './schedule.ts';
import { schema, type Input, type Methods, type Output } from './schema.ts';

const NAME = { ...limits.name, pattern: '[0-9a-zA-Z-_.]+' };

/**
 * Amazon EventBridge Scheduler in one Region: schedules in groups, each of which calls one target.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/what-is-scheduler.html
 */
export class Scheduler extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly rules = {
    'CreateScheduleInput.Name': NAME,
    'CreateScheduleGroupInput.Name': NAME,
    ScheduleExpression: limits.expression,
    ScheduleExpressionTimezone: { min: 1, max: 50 },
    Description: { max: 512 },
    MaximumWindowInMinutes: limits.window,
    MaximumRetryAttempts: limits.retryAttempts,
    MaximumEventAgeInSeconds: limits.eventAge,
    MaxResults: limits.listed,
  };
  /** What AWS does not tell, as parameters. */
  readonly model: SchedulerModel = { ...defaultModel };
  readonly #groups = new Map<string, Group>();

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    this.#groups.set('default', new Group(region, 'default'));
  }

  // ── Schedules ─────────────────────────────────────────────────────────────────────────────────────────────────

  createSchedule(input: Input<'CreateSchedule'>): Output<'CreateSchedule'> {
    const { name, clientToken, groupName } = input;
    const group = this.#group(groupName);
    const before = group.schedules.get(name);
    if (before) {
      // The same request again.
      if (clientToken !== undefined && before.clientToken === clientToken) return { scheduleArn: before.arn };
      throw schedulerError('ConflictException', `Schedule ${name} already exists.`);
    }
    if (group.state === 'DELETING')
      throw schedulerError('ConflictException', `Schedule group ${group.name} is being deleted.`);
    const count = [...this.#groups.values()].reduce((sum, { schedules }) => sum + schedules.size, 0);
    if (count >= this.quota(limits.schedules))
      throw schedulerError(
        'ServiceQuotaExceededException',
        'The account has as many schedules as it can have.',
      );
    const schedule = new Schedule(this.region, group, input);
    group.schedules.set(name, schedule);
    this.#await(schedule);
    return { scheduleArn: schedule.arn };
  }

  getSchedule({ name, groupName }: Input<'GetSchedule'>): Output<'GetSchedule'> {
    return this.#schedule(name, groupName).describe();
  }

  updateSchedule(input: Input<'UpdateSchedule'>): Output<'UpdateSchedule'> {
    const schedule = this.#schedule(input.name, input.groupName);
    schedule.set(input);
    this.#await(schedule);
    return { scheduleArn: schedule.arn };
  }

  deleteSchedule({ name, groupName }: Input<'DeleteSchedule'>): Output<'DeleteSchedule'> {
    this.#delete(this.#schedule(name, groupName));
    return {};
  }

  listSchedules(input: Input<'ListSchedules'> = {}): Output<'ListSchedules'> {
    const { groupName, namePrefix = '', state, nextToken, maxResults } = input;
    const groups = groupName === undefined ? [...this.#groups.values()] : [this.#group(groupName)];
    const all = groups
      .flatMap(({ schedules }) => [...schedules.values()])
      .map((schedule) => schedule.summary())
      .filter((one) => one.name!.startsWith(namePrefix) && (state ?? one.state) === one.state);
    const { page: schedules, ...more } = this.#page(all, nextToken, maxResults);
    return { schedules, ...more };
  }

  // ── Groups ────────────────────────────────────────────────────────────────────────────────────────────────────

  createScheduleGroup(input: Input<'CreateScheduleGroup'>): Output<'CreateScheduleGroup'> {
    const { name, tags = [], clientToken } = input;
    const before = this.#groups.get(name);
    if (before) {
      if (clientToken !== undefined && before.clientToken === clientToken)
        return { scheduleGroupArn: before.arn };
      throw schedulerError('ConflictException', `Schedule group ${name} already exists.`);
    }
    if (this.#groups.size >= this.quota(limits.groups))
      throw schedulerError('ServiceQuotaExceededException', 'The account has as many groups as it can have.');
    const all = withTags(new Map(), pairs(tags), TAG_RULES);
    const group = new Group(this.region, name, clientToken);
    group.tags = all;
    this.#groups.set(name, group);
    return { scheduleGroupArn: group.arn };
  }

  getScheduleGroup({ name }: Input<'GetScheduleGroup'>): Output<'GetScheduleGroup'> {
    return this.#group(name).describe();
  }

  deleteScheduleGroup({ name }: Input<'DeleteScheduleGroup'>): Output<'DeleteScheduleGroup'> {
    const group = this.#group(name);
    if (name === 'default') throw notValid('Cannot delete the default schedule group.');
    if (group.state === 'DELETING')
      throw schedulerError('ConflictException', `Schedule group ${name} is being deleted.`);
    group.state = 'DELETING';
    const { groupDeletion } = this.model;
    const remove = () => {
      for (const schedule of group.schedules.values()) this.#delete(schedule);
      this.#groups.delete(name);
      group.metrics.withdraw();
    };
    if (groupDeletion > 0) this.simulation.schedule(groupDeletion, remove);
    else remove();
    return {};
  }

  listScheduleGroups(input: Input<'ListScheduleGroups'> = {}): Output<'ListScheduleGroups'> {
    const { namePrefix = '', nextToken, maxResults } = input;
    const all = [...this.#groups.values()].filter(({ name }) => name.startsWith(namePrefix));
    const { page, ...more } = this.#page(all, nextToken, maxResults);
    return { scheduleGroups: page.map((group) => group.describe()), ...more };
  }

  tagResource({ resourceArn, tags }: Input<'TagResource'>): Output<'TagResource'> {
    const group = this.#tagged(resourceArn);
    group.tags = withTags(group.tags, pairs(tags), TAG_RULES);
    return {};
  }

  untagResource({ resourceArn, tagKeys }: Input<'UntagResource'>): Output<'UntagResource'> {
    const group = this.#tagged(resourceArn);
    group.tags = withoutTags(group.tags, tagKeys);
    return {};
  }

  listTagsForResource({ resourceArn }: Input<'ListTagsForResource'>): Output<'ListTagsForResource'> {
    return { tags: [...this.#tagged(resourceArn).tags].map(([key, value]) => ({ key, value })) };
  }

  /** One of a group's CloudWatch metrics: `cloud.record(cloud.scheduler.metric('InvocationAttemptCount'))`. */
  metric(name: SchedulerMetricName, groupName = 'default'): Metric {
    return this.#group(groupName).metrics.get(name);
  }

  // ── Invocations ───────────────────────────────────────────────────────────────────────────────────────────────

  /** Waits for a schedule's next time: after a moment (epoch seconds), or from now on. */
  #await(schedule: Schedule, after?: number): void {
    schedule.timer?.cancel();
    schedule.timer = undefined;
    if (!schedule.enabled) return;
    const moment = schedule.next(after);
    if (moment === undefined) return;
    const spread = schedule.window ?? this.model.spread;
    const late = spread > 0 ? this.random('times').uniform(0, spread) : 0;
    const delay = Math.max(0, moment - this.simulation.epochMillis / 1000);
    schedule.timer = this.simulation.timer(delay, () => {
      this.#await(schedule, moment);
      const last = schedule.timer === undefined;
      const settings = schedule.target;
      void this.simulation.process(() => this.#invoke(schedule, settings, moment, late, last), 'Scheduler');
    });
  }

  *#invoke(
    schedule: Schedule,
    target: Schedule['target'],
    moment: number,
    late: number,
    last: boolean,
  ): Generator<Yieldable, void, never> {
    if (late > 0) yield late;
    // What is deleted, or changed, in its window fires no more.
    if (schedule.group.schedules.get(schedule.name) !== schedule || schedule.target !== target) return;
    const { metrics } = schedule.group;
    const begun = this.simulation.epochMillis;
    const time = `${new Date(moment * 1000).toISOString().slice(0, 19)}Z`;
    const policy = retryPolicy(target.retryPolicy);
    const eventId = this.uuid();
    let invocation: Invocation = { scheduleArn: schedule.arn, time, id: '', attempt: 0, eventId };
    let payload = '';
    this.usage(schedulerPrices.invocations).add(1);
    const { region, simulation } = this;
    const outcome = yield* redeliver(
      () => {
        metrics.count('InvocationAttemptCount');
        invocation = { ...invocation, id: this.hexId('', 16), attempt: invocation.attempt + 1 };
        payload = payloadOf(target, invocation, region);
        return simulation.process(function* (): Generator<Yieldable, void, never> {
          const failed = failureIn(yield* call(region, target, payload, schedule.arn));
          if (failed) throw failed;
        });
      },
      (error, retries) => {
        metrics.count('TargetErrorCount');
        if (!isTransient(error)) return undefined;
        if (error.$fault === 'client') metrics.count('TargetErrorThrottledCount');
        const age = (this.simulation.epochMillis - begun) / 1000;
        const random = this.random('retries');
        return nextEventRetry(retries, age, () => random.next(), policy, this.model.retryCurve);
      },
    );
    if (outcome.error) yield* this.#bury(schedule, target, payload, invocation, outcome);
    if (last && schedule.deletedAfterwards && schedule.timer === undefined) this.#delete(schedule);
  }

  /**
   * The dead letter: what the target did not take, with the reasons as message attributes.
   * https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
   */
  *#bury(
    { arn, group }: Schedule,
    target: Schedule['target'],
    payload: string,
    invocation: Invocation,
    { error, retries, exhausted }: DeliveryOutcome,
  ): Generator<Yieldable, void, never> {
    group.metrics.count('InvocationDroppedCount');
    const queue = target.deadLetterConfig?.arn;
    if (queue === undefined) return;
    const reasons = {
      ERROR_CODE: error!.name,
      ERROR_MESSAGE: error!.message,
      EXECUTION_ID: invocation.id,
      EXHAUSTED_RETRY_CONDITION: exhausted,
      IS_PAYLOAD_TRUNCATED: 'false',
      RETRY_ATTEMPTS: String(retries),
      SCHEDULED_TIME: invocation.time,
      SCHEDULE_ARN: arn,
      TARGET_ARN: target.arn,
    };
    const letter = { payload, principal: target.roleArn, from: arn };
    const arrived = yield* sendDeadLetter(this.region, queue, letter, reasons, this.model.retryCurve);
    group.metrics.count(
      arrived ? 'InvocationsSentToDeadLetterCount' : 'InvocationsFailedToBeSentToDeadLetterCount',
    );
  }

  // ── Look-ups ──────────────────────────────────────────────────────────────────────────────────────────────────

  #delete(schedule: Schedule): void {
    schedule.timer?.cancel();
    const { schedules } = schedule.group;
    if (schedules.get(schedule.name) === schedule) schedules.delete(schedule.name);
  }

  #group(name = 'default'): Group {
    const group = this.#groups.get(name);
    if (!group) throw schedulerError('ResourceNotFoundException', `Schedule group ${name} does not exist.`);
    return group;
  }

  #schedule(name: string, groupName?: string): Schedule {
    const schedule = this.#group(groupName).schedules.get(name);
    if (!schedule) throw schedulerError('ResourceNotFoundException', `Schedule ${name} does not exist.`);
    return schedule;
  }

  #tagged(arn: string): Group {
    const [kind, name] = parseArn(arn)?.resource.split('/') ?? [];
    // Only groups have tags.
    if (kind !== 'schedule-group') throw notValid('Provided Arn is not in correct format.');
    return this.#group(name);
  }

  #page<T>(all: readonly T[], nextToken: string | undefined, size: number = limits.listed.default): Page<T> {
    return pageOf(all, { nextToken, size, badToken: () => notValid('Invalid NextToken.') });
  }
}

const pairs = (tags: readonly { key: string; value: string }[]) =>
  tags.map(({ key, value }) => [key, value] as const);

const TAG_RULES: TagRules = {
  limits,
  badKey: (key) => notValid(`The tag key ${key} is not valid.`),
  badValue: (value, key) => notValid(`The value ${value} of the tag ${key} is not valid.`),
  tooMany: () =>
    schedulerError('ServiceQuotaExceededException', 'A schedule group can have 50 tags at most.'),
};
