import type { Place, Places } from '../policies/outside.ts';
import type { Outside } from '../policies/outside.ts';
import { seeded } from '../../../cloud/places/testing/seeded.ts';

/** Kilometres and milliseconds between a few places, made up. */
const DISTANCES: Record<string, [km: number, ms: number]> = {
  'paris us-east-1': [6200, 80],
  'paris eu-west-1': [780, 20],
  'paris sa-east-1': [9400, 190],
  'lima us-east-1': [5600, 75],
  'lima sa-east-1': [3400, 95],
  'lima eu-west-1': [9300, 160],
};

const look = (a: Place, b: Place): [number, number] => {
  if (typeof a !== 'string') return [1e5, 1e3];
  if (typeof b !== 'string') return [Math.abs(b.latitude) * 100, 1];
  return DISTANCES[`${a} ${b}`] ?? (a === b ? [0, 1] : [1e5, 1e3]);
};

/** A small globe. */
export const places: Places = {
  distance: (a, b) => look(a, b)[0],
  roundTrip: (a, b) => look(a, b)[1] / 1000,
};

/** A world in which the named health checks fail. */
export function worldOf({
  sick = [],
  seed = 1,
  ...more
}: { sick?: readonly string[]; seed?: number } & Partial<Outside> = {}): Outside {
  return { random: seeded(seed), places, isHealthy: (id) => !sick.includes(id), ...more };
}
