import { expect, test } from 'vitest';
import { RandomStream } from '../../kernel/index.ts';
import { next, readSchedulerSchedule, zoneOf } from './index.ts';

const stream = new RandomStream(7, 'cases');
const random = (below: number): number => stream.integer(0, below - 1);
const pick = <T>(...values: T[]): T => values[random(values.length)] as T;

/** What the clocks of a zone show at each minute of a leap year, and its days, by the platform's own tables. */
interface Minute {
  readonly moment: number;
  readonly date: Date;
}

function minutesOf(zone: string): Minute[] {
  const shown = new Intl.DateTimeFormat('en-US', {
    ...{
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
    },
  });
  const minutes: Minute[] = [];
  let latest = -Infinity;
  for (let hour = Date.UTC(2028, 0, 1); hour < Date.UTC(2029, 0, 1); hour += 3_600_000) {
    const parts = new Map<string, number>(
      shown.formatToParts(hour).map(({ type, value }) => [type, Number(value)]),
    );
    const [year = 0, month = 0, day = 0, hours = 0] = ['year', 'month', 'day', 'hour'].map((type) =>
      parts.get(type),
    );
    const local = Date.UTC(year, month - 1, day, hours);
    for (let minute = 0; minute < 60; minute++) {
      // Shown a second time: no new minute.
      if (local + minute * 60_000 <= latest) continue;
      latest = local + minute * 60_000;
      minutes.push({ moment: hour / 1000 + minute * 60, date: new Date(latest) });
    }
  }
  return minutes;
}

/** A list, a range or steps, and the values that it means. */
function randomField(min: number, max: number): [text: string, values: (value: number) => boolean] {
  const from = min + random(max - min + 1);
  const to = from + random(max - from + 1);
  const step = 1 + random(max - min);
  switch (random(5)) {
    case 0:
      return ['*', () => true];
    case 1:
      return [`${from},${to}`, (value) => value === from || value === to];
    case 2:
      return [`${from}-${to}`, (value) => value >= from && value <= to];
    case 3:
      return [`${from}/${step}`, (value) => value >= from && (value - from) % step === 0];
    default:
      return [`*/${step}`, (value) => (value - min) % step === 0];
  }
}

const isWeekday = (date: Date): boolean => date.getUTCDay() % 6 !== 0;
const dayOf = (date: Date, day: number): Date =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), day));
const lengthOf = (date: Date): number =>
  dayOf(date, 32).getUTCDate() === 1 ? 31 : 32 - dayOf(date, 32).getUTCDate();

/** The nearest weekday to a day of the date's month, found by trying all of them. */
function nearest(date: Date, wanted: number): number {
  let best = 0;
  for (let day = 1; day <= lengthOf(date); day++) {
    if (isWeekday(dayOf(date, day)) && (best === 0 || Math.abs(day - wanted) < Math.abs(best - wanted)))
      best = day;
  }
  return best;
}

function randomDays(): [ofMonth: string, ofWeek: string, fits: (date: Date) => boolean] {
  const day = 1 + random(31);
  const weekday = 1 + random(7);
  const nth = 1 + random(5);
  switch (random(8)) {
    case 0:
      return ['L', '?', (date) => date.getUTCDate() === lengthOf(date)];
    case 1:
      return ['LW', '?', (date) => date.getUTCDate() === nearest(date, lengthOf(date))];
    case 2:
      return [`${day}W`, '?', (date) => day <= lengthOf(date) && date.getUTCDate() === nearest(date, day)];
    case 3:
      return [
        '?',
        `${weekday}L`,
        (date) => date.getUTCDay() === weekday - 1 && date.getUTCDate() + 7 > lengthOf(date),
      ];
    case 4:
      return [
        '?',
        `${weekday}#${nth}`,
        (date) => date.getUTCDay() === weekday - 1 && Math.floor((date.getUTCDate() - 1) / 7) === nth - 1,
      ];
    case 5:
      return ['?', pick('MON-FRI', '2-6'), isWeekday];
    default: {
      const [text, values] = randomField(1, 31);
      return [text, '?', (date) => values(date.getUTCDate())];
    }
  }
}

for (const zone of ['UTC', 'America/New_York', 'Europe/Berlin', 'Europe/London', 'America/Phoenix']) {
  test(`in ${zone}, next agrees with a look at every minute of a leap year`, () => {
    const minutes = minutesOf(zone);
    for (let i = 0; i < 6; i++) {
      const [minute, minuteFits] = randomField(0, 59);
      const [hour, hourFits] = randomField(0, 23);
      const [month, monthFits] = randomField(1, 12);
      const [ofMonth, ofWeek, dayFits] = randomDays();
      const expression = `cron(${minute} ${hour} ${ofMonth} ${month} ${ofWeek} *)`;
      const schedule = readSchedulerSchedule(expression)!;
      const context = { zone: zoneOf(zone) };
      const end = minutes.at(-1)?.moment ?? 0;
      let fired = next(schedule, (minutes[0]?.moment ?? 0) - 1, context);
      for (const { moment, date } of minutes) {
        if (!minuteFits(date.getUTCMinutes()) || !hourFits(date.getUTCHours())) continue;
        if (!monthFits(date.getUTCMonth() + 1) || !dayFits(date)) continue;
        if (fired !== moment) expect.fail(`${expression} in ${zone}: ${fired}, not ${moment}`);
        fired = next(schedule, moment, context);
      }
      expect(fired === undefined || fired > end, `${expression} in ${zone}`).toBeTruthy();
    }
  });
}

test('next from any moment is the first of those that follow from the start', () => {
  const zone = zoneOf('America/Chicago');
  const schedule = readSchedulerSchedule('cron(0/20 0-3 ? MAR,NOV SUN *)')!;
  const all: number[] = [];
  for (let at: number | undefined = Date.UTC(2026, 0, 1) / 1000; all.length < 500;) {
    at = next(schedule, at, { zone });
    if (at === undefined) break;
    all.push(at);
  }
  for (let i = 0; i < 5000; i++) {
    const after = (all[0] ?? 0) - 5 + random((all.at(-1) ?? 0) - (all[0] ?? 0));
    expect(next(schedule, after, { zone })).toBe(all.find((moment) => moment > after));
  }
});
