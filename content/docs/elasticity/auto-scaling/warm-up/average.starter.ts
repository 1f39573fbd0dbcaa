/** An instance of a group, as far as its CPU goes. */
export interface Instance {
  /** When it came into service, in seconds; undefined: not yet. */
  inServiceAt: number | undefined;
  /** In percent. */
  cpu: number;
}

/**
 * The average CPU by which a group is scaled. Undefined where there is
 * nothing to go by.
 */
export function average(
  instances: Instance[],
  now: number,
  warmup: number,
): number | undefined {
  void [now, warmup];
  const sum = instances.reduce((sum, { cpu }) => sum + cpu, 0);
  return sum / instances.length;
}
