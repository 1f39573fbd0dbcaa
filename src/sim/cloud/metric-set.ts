import { Metric, type Dimensions, type MetricShape } from './metric.ts';
import type { Region } from './region.ts';

/**
 * The shapes of metrics that a service counts, once a minute: sums, but averages of those whose unit is given.
 *
 * @param averages units by the names of metrics whose values are measured, not counted
 */
export function countedMetrics<N extends string>(
  namespace: string,
  names: readonly N[],
  averages: Partial<Record<N, MetricShape['unit']>> = {},
): Readonly<Record<N, MetricShape>> {
  const shape = (name: N): MetricShape => {
    const unit = averages[name];
    return { namespace, name, unit: unit ?? 'Count', period: 60, statistic: unit ? 'Average' : 'Sum' };
  };
  return Object.fromEntries(names.map((name) => [name, shape(name)])) as Record<N, MetricShape>;
}

/** The counted metrics of one resource: published together, and withdrawn with it. */
export class MetricSet<N extends string> {
  readonly #region: Region;
  readonly #all: ReadonlyMap<N, Metric>;

  /** Publishes them. */
  constructor(region: Region, shapes: Readonly<Record<N, MetricShape>>, dimensions: Dimensions) {
    this.#region = region;
    this.#all = new Map(
      (Object.entries(shapes) as [N, MetricShape][]).map(([name, shape]) => [
        name,
        region.world.metrics.publish(new Metric(shape, dimensions, region, () => true)),
      ]),
    );
  }

  /** The metric of that name. */
  get(name: N): Metric {
    return this.#all.get(name)!;
  }

  /** Counts one, or adds a value. */
  count(name: N, value = 1): void {
    this.get(name).add(value);
  }

  /** Withdraws them: the resource is gone. */
  withdraw(): void {
    for (const metric of this.#all.values()) this.#region.world.metrics.withdraw(metric);
  }
}
