import { countedMetrics } from '../../cloud/metric-set.ts';

const EXECUTIONS = [
  'ExecutionsStarted',
  'ExecutionsSucceeded',
  'ExecutionsFailed',
  'ExecutionsAborted',
  'ExecutionsTimedOut',
  'ExecutionThrottled',
  'ExecutionTime',
] as const;

const ACTIVITIES = [
  'ActivitiesScheduled',
  'ActivitiesStarted',
  'ActivitiesSucceeded',
  'ActivitiesFailed',
  'ActivitiesTimedOut',
] as const;

/** The name of a metric of a state machine. */
export type ExecutionMetricName = (typeof EXECUTIONS)[number];

/** The name of a metric of an activity. */
export type ActivityMetricName = (typeof ACTIVITIES)[number];

/**
 * What Step Functions publishes for a state machine. Of AWS's metrics those of executions are here; AWS emits a second
 * value of 0 for each ExecutionsStarted, which changes no sum.
 * https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html (checked 2026-11-28)
 */
export const executionMetrics = countedMetrics('AWS/States', EXECUTIONS, { ExecutionTime: 'Milliseconds' });

/** What Step Functions publishes for an activity. */
export const activityMetrics = countedMetrics('AWS/States', ACTIVITIES);
