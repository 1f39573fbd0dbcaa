import type { Simulation } from '../kernel/index.ts';
import type { Metric, MetricListener } from './metric.ts';

/** The watched metrics that come every so many seconds, and when they came last. */
interface Round {
  readonly metrics: Set<Metric>;
  /** Microseconds since the run began. */
  tickedAt: number;
}

/**
 * Reads what is watched, once a period: periods begin at whole multiples of their length since 1970. One event a period
 * serves all metrics of that period.
 */
export class MetricSampler {
  readonly #simulation: Simulation;
  readonly #rounds = new Map<number, Round>();

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** Gives a listener every value of a metric from now on. A metric of a resource `inMaking` is not read until that is made. */
  watch(metric: Metric, listener: MetricListener, inMaking = false): void {
    const { period } = metric.shape;
    const since = sinceMultiple(this.#simulation, period * 1e6);
    const round = this.#rounds.get(period) ?? this.#begin(period, since);
    round.metrics.add(metric);
    metric.attach(listener);
    // Where the tick of this very instant is still to come, it samples the metric.
    if (since > 0 || round.tickedAt !== this.#simulation.nowMicros) return;
    const start = () => {
      for (const each of [metric, ...metric.parts]) each.startPeriod(listener);
    };
    if (inMaking) this.#simulation.schedule(0, start);
    else start();
  }

  #begin(period: number, since: number): Round {
    const round = { metrics: new Set<Metric>(), tickedAt: this.#simulation.nowMicros };
    this.#rounds.set(period, round);
    this.#simulation.schedule((period * 1e6 - since) / 1e6, () => this.#tick(period, round));
    return round;
  }

  #tick(period: number, round: Round): void {
    round.tickedAt = this.#simulation.nowMicros;
    const sampled = new Set(round.metrics);
    for (const metric of round.metrics) for (const part of metric.parts) sampled.add(part);
    for (const metric of sampled) metric.sampleGrowth();
    for (const metric of round.metrics) metric.endPeriod();
    for (const metric of sampled) metric.sampleLevel();
    for (const metric of round.metrics) if (metric.withdrawn) round.metrics.delete(metric);
    this.#simulation.schedule(period, () => this.#tick(period, round));
  }
}

/** How long ago, in microseconds, the last whole multiple of `length` microseconds since 1970 was. */
export function sinceMultiple({ epochMillis, nowMicros }: Simulation, length: number): number {
  return (epochMillis * 1000 + (nowMicros % 1000)) % length;
}
