import type { ValueCounts } from './raw-values.ts';
import type { Range, RawStatistic } from './statistic.ts';

/**
 * Raw values in order, each with how often it occurred.
 *
 * AWS says what its statistics mean, not how they are computed. Here a percentile is a nearest rank: the least value
 * that at least so many percent of the values do not exceed. A range of percentiles takes a fraction of the values at
 * its edges, so that a trimmed count may be a fraction, as AWS says it may.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export class Distribution {
  readonly #values: number[];
  readonly #counts: number[];
  readonly #total: number;

  constructor(periods: Iterable<ValueCounts>) {
    const pairs: [number, number][] = [];
    for (const { values, counts } of periods) {
      for (let index = 0; index < values.length; index++) {
        pairs.push([values[index] as number, counts?.[index] ?? 1]);
      }
    }
    pairs.sort((a, b) => a[0] - b[0]);
    this.#values = pairs.map(([value]) => value);
    this.#counts = pairs.map(([, count]) => count);
    this.#total = this.#counts.reduce((sum, count) => sum + count, 0);
  }

  /** A statistic; undefined where no value is in its range. */
  statistic(statistic: RawStatistic): number | undefined {
    if (this.#total === 0) return undefined;
    switch (statistic.kind) {
      case 'percentile':
        return this.percentile(statistic.percent);
      case 'PR':
        return (100 * this.#within(statistic.range).count) / this.#total;
      case 'TC':
        return this.#within(statistic.range).count;
      case 'TS':
        return this.#within(statistic.range).sum;
      case 'TM': {
        const { count, sum } = this.#within(statistic.range);
        return count > 0 ? sum / count : undefined;
      }
      case 'WM':
        return this.#winsorizedMean(statistic.range);
    }
  }

  /** The nearest rank. */
  percentile(percent: number): number {
    const rank = (percent / 100) * this.#total;
    let passed = 0;
    for (let index = 0; index < this.#values.length; index++) {
      passed += this.#counts[index] as number;
      // A rank that is whole in decimals may lie a bit above it in binary: 0.07 × 100.
      if (passed >= rank - 1e-9 * this.#total) return this.#values[index] as number;
    }
    return this.#values.at(-1) as number;
  }

  /** How many values are within the range, and their sum. */
  #within(range: Range): { count: number; sum: number } {
    let passed = 0;
    let count = 0;
    let sum = 0;
    const from = (range.from / 100) * this.#total;
    const to = (range.to / 100) * this.#total;
    for (let index = 0; index < this.#values.length; index++) {
      const value = this.#values[index] as number;
      const all = this.#counts[index] as number;
      let part: number;
      if (range.in === 'value') part = value > range.from && value <= range.to ? all : 0;
      else part = Math.max(0, Math.min(passed + all, to) - Math.max(passed, from));
      passed += all;
      count += part;
      sum += part * value;
    }
    return { count, sum };
  }

  /** The mean, with values outside the range moved to its edge. */
  #winsorizedMean(range: Range): number {
    const inPercent = range.in === 'percent';
    const low = inPercent ? this.percentile(range.from) : range.from;
    const high = inPercent ? this.percentile(range.to) : range.to;
    let sum = 0;
    for (let index = 0; index < this.#values.length; index++) {
      const value = this.#values[index] as number;
      sum += Math.min(Math.max(value, low), high) * (this.#counts[index] as number);
    }
    return sum / this.#total;
  }
}
