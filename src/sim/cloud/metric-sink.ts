import type { Simulation } from '../kernel/index.ts';
import { epochSeconds } from './epoch.ts';
import { MetricFeed } from './metric-feed.ts';
import { MetricNotKept } from './metric-not-kept.ts';
import { MetricSampler } from './metric-sampler.ts';
import type { Dimensions, Metric, MetricPlace, Statistic } from './metric.ts';
import { keyOf, matches, type MetricFilter, type MetricId } from './metrics/metric-id.ts';
import { MetricStore } from './metrics/metric-store.ts';
import { Recording, type Point } from './recording.ts';

/** How a metric is recorded. */
export interface SeriesOptions {
  /** Default: the one that says most about the metric, such as Sum for a count. */
  statistic?: Statistic;
  /** Seconds; a multiple of the metric's own period, which is the default. */
  period?: number;
}

/** Metrics whose history is wanted: those of one Region, or of all. */
export interface KeepFilter extends MetricFilter {
  /** The code of the Region. Default: every Region. */
  region?: string;
  /** Twelve digits. Default: every account. */
  account?: string;
}

/** A metric that a resource publishes, and since when, in seconds since 1970. */
interface Published {
  readonly metric: Metric;
  readonly id: MetricId;
  readonly since: number;
  keptSince: number | undefined;
}

/**
 * Where resources publish their metrics: CloudWatch, as they see it.
 *
 * CloudWatch keeps every metric for 15 months. The simulator keeps the history of a metric from the moment at which
 * somebody wants it (`keep`, or an alarm on the metric), so a metric that nobody asks for costs nothing. A request for
 * history that was not kept is an error (MetricNotKept), never an empty answer; an alarm that is made when its metric is
 * some minutes old, and not kept, sees gaps in these minutes, where AWS's sees data.
 */
export class MetricSink {
  /**
   * Seconds from the end of a period until the datapoint of a service can be read. AWS gives no figure: its pages say that
   * metrics arrive within minutes. Set it before the first metric is kept. Default 60.
   */
  publicationDelay = 60;
  readonly #simulation: Simulation;
  readonly #account: string;
  readonly #sampler: MetricSampler;
  readonly #published = new Map<string, Published>();
  readonly #stores = new Map<string, MetricStore>();
  readonly #wanted = new Set<string>();
  readonly #filters: KeepFilter[] = [];

  /** Made by `Cloud`. */
  constructor(simulation: Simulation, account = '123456789012') {
    this.#simulation = simulation;
    this.#account = account;
    this.#sampler = new MetricSampler(simulation);
  }

