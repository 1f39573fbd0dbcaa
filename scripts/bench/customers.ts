import { RandomStream } from '../../src/sim/kernel/random.ts';

/** How many customers come in one run. */
export const CUSTOMERS = 100_000;

/** How many events fire in one run of those that know no customers. */
export const EVENTS = 500_000;

/**
 * M/M/1 at utilisation 0.8. All contestants get these very numbers, drawn beforehand: so all run the same model, which
 * the mean wait proves, and none is measured by its random numbers.
 */
export const gaps = Float64Array.from({ length: CUSTOMERS }, draw('gaps', 1));
export const services = Float64Array.from({ length: CUSTOMERS }, draw('services', 0.8));

function draw(name: string, mean: number): () => number {
  const random = new RandomStream(1, name);
  return () => random.exponential(mean);
}
