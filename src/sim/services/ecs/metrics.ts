import type { MetricShape } from '../../cloud/index.ts';

const shape = (namespace: string, name: string): MetricShape => ({
  namespace,
  name,
  unit: 'Percent',
  period: 60,
  statistic: 'Average',
});

/**
 * What ECS publishes each minute: a share of what tasks reserve that they use, and a share of what instances have that is
 * reserved.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 */
export const ecsMetrics = {
  cpuUtilization: shape('AWS/ECS', 'CPUUtilization'),
  memoryUtilization: shape('AWS/ECS', 'MemoryUtilization'),
  cpuReservation: shape('AWS/ECS', 'CPUReservation'),
  memoryReservation: shape('AWS/ECS', 'MemoryReservation'),
  capacityProviderReservation: shape('AWS/ECS/ManagedScaling', 'CapacityProviderReservation'),
} as const satisfies Record<string, MetricShape>;
