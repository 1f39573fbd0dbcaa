import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Look, PlaybackEntry, Scene } from '../../../sim/report/transcript.ts';
import { EntryReader } from '../../engines/bounds.ts';
import { bothFutures } from '../comparison.ts';
import { frameOf } from './frame.ts';
import { playbackMarkup } from './playback.ts';
import { reelOf, standingOf, stepAt } from './reel.ts';
import { stripOf } from './strip.ts';
import { treeMarkup } from './tree.ts';
import { happeningsOf, nowText } from './words.ts';

const STATES: { name: string; look: Look }[] = [
  { name: 'Pending', look: 'comes' },
  { name: 'InService', look: 'serves' },
  { name: 'Terminating', look: 'leaves' },
];

const scene = (given: Partial<Scene> = {}): Scene => ({
  kind: 'fleet',
  name: '',
  start: 0,
  end: 100,
  every: 10,
  load: { name: 'CPU', unit: '%', full: 100 },
  states: STATES,
  things: [
    { name: '1', id: 'i-1', place: 'a', states: [[0, 0], [30, 1], [80, 2], [90, -1]], load: { from: 3, values: [50, 60, 70] } },
    { name: '2', id: 'i-2', place: 'b', states: [[10, 1]], load: { from: 1, values: [20] } },
    { name: '3', id: 'i-3', place: 'a', states: [[90, 0]], load: { from: 9, values: [] } },
  ],
  lines: [
    { name: 'minimum', steps: [[0, 1]] },
    { name: 'desired', steps: [[0, 1], [10, 2]] },
    { name: 'maximum', steps: [[0, 4]] },
  ],
  lamps: [{ name: 'AlarmHigh', steps: [[20, 0], [40, 1]] }],
  ...given,
}); // prettier-ignore

const tier = scene({
  kind: 'tier',
  lines: [],
  lamps: [],
  requests: {
    each: 1,
    tick: 1,
    at: [10, 10, 10],
    took: [1, 30, 1],
    node: [0, 0, 0],
    thing: [1, 0, -1],
    failed: [0, 1, 1],
    nodes: ['a'],
    ended: [[0, 0], [1, 0], [1, 1]],
  },
}); // prettier-ignore

const entry = (...scenes: Scene[]): PlaybackEntry => ({
  type: 'playback',
  title: 'T',
  description: 'D',
  at: 50,
  scenes,
});
const texts = (of: Scene, time: number, width = 600) =>
  frameOf([reelOf(of)], time, width).shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));

describe('a reel', () => {
  test('gives whoever comes the first free place of its zone', () => {
    const { slots, room, places, most } = reelOf(scene());
    expect(places).toEqual(['a', 'b']);
    expect(slots.map(({ row, slot }) => [row, slot])).toEqual([[0, 0], [1, 0], [0, 0]]); // prettier-ignore
    expect(room).toEqual([1, 1]);
    expect(most).toBe(2);
  });

  test('never puts two into one place at once', () => {
    const lives = fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 50 }), fc.nat(2)), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(lives, (all) => {
        const things = all
          .toSorted((a, b) => a[0] - b[0])
          .map(([from, lasting, place], i) => ({ name: String(i), id: '', place: String(place), states: [[from, 0], [from + lasting, -1]] as [number, number][], load: { from: 0, values: [] } })); // prettier-ignore
        const { slots, room } = reelOf(scene({ things }));
        for (const a of slots) {
          expect(a.slot).toBeLessThan(room[a.row]!);
          for (const b of slots)
            if (a !== b && a.row === b.row && a.slot === b.slot) expect(a.to <= b.from || b.to <= a.from).toBe(true);
        }
      }),
    ); // prettier-ignore
  });

  test.each([
    [-1, -1],
    [0, 0],
    [29, 0],
    [30, 1],
    [1000, 2],
  ])('finds the step of %i', (time, step) => {
    expect(stepAt([[0, 0], [30, 1], [80, 2]], time)).toBe(step); // prettier-ignore
  });

  test('knows the state, what is left of it, and the load of a thing', () => {
    const of = scene();
    const [one, two, three] = of.things as [Scene['things'][0], Scene['things'][0], Scene['things'][0]];
    expect(standingOf(of, one, 20)).toEqual({ state: 'Pending', look: 'comes', left: 10, load: null });
    expect(standingOf(of, one, 45)).toEqual({ state: 'InService', look: 'serves', left: 35, load: 60 });
    expect(standingOf(of, one, 95)).toBeUndefined();
    expect(standingOf(of, two, 5)).toBeUndefined();
    expect(standingOf(of, two, 100)).toEqual({
      state: 'InService',
      look: 'serves',
      left: Infinity,
      load: null,
    });
    expect(standingOf(of, three, 89)).toBeUndefined();
  });
});

