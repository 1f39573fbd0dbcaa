import type { MetricShape } from '../../cloud/index.ts';

/** The names, in the order in which AWS lists them. */
export const GROUP_METRIC_NAMES = ['GroupMinSize', 'GroupMaxSize', 'GroupDesiredCapacity', 'GroupInServiceInstances', 'GroupPendingInstances', 'GroupStandbyInstances', 'GroupTerminatingInstances', 'GroupTotalInstances', 'GroupInServiceCapacity', 'GroupPendingCapacity', 'GroupStandbyCapacity', 'GroupTerminatingCapacity', 'GroupTotalCapacity', 'WarmPoolDesiredCapacity', 'WarmPoolWarmedCapacity', 'WarmPoolPendingCapacity', 'WarmPoolTerminatingCapacity', 'WarmPoolTotalCapacity', 'GroupAndWarmPoolDesiredCapacity', 'GroupAndWarmPoolTotalCapacity'] as const; // prettier-ignore

/** The name of a metric that a group publishes about itself. */
export type GroupMetricName = (typeof GROUP_METRIC_NAMES)[number];

/**
 * The metrics of a group, once a minute, as far as they are modelled.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html (checked 2026-11-28)
 */
export const groupMetrics = Object.fromEntries(
  GROUP_METRIC_NAMES.map((name) => [name, { namespace: 'AWS/AutoScaling', name, unit: 'None', period: 60, statistic: 'Average' }]), // prettier-ignore
) as Record<GroupMetricName, MetricShape>;
