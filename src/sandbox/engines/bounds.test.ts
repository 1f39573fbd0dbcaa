import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry } from '../../sim/report/transcript.ts';
import { BOUNDS, EntryReader, OutOfBounds, packPoints } from './bounds.ts';

const ENTRIES: Entry[] = [
  { type: 'console', level: 'warn', text: 'a' },
  { type: 'check', label: 'a', ok: true },
  { type: 'check', label: 'a', ok: false, detail: 'b', file: 'c.ts', line: 3 },
  {
    type: 'plot',
    title: 'a',
    description: 'b',
    x: { label: 'x', unit: 's' },
    y: { label: 'y' },
    series: [{ name: 's', style: 'step', points: [[0, 1]] }],
    marks: [
      { x: 1, label: 'm' },
      { y: 0, label: 'n' },
    ],
  },
  {
    type: 'table',
    title: 'a',
    columns: [{ name: 'n', unit: 's', align: 'right' }],
    rows: [[1], [null], ['x'], [true]],
  },
  {
    type: 'timeline',
    title: 'a',
    description: 'b',
    lanes: [
      {
        name: 'l',
        spans: [{ start: 0, end: 1, label: 's', kind: 'k' }],
        events: [{ at: 2, label: 'e', kind: 'k' }],
      },
    ],
  },
  {
    type: 'map',
    title: 'a',
    description: 'b',
    legend: 'c',
    places: [
      { name: 'd', latitude: 50.1, longitude: 8.7, role: 'region', kind: 'k' },
      { name: 'e', latitude: -33.9, longitude: 151.2, role: 'user', kind: 'k', note: '12 ms' },
    ],
    ways: [{ from: 'e', to: 'd', kind: 'k' }],
  },
  { type: 'error', name: 'Error', message: 'a', file: 'main.ts', line: 1, column: 2 },
];

const read = (value: unknown) => new EntryReader().read(value);

test('an entry comes through as it is', () => {
  for (const entry of ENTRIES) expect(read(entry)).toStrictEqual(entry);
});

test('an entry comes through packed', () => {
  for (const entry of ENTRIES) expect(read(packPoints(entry))).toStrictEqual(entry);
});

test('what is packed weighs what it did before', () => {
  const points = Array.from({ length: 200_000 }, (_, x): [number, number] => [x, 0]);
  const entry = { ...ENTRIES[3], series: [{ name: 's', style: 'line', points }] } as Entry;
  // A hundred curves of two thousand points are honest work.
  expect(read(packPoints(entry))).toStrictEqual(read(entry));
});

test('a list is weighed by its length before it is read', () => {
  const [, , , plot, table, timeline, map] = ENTRIES as unknown as Record<string, unknown>[];
  const vast = new Array(2 ** 32 - 1) as unknown[];
  const holes = new Array(1000) as unknown[];
  const asked: PropertyKey[] = [];
  const lists: [Record<string, unknown>, (list: unknown) => object][] = [
    [table!, (rows) => ({ rows })],
    [table!, (row) => ({ rows: [row] })],
    [table!, (columns) => ({ columns })],
    [plot!, (series) => ({ series })],
    [plot!, (marks) => ({ marks })],
    [plot!, (points) => ({ series: [{ name: 's', style: 'line', points }] })],
    [timeline!, (lanes) => ({ lanes })],
    [timeline!, (spans) => ({ lanes: [{ name: 'l', spans, events: [] }] })],
    [timeline!, (events) => ({ lanes: [{ name: 'l', spans: [], events }] })],
    [map!, (places) => ({ places })],
    [map!, (ways) => ({ ways })],
  ];
  for (const [entry, holding] of lists) {
    expect(() => read({ ...entry, ...holding(vast) })).toThrow(OutOfBounds);
    expect(() => read({ ...entry, ...holding(holes) })).toThrow(TypeError);
    const watched = new Proxy(vast, {
      get(list, key) {
        asked.push(key);
        return Reflect.get(list, key) as unknown;
      },
    });
    expect(() => read({ ...entry, ...holding(watched) })).toThrow(OutOfBounds);
  }
  expect(new Set(asked)).toEqual(new Set(['length']));
});

