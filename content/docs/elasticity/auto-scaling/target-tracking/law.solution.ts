/** Nothing inside the dead band; in proportion and rounded up outside. */
export function next(size: number, metric: number, target: number): number {
  if (metric >= 0.7 * target && metric <= target) return size;
  return Math.ceil((size * metric) / target);
}
