import { expect, test } from 'vitest';
import fc from 'fast-check';
import { BusyTime } from './busy-time.ts';

const WINDOW = 60;

test('what is in flight all the time counts for a whole window', () => {
  const busy = new BusyTime(WINDOW, 0);
  busy.change(1, 0);
  busy.change(1, 0);
  expect(busy.level).toBe(2);
  for (const now of [60, 75, 90, 119, 120, 500]) expect(busy.recent(now)).toBeCloseTo(2 * WINDOW);
});

test('what is over fades away in two windows at most', () => {
  const busy = new BusyTime(WINDOW, 0);
  busy.change(1, 0);
  busy.change(-1, 30);
  expect(busy.recent(30)).toBe(30);
  expect(busy.recent(59)).toBe(30);
  expect(busy.recent(90)).toBe(15);
  expect(busy.recent(120)).toBe(0);
  expect(busy.recent(1000)).toBe(0);
});

test('it may begin with messages in flight', () => {
  expect(new BusyTime(WINDOW, 10, 3).recent(20)).toBe(30);
});

test('looking at it changes nothing, and it is never below 0 nor above all there was', () => {
  const steps = fc.array(fc.record({ wait: fc.nat(100), up: fc.boolean() }), { maxLength: 30 });
  fc.assert(
    fc.property(steps, fc.array(fc.nat(200)), (steps, looks) => {
      const busy = new BusyTime(WINDOW, 0);
      const watched = new BusyTime(WINDOW, 0);
      let now = 0;
      let most = 0;
      for (const { wait, up } of steps) {
        for (const look of looks.toSorted((a, b) => a - b)) if (look < wait) watched.recent(now + look);
        now += wait;
        if (!up && busy.level === 0) continue;
        busy.change(up ? 1 : -1, now);
        watched.change(up ? 1 : -1, now);
        most = Math.max(most, busy.level);
        expect(watched.recent(now)).toBeCloseTo(busy.recent(now));
        expect(busy.recent(now)).toBeGreaterThanOrEqual(0);
        expect(busy.recent(now)).toBeLessThanOrEqual(2 * most * WINDOW);
      }
    }),
  );
});
