const REAL = ['setTimeout', 'setInterval'] as const;

/** Marks timers that are no real ones: those of virtual time, of whatever copy of the library. */
export const VIRTUAL = Symbol.for('desired-capacity.virtual');

/**
 * Until what it answers is called, code that sets a real timer gets an error: virtual time would not wait for it, and code
 * that polls by it would stand still in silence. Timers of virtual time are let be.
 *
 * @param refused tells of one, and makes the error
 */
export function refuseTimers(refused: (timer: string) => Error): () => void {
  const world = globalThis as unknown as Record<string, unknown>;
  const before = REAL.map((name) => world[name] as object | undefined);
  if (before.some((timer) => timer && VIRTUAL in timer)) return nothing;
  const put = (values: readonly unknown[]) => {
    for (const [index, name] of REAL.entries()) world[name] = values[index];
  };
  const refusals = REAL.map((name) => () => {
    throw refused(name);
  });
  put(refusals);
  return () => {
    // Fake timers may have come or gone meanwhile.
    for (const [index, name] of REAL.entries())
      if (world[name] === refusals[index]) world[name] = before[index];
  };
}

function nothing(): void {}