  /** Announces a metric of a resource. */
  publish(metric: Metric): Metric {
    const id = idOf(metric);
    const key = this.#keyOf(metric, id);
    const published: Published = { metric, id, since: epochSeconds(this.#simulation), keptSince: undefined };
    this.#published.set(key, published);
    const wanted = this.#wanted.has(key) || this.#filters.some((filter) => this.#wants(filter, metric, id));
    if (wanted) this.#keep(published, true);
    return metric;
  }

  /** Withdraws a metric, its resource being gone. What was recorded or kept stays. */
  withdraw(metric: Metric): void {
    metric.withdrawn = true;
    const key = this.#keyOf(metric, idOf(metric));
    if (this.#published.get(key)?.metric === metric) this.#published.delete(key);
  }

  /** The metric of that name and those dimensions, where a resource publishes it. */
  find(region: MetricPlace, namespace: string, name: string, dimensions: Dimensions): Metric | undefined {
    const id = { namespace, metricName: name, dimensions: pairsOf(dimensions) };
    return this.#published.get(this.#keyOf(placed(region), id))?.metric;
  }

  /** Every metric that is published now. */
  list(): Metric[] {
    return [...this.#published.values()].map(({ metric }) => metric);
  }

  /** @internal The ids of the metrics that are published now in a Region. */
  ids(region: MetricPlace): MetricId[] {
    const place = this.#placeOf(placed(region));
    return [...this.#published.values()]
      .filter(({ metric }) => this.#placeOf(metric) === place)
      .map(({ id }) => id);
  }

  /**
   * Keeps the history of metrics from now on, including metrics that resources publish later: of all metrics, or of those
   * of a Region, namespace, name and dimensions. Alarms and `GetMetricData` read it. Memory: up to 8 bytes a minute for a
   * gauge, 16 for a counter, and a bound of 15 days for minutes, 63 for 5 minutes, 455 for hours. A history never ends:
   * run for a duration.
   */
  keep(filter: KeepFilter = {}): void {
    this.#filters.push({ ...filter });
    for (const published of this.#published.values()) {
      if (this.#wants(filter, published.metric, published.id)) this.#keep(published);
    }
  }

  /** @internal Keeps the history of one metric from now on, whether a resource publishes it yet or not. */
  keepOne(region: MetricPlace, id: MetricId): void {
    const key = this.#keyOf(placed(region), id);
    this.#wanted.add(key);
    const published = this.#published.get(key);
    if (published) this.#keep(published);
  }

  /** @internal Throws MetricNotKept if a metric was published, and not kept, at some time from `start` to `end`, in seconds since 1970. */
  checkKept(region: MetricPlace, id: MetricId, start: number, end: number): void {
    const published = this.#published.get(this.#keyOf(placed(region), id));
    if (!published) return;
    const { since, keptSince = epochSeconds(this.#simulation) } = published;
    const [from, to] = [Math.max(start, since), Math.min(end, keptSince)];
    if (from < to) throw new MetricNotKept(id, from, to);
  }

  /** @internal The history of the metrics of a Region, those of PutMetricData included. */
  store(region: MetricPlace): MetricStore {
    const place = this.#placeOf(placed(region));
    let store = this.#stores.get(place);
    if (!store) this.#stores.set(place, (store = new MetricStore()));
    return store;
  }

  /** Keeps a metric's datapoints from now on; returns the list that they go to. */
  record(
    metric: Metric,
    { statistic = metric.shape.statistic, period = metric.shape.period }: SeriesOptions = {},
  ): Point[] {
    const own = metric.shape.period;
    if (!(period > 0 && period % own === 0)) {
      throw new RangeError(
        `${metric.shape.name} comes every ${own} s: record it by a multiple of that, not by ${period} s.`,
      );
    }
    const recording = new Recording(this.#simulation, metric, statistic, period);
    this.#sampler.watch(metric, recording);
    return recording.points;
  }

  #placeOf({ region, account = this.#account }: Placed): string {
    return `${account} ${region}`;
  }

  #keyOf(place: Placed, id: MetricId): string {
    return `${this.#placeOf(place)} ${keyOf(id)}`;
  }

  #wants(filter: KeepFilter, { region, account = this.#account }: Placed, id: MetricId): boolean {
    return (
      (filter.region ?? region) === region && (filter.account ?? account) === account && matches(filter, id)
    );
  }

  #keep(published: Published, inMaking = false): void {
    if (published.keptSince !== undefined) return;
    const { metric, id } = published;
    published.keptSince = epochSeconds(this.#simulation);
    const { period, unit } = metric.shape;
    const resolution = period < 60 ? 1 : 60;
    // A datapoint of five minutes is there once they are over, not a minute after they began.
    const publishedAfter = this.publicationDelay + Math.max(0, period - 60);
    const series = this.store({ name: metric.region, account: metric.account ?? this.#account }).series(
      id,
      unit,
      { resolution, publishedAfter },
    );
    this.#sampler.watch(metric, new MetricFeed(this.#simulation, metric, series), inMaking);
  }
}

function idOf({ shape, dimensions }: Metric): MetricId {
  return { namespace: shape.namespace, metricName: shape.name, dimensions: pairsOf(dimensions) };
}

function pairsOf(dimensions: Dimensions): MetricId['dimensions'] {
  return Object.entries(dimensions).map(([name, value]) => ({ name, value }));
}

/** What a place and a metric have in common. */
interface Placed {
  readonly region: string;
  readonly account: string | undefined;
}

function placed(place: MetricPlace): Placed {
  return typeof place === 'string'
    ? { region: place, account: undefined }
    : { region: place.name, account: place.account };
}
