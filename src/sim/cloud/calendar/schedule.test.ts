import { expect, test } from 'vitest';
import { calendarTime, dayOfWeek, secondsTo } from './calendar.ts';
import { next, readRuleSchedule, readSchedulerSchedule, zoneOf } from './index.ts';

const at = (text: string): number => Date.parse(text) / 1000;
const iso = (moment: number | undefined): string | undefined =>
  moment === undefined ? undefined : new Date(moment * 1000).toISOString().slice(0, 16);

const wrong = `
rate(5 minutes|rate(5  minutes)|rate(1.5 hours)|rate(1 week)|rate(0 days)|Rate(5 minutes)|rate(-1 days)
cron(* * * * *)|cron(0 0 ? * ? *)|cron(0 0 * * * *)|cron(60 0 * * ? *)|cron(0 24 * * ? *)|cron(0 0 0 * ? *)
cron(0 0 32 * ? *)|cron(0 0 * 13 ? *)|cron(0 0 ? * 0 *)|cron(0 0 ? * 8 *)|cron(0 0 * * ? 1969)|cron(0 0 * * ? 2200)
cron(5-1 0 * * ? *)|cron(0/0 0 * * ? *)|cron(1,,2 0 * * ? *)|cron(0 0 ? * 2#6 *)|cron(0 0 ? * 2#1,3#1 *)
cron(0 0 W * ? *)|cron(0 0 32W * ? *)|cron(0 0 1W,2W * ? *)|cron(0 0 L,1 * ? *)|cron(0 0 ? JAN 8L *)
cron(L 0 * * ? *)|cron( 0 0 * * ? *)|cron(0 0 * * ? * *)|cron()|cron|at()|at(now)`
  .trim()
  .split(/[|\n]/);

test.each(wrong)('%s is no schedule of a rule, nor of Scheduler', (expression) => {
  expect(readRuleSchedule(expression)).toBeUndefined();
  expect(readSchedulerSchedule(expression)).toBeUndefined();
});

test('one-time schedules are for Scheduler only, and must exist on the calendar', () => {
  expect(readRuleSchedule('at(2026-05-01T08:00:00)')).toBeUndefined();
  for (const text of [
    '2026-02-29T08:00:00',
    '2026-5-01T08:00:00',
    '2026-05-01T24:00:00',
    '2026-05-01T08:00',
    '2026-05-01 08:00:00',
  ]) {
    expect(readSchedulerSchedule(`at(${text})`), text).toBeUndefined();
  }
  const once = readSchedulerSchedule('at(2028-02-29T08:00:30)')!;
  expect(next(once, 0)).toBe(at('2028-02-29T08:00:30Z'));
  expect(next(once, at('2028-02-29T08:00:30Z'))).toBe(undefined);
  expect(next(once, 0, { zone: zoneOf('America/Los_Angeles') })).toBe(at('2028-02-29T16:00:30Z'));
});

const cases: [expression: string, after: string, next: string | undefined][] = [
  ['cron(0 12 * * ? *)', '2026-01-01T12:00:00Z', '2026-01-02T12:00'],
  ['cron(0 18 ? * MON-FRI *)', '2026-01-02T18:00:00Z', '2026-01-05T18:00'],
  ['cron(1/10 * * * ? *)', '2026-01-01T00:31:00Z', '2026-01-01T00:41'],
  ['cron(0 0 L * ? *)', '2028-02-01T00:00:00Z', '2028-02-29T00:00'],
  ['cron(0 0 LW * ? *)', '2026-05-01T00:00:00Z', '2026-05-29T00:00'],
  ['cron(0 0 1W * ? *)', '2026-07-31T12:00:00Z', '2026-08-03T00:00'],
  ['cron(0 0 31W * ? *)', '2026-05-01T00:00:00Z', '2026-05-29T00:00'],
  ['cron(0 0 ? * 3#2 *)', '2026-01-01T00:00:00Z', '2026-01-13T00:00'],
  ['cron(0 0 ? * FRIL *)', '2026-01-01T00:00:00Z', '2026-01-30T00:00'],
  ['cron(0 0 ? * L *)', '2026-01-01T00:00:00Z', '2026-01-03T00:00'],
  ['cron(0 0 29 2 ? *)', '2026-01-01T00:00:00Z', '2028-02-29T00:00'],
  ['cron(0 0 31 2 ? *)', '2026-01-01T00:00:00Z', undefined],
  ['cron(59 23 31 12 ? 2199)', '2026-01-01T00:00:00Z', '2199-12-31T23:59'],
  ['cron(0 0 1 1 ? 2025)', '2026-01-01T00:00:00Z', undefined],
  ['cron(0 0 1 JAN/3 ? 2020/4)', '2026-01-01T00:00:00Z', '2028-01-01T00:00'],
];

for (const [expression, after, expected] of cases) {
  test(`${expression} after ${after} fires at ${expected}`, () => {
    expect(iso(next(readRuleSchedule(expression)!, at(after)))).toBe(expected);
  });
}

test('a time that the clocks skip does not fire, one that they show twice fires once', () => {
  const daily = readSchedulerSchedule('cron(30 2 * * ? *)')!;
  const hourly = readSchedulerSchedule('cron(30 1 * * ? *)')!;
  const york = { zone: zoneOf('America/New_York') };
  const berlin = { zone: zoneOf('Europe/Berlin') };
  expect(iso(next(daily, at('2026-03-07T07:30:00Z'), york))).toBe('2026-03-09T06:30');
  expect(iso(next(hourly, at('2026-11-01T00:00:00Z'), york))).toBe('2026-11-01T05:30');
  expect(iso(next(hourly, at('2026-11-01T05:30:00Z'), york))).toBe('2026-11-02T06:30');
  expect(iso(next(daily, at('2026-03-28T02:00:00Z'), berlin))).toBe('2026-03-30T00:30');
  expect(iso(next(daily, at('2026-10-25T00:30:00Z'), berlin))).toBe('2026-10-26T01:30');
});

test('a rate is plain time from its first invocation on', () => {
  const daily = readSchedulerSchedule('rate(1 day)')!;
  const context = { first: at('2026-03-07T12:00:00Z'), zone: zoneOf('America/New_York') };
  expect(iso(next(daily, 0, context))).toBe('2026-03-07T12:00');
  expect(iso(next(daily, context.first, context))).toBe('2026-03-08T12:00');
  expect(iso(next(daily, context.first + 0.5, context))).toBe('2026-03-08T12:00');
});

test('a zone without rules here is refused by name', () => {
  for (const name of ['Asia/Tokyo', 'europe/berlin', '', '__proto__']) {
    expect(() => zoneOf(name)).toThrow(
      expect.objectContaining({
        name: 'UnknownZoneError',
        message: `The time zone ${name} is not modelled.`,
      }),
    );
  }
});

test('the calendar agrees with the one that JavaScript has, over 400 years', () => {
  for (
    let seconds = at('1900-01-01T00:00:00Z');
    seconds < at('2300-01-01T00:00:00Z');
    seconds += 86_400 * 3 + 4321
  ) {
    const date = new Date(seconds * 1000);
    const time = calendarTime(seconds);
    expect(secondsTo(time)).toBe(seconds);
    expect([time.year, time.month, time.day, time.hour, time.minute, time.second]).toEqual([
      date.getUTCFullYear(),
      date.getUTCMonth() + 1,
      date.getUTCDate(),
      date.getUTCHours(),
      date.getUTCMinutes(),
      date.getUTCSeconds(),
    ]);
    expect(dayOfWeek(time.year, time.month, time.day)).toBe(date.getUTCDay() + 1);
  }
});