test('no value of an unknown type is made into text', () => {
  const asked = () => expect.unreachable('made into text');
  const trap = { toString: asked, valueOf: asked, [Symbol.toPrimitive]: asked, toJSON: asked };
  const sparse = new Array(2 ** 32 - 1) as unknown[];
  for (const value of [trap, sparse]) {
    expect(() => read({ type: value })).toThrow('an entry of no known type');
    expect(() => read({ type: 'console', level: value, text: '' })).toThrow(TypeError);
    expect(() => read({ type: 'console', level: 'log', text: value })).toThrow(TypeError);
    expect(() => read({ type: 'check', label: 'a', ok: value })).toThrow(TypeError);
  }
});

test('a line and a column are whole numbers from 1 on', () => {
  for (const wrong of [0, -1, 1.5, 1e300]) {
    expect(() => read({ type: 'check', label: 'a', ok: false, line: wrong })).toThrow(TypeError);
    expect(() => read({ type: 'error', name: 'a', message: 'b', line: 1, column: wrong })).toThrow(TypeError);
  }
});

test('what an entry does not hold stays behind', () => {
  const more = { type: 'console', level: 'log', text: 'a', html: '<b>', toJSON: () => 'forged' };
  expect(read(more)).toStrictEqual({ type: 'console', level: 'log', text: 'a' });
});

test('an entry with any part missing or of another type is refused', () => {
  const optional = ['detail', 'line', 'unit', 'file', 'column', 'x', 'y', 'note'];
  const wrong = [undefined, null, 5n, () => 1, Number.NaN, Number.POSITIVE_INFINITY];
  let refused = 0;
  const spoil = (entry: Entry, holder: Record<string, unknown>) => {
    for (const [key, value] of Object.entries(holder)) {
      for (const other of wrong) {
        if (other === undefined && optional.includes(key)) continue;
        // A cell may be null, and a table may show any number.
        if (entry.type === 'table' && (other === null || typeof other === 'number')) continue;
        holder[key] = other;
        expect(() => read(entry), `${entry.type} ${key} ${String(other)}`).toThrow(TypeError);
        refused++;
      }
      holder[key] = value;
      if (typeof value === 'object' && value !== null) spoil(entry, value as Record<string, unknown>);
    }
  };
  for (const entry of ENTRIES) {
    const copy = structuredClone(entry);
    spoil(copy, copy as unknown as Record<string, unknown>);
    expect(copy).toStrictEqual(entry);
  }
  expect(refused).toBeGreaterThan(200);
});

test('whatever is sent, the reader gives an entry or refuses', () => {
  const keys = fc.constantFrom(
    'type',
    'text',
    'level',
    'label',
    'ok',
    'series',
    'lanes',
    'rows',
    'columns',
    'x',
  );
  const values = fc.oneof(fc.anything(), fc.constantFrom(...ENTRIES.map(({ type }) => type)));
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.dictionary(keys, values)), (value) => {
      try {
        expect(ENTRIES.map(({ type }) => type)).toContain(read(value).type);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
      }
    }),
  );
});

test('an end is not read: an engine makes its own', () => {
  expect(() => read({ type: 'end', reason: 'done' })).toThrow(TypeError);
});

test('entries, texts and bytes are bounded', () => {
  const reader = new EntryReader();
  const entry: Entry = { type: 'console', level: 'log', text: '' };
  for (let i = 0; i < BOUNDS.entries; i++) reader.read(entry);
  expect(() => reader.read(entry)).toThrow(OutOfBounds);

  expect(() => read({ ...entry, text: 'x'.repeat(BOUNDS.text) })).not.toThrow();
  expect(() => read({ ...entry, text: 'x'.repeat(BOUNDS.text + 1) })).toThrow(OutOfBounds);

  const points = Array.from({ length: BOUNDS.total / 16 }, (_, x) => [x, 0]);
  const plot = { ...ENTRIES[3], series: [{ name: '', style: 'line', points }] };
  expect(() => read(plot)).toThrow(OutOfBounds);
});
