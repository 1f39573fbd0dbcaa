import { gzipSync } from 'node:zlib';
import { geoNaturalEarth1Raw } from 'd3-geo';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { EQUATOR, project, SCALE, WIDTH } from '../../src/sandbox/view/projection.ts';
import { land, landPath } from './land.ts';

test('places are projected as d3-geo projects the land', () => {
  for (let longitude = -180; longitude <= 180; longitude += 15) {
    for (let latitude = -90; latitude <= 90; latitude += 15) {
      const [x, y] = geoNaturalEarth1Raw((longitude * Math.PI) / 180, (latitude * Math.PI) / 180);
      const [across, down] = project(longitude, latitude);
      expect(across).toBeCloseTo(WIDTH / 2 + SCALE * x, 9);
      expect(down).toBeCloseTo(EQUATOR - SCALE * y, 9);
    }
  }
});

/** Whether a point lies on the land of a path, by how often a line to the left meets an outline. */
function isLand(path: string, longitude: number, latitude: number): boolean {
  const [x, y] = project(longitude, latitude);
  let inside = false;
  for (const [, start, steps] of path.matchAll(/M([^l]+)l([^z]*)z/g)) {
    let at = start!.split(' ').map(Number) as [number, number];
    const ring = [at];
    const numbers = steps!.match(/-?\d+/g)!.map(Number);
    for (let i = 0; i < numbers.length; i += 2) {
      at = [at[0] + numbers[i]!, at[1] + numbers[i + 1]!];
      ring.push(at);
    }
    for (const [i, [ax, ay]] of ring.entries()) {
      const [bx, by] = ring[(i + 1) % ring.length]!;
      if (ay > y !== by > y && x > ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
    }
  }
  return inside;
}

test('the land is where it is, and light', () => {
  const path = landPath();
  expect(gzipSync(path).length).toBeLessThan(3600);
  const land = { Madrid: [-3.7, 40.4], Chicago: [-88.5, 41.5], Brasilia: [-47.9, -15.8], Nairobi: [36.8, -1.3], Alice: [133.9, -23.7], Moscow: [37.6, 55.8], Delhi: [77.2, 28.6] }; // prettier-ignore
  const sea = { Atlantic: [-35, 30], Pacific: [-150, 0], Indian: [80, -20], Tasman: [160, -38] };
  for (const [name, [longitude, latitude]] of Object.entries(land))
    expect(isLand(path, longitude!, latitude!), name).toBe(true);
  for (const [name, [longitude, latitude]] of Object.entries(sea))
    expect(isLand(path, longitude!, latitude!), name).toBe(false);
});

test('a build has it as a module', async () => {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      land(),
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? id : undefined),
        load: (id) => (id === 'entry' ? `import land from 'virtual:land'; console.log(land);` : undefined),
      },
    ],
    build: { write: false, rolldownOptions: { input: 'entry' } },
  });
  const { output } = Array.isArray(result)
    ? result[0]!
    : (result as Extract<typeof result, { output: unknown }>);
  expect(output[0].code).toContain(landPath());
});
