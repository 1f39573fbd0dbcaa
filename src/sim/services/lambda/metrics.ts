import type { MetricShape } from '../../cloud/index.ts';
import { countedMetrics } from '../../cloud/metric-set.ts';

const NAMES = [
  'Invocations',
  'Errors',
  'Throttles',
  'Duration',
  'ConcurrentExecutions',
  'DeadLetterErrors',
  'DestinationDeliveryFailures',
  'RecursiveInvocationsDropped',
  'AsyncEventsReceived',
  'AsyncEventAge',
  'AsyncEventsDropped',
  'ProvisionedConcurrencyInvocations',
  'ProvisionedConcurrencySpilloverInvocations',
] as const;

/** The name of a metric of a function. */
export type LambdaMetricName = (typeof NAMES)[number];

const counted = countedMetrics('AWS/Lambda', NAMES, {
  Duration: 'Milliseconds',
  AsyncEventAge: 'Milliseconds',
});

/**
 * The metrics that Lambda publishes for a function.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html (checked 2026-11-28)
 */
export const lambdaMetrics: Readonly<Record<LambdaMetricName, MetricShape>> = {
  ...counted,
  ConcurrentExecutions: { ...counted.ConcurrentExecutions, statistic: 'Maximum' },
};
