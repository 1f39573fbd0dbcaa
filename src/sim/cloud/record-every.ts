import type { Simulation } from '../kernel/index.ts';
import type { Point } from './recording.ts';

/** Records what `read` gives, now and then every so many seconds; returns the list that the points go to. */
export function recordEvery(simulation: Simulation, read: () => number, every: number): Point[] {
  if (!(every > 0)) throw new RangeError(`every is a number of seconds above 0; not ${every}.`);
  const points: Point[] = [];
  const sample = () => {
    points.push([simulation.now, read()]);
    simulation.schedule(every, sample);
  };
  sample();
  return points;
}
