import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, T0 } from '../../../cloud/metrics/testing.ts';
import { AlarmClock } from './alarm-clock.ts';

test.each([
  [60, 3, 0, '10:00', '10:01', '10:00'],
  [60, 3, 17, '10:00:05', '10:00:17', '10:00'],
  [300, 1, 17, '10:00:17', '10:01:17', '10:00'],
  [10, 3, 17, '10:00:08', '10:00:17', '10:00'],
  [30, 3, 3.5, '10:00:03', '10:00:03.5', '10:00'],
  [3600, 24, 180, '10:00:00', '10:01:00', '10:00'],
  [3600, 25, 180, '10:02', '10:03', '10:00'],
  [3600, 25, 180, '10:03', '11:03', '10:00'],
])(
  'period %d s × %d, phase %d: at %s the next evaluation is at %s, of data up to %s',
  (period, periods, phase, now, next, end) => {
    const clock = new AlarmClock({ period, evaluationPeriods: periods, phase });
    expect(clock.next(at(now))).toBe(at(next));
    expect(clock.windowEnd(at(now))).toBe(at(end));
  },
);

test('a clock moves on for a phase of any fraction', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 3600, noNaN: true }),
      fc.integer({ min: 0, max: 10_000 }),
      (phase, offset) => {
        const clock = new AlarmClock({ period: 60, evaluationPeriods: 1, phase });
        let time = T0 + offset;
        for (let step = 0; step < 5; step++) {
          const next = clock.next(time);
          expect(next).toBeGreaterThan(time);
          expect(next - time).toBeLessThan(60.001);
          time = next;
        }
      },
    ),
  );
});
