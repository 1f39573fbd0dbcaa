import { NotModelled, type Region } from '../../cloud/index.ts';
import {
  next,
  readSchedulerSchedule,
  UnknownZoneError,
  zoneOf,
  type Schedule as Expression,
  type Zone,
} from '../../cloud/calendar/index.ts';
import type { MetricSet } from '../../cloud/metric-set.ts';
import { retryPolicy } from '../../cloud/redelivery.ts';
import type { Timer } from '../../kernel/index.ts';
import { notValid } from './errors.ts';
import type { SchedulerMetricName } from './metrics.ts';
import { checkTarget } from './invocation.ts';
import type { Input, Model, Output, ScheduleSummary } from './schema.ts';

/** What CreateSchedule and UpdateSchedule set. */
export type ScheduleSettings = Input<'UpdateSchedule'>;

/** A schedule group, as its schedules see it. */
export interface OwnGroup {
  readonly name: string;
  readonly metrics: MetricSet<SchedulerMetricName>;
  readonly schedules: Map<string, unknown>;
}

const FIVE_MINUTES = 300_000;

/** A schedule: when, and which target. */
export class Schedule {
  readonly name: string;
  readonly arn: string;
  readonly group: OwnGroup;
  readonly clientToken: string | undefined;
  /** Its next invocation. */
  timer: Timer | undefined;
  readonly #region: Region;
  readonly #created: Date;
  #modified: Date;
  #settings!: ScheduleSettings;
  #expression!: Expression;
  #zone!: Zone;

  /** Made by `Scheduler`. @throws ValidationException */
  constructor(region: Region, group: OwnGroup, settings: ScheduleSettings) {
    this.#region = region;
    this.group = group;
    this.name = settings.name;
    this.clientToken = settings.clientToken;
    this.arn = region.arn('scheduler', `schedule/${group.name}/${settings.name}`);
    this.#created = this.#modified = this.#now;
    this.set(settings);
  }

  /** Takes all that UpdateSchedule sets; what it leaves out goes back to its default. @throws ValidationException */
  set(settings: ScheduleSettings): void {
    const { scheduleExpression, scheduleExpressionTimezone = 'UTC', flexibleTimeWindow, target } = settings;
    const { startDate, endDate } = settings;
    const expression = readSchedulerSchedule(scheduleExpression);
    if (!expression) throw notValid(`Invalid Schedule Expression ${scheduleExpression}.`);
    if (
      (flexibleTimeWindow.mode === 'FLEXIBLE') !==
      (flexibleTimeWindow.maximumWindowInMinutes !== undefined)
    )
      throw notValid('MaximumWindowInMinutes must be set for a FLEXIBLE time window, and for no other.');
    if (expression.kind !== 'at') {
      if (startDate && startDate.getTime() < this.#now.getTime() - FIVE_MINUTES)
        throw notValid('The StartDate you specify cannot be earlier than 5 minutes ago.');
      if (startDate && endDate && endDate <= startDate)
        throw notValid('The EndDate you specify must come after the StartDate.');
    }
    checkTarget(target);
    this.#zone = readZone(scheduleExpressionTimezone);
    this.#expression = expression;
    this.#settings = settings;
    this.#modified = this.#now;
  }

  /** What it calls. */
  get target(): ScheduleSettings['target'] {
    return this.#settings.target;
  }

  /** Whether it acts. */
  get enabled(): boolean {
    return this.#settings.state !== 'DISABLED';
  }

  /** Whether it is deleted after its last invocation. */
  get deletedAfterwards(): boolean {
    return this.#settings.actionAfterCompletion === 'DELETE';
  }

  /** Seconds within which it fires, where it has a flexible window. */
  get window(): number | undefined {
    const { maximumWindowInMinutes: minutes } = this.#settings.flexibleTimeWindow;
    return minutes === undefined ? undefined : minutes * 60;
  }

  /**
   * Its next time after a moment, epoch seconds; its first from when it was set on, where no moment is given. A rate
   * without a start fires at once, and so it does after an update: AWS does not tell from when it counts then.
   */
  next(after?: number): number | undefined {
    const { startDate, endDate } = this.#settings;
    const now = this.#modified.getTime() / 1000;
    const zone = this.#zone;
    const expression = this.#expression;
    if (expression.kind === 'at') return next(expression, after ?? now, { zone });
    const start = startDate && startDate.getTime() / 1000;
    const first = start ?? now;
    const inclusive = expression.kind === 'rate' || (start !== undefined && start >= now);
    const from = after ?? (inclusive ? Math.max(first, now) - 0.001 : now);
    const moment = next(expression, from, { zone, first });
    return moment === undefined || (endDate && moment * 1000 > endDate.getTime()) ? undefined : moment;
  }

  /** What GetSchedule answers of it. */
  describe(): Output<'GetSchedule'> {
    const { clientToken: _, target, ...settings } = this.#settings;
    return {
      scheduleExpressionTimezone: 'UTC',
      state: 'ENABLED',
      actionAfterCompletion: 'NONE',
      ...settings,
      target: { ...target, retryPolicy: retryPolicy(target.retryPolicy) },
      groupName: this.group.name,
      arn: this.arn,
      creationDate: this.#created,
      lastModificationDate: this.#modified,
    };
  }

  /** What ListSchedules answers of it. */
  summary(): Model<ScheduleSummary> {
    const { arn, name, groupName, state, creationDate, lastModificationDate, target } = this.describe();
    return { arn, name, groupName, state, creationDate, lastModificationDate, target: { arn: target!.arn } };
  }

  get #now(): Date {
    return new Date(this.#region.world.simulation.epochMillis);
  }
}

function readZone(name: string): Zone {
  try {
    return zoneOf(name);
  } catch (error) {
    if (!(error instanceof UnknownZoneError)) throw error;
    throw new NotModelled('Amazon EventBridge Scheduler', `the time zone ${name}`);
  }
}
