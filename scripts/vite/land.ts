import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoNaturalEarth1, geoPath, type GeoPermissibleObjects } from 'd3-geo';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Plugin } from 'vite';
import { ringPath } from '../../src/sandbox/view/path.ts';
import { EQUATOR, type Point, SCALE, WIDTH, WORLD } from '../../src/sandbox/view/projection.ts';

const ID = 'virtual:land';
const RESOLVED = `\0${ID}`;

/** Islands with less area are left out, and bends that lie no further from a straight line are made straight. */
const LEAST_AREA = 4;
const TOLERANCE = 0.9;

/** `import land from 'virtual:land'` gives the outline of the world's land, drawn when the site is built. */
export function land(): Plugin {
  return {
    name: 'land',
    resolveId: (source) => (source === ID ? RESOLVED : undefined),
    load: (id) => (id === RESOLVED ? `export default ${JSON.stringify(landPath())};` : undefined),
  };
}

/** The land as the data of an SVG path, by whole numbers on the plane of `view/projection.ts`: Natural Earth's, 1:110 million. */
export function landPath(): string {
  const file = createRequire(import.meta.url).resolve('world-atlas/land-110m.json');
  const topology = JSON.parse(readFileSync(file, 'utf8')) as Topology<{ land: GeometryCollection }>;
  return outlinesOf(feature(topology, topology.objects.land))
    .filter((ring) => area(ring) > LEAST_AREA && ring.some(([, y]) => y < WORLD[1] + WORLD[3]))
    .map((ring) => ringPath(simplified(ring)))
    .join('');
}

/** The outlines as the plane has them, cut at its edges. */
function outlinesOf(shape: GeoPermissibleObjects): Point[][] {
  const rings: Point[][] = [];
  const projection = geoNaturalEarth1()
    .scale(SCALE)
    .translate([WIDTH / 2, EQUATOR]);
  geoPath(projection, {
    beginPath: () => undefined,
    moveTo: (x, y) => void rings.push([[x, y]]),
    lineTo: (x, y) => void rings.at(-1)!.push([x, y]),
    arc: () => undefined,
    closePath: () => undefined,
  })(shape);
  return rings;
}

function area(ring: Point[]): number {
  const sum = ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length]!;
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(sum / 2);
}

/** The line without bends that can't be seen. https://en.wikipedia.org/wiki/Ramer–Douglas–Peucker_algorithm */
function simplified(line: Point[]): Point[] {
  const [first, last] = [line[0]!, line.at(-1)!];
  const length = Math.hypot(last[0] - first[0], last[1] - first[1]);
  let most = 0;
  let farthest = 0;
  for (const [i, [x, y]] of line.entries()) {
    const away =
      length < 1e-9
        ? Math.hypot(x - first[0], y - first[1])
        : Math.abs((last[0] - first[0]) * (first[1] - y) - (first[0] - x) * (last[1] - first[1])) / length;
    if (away <= most) continue;
    most = away;
    farthest = i;
  }
  if (most <= TOLERANCE) return [first, last];
  return [...simplified(line.slice(0, farthest + 1)).slice(0, -1), ...simplified(line.slice(farthest))];
}
