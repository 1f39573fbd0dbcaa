import { afterEach, expect, test } from 'vitest';
import { setSink, toText, worldMap, type Entry } from './index.ts';

afterEach(() => setSink(undefined));

const virginia = { name: 'us-east-1', latitude: 38.9, longitude: -77.5, role: 'region', kind: 'a' } as const;
const tokyo = { name: 'Tokyo', latitude: 35.7, longitude: 139.7, kind: 'b' };

function shown(options: Partial<Parameters<typeof worldMap>[0]> = {}): Entry {
  const entries: Entry[] = [];
  setSink((entry) => entries.push(entry));
  worldMap({
    title: 'Users',
    description: 'Who gets what.',
    places: [virginia, tokyo],
    ways: [{ from: 'Tokyo', to: 'us-east-1' }],
    ...options,
  });
  return entries[0]!;
}

test('a map is plain data: a place is a user unless said otherwise, a way is of the kind of where it begins', () => {
  const city = { ...tokyo, code: 'NRT', country: 'JP' };
  const entry = shown({ places: [virginia, city] });
  expect(JSON.parse(JSON.stringify(entry))).toEqual({
    type: 'map',
    title: 'Users',
    description: 'Who gets what.',
    legend: 'Kind',
    places: [virginia, { ...tokyo, role: 'user' }],
    ways: [{ from: 'Tokyo', to: 'us-east-1', kind: 'b' }],
  });
});

test('a terminal shows a map as a table, without columns that say nothing', () => {
  expect(toText(shown({ legend: 'Answer' }))).toEqual([
    '▤ Users',
    '  Place      What    Answer  Way to',
    '  ─────────  ──────  ──────  ─────────',
    '  us-east-1  Region  a       –',
    '  Tokyo      user    b       us-east-1',
  ]);
  expect(toText(shown({ ways: [], places: [{ ...tokyo, note: '9 ms' }] }))[1]).toBe(
    '  Place  What  Kind  Note',
  );
});

test.each([
  [{ places: [tokyo, tokyo] }, /two places have one name/],
  [{ places: [{ ...tokyo, latitude: 91 }] }, /'Tokyo' is at 91, 139.7, which is not on the globe/],
  [
    { places: [{ ...tokyo, latitude: -Infinity }] },
    /'Tokyo' is at -Infinity, 139.7, which is not on the globe/,
  ],
  [{ places: [{ ...tokyo, longitude: NaN }] }, /'Tokyo' is at 35.7, NaN, which is not on the globe/],
  [{ places: [{ ...tokyo, longitude: Infinity }] }, /not on the globe/],
  [{ places: [{ ...tokyo, longitude: 180.1 }] }, /not on the globe/],
  [{ ways: [{ from: 'Tokyo', to: 'Oslo' }] }, /a way names 'Oslo', which is no place of it/],
  [{ ways: [{ from: 'Oslo', to: 'Tokyo' }] }, /map 'Users': a way names 'Oslo'/],
])('a map that can not be drawn says why', (options, message) => {
  expect(() => shown(options)).toThrow(message);
});

test('a hundred thousand places and as many ways are put down in a moment', () => {
  const places = Array.from({ length: 100_000 }, (_, i) => ({ ...tokyo, name: `p${i}` }));
  const ways = places.map(({ name }) => ({ from: name, to: 'p0' }));
  const lines = toText(shown({ places, ways }));
  expect(lines).toHaveLength(100_003);
  expect(lines.at(-1)).toMatch(/^ {2}p99999 .* p0$/);
});
