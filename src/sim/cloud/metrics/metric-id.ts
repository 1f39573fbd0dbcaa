/** A name and value that tell metrics of one name apart. */
export interface Dimension {
  /** `InstanceId`. */
  readonly name: string;
  /** `i-0123456789abcdef0`. */
  readonly value: string;
}

/**
 * What identifies a metric. Each unit has a series of its own.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Metric.html
 */
export interface MetricId {
  /** `AWS/EC2`. */
  readonly namespace: string;
  /** `CPUUtilization`. */
  readonly metricName: string;
  /** In any order. Default: none. */
  readonly dimensions?: readonly Dimension[];
}

/** Metrics by parts of their ids. */
export interface MetricFilter {
  /** Default: any. */
  readonly namespace?: string;
  /** Default: any. */
  readonly metricName?: string;
  /** Dimensions that a metric has among its own; one without a value stands for any value. Default: any. */
  readonly dimensions?: readonly { readonly name: string; readonly value?: string }[];
}

/** A copy with the dimensions in AWS's order, by name. */
export function normalised({ namespace, metricName, dimensions = [] }: MetricId): Required<MetricId> {
  const copy = dimensions.map(({ name, value }) => ({ name, value }));
  copy.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.value < b.value ? -1 : 1));
  return { namespace, metricName, dimensions: copy };
}

/** A text that two ids share exactly when they are the same metric. JSON, so that no name can pass for two. */
export function keyOf(id: MetricId): string {
  const { namespace, metricName, dimensions } = normalised(id);
  return JSON.stringify([namespace, metricName, ...dimensions.map(({ name, value }) => [name, value])]);
}

/** Whether a filter lets a metric pass. */
export function matches(filter: MetricFilter, { namespace, metricName, dimensions = [] }: MetricId): boolean {
  if (filter.namespace !== undefined && filter.namespace !== namespace) return false;
  if (filter.metricName !== undefined && filter.metricName !== metricName) return false;
  return (filter.dimensions ?? []).every(({ name, value }) =>
    dimensions.some((own) => own.name === name && (value === undefined || own.value === value)),
  );
}
