import { keyOf, type MetricId } from './metrics/metric-id.ts';

/**
 * A request for the history of a metric from a time at which the simulator did not keep it. CloudWatch keeps every metric;
 * the simulator keeps those that somebody wants, and says so where it has no answer.
 */
export class MetricNotKept extends Error {
  override name = 'MetricNotKept';
  /** The metric. */
  readonly metric: MetricId;

  /** Thrown by CloudWatch. Times are seconds since 1970. */
  constructor(metric: MetricId, from: number, to: number) {
    const [namespace, name, ...dimensions] = JSON.parse(keyOf(metric)) as [
      string,
      string,
      ...[string, string][],
    ];
    const of = dimensions.map((pair) => pair.join('=')).join(', ');
    super(
      `The history of ${namespace} ${name}${of && ` of ${of}`} was not kept from ${iso(from)} to ${iso(to)}: ` +
        `call cloud.metrics.keep() first, or keep({ namespace: '${namespace}' }).`,
    );
    this.metric = metric;
  }
}

function iso(seconds: number): string {
  return new Date(Math.round(seconds * 1000)).toISOString();
}
