import { expect, test } from 'vitest';
import { Simulation } from './simulation.ts';
import { days, hours, minutes, ms, seconds, toMicros } from './time.ts';

test('each unit is so many seconds', () => {
  expect([ms(250), seconds(5), minutes(2), hours(3), days(2)]).toEqual([0.25, 5, 120, 10_800, 172_800]);
});

test('a duration is rounded to the nearest microsecond', () => {
  expect([0.1, 1e-6, 4e-7, 5e-7, 0.0000015].map(toMicros)).toEqual([100_000, 1, 0, 1, 2]);
});

test.each([-1, -1e-6, NaN, Infinity, 1e10])('%d s is no duration', (duration) => {
  expect(() => toMicros(duration)).toThrow(
    new RangeError(`A duration is a number of seconds from 0 up; this one is ${duration}.`),
  );
});

test('a duration is a number, not a text of one', () => {
  expect(() => toMicros('5' as never)).toThrow('this one is the text 5.');
  expect(() => toMicros(null as never)).toThrow('this one is null.');
});

test('a seed that is no number is refused at once', () => {
  const refused = new RangeError('seed must be a finite number, not abc');
  expect(() => new Simulation({ seed: 'abc' as never })).toThrow(refused);
});

test('a date is asked for by name', () => {
  expect(() => new Simulation({ start: 'soon' })).toThrow(new RangeError('start is no ISO 8601 date: soon'));
});
