import type { Simulation } from '../kernel/index.ts';
import type { Metric, Statistic } from './metric.ts';

/** A point to plot: seconds since the run began, and a value. */
export type Point = [time: number, value: number];

/** What was reported in one period. */
class Bucket {
  count = 0;
  sum = 0;
  min = Infinity;
  max = -Infinity;

  add(value: number): void {
    this.count++;
    this.sum += value;
    this.min = Math.min(this.min, value);
    this.max = Math.max(this.max, value);
  }

  statistic(statistic: Statistic): number {
    switch (statistic) {
      case 'SampleCount':
        return this.count;
      case 'Sum':
        return this.sum;
      case 'Average':
        return this.sum / this.count;
      case 'Minimum':
        return this.min;
      case 'Maximum':
        return this.max;
    }
  }
}

/**
 * The datapoints of a metric. Each carries the time at which its period begins, and is there once the period is
 * over; periods begin at whole multiples of their length since 1970. CloudWatch does the same.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#CloudWatchPeriods
 */
export class Series {
  /** The datapoints so far: the list grows as time passes. */
  readonly points: Point[] = [];
  readonly #simulation: Simulation;
  readonly #metric: Metric;
  readonly #statistic: Statistic;
  readonly #period: number;
  #bucket = new Bucket();
  #start: number;

  /** Starts at this instant. `period`, in seconds, is a multiple of the metric's own. */
  constructor(simulation: Simulation, metric: Metric, statistic: Statistic, period: number) {
    this.#simulation = simulation;
    this.#metric = metric;
    this.#statistic = statistic;
    this.#period = period * 1e6;
    const { nowMicros } = simulation;
    this.#start = nowMicros - this.#since(this.#period);
    metric.attach(this);
    const step = metric.shape.period * 1e6;
    const since = this.#since(step);
    if (since === 0) this.#sample();
    simulation.schedule((step - since) / 1e6, () => this.#tick());
  }

  /** Takes a value at this instant. */
  add(value: number): void {
    this.#close();
    this.#bucket.add(value);
  }

  /** How long ago, in microseconds, the last whole multiple of `length` was. */
  #since(length: number): number {
    const { epochMillis, nowMicros } = this.#simulation;
    return (epochMillis * 1000 + (nowMicros % 1000)) % length;
  }

  #tick(): void {
    this.#close();
    this.#sample();
    this.#simulation.schedule(this.#metric.shape.period, () => this.#tick());
  }

  #sample(): void {
    const value = this.#metric.read?.();
    if (value !== undefined) this.#bucket.add(value);
  }

  /** Closes the period that is over, if one is. Ticks come at least once a period, so there is never a second. */
  #close(): void {
    if (this.#simulation.nowMicros < this.#start + this.#period) return;
    const bucket = this.#bucket;
    // A counter of an active resource tells of 0 events; a gauge that was not published tells nothing.
    const silent =
      bucket.count === 0 && !(this.#statistic === 'Sum' && !this.#metric.read && this.#metric.active());
    if (!silent) this.points.push([Math.max(0, this.#start / 1e6), bucket.statistic(this.#statistic)]);
    this.#start += this.#period;
    this.#bucket = new Bucket();
  }
}
