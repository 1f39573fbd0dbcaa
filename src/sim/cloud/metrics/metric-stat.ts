import { Distribution } from './distribution.ts';
import { keyOf, type MetricId } from './metric-id.ts';
import type { MetricSeries } from './metric-series.ts';
import type { MetricStore } from './metric-store.ts';
import { isSimple, type ParsedStatistic, type RawStatistic } from './statistic.ts';
import { statisticOf, Tally } from './statistic-set.ts';

/** A period's value, and how many samples it is made of. */
export interface Datapoint {
  /** When its period begins, in seconds since 1970. */
  readonly time: number;
  readonly value: number;
  readonly sampleCount: number;
}

/**
 * One statistic of one metric: what alarms, metric math and GetMetricData read.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html
 */
export class MetricStat {
  readonly #store: MetricStore;
  readonly #key: string;
  readonly #statistic: ParsedStatistic;
  readonly #unit: string | undefined;

  constructor(store: MetricStore, metric: MetricId, statistic: ParsedStatistic, unit?: string) {
    this.#store = store;
    this.#key = keyOf(metric);
    this.#statistic = statistic;
    this.#unit = unit;
  }

  /**
   * The datapoints of `count` periods one after the other from `start` on, as far as they can be read at `now`;
   * undefined for a period without one. Periods may begin at any minute: windows that slide are read like aligned ones.
   */
  read(start: number, period: number, count: number, now: number): (Datapoint | undefined)[] {
    const series = this.#store.find(this.#key, this.#unit);
    return Array.from({ length: count }, (_, index) =>
      series === undefined ? undefined : this.#datapoint(series, start + index * period, period, now),
    );
  }

  #datapoint(series: MetricSeries, time: number, period: number, now: number): Datapoint | undefined {
    const tally = new Tally();
    series.collect(time, period, now, tally);
    if (tally.count === 0) return undefined;
    const statistic = this.#statistic;
    const value = isSimple(statistic)
      ? statisticOf(statistic.kind, tally)
      : this.#fromValues(series, statistic, tally, time, period, now);
    return value === undefined ? undefined : { time, value, sampleCount: tally.count };
  }

  /** Nothing where a value is negative, or a statistic set hides its values. */
  #fromValues(
    series: MetricSeries,
    statistic: RawStatistic,
    { min, max }: Tally,
    time: number,
    period: number,
    now: number,
  ): number | undefined {
    if (min < 0) return undefined;
    const values = series.values(time, period, now);
    if (values === undefined) return undefined;
    const value = new Distribution(values).statistic(statistic);
    // A class of values is known by its middle, which may lie beyond the extremes.
    return value !== undefined && statistic.kind === 'percentile'
      ? Math.min(Math.max(value, min), max)
      : value;
  }
}
