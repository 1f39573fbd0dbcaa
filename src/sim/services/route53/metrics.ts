import type { MetricShape } from '../../cloud/index.ts';

const shape = (
  name: string,
  unit: MetricShape['unit'],
  statistic: MetricShape['statistic'],
): MetricShape => ({
  namespace: 'AWS/Route53',
  name,
  unit,
  period: 60,
  statistic,
});

/**
 * What Route 53 publishes, in us-east-1 alone.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html (checked 2026-11-28)
 */
export const route53Metrics = {
  /** 1 while a check is healthy, 0 while it is not; by HealthCheckId. */
  healthCheckStatus: shape('HealthCheckStatus', 'None', 'Minimum'),
  /** The share of checkers that say healthy; by HealthCheckId. */
  healthCheckPercentageHealthy: shape('HealthCheckPercentageHealthy', 'Percent', 'Average'),
  /** How many children of a calculated check are healthy; by HealthCheckId. */
  childHealthCheckHealthyCount: shape('ChildHealthCheckHealthyCount', 'Count', 'Average'),
  /** Questions that a public hosted zone was asked; by HostedZoneId. */
  dnsQueries: shape('DNSQueries', 'Count', 'Sum'),
} as const satisfies Record<string, MetricShape>;
