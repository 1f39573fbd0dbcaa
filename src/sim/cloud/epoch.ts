import type { Simulation } from '../kernel/index.ts';

/** The date in the simulated world, in seconds since 1970, exact to the microsecond. */
export function epochSeconds({ epochMillis, nowMicros }: Simulation): number {
  return (epochMillis * 1000 + (nowMicros % 1000)) / 1e6;
}
