import { Metric, type MetricShape, type MetricUnit, type Region } from '../../cloud/index.ts';

const ALB = 'AWS/ApplicationELB';
const NLB = 'AWS/NetworkELB';

const shape = (
  namespace: string,
  name: string,
  unit: MetricUnit = 'Count',
  more: Partial<MetricShape> = {},
): MetricShape => ({
  namespace,
  name,
  unit,
  period: 60,
  statistic: 'Sum',
  ...more,
});
const counts = (namespace: string, names: string): MetricShape[] =>
  names.split(' ').map((name) => shape(namespace, name));

/** What an Application Load Balancer counts: a metric is published in a minute with something to count, and in no other. */
const APPLICATION = 'RequestCount HTTPCode_ELB_3XX_Count HTTPCode_ELB_4XX_Count HTTPCode_ELB_5XX_Count HTTPCode_ELB_500_Count HTTPCode_ELB_502_Count HTTPCode_ELB_503_Count HTTPCode_ELB_504_Count HTTP_Redirect_Count HTTP_Redirect_Url_Limit_Exceeded_Count HTTP_Fixed_Response_Count NewConnectionCount RuleEvaluations GrpcRequestCount DesyncMitigationMode_NonCompliant_Request_Count ELBAuthSuccess ELBAuthFailure ELBAuthError ELBAuthUserClaimsSizeExceeded'; // prettier-ignore
/** What it counts for each target group, and in sum. */
const OF_GROUP = 'RequestCount HTTPCode_Target_2XX_Count HTTPCode_Target_3XX_Count HTTPCode_Target_4XX_Count HTTPCode_Target_5XX_Count TargetConnectionErrorCount TargetTLSNegotiationErrorCount LambdaUserError LambdaInternalError TargetControlRequestRejectCount'; // prettier-ignore

const RESPONSE_TIME = shape(ALB, 'TargetResponseTime', 'Seconds', { statistic: 'Average' });
const LCUS = shape(ALB, 'ConsumedLCUs', 'Count', { statistic: 'Sum' });
const healthShapes = (namespace: string) => ({
  healthy: shape(namespace, 'HealthyHostCount', 'Count', { statistic: 'Average' }),
  unhealthy: shape(namespace, 'UnHealthyHostCount', 'Count', { statistic: 'Average' }),
});

/**
 * The metrics of load balancers, as far as they are modelled.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html (checked 2026-11-28)
 */
export const elbMetrics = {
  application: [...new Map([...counts(ALB, APPLICATION), ...counts(ALB, OF_GROUP), RESPONSE_TIME, LCUS].map((one) => [one.name, one])).values()],
  network: [...counts(NLB, 'NewFlowCount TCP_ELB_Reset_Count PortAllocationErrorCount ProcessedPackets'), shape(NLB, 'ActiveFlowCount', 'Count', { statistic: 'Average' })],
  applicationGroup: [...counts(ALB, OF_GROUP), RESPONSE_TIME],
  applicationHealth: healthShapes(ALB),
  networkHealth: healthShapes(NLB),
  /** Requests of a minute, divided by the targets that were healthy. Published with or without traffic. */
  requestCountPerTarget: shape(ALB, 'RequestCountPerTarget', 'Count', { cumulative: true }),
} as const; // prettier-ignore

/** Counters of one resource, by name. */
export class Counters {
  readonly #region: Region;
  readonly #all = new Map<string, Metric>();
  /** What they have counted since the resource was made. */
  readonly totals = new Map<string, number>();

  /** Publishes nothing until something is counted. */
  constructor(region: Region, shapes: readonly MetricShape[], dimensions: Readonly<Record<string, string>>) {
    this.#region = region;
    for (const one of shapes)
      this.#all.set(one.name, region.world.metrics.publish(new Metric(one, dimensions, region, () => false)));
  }

  /** The metric of that name. Throws RangeError for one that is not modelled. */
  get(name: string): Metric {
    const found = this.#all.get(name);
    if (!found)
      throw new RangeError(`There is no metric '${name}' here: ${[...this.#all.keys()].join(', ')}.`);
    return found;
  }

  /** Whether it has one of that name. */
  has(name: string): boolean {
    return this.#all.has(name);
  }

  /** Counts one, or adds a value. What it has no metric for, it does not count. */
  count(name: string, value = 1): void {
    const metric = this.#all.get(name);
    if (!metric) return;
    metric.add(value);
    this.totals.set(name, (this.totals.get(name) ?? 0) + value);
  }

  /** Withdraws them: the resource is gone. */
  withdraw(): void {
    for (const metric of this.#all.values()) this.#region.world.metrics.withdraw(metric);
  }
}
