import type { Statistic } from '../metric.ts';

/**
 * What CloudWatch keeps of the values of a period.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_StatisticSet.html
 */
export interface StatisticSet {
  /** Number of values, SampleCount; may be a fraction, as `Counts` may. */
  readonly count: number;
  /** Their sum. */
  readonly sum: number;
  /** The least of them. */
  readonly min: number;
  /** The greatest of them. */
  readonly max: number;
}

/** A statistic set that grows. */
export class Tally implements StatisticSet {
  count = 0;
  sum = 0;
  min = Infinity;
  max = -Infinity;

  /** Adds a value that occurred `count` times. */
  add(value: number, count: number): void {
    this.count += count;
    this.sum += value * count;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
  }

  merge(set: StatisticSet): void {
    this.count += set.count;
    this.sum += set.sum;
    if (set.min < this.min) this.min = set.min;
    if (set.max > this.max) this.max = set.max;
  }

  clear(): void {
    this.count = 0;
    this.sum = 0;
    this.min = Infinity;
    this.max = -Infinity;
  }
}

/** A statistic of a set with at least one value. */
export function statisticOf(statistic: Statistic, { count, sum, min, max }: StatisticSet): number {
  switch (statistic) {
    case 'SampleCount':
      return count;
    case 'Sum':
      return sum;
    case 'Average':
      return sum / count;
    case 'Minimum':
      return min;
    case 'Maximum':
      return max;
  }
}
