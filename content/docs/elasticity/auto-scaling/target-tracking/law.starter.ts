/**
 * How many instances target tracking wants next, of so many that are warm,
 * where their metric has been steady for a quarter of an hour. Its lower
 * alarm goes off below 70 % of the target.
 */
export function next(size: number, metric: number, target: number): number {
  if (metric > target) return size + 1;
  if (metric < target) return size - 1;
  return size;
}
