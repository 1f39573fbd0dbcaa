import {
  next,
  readRuleSchedule,
  UnknownZoneError,
  zoneOf,
  type Schedule,
  type Zone,
} from '../../cloud/calendar/index.ts';
import { notModelled, validationError } from './errors.ts';

/** When a recurring action runs: one schedule, or two where both a day of the month and one of the week are named. */
export interface Recurrence {
  readonly schedules: readonly Schedule[];
  readonly zone: Zone;
}

const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * Reads the five fields of a recurrence: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday). As in
 * cron of Unix, a day that fits either of the two fields for days fits, where both name some.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html#scheduled-scaling-recurring-schedules
 */
export function readRecurrence(text: string, timeZone: string): Recurrence {
  const [minute, hour, day, month, weekday, ...more] = text.trim().split(/\s+/);
  if (weekday === undefined || more.length > 0) throw invalid(text);
  const days = weekday === '*' ? undefined : weekdays(weekday);
  const fields = days === undefined ? [`${day} ${month} ?`] : day === '*' ? [`? ${month} ${days}`] : [`${day} ${month} ?`, `? ${month} ${days}`]; // prettier-ignore
  const schedules = fields.map((rest) => readRuleSchedule(`cron(${minute} ${hour} ${rest} *)`));
  if (/[LW#?]/.test(`${day}${weekday}`) || schedules.includes(undefined)) throw invalid(text);
  return { schedules: schedules as Schedule[], zone: zoneNamed(timeZone) };
}

/** The first run after a moment, both in seconds since 1970. */
export function nextRecurrence({ schedules, zone }: Recurrence, after: number): number | undefined {
  const all = schedules.flatMap((schedule) => next(schedule, after, { zone }) ?? []);
  return all.length === 0 ? undefined : Math.min(...all);
}

/** The days of the week as EventBridge's cron names them: 1 is Sunday there. */
function weekdays(field: string): string | undefined {
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const [range = '', step = '1'] = part.split('/');
    const [from, to] = range === '*' ? [0, 6] : range.split('-').map((one) => value(one));
    const last = to ?? (part.includes('/') ? 6 : from);
    if (from === undefined || last === undefined || Number.isNaN(from + last) || !/^[1-7]$/.test(step)) throw invalid(field); // prettier-ignore
    if (last < from) throw invalid(field);
    for (let day = from; day <= last; day += Number(step)) found.add(day % 7);
  }
  return [...found].sort().map((day) => day + 1).join(','); // prettier-ignore
}

function value(text: string): number {
  const named = WEEKDAYS.indexOf(text.toUpperCase());
  return named >= 0 ? named : /^[0-7]$/.test(text) ? Number(text) : NaN;
}

function zoneNamed(name: string): Zone {
  try {
    return zoneOf(name);
  } catch (error) {
    if (error instanceof UnknownZoneError) throw notModelled(`the time zone ${name.slice(0, 100)}`);
    throw error;
  }
}

const invalid = (text: string) =>
  validationError(`Given recurrence string: ${text.slice(0, 200)} is invalid`);
