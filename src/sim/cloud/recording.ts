import type { Simulation } from '../kernel/index.ts';
import { sinceMultiple } from './metric-sampler.ts';
import type { Metric, MetricListener, Statistic } from './metric.ts';
import { statisticOf, Tally } from './metrics/statistic-set.ts';

/** A point to plot: seconds since the run began, and a value. */
export type Point = [time: number, value: number];

/**
 * The datapoints of a metric as a list that grows. Each carries the time at which its period begins, and is there once
 * the period is over; periods begin at whole multiples of their length since 1970. CloudWatch does the same.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#CloudWatchPeriods
 */
export class Recording implements MetricListener {
  /** The datapoints so far. */
  readonly points: Point[] = [];
  readonly #simulation: Simulation;
  readonly #metric: Metric;
  readonly #statistic: Statistic;
  readonly #period: number;
  readonly #bucket = new Tally();
  #start: number;

  /** Starts at this instant. `period`, in seconds, is a multiple of the metric's own. */
  constructor(simulation: Simulation, metric: Metric, statistic: Statistic, period: number) {
    this.#simulation = simulation;
    this.#metric = metric;
    this.#statistic = statistic;
    this.#period = period * 1e6;
    this.#start = simulation.nowMicros - sinceMultiple(simulation, this.#period);
  }

  add(value: number, ago?: number): void {
    // A value of the period that is over has to come before that period is closed.
    if (ago === undefined) this.endPeriod();
    this.#bucket.add(value, 1);
  }

  /** Closes the period that is over, if one is. The metric's own period ends at least as often, so there is never a second. */
  endPeriod(): void {
    if (this.#simulation.nowMicros < this.#start + this.#period) return;
    // A counter of an active resource gives 0 for no events; a gauge that was not published gives nothing.
    const silent =
      this.#bucket.count === 0 && !(this.#statistic === 'Sum' && !this.#metric.read && this.#metric.active());
    if (!silent) {
      this.points.push([Math.max(0, this.#start / 1e6), statisticOf(this.#statistic, this.#bucket)]);
    }
    this.#start += this.#period;
    this.#bucket.clear();
  }
}
