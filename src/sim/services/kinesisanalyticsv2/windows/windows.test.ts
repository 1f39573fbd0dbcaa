import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Watermarks } from './watermark.ts';
import { session, sliding, tumbling, type WindowAssigner } from './window.ts';
import { WindowState, type Aggregate } from './window-state.ts';

const list: Aggregate<number, readonly number[], string> = {
  create: () => [],
  add: (values, value) => [...values, value],
  merge: (a, b) => [...a, ...b],
  result: (values) => [...values].sort((a, b) => a - b).join(' '),
};

/** Runs records of one input through windows; prints what fires, and late ones with an L. */
function fire(assigner: WindowAssigner, times: readonly number[], { bound = 0, lateness = 0 } = {}): string {
  const state = new WindowState(assigner, list, lateness);
  const watermarks = new Watermarks();
  watermarks.open('a', 0, bound);
  const out: string[] = [];
  const emit = ({ window, value }: { window: { start: number; end: number }; value: string }) =>
    void out.push(`[${window.start},${window.end}) ${value}`);
  for (const time of times) {
    watermarks.record('a', time, 0);
    if (!state.add('k', time, time, watermarks.current, emit)) out.push(`L${time}`);
    const before = watermarks.current;
    state.advance(before, watermarks.advance(0), emit);
  }
  state.advance(watermarks.current, Infinity, emit);
  return out.join(', ');
}

test.each([
  ['tumbling', tumbling(10), [1, 9, 10, 25], {}, '[0,10) 1 9, [10,20) 10, [20,30) 25'],
  ['tumbling, aligned to the epoch', tumbling(10), [-3, 17], {}, '[-10,0) -3, [10,20) 17'],
  ['sliding', sliding(10, 5), [7], {}, '[0,10) 7, [5,15) 7'],
  ['sliding with holes', sliding(5, 10), [3, 7], {}, '[0,5) 3'],
  ['a late record', tumbling(10), [5, 12, 7], {}, '[0,10) 5, L7, [10,20) 12'],
  ['the end of a window is not in it', tumbling(10), [5, 10, 7], {}, '[0,10) 5, L7, [10,20) 10'],
  [
    'a record out of order within the bound',
    tumbling(10),
    [5, 12, 7, 15],
    { bound: 5 },
    '[0,10) 5 7, [10,20) 12 15',
  ],
  [
    'allowed lateness fires again',
    tumbling(10),
    [5, 12, 7, 25, 8],
    { lateness: 10 },
    '[0,10) 5, [0,10) 5 7, [10,20) 12, L8, [20,30) 25',
  ],
  ['sessions', session(10), [0, 4, 13, 40], {}, '[0,23) 0 4 13, [40,50) 40'],
  ['a record that makes two sessions one', session(10), [0, 15, 8], { bound: 20 }, '[0,25) 0 8 15'],
] as const)('%s', (_what, assigner, times, options, expected) => {
  expect(fire(assigner, times, options)).toBe(expected);
});

describe('watermarks', () => {
  test('the watermark is the least of the inputs, and never falls', () => {
    const watermarks = new Watermarks();
    watermarks.open('a', 0, 5);
    watermarks.open('b', 0, 5);
    watermarks.record('a', 100, 0);
    expect(watermarks.advance(0)).toBe(-Infinity);
    watermarks.record('b', 50, 0);
    expect(watermarks.advance(0)).toBe(44);
    watermarks.record('b', 20, 0);
    expect(watermarks.advance(0)).toBe(44);
    watermarks.record('b', 300, 0);
    expect(watermarks.advance(0)).toBe(94);
    watermarks.close('a');
    expect(watermarks.advance(0)).toBe(294);
  });

  test('an idle input stops all, unless it is left out; where it comes back behind, its records are late', () => {
    const watermarks = new Watermarks();
    watermarks.open('a', 0, 0, 60);
    watermarks.open('b', 0, 0, 60);
    watermarks.record('a', 100, 10);
    expect(watermarks.advance(59)).toBe(-Infinity);
    expect(watermarks.advance(60)).toBe(99);
    watermarks.record('b', 50, 61);
    expect(watermarks.advance(61)).toBe(99);
    expect(watermarks.advance(1000)).toBe(99);
  });
});

/** The same computed at once: values by window. */
function batch(times: readonly number[], assigner: WindowAssigner): Map<string, string> {
  const windows: { start: number; end: number; values: number[] }[] = [];
  for (const time of [...times].sort((a, b) => a - b)) {
    for (const { start, end } of assigner.windows(time)) {
      const last = windows.at(-1);
      const same = windows.find((one) => one.start === start && one.end === end);
      if (assigner.merges && last && start < last.end) {
        last.end = Math.max(last.end, end);
        last.values.push(time);
      } else if (same) same.values.push(time);
      else windows.push({ start, end, values: [time] });
    }
  }
  return new Map(windows.map(({ start, end, values }) => [`${start} ${end}`, list.result(values)]));
}

test.each([
  ['tumbling', tumbling(20)],
  ['sliding', sliding(30, 10)],
  ['session', session(7)],
] as const)('%s windows: any order within the bound gives what a batch gives', (_name, assigner) => {
  const steps = fc.array(fc.tuple(fc.nat(6), fc.nat(15)), { minLength: 1, maxLength: 120 });
  fc.assert(
    fc.property(steps, (records) => {
      const state = new WindowState(assigner, list);
      const watermarks = new Watermarks();
      watermarks.open('a', 0, 15);
      const results = new Map<string, string>();
      const emit = ({ window, value }: { window: { start: number; end: number }; value: string }) => {
        const name = `${window.start} ${window.end}`;
        expect(results.has(name)).toBe(false);
        results.set(name, value);
      };
      let clock = 100;
      const times = records.map(([step, back]) => (clock += step) - back);
      for (const time of times) {
        watermarks.record('a', time, 0);
        expect(state.add('k', time, time, watermarks.current, emit)).toBe(true);
        state.advance(watermarks.current, watermarks.advance(0), emit);
      }
      state.advance(watermarks.current, Infinity, emit);
      expect(new Map([...results].sort())).toEqual(new Map([...batch(times, assigner)].sort()));
      expect(state.size).toBe(0);
    }),
  );
});

test('a window takes records for its allowed lateness after its end, and gives a better result for each', () => {
  expect(fire(tumbling(10), [3, 12, 4, 14, 5, 15, 6], { lateness: 5 })).toBe(
    '[0,10) 3, [0,10) 3 4, [0,10) 3 4 5, L6, [10,20) 12 14 15',
  );
  expect(fire(tumbling(10), [3, 12, 4], {})).toBe('[0,10) 3, L4, [10,20) 12');
});

test('a window whose time is over leaves no state', () => {
  const state = new WindowState(tumbling(10), list, 5);
  for (let time = 0; time < 1000; time++) {
    state.add(`k${time % 3}`, time, time, time - 1, () => {});
    state.advance(time - 1, time, () => {});
    expect(state.size).toBeLessThanOrEqual(6);
  }
});
