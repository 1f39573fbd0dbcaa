import { countedMetrics } from '../../cloud/metric-set.ts';

const NAMES = [
  'Invocations',
  'EventCount',
  'EventSize',
  'ExecutionFailed',
  'ExecutionPartiallyFailed',
  'EnrichmentStageFailed',
  'TargetStageFailed',
  'TargetStagePartiallyFailed',
  'TargetStageSkipped',
] as const;

/** The name of a metric of a pipe. */
export type PipesMetricName = (typeof NAMES)[number];

/**
 * The metrics that Pipes publishes for a pipe, once a minute.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-monitoring.html (checked 2026-11-28)
 */
export const pipesMetrics = countedMetrics('AWS/EventBridge/Pipes', NAMES, { EventSize: 'Bytes' });