describe('a frame', () => {
  test('says how many there are, how long a phase lasts, and what the alarm says', () => {
    expect(texts(scene(), 20)).toEqual(expect.arrayContaining(['1 in service, 1 to come', 'desired 2', '↑ 10 s', 'AlarmHigh: OK'])); // prettier-ignore
    expect(texts(scene(), 45)).toEqual(expect.arrayContaining(['2 in service', '60 %', 'AlarmHigh: ALARM'])); // prettier-ignore
    expect(texts(scene(), 85)).toContain('↓ 5 s');
  });

  test('is a pure function of the time, and as high at each', () => {
    const reels = [reelOf(scene()), reelOf(tier)];
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), fc.integer({ min: 240, max: 900 }), (time, width) => {
        const once = frameOf(reels, time, width);
        frameOf(reels, 100 - time, width);
        expect(frameOf(reels, time, width)).toEqual(once);
        expect(once.height).toBe(frameOf(reels, 0, width).height);
        for (const shape of once.shapes) {
          expect(shape.x).toBeGreaterThanOrEqual(-1);
          expect(shape.x).toBeLessThanOrEqual(width + 1);
        }
      }),
    ); // prettier-ignore
  });

  const dotsAt = (time: number) =>
    frameOf([reelOf(tier)], time, 600).shapes.filter(({ look }) => ['dot', 'good', 'bad'].includes(look));

  test('has a dot for a request on its way there and back, and none while it is worked on', () => {
    // A way takes a fortieth of the whole: 2.5 s.
    expect(dotsAt(9)).toEqual([]);
    expect(dotsAt(11).map(({ look }) => look)).toEqual(['dot']);
    expect(dotsAt(13).map(({ look }) => look)).toEqual(['good']);
    expect(dotsAt(16)).toEqual([]);
    expect(dotsAt(21).map(({ look }) => look)).toEqual(['dot']);
    expect(dotsAt(40)).toEqual([]);
    expect(dotsAt(51).map(({ look }) => look)).toEqual(['bad']);
  });

  test('turns away at the node what nobody takes', () => {
    expect(dotsAt(31).map(({ look }) => look)).toEqual(['bad']);
  });

  test('makes its tiles smaller where they are many', () => {
    const things = Array.from({ length: 300 }, (_, i) => ({ ...scene().things[1]!, name: String(i) }));
    const { shapes } = frameOf([reelOf(scene({ things }))], 50, 600);
    const tile = shapes.find((shape) => shape.kind === 'rect' && shape.look.startsWith('tile serves'));
    expect(tile).toMatchObject({ width: 8, height: 8 });
  });
});

test('a strip has a layer for each look that there is, and the desired line', () => {
  const { layers, most, desired } = stripOf(reelOf(scene()), (at) => at * 10);
  expect(layers.map(({ look }) => look)).toEqual(['serves', 'leaves', 'comes']);
  expect(most).toBe(2);
  expect(desired).toBe('M0 50H100V0H1000');
});

test('words say what stands at an instant, and what happens in order', () => {
  const reels = [reelOf(scene())];
  expect(nowText(reels, 50)).toBe('2 InService, desired 2, AlarmHigh in ALARM');
  const happenings = happeningsOf(reels);
  expect(happenings.map(({ at }) => at)).toEqual(happenings.map(({ at }) => at).toSorted((a, b) => a - b));
  expect(happenings).toContainEqual({ at: 90, who: '1 in a', what: 'gone' });
  expect(treeMarkup(reels).text).toContain('<li>InService, 30 to 80 s</li>');
});

describe('the markup', () => {
  test('is a still picture for a page and for a phone, with its words and its table', () => {
    const { text } = playbackMarkup(entry(scene()));
    expect(text.match(/<svg class="still (wide|narrow)"/g)).toHaveLength(2);
    expect(text).toContain('aria-label="T, at 50 s. D in service: from 0 at 0 s');
    expect(text).toContain('<td class="num">30</td><td>1 in a</td><td>InService</td>');
    expect(text).toContain('The still picture shows 50 s.');
  });

  test('escapes what a run says, and holds what the engine lets through', () => {
    const hostile = { ...entry(scene({ name: '<img onerror=alert(1)>' })), title: '"><script>' };
    const { text } = playbackMarkup(new EntryReader().read(hostile) as PlaybackEntry);
    expect(text).not.toMatch(/<img|<script/);
  });

  test('keeps to its data: what is no scene does not get through', () => {
    const read = (one: unknown) => new EntryReader().read({ ...entry(), scenes: [one] });
    expect(read(scene())).toEqual(entry(scene()));
    expect(read(tier)).toEqual(entry(tier));
    expect(() => read({ ...scene(), kind: 'film' })).toThrow(TypeError);
    expect(() => read({ ...scene(), states: [{ name: 'x', look: 'odd' }] })).toThrow(TypeError);
    expect(() => read({ ...scene(), every: Infinity })).toThrow(TypeError);
  });
});

test('two runs stand beside each other, each scene with its own', () => {
  const both = bothFutures(
    entry(scene({ name: 'x' })),
    entry(scene({ name: 'x', end: 50 })),
    'before',
    'now',
  );
  expect(both.scenes.map(({ name, end }) => [name, end])).toEqual([['x, before', 100], ['x, now', 50]]); // prettier-ignore
});
