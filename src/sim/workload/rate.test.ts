import { expect, test } from 'vitest';
import fc from 'fast-check';
import { constant, ramp, Rate, spike } from './index.ts';

test('a constant rate is the same at any time', () => {
  const rate = constant(4);
  expect([rate.at(0), rate.at(1e6)]).toEqual([4, 4]);
  expect(rate.after(10, 2)).toBe(10.5);
});

test('a ramp goes evenly from one rate to another, and stays', () => {
  const rate = ramp({ from: 2, to: 6, start: 10, over: 20 });
  expect([0, 10, 15, 30, 99].map((time) => rate.at(time))).toEqual([2, 2, 3, 6, 6]);
  expect(ramp({ from: 0, to: 10, over: 10 }).at(0)).toBe(0);
  // 0 + t/10·10/2 = 1 arrival after √2 s… from a standing start: t²/2 = 1.
  expect(ramp({ from: 0, to: 10, over: 10 }).after(0, 1)).toBeCloseTo(Math.SQRT2, 12);
});

test('a spike jumps up and back', () => {
  const rate = spike({ base: 1, peak: 50, at: 60, lasting: 10 });
  expect([0, 59.9, 60, 65, 69.9, 70, 1000].map((time) => rate.at(time))).toEqual([1, 1, 50, 50, 50, 1, 1]);
  expect(rate.after(59, 26)).toBe(60.5);
  expect(rate.after(69.9, 6)).toBeCloseTo(71, 9);
});

test('a rate that has ended brings nothing more', () => {
  const rate = spike({ base: 0, peak: 5, at: 10, lasting: 2 });
  expect(rate.after(0, 1)).toBeCloseTo(10.2, 12);
  expect(rate.after(0, 10)).toBeCloseTo(12, 12);
  expect(rate.after(0, 10.001)).toBe(Infinity);
  expect(constant(0).after(0, 1)).toBe(Infinity);
});

test.each([
  [[]],
  [[[1, 1]]],
  [[[0, -1]]],
  [[[0, NaN]]],
  [[[0, Infinity]]],
  [
    [
      [0, 1],
      [5, 1],
      [4, 1],
    ],
  ],
] as [[number, number][]][])('%j is no rate', (points) => {
  expect(() => new Rate(points)).toThrow(RangeError);
});

const points = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 30 })), {
    maxLength: 8,
    size: 'max',
  })
  .map((steps) => {
    let time = 0;
    return [
      [0, 5] as [number, number],
      ...steps.map(([gap, rate]) => [(time += gap), rate] as [number, number]),
    ];
  });

test('by `after` the rate has added up to what was asked', () => {
  fc.assert(
    fc.property(
      points,
      fc.double({ min: 0, max: 60, noNaN: true }),
      fc.double({ min: 0.01, max: 300, noNaN: true }),
      (given, from, amount) => {
        const rate = new Rate(given);
        const to = rate.after(from, amount);
        if (to === Infinity) {
          expect(rate.at(1e9)).toBe(0);
          return;
        }
        // The middle of a piece without a corner stands for all of it: the rate is straight there.
        const corners = [
          ...new Set([from, to, ...given.map(([time]) => time).filter((time) => time > from && time < to)]),
        ].sort((a, b) => a - b);
        let sum = 0;
        for (let i = 1; i < corners.length; i++)
          sum += rate.at((corners[i - 1]! + corners[i]!) / 2) * (corners[i]! - corners[i - 1]!);
        expect(sum).toBeCloseTo(amount, 5);
      },
    ),
  );
});
