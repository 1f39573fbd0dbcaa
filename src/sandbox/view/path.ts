import type { Point } from './projection.ts';

/* Lines as the data of SVG paths, in few bytes: by steps from point to point, which are short numbers. */

/** A line from `start` to `end`, drawn towards `out` there and coming from `into`. */
type Curve = [start: Point, out: Point, into: Point, end: Point];

/** Numbers as a path takes them: nothing stands between two where a sign divides them. */
const numbers = (values: number[]): string =>
  values.map((value, i) => (i > 0 && value >= 0 ? ` ${value}` : value)).join('');

/** A closed line with straight sides. */
export function ringPath(ring: Point[]): string {
  const [first, ...rest] = ring.map(([x, y]): Point => [Math.round(x), Math.round(y)]);
  let [x, y] = first!;
  const steps: number[] = [];
  for (const [toX, toY] of rest) {
    if (toX === x && toY === y) continue;
    steps.push(toX - x, toY - y);
    [x, y] = [toX, toY];
  }
  return `M${numbers(first!)}l${numbers(steps)}z`;
}

/** So far from a point of the line a curve may pass. */
const TOLERANCE = 0.5;

/** A line that bends slowly, by as few curves as follow it. A line that goes nowhere has no path. */
export function curvePath(line: Point[], decimals: number): string {
  const size = 10 ** decimals;
  const round = (value: number): number => Math.round(value * size) / size;
  const first = line[0]!.map(round) as Point;
  let at = first;
  let path = '';
  for (const [, ...points] of curves(line, 0, line.length - 1)) {
    const steps = points.flatMap(([x, y]) => [round(x - at[0]), round(y - at[1])]);
    if (steps.some((step) => step !== 0)) path += `c${numbers(steps)}`;
    at = [round(at[0] + steps[4]!), round(at[1] + steps[5]!)];
  }
  return path && `M${numbers(first)}${path}`;
}

/** What follows a line from one of its points to another. */
function curves(line: Point[], from: number, to: number): Curve[] {
  if (from === to) return [];
  const [start, end] = [line[from]!, line[to]!];
  const [leave, arrive] = [direction(line, from), direction(line, to)];
  const third = (to - from) / 3;
  const curve: Curve = [
    start,
    [start[0] + leave[0] * third, start[1] + leave[1] * third],
    [end[0] - arrive[0] * third, end[1] - arrive[1] * third],
    end,
  ];
  const follows = line.slice(from + 1, to).every(([x, y], i) => {
    const [toX, toY] = along(curve, (i + 1) / (to - from));
    return Math.hypot(toX - x, toY - y) <= TOLERANCE;
  });
  if (follows) return [curve];
  const middle = (from + to) >> 1;
  return [...curves(line, from, middle), ...curves(line, middle, to)];
}

/** Where a curve is at a share of its way. https://en.wikipedia.org/wiki/Bézier_curve#Cubic_Bézier_curves */
export function along(curve: Curve, t: number): Point {
  const u = 1 - t;
  const of = (k: 0 | 1): number =>
    u * u * u * curve[0][k] + 3 * u * t * (u * curve[1][k] + t * curve[2][k]) + t * t * t * curve[3][k];
  return [of(0), of(1)];
}

/** How a line goes on at a point: from one of its points to the next. */
function direction(line: Point[], at: number): Point {
  const last = line.length - 1;
  const of = (k: 0 | 1): number => {
    const value = (i: number) => line[i]![k];
    if (last === 1) return value(1) - value(0);
    if (at === 0) return (4 * value(1) - 3 * value(0) - value(2)) / 2;
    if (at === last) return (3 * value(last) + value(last - 2) - 4 * value(last - 1)) / 2;
    return (value(at + 1) - value(at - 1)) / 2;
  };
  return [of(0), of(1)];
}
