import { expect, test } from 'vitest';
import { Tank } from './tank.ts';

test('a tank is full at first, refills evenly, and holds no more than it can', () => {
  const tank = new Tank(10, 20, 0);
  expect(tank.level(0)).toBe(20);
  tank.take(20, 0);
  expect([tank.holds(1, 0.099), tank.holds(1, 0.1)]).toEqual([false, true]);
  expect(tank.level(1)).toBe(10);
  expect(tank.level(100)).toBe(20);
});

test('what is larger than the tank passes a full one', () => {
  const tank = new Tank(10, 20, 0);
  expect(tank.holds(50, 0)).toBe(true);
  tank.take(50, 0);
  expect([tank.level(0), tank.holds(50, 4.9), tank.holds(50, 5)]).toEqual([-30, false, true]);
});

test('who empties the tank owes all that was taken', () => {
  const tank = new Tank(2, 2, 0);
  tank.overdraw(1, 0);
  expect(tank.level(0)).toBe(1);
  tank.overdraw(10, 0);
  expect([tank.level(0), tank.level(5)]).toEqual([-10, 0]);
});
