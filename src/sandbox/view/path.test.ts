import { expect, test } from 'vitest';
import { along, curvePath, ringPath } from './path.ts';
import { greatCircle, type Point } from './projection.ts';

const cities = { angeles: [34, -118], tokyo: [36, 140], sydney: [-34, 151], london: [51.5, 0], miami: [26, -80], paulo: [-23.5, -46.6], nairobi: [-1, 37], auckland: [-37, 175], frankfurt: [50, 8.6] }; // prettier-ignore
const places = Object.values(cities).map(([latitude, longitude]) => ({ latitude: latitude!, longitude: longitude! })); // prettier-ignore
const lines = places
  .flatMap((from, i) => places.slice(i + 1).flatMap((to) => greatCircle(from, to)))
  .filter(({ length }) => length > 1);

/** Points along the curves that a path has. */
function follow(path: string): Point[] {
  const [, start, curves] = /^M([^c]+)(.*)$/.exec(path)!;
  const read = (text: string) => text.match(/-?\d+(\.\d+)?/g)!.map(Number);
  let [x, y] = read(start!) as Point;
  const points: Point[] = [];
  for (const [, text] of curves!.matchAll(/c([^c]+)/g)) {
    const [outX, outY, intoX, intoY, endX, endY] = read(text!).map((step, i) => step + (i % 2 ? y : x));
    for (let i = 0; i <= 200; i++)
      points.push(along([[x, y], [outX!, outY!], [intoX!, intoY!], [endX!, endY!]], i / 200)); // prettier-ignore
    [x, y] = [endX!, endY!];
  }
  return points;
}

test.each([
  [0, 1.5],
  [1, 0.8],
])('with %d decimals no way is drawn further than %d from where it leads', (decimals, most) => {
  for (const line of lines) {
    const drawn = follow(curvePath(line, decimals));
    const far = line.map(([x, y]) => Math.min(...drawn.map(([toX, toY]) => Math.hypot(toX - x, toY - y))));
    expect(Math.max(...far)).toBeLessThan(most);
    expect(Math.hypot(drawn.at(-1)![0] - line.at(-1)![0], drawn.at(-1)![1] - line.at(-1)![1])).toBeLessThan(most); // prettier-ignore
  }
});

test('most ways are one curve or two', () => {
  const counts = lines.map((line) => curvePath(line, 0).split('c').length - 1);
  expect(counts.filter((count) => count <= 2).length).toBeGreaterThan(lines.length * 0.6);
});

test('a line from a place to itself has no path, a short one is straight', () => {
  const oslo = { latitude: 60, longitude: 10 };
  expect(greatCircle(oslo, oslo).map((piece) => curvePath(piece, 1))).toEqual(['']);
  expect(curvePath([[5, 5]], 0)).toBe('');
  expect(curvePath([[0, 0], [3, -6]], 0)).toBe('M0 0c1-2 2-4 3-6'); // prettier-ignore
});

test('numbers of a path are short', () => {
  expect(curvePath([[0.1, 0.2], [0.4, 0.5]], 1)).toBe('M0.1 0.2c0.1 0.1 0.2 0.2 0.3 0.3'); // prettier-ignore
  expect(ringPath([[1.2, 2], [4, 1], [4.3, 1.2], [-2, -7]])).toBe('M1 2l3-1-6-8z'); // prettier-ignore
});
