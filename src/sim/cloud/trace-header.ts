import type { Simulation } from '../kernel/index.ts';

const headers = new WeakMap<object, () => string>();

/** @internal What a process sends from now on belongs to a chain of requests: by its X-Ray header, made where it is asked for. */
export function carryTrace(process: object, header: () => string): void {
  headers.set(process, header);
}

/** @internal How the process that runs just now makes the X-Ray header of what it sends; undefined where it has none. */
export const tracerOf = ({ scheduler }: Simulation): (() => string) | undefined =>
  scheduler.active && headers.get(scheduler.active);

/** @internal The X-Ray header of what is sent just now; undefined where whoever runs belongs to no chain of requests. */
export const traceHeader = (simulation: Simulation): string | undefined => tracerOf(simulation)?.();
