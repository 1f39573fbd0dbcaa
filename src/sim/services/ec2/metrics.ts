import { Metric, type MetricShape, type MetricUnit, type Region } from '../../cloud/index.ts';

const shape = (
  name: string,
  unit: MetricUnit,
  period: number,
  more: Partial<MetricShape> = {},
): MetricShape => ({
  namespace: 'AWS/EC2',
  name,
  unit,
  period,
  statistic: 'Average',
  ...more,
});

/** CPUUtilization as a running total: its growth in a period is the percentage. Basic monitoring has 5 minutes, detailed one. */
const cpu = (period: number) => shape('CPUUtilization', 'Percent', period, { cumulative: true });

/**
 * The metrics that Amazon EC2 publishes for an instance, as far as they are modelled.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html (checked 2026-11-28)
 */
export const ec2Metrics = {
  cpuBasic: cpu(300),
  cpuDetailed: cpu(60),
  statusCheckFailed: shape('StatusCheckFailed', 'Count', 60, { statistic: 'Maximum' }),
  statusCheckFailedSystem: shape('StatusCheckFailed_System', 'Count', 60, { statistic: 'Maximum' }),
  statusCheckFailedInstance: shape('StatusCheckFailed_Instance', 'Count', 60, { statistic: 'Maximum' }),
  statusCheckFailedEbs: shape('StatusCheckFailed_AttachedEBS', 'Count', 60, { statistic: 'Maximum' }),
  creditBalance: shape('CPUCreditBalance', 'Count', 300),
  creditUsage: shape('CPUCreditUsage', 'Count', 300, { cumulative: true, statistic: 'Sum' }),
  surplusBalance: shape('CPUSurplusCreditBalance', 'Count', 300),
  surplusCharged: shape('CPUSurplusCreditsCharged', 'Count', 300, { cumulative: true, statistic: 'Sum' }),
} as const satisfies Record<string, MetricShape>;

/** Announces a metric of an instance. `read` answers undefined while the instance does not run. */
export function publish(
  region: Region,
  what: MetricShape,
  InstanceId: string,
  read?: () => number | undefined,
): Metric {
  return region.world.metrics.publish(new Metric(what, { InstanceId }, region.name, () => true, read));
}
