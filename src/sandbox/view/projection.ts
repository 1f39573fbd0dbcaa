/*
 * The world on a plane, 1,000 wide, by the Natural Earth projection (https://doi.org/10.1080/15230406.2015.1014425). What
 * draws the land at build is d3-geo's `geoNaturalEarth1`: the same.
 */

/** Across and down. */
export type Point = [x: number, y: number];

/** How wide the world is. */
export const WIDTH = 1000;

/** What a radian at the equator is wide. */
export const SCALE = WIDTH / (2 * Math.PI * 0.8707);

/** Where the equator is, from above. */
export const EQUATOR = 260;

/** The part that a map of the world shows: without the ice at both ends. */
export const WORLD: [left: number, top: number, width: number, height: number] = [30, 16, 940, 436];

const RADIAN = Math.PI / 180;

/** Where a place is on the plane. Degrees. */
export function project(longitude: number, latitude: number): Point {
  const f2 = (latitude * RADIAN) ** 2;
  const f4 = f2 * f2;
  const x = 0.8707 - 0.131979 * f2 + f4 * (-0.013791 + f4 * (0.003971 * f2 - 0.001529 * f4));
  const y = 1.007226 + f2 * (0.015085 + f4 * (-0.044475 + 0.028874 * f2 - 0.005916 * f4));
  return [WIDTH / 2 + SCALE * longitude * RADIAN * x, EQUATOR - SCALE * latitude * RADIAN * y];
}

type Vector = [number, number, number];

/** The steps in which a way is drawn. */
const STEPS = 24;

/** The shortest way between two places over the globe, in pieces: more than one where it leaves the map and comes back. */
export function greatCircle(
  a: { longitude: number; latitude: number },
  b: { longitude: number; latitude: number },
): Point[][] {
  const [u, v] = [toVector(a), toVector(b)];
  const apart = Math.acos(Math.min(1, Math.max(-1, u[0] * v[0] + u[1] * v[1] + u[2] * v[2])));
  const sine = Math.sin(apart);
  const pieces: Point[][] = [[]];
  let before: Point | undefined;
  for (let i = 0; i <= STEPS; i++) {
    const t = i / STEPS;
    // Of places that are one, or opposite each other, the straight mean does.
    const [p, q] = sine < 1e-6 ? [1 - t, t] : [Math.sin((1 - t) * apart) / sine, Math.sin(t * apart) / sine];
    const [x, y, z] = [0, 1, 2].map((k) => p * u[k]! + q * v[k]!) as Vector;
    const at = project(Math.atan2(y, x) / RADIAN, Math.atan2(z, Math.hypot(x, y)) / RADIAN);
    if (before && Math.abs(at[0] - before[0]) > WIDTH / 2) pieces.push([]);
    pieces.at(-1)!.push(at);
    before = at;
  }
  return pieces;
}

function toVector({ longitude, latitude }: { longitude: number; latitude: number }): Vector {
  const [l, f] = [longitude * RADIAN, latitude * RADIAN];
  return [Math.cos(f) * Math.cos(l), Math.cos(f) * Math.sin(l), Math.sin(f)];
}
