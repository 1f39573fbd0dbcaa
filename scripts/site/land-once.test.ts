import { expect, test } from 'vitest';
import type { MapEntry } from '../../src/sim/report/transcript.ts';
import { drawMap } from '../../src/sandbox/view/draw-map.ts';
import { landPath } from '../vite/land.ts';
import { landOnce, requireLightMaps, weightOfMaps } from './land-once.ts';

const LAND = landPath();
const CITIES = ['Los Angeles', 'New York', 'Bogotá', 'São Paulo', 'London', 'Madrid', 'Cape Town', 'Nairobi', 'Dubai', 'Mumbai', 'Singapore', 'Tokyo', 'Sydney', 'Auckland']; // prettier-ignore
/** As many places and ways as the largest map of the course has. */
const map: MapEntry = {
  type: 'map',
  title: 'Who is answered what',
  description: 'Fourteen cities, each led to where it is answered.',
  legend: 'Answer',
  places: [
    ...CITIES.map((name, i) => ({ name, latitude: 60 - 7 * i, longitude: 137 * i % 360 - 180, role: 'user' as const, kind: `Region ${i % 8}`, note: `${7 * i} ms` })), // prettier-ignore
    ...Array.from({ length: 8 }, (_, i) => ({ name: `Region ${i}`, latitude: 45 - 10 * i, longitude: 211 * i % 360 - 180, role: 'region' as const, kind: `Region ${i}` })), // prettier-ignore
  ],
  ways: CITIES.map((name, i) => ({ from: name, to: `Region ${i % 8}`, kind: `Region ${i % 8}` })),
};
const near: MapEntry = { ...map, ways: [], places: map.places.slice(0, 14).map((one, i) => ({ ...one, latitude: 40 + i, longitude: i })) }; // prettier-ignore
const drawn = (entry: MapEntry) => drawMap(entry, LAND).text;
const page = (...figures: string[]) =>
  `<html><body><main>${figures.map((one) => `<p>Text</p>${one}`).join('')}</main></body></html>`;
const times = (text: string, what: string) => text.split(what).length - 1;

test('maps of one page have their land in common, at its end', () => {
  const html = landOnce(page(drawn(map), drawn(near)));
  expect(times(html, LAND)).toBe(1);
  expect(times(html, '<use class="land" href="#world-land"/>')).toBe(2);
  expect(html).toMatch(/<\/main><svg [^>]*aria-hidden="true"><defs><path id="world-land" d="[^"]+"\/><\/defs><\/svg><\/body>/); // prettier-ignore
  expect(landOnce(html)).toBe(html);
});

test('a page with one map or none stays as it is', () => {
  for (const html of [page(), page(drawn(map)), page('<figure class="chart"><path d="M0 0"/></figure>')])
    expect(landOnce(html)).toBe(html);
});

test('a map as large as the largest, and another, weigh no more than 8 KB in a page', () => {
  const two = landOnce(page(drawn(map), drawn(near)));
  expect(weightOfMaps(two)).toBeGreaterThan(5000);
  expect(() => requireLightMaps('two', two)).not.toThrow();
  expect(weightOfMaps(page(drawn(map)))).toBeGreaterThan(4500);
  expect(() => requireLightMaps('one', page(drawn(map)))).not.toThrow();
});

test('a page whose maps are too heavy is refused by name; other pictures count nothing', () => {
  const places = map.places.flatMap(
    (one) =>
    Array.from({ length: 9 }, (_, i) => ({ ...one, name: `${one.name}, ${i}`, longitude: one.longitude / (i + 1) })), // prettier-ignore
  );
  expect(() => requireLightMaps('crowded/index.html', page(drawn({ ...map, places })))).toThrow(
    /^crowded\/index.html: its maps weigh \d+ bytes, gzip; they may weigh 8000 together\.$/,
  );
  const plot = '<figure class="chart"><path class="line" d="M0 0"/></figure>';
  expect(weightOfMaps(page(plot))).toBe(0);
  const gained = weightOfMaps(page(drawn(map), plot)) - weightOfMaps(page(drawn(map)));
  expect(Math.abs(gained)).toBeLessThan(50);
});
