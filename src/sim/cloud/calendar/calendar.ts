/** A time of day on a calendar, in no zone: `month` 1–12, `day` 1–31. */
export interface CalendarTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAY = 86_400;

/** Whether a year of the Gregorian calendar has 366 days. */
export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** The days of a month. */
export function lengthOfMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (LENGTHS[month - 1] ?? 0);
}

/** Days from 1 January 1970 to a date of the Gregorian calendar. */
export function daysTo(year: number, month: number, day: number): number {
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 477;
  let days = (year - 1970) * 365 + leapDays + day - 1;
  for (let earlier = 1; earlier < month; earlier++) days += lengthOfMonth(year, earlier);
  return days;
}

/** The day of the week of a date: 1 is Sunday, 7 is Saturday, as in AWS's cron expressions. */
export function dayOfWeek(year: number, month: number, day: number): number {
  return ((((daysTo(year, month, day) + 4) % 7) + 7) % 7) + 1;
}

/** Seconds from 1 January 1970 to a time, as if it were UTC. */
export function secondsTo({ year, month, day, hour, minute, second }: CalendarTime): number {
  return daysTo(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
}

/** The time that lies a number of seconds from 1 January 1970, as if in UTC. */
export function calendarTime(seconds: number): CalendarTime {
  const days = Math.floor(seconds / DAY);
  const rest = Math.floor(seconds) - days * DAY;
  // The mean year gives the year or one beside it.
  let year = 1970 + Math.floor(days / 365.2425);
  while (daysTo(year, 1, 1) > days) year--;
  while (daysTo(year + 1, 1, 1) <= days) year++;
  let month = 1;
  let day = days - daysTo(year, 1, 1) + 1;
  while (day > lengthOfMonth(year, month)) day -= lengthOfMonth(year, month++);
  return {
    year,
    month,
    day,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
  };
}
