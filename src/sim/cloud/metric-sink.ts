import type { Simulation } from '../kernel/index.ts';
import type { Dimensions, Metric, Statistic } from './metric.ts';
import { Series, type Point } from './series.ts';

/** How a metric is recorded. */
export interface SeriesOptions {
  /** Default: the one that says most about the metric, such as Sum for a count. */
  statistic?: Statistic;
  /** Seconds; a multiple of the metric's own period, which is the default. */
  period?: number;
}

/** Where resources publish their metrics: CloudWatch, as they see it. Keeps datapoints only for who asks. */
export class MetricSink {
  readonly #simulation: Simulation;
  readonly #metrics = new Map<string, Metric>();

  /** Made by `Cloud`. */
  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** Announces a metric of a resource. */
  publish(metric: Metric): Metric {
    this.#metrics.set(
      keyOf(metric.region, metric.shape.namespace, metric.shape.name, metric.dimensions),
      metric,
    );
    return metric;
  }

  /** Withdraws a metric, its resource being gone. What was recorded stays. */
  withdraw({ region, shape, dimensions }: Metric): void {
    this.#metrics.delete(keyOf(region, shape.namespace, shape.name, dimensions));
  }

  /** The metric of that name and those dimensions, where a resource publishes it. */
  find(region: string, namespace: string, name: string, dimensions: Dimensions): Metric | undefined {
    return this.#metrics.get(keyOf(region, namespace, name, dimensions));
  }

  /** Every metric that is published now. */
  list(): Metric[] {
    return [...this.#metrics.values()];
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
    return new Series(this.#simulation, metric, statistic, period).points;
  }
}

function keyOf(region: string, namespace: string, name: string, dimensions: Dimensions): string {
  const pairs = Object.keys(dimensions)
    .sort()
    .map((key) => `${key}=${dimensions[key]}`);
  return [region, namespace, name, ...pairs].join('\n');
}
