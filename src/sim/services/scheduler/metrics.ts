import { countedMetrics } from '../../cloud/metric-set.ts';

const NAMES = [
  'InvocationAttemptCount',
  'TargetErrorCount',
  'TargetErrorThrottledCount',
  'InvocationDroppedCount',
  'InvocationsSentToDeadLetterCount',
  'InvocationsFailedToBeSentToDeadLetterCount',
] as const;

/** The name of a metric of a schedule group. */
export type SchedulerMetricName = (typeof NAMES)[number];

/**
 * The metrics that Scheduler publishes for a schedule group, once a minute.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html (checked 2026-11-28)
 */
export const schedulerMetrics = countedMetrics('AWS/Scheduler', NAMES);
