import { expect, test } from 'vitest';
import { decimalStep, extent, scale } from './scale.ts';

const texts = (min: number, max: number, unit?: string, nice = false) =>
  scale({ label: 'x', unit }, [min, max], { count: 6, nice }).ticks.map((tick) => tick.text);

test('steps are 1, 2 or 5 times a power of ten', () => {
  const steps = [0.0023, 0.13, 0.7, 1, 1.6, 3, 4, 8, 30, 1234].map(decimalStep);
  expect(steps).toEqual([0.002, 0.1, 0.5, 1, 2, 2, 5, 10, 20, 1000]);
});

test('ticks are the decimals they say, without binary dust', () => {
  expect(texts(0, 0.6)).toEqual(['0', '0.1', '0.2', '0.3', '0.4', '0.5', '0.6']);
  expect(texts(-3, 3)).toEqual(['−3', '−2', '−1', '0', '1', '2', '3']);
});

test('a nice scale ends at ticks and holds all values', () => {
  const { min, max, ticks } = scale({ label: 'x' }, [3, 97], { count: 5, nice: true });
  expect([min, max]).toEqual([0, 100]);
  expect(ticks.map((tick) => tick.at)).toEqual([0, 20, 40, 60, 80, 100]);
});

test('a recording that ends a sample before the hour still gets its last tick', () => {
  const { max, ticks } = scale({ label: 'Time', unit: 's' }, [0, 3590], { count: 6 });
  expect(max).toBe(3600);
  expect(ticks.at(-1)?.text).toBe('60');
});

test('seconds have the steps and the units of a clock', () => {
  const title = (max: number) => scale({ label: 'Time', unit: 's' }, [0, max], { count: 6 }).title;
  expect(title(0.05)).toBe('Time (ms)');
  expect(title(90)).toBe('Time (s)');
  expect(title(3600)).toBe('Time (min)');
  expect(title(86_400)).toBe('Time (h)');
  expect(title(14 * 86_400)).toBe('Time (days)');
  expect(texts(0, 3600, 's')).toEqual(['0', '10', '20', '30', '40', '50', '60']);
  expect(texts(0, 86_400, 's')).toEqual(['0', '3', '6', '9', '12', '15', '18', '21', '24']);
});

test('percent stand at the ticks, other units in the title', () => {
  const percent = scale({ label: 'Utilisation', unit: '%' }, [0, 100], { count: 2 });
  expect(percent.title).toBe('Utilisation');
  expect(percent.ticks.map((tick) => tick.text)).toEqual(['0', '50%', '100%']);
  expect(scale({ label: 'Sent', unit: 'messages' }, [0, 9], { count: 5 }).title).toBe('Sent (messages)');
});

test('large steps are in millions', () => {
  expect(texts(0, 3_000_000)).toEqual(['0', '0.5M', '1M', '1.5M', '2M', '2.5M', '3M']);
});

test('one value, no value and counts make a scale too', () => {
  expect(scale({ label: 'x' }, [5, 5], { count: 5, nice: true })).toMatchObject({ min: 0, max: 5 });
  expect(scale({ label: 'x' }, extent([]), { count: 5, nice: true })).toMatchObject({ min: 0, max: 1 });
  const counts = scale({ label: 'x' }, [0, 2], { count: 5, nice: true, leastStep: 1 });
  expect(counts.ticks.map((tick) => tick.text)).toEqual(['0', '1', '2']);
});

test('a scale that has no numbers for its range is refused', () => {
  expect(() => scale({ label: 'Load' }, [-1e308, 1e308], { count: 5 })).toThrow(/Load lie too far apart/);
});
