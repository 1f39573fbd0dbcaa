import { expect, test } from 'vitest';
import type { MapEntry } from '../../sim/report/transcript.ts';
import { boundMap } from './bounded.ts';
import { drawMap } from './draw-map.ts';
import { mapMarkup } from './map.ts';
import { greatCircle, project } from './projection.ts';

const place = (name: string, latitude: number, longitude: number, kind: string, role: 'region' | 'user') => ({
  name,
  latitude,
  longitude,
  role,
  kind,
});

const map: MapEntry = {
  type: 'map',
  title: 'Users',
  description: 'Who gets which answer.',
  legend: 'Answer',
  places: [
    place('us-east-1', 38.9, -77.5, 'Virginia', 'region'),
    { ...place('Mumbai', 19.1, 72.9, 'Virginia', 'user'), note: '190 ms' },
    place('Tokyo', 35.7, 139.7, 'no answer', 'user'),
  ],
  ways: [{ from: 'Mumbai', to: 'us-east-1', kind: 'Virginia' }],
};

const draw = (entry: MapEntry) => drawMap(entry, 'M0 0l1 1z').text;

test('a map is a picture with a name in words, and a table', () => {
  const text = draw(map);
  expect(text).toContain(
    'role="img" aria-label="Users. Who gets which answer. Answer. Virginia: us-east-1, Mumbai. no answer: Tokyo."',
  );
  expect(text).toContain('<th scope="col">Answer</th>');
  expect(text).toContain('<td>Mumbai</td><td>user</td><td>Virginia</td><td>us-east-1</td><td>190 ms</td>');
  expect(text).toContain('<title>Mumbai: user; Answer: Virginia; way to us-east-1; 190 ms</title>');
  expect(text).toContain('aria-valuemax="3"');
});

test('the land is behind, each kind has a colour and a shape, and a way is a line', () => {
  const text = draw(map);
  expect(text).toContain('d="M0 0l1 1z"');
  expect(text).toMatch(/<path class="line k0" d="M[\d .c-]+"\/>/);
  expect(text).toContain('>no answer</li>');
  expect(text).toContain('>large: Region</li>');
});

test('places close together are shown larger', () => {
  const near = {
    ...map,
    ways: [],
    places: map.places.map((one, i) => ({ ...one, latitude: 50, longitude: i })),
  };
  const [, left, , width] = /viewBox="(\S+) (\S+) (\S+)/.exec(draw(near))!;
  expect(Number(width)).toBeLessThan(200);
  expect(Number(left)).toBeGreaterThan(400);
  expect(draw(map)).toContain('viewBox="30 16 940 436"');
});

test('a label stands only where it has room, a Region’s before others', () => {
  const crowd = Array.from({ length: 6 }, (_, i) =>
    place(`a user with a long name ${i}`, 40, i / 100, 'a', 'user'),
  );
  const text = draw({
    ...map,
    ways: [],
    places: [...crowd, place('Region', 40, 0.03, 'a', 'region'), ...map.places],
  });
  const labels = [...text.matchAll(/<text class="event[^>]*>([^<]*)</g)].map(([, label]) => label);
  expect(labels).toContain('Region');
  expect(labels.length).toBeLessThan(10);
});

test('a way that leaves the map on one side comes back on the other', () => {
  const [tokyo, angeles] = [{ latitude: 35.7, longitude: 139.7 }, { latitude: 34.1, longitude: -118.2 }]; // prettier-ignore
  const pieces = greatCircle(tokyo, angeles);
  expect(pieces).toHaveLength(2);
  const [x, y] = pieces.at(-1)!.at(-1)!;
  const [atX, atY] = project(-118.2, 34.1);
  expect(x).toBeCloseTo(atX);
  expect(y).toBeCloseTo(atY);
  for (const piece of pieces)
    for (const [i, [x]] of piece.entries())
      expect(i === 0 || Math.abs(x - piece[i - 1]![0]) < 100).toBe(true);
});

test('whatever a name holds, it stays text; a way to nowhere is not drawn', () => {
  const evil = `"><script>alert('1')</script>`;
  const text = draw({
    ...map,
    title: evil,
    description: evil,
    legend: evil,
    places: [{ ...map.places[0]!, name: evil, kind: evil, note: evil }],
    ways: [{ from: evil, to: 'nowhere', kind: evil }],
  });
  expect(text).toContain('&lt;script&gt;');
  expect(text).not.toContain('<script');
  expect(text).not.toContain('class="line');
});

test('of very many places with very long names, the picture stays small', () => {
  const long = 'x'.repeat(50_000);
  const places = Array.from({ length: 400 }, (_, i) => ({
    ...place(`${i} ${long}`, i % 90, i / 4, `${i} ${long}`, 'user'),
    note: long,
  }));
  const ways = places.flatMap(({ name: from }) => [{ from, to: places[0]!.name, kind: from }, { from, to: places[1]!.name, kind: from }]); // prettier-ignore
  const text = draw(boundMap({ ...map, title: long, description: long, legend: long, places, ways }));
  // Two of them lead from a place to itself.
  expect(text.match(/<path class="line /g)).toHaveLength(398);
  expect(text.match(/<path class="event"[^>]*><path d="M-12/g)).toHaveLength(200);
  expect(text.length).toBeLessThan(1_000_000);
});

test('before what draws it has come, a map is its table', () => {
  expect(mapMarkup(map).text).toContain('<caption>Users</caption>');
});
