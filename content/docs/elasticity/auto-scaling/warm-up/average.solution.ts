/** An instance of a group, as far as its CPU goes. */
export interface Instance {
  /** When it came into service, in seconds; undefined: not yet. */
  inServiceAt: number | undefined;
  /** In percent. */
  cpu: number;
}

/** Of those that have been in service for as long as the warm-up. */
export function average(
  instances: Instance[],
  now: number,
  warmup: number,
): number | undefined {
  const warm = instances.filter(
    ({ inServiceAt }) => inServiceAt !== undefined && now - inServiceAt >= warmup, // prettier-ignore
  );
  const sum = warm.reduce((sum, { cpu }) => sum + cpu, 0);
  return warm.length > 0 ? sum / warm.length : undefined;
}
