import { type CalendarTime, lengthOfMonth, secondsTo } from './calendar.ts';
import { type Cron, nextCron, readCron } from './cron.ts';
import { momentOf, UTC, type Zone } from './zone.ts';

/** What a schedule expression says. */
export type Schedule = Cron | Rate | OneTime;

/** `rate(5 minutes)`. */
export interface Rate {
  readonly kind: 'rate';
  /** Seconds from one invocation to the next. */
  readonly period: number;
}

/** `at(2026-05-01T08:00:00)`. */
export interface OneTime {
  readonly kind: 'at';
  readonly time: CalendarTime;
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
]);

/**
 * Reads the schedule expression of an EventBridge rule: `rate()` or `cron()`, in UTC. Undefined where it is not valid.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function readRuleSchedule(expression: string): Cron | Rate | undefined {
  const schedule = read(expression, true);
  return schedule?.kind === 'at' ? undefined : schedule;
}

/**
 * Reads the schedule expression of EventBridge Scheduler: `rate()`, `cron()` or `at()`. Undefined where it is not valid.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function readSchedulerSchedule(expression: string): Schedule | undefined {
  return read(expression, false);
}

function read(expression: string, strictUnits: boolean): Schedule | undefined {
  const open = expression.indexOf('(');
  if (open < 0 || !expression.endsWith(')') || expression.length > 256) return undefined;
  const inner = expression.slice(open + 1, -1);
  switch (expression.slice(0, open)) {
    case 'rate':
      return readRate(inner, strictUnits);
    case 'cron':
      return readCron(inner);
    case 'at':
      return readAt(inner);
    default:
      return undefined;
  }
}

/** Rules want `1 minute` and `2 minutes`; Scheduler's page writes the unit in the plural only. */
function readRate(text: string, strictUnits: boolean): Rate | undefined {
  const [, digits = '', unit = '', plural = ''] = /^([0-9]{1,9}) (minute|hour|day)(s?)$/.exec(text) ?? [];
  const value = Number(digits);
  const seconds = UNITS.get(unit);
  if (seconds === undefined || value < 1) return undefined;
  if (strictUnits && (value === 1) !== (plural === '')) return undefined;
  return { kind: 'rate', period: value * seconds };
}

function readAt(text: string): OneTime | undefined {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})$/.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > lengthOfMonth(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return { kind: 'at', time: { year, month, day, hour, minute, second } };
}

/** What the next invocation depends on, beside the expression. */
export interface ScheduleContext {
  /** The zone whose clocks `cron()` and `at()` go by. Rules know UTC only. */
  readonly zone?: Zone;
  /**
   * The first invocation of a `rate()`, epoch seconds: Scheduler's StartDate, or the time of creation; for a rule the
   * time of creation and one period.
   */
  readonly first?: number;
}

/** The first invocation after a moment, both in epoch seconds, or undefined where none follows. */
export function next(schedule: Schedule, after: number, context: ScheduleContext = {}): number | undefined {
  const { zone = UTC, first = 0 } = context;
  switch (schedule.kind) {
    case 'cron':
      return nextCron(schedule, after, zone);
    case 'at': {
      const moment = momentOf(zone, secondsTo(schedule.time), schedule.time.year);
      return moment !== undefined && moment > after ? moment : undefined;
    }
    case 'rate': {
      // Plain time: a day is 24 hours, whatever the clocks do.
      const { period } = schedule;
      return after < first ? first : first + (Math.floor((after - first) / period) + 1) * period;
    }
  }
}
