import type { Simulation } from '../kernel/index.ts';
import { epochSeconds } from './epoch.ts';
import type { Metric, MetricListener } from './metric.ts';
import type { MetricSeries } from './metrics/metric-series.ts';

/** Brings the values of a published metric to its series in the metric store, stamped with the start of their period. */
export class MetricFeed implements MetricListener {
  readonly #simulation: Simulation;
  readonly #metric: Metric;
  readonly #series: MetricSeries;
  /** The two newest periods with a value: one at the very end of a period may come before the period is closed. */
  #newest = NaN;
  #before = NaN;

  constructor(simulation: Simulation, metric: Metric, series: MetricSeries) {
    this.#simulation = simulation;
    this.#metric = metric;
    this.#series = series;
  }

  add(value: number, ago = 0): void {
    const { period } = this.#metric.shape;
    const start = Math.floor((epochSeconds(this.#simulation) - ago) / period) * period;
    if (start !== this.#newest) {
      this.#before = this.#newest;
      this.#newest = start;
    }
    this.#series.add(start, value);
  }

  /** An active counter without events publishes a 0: a datapoint has at least one sample. */
  endPeriod(): void {
    const { shape, read, active } = this.#metric;
    if (shape.statistic !== 'Sum' || read !== undefined || !active()) return;
    const start = epochSeconds(this.#simulation) - shape.period;
    if (start !== this.#newest && start !== this.#before) this.#series.add(start, 0);
  }
}
