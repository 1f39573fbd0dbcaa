import type { Simulation } from '../kernel/index.ts';

/** The id of a request, as AWS gives one with every answer: a UUID, the same in every run of one seed. */
export function requestId(simulation: Simulation): string {
  const random = simulation.random('request ids');
  const digits = (count: number) =>
    Array.from({ length: count }, () => random.integer(0, 15).toString(16)).join('');
  return `${digits(8)}-${digits(4)}-4${digits(3)}-8${digits(3)}-${digits(12)}`;
}
