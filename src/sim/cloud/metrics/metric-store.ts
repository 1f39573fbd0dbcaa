import { keyOf, matches, normalised, type MetricFilter, type MetricId } from './metric-id.ts';
import { MetricSeries, type MetricSeriesOptions } from './metric-series.ts';
import { LIST_FOR } from './retention.ts';

/** A metric: its series by unit. */
interface Entry {
  readonly id: Required<MetricId>;
  readonly units: Map<string, MetricSeries>;
}

/**
 * The history of the metrics of one Region, by namespace, name, dimensions and unit: alarms, scaling policies and
 * GetMetricData read it. Times are seconds since 1970 and may have a fraction; callers give them, the store has no clock.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
 */
export class MetricStore {
  readonly #entries = new Map<string, Entry>();

  /**
   * The series of a metric in a unit; a new one where there is none. A service that holds on to the series publishes
   * without a look-up. Options count when the series is made.
   */
  series(id: MetricId, unit = 'None', options: MetricSeriesOptions = {}): MetricSeries {
    const key = keyOf(id);
    let entry = this.#entries.get(key);
    if (entry === undefined) this.#entries.set(key, (entry = { id: normalised(id), units: new Map() }));
    let series = entry.units.get(unit);
    if (series === undefined) entry.units.set(unit, (series = new MetricSeries(options)));
    return series;
  }

  /**
   * The series of a metric in a unit, by the key of its id. Without a unit the series that came first: AWS leaves open
   * which of several an alarm reads. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
   */
  find(key: string, unit?: string): MetricSeries | undefined {
    const units = this.#entries.get(key)?.units;
    return unit === undefined ? units?.values().next().value : units?.get(unit);
  }

  /** The units that a metric came in, in the order in which they did. */
  units(id: MetricId): string[] {
    return [...(this.#entries.get(keyOf(id))?.units.keys() ?? [])];
  }

  /** The metrics with a datapoint within so many seconds before `now`, at most two weeks, as ListMetrics returns them. */
  list(filter: MetricFilter, now: number, within = LIST_FOR): Required<MetricId>[] {
    const since = now - Math.min(within, LIST_FOR);
    return [...this.#entries.values()]
      .filter(({ id, units }) => matches(filter, id) && lastOf(units) >= since)
      .map(({ id }) => normalised(id));
  }
}

function lastOf(units: Map<string, MetricSeries>): number {
  let last = -Infinity;
  for (const series of units.values()) last = Math.max(last, series.lastAt);
  return last;
}
