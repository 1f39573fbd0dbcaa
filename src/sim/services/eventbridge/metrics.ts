import { countedMetrics } from '../../cloud/metric-set.ts';

const NAMES = [
  'TriggeredRules',
  'MatchedEvents',
  'ThrottledRules',
  'Invocations',
  'FailedInvocations',
  'InvocationAttempts',
  'SuccessfulInvocationAttempts',
  'RetryInvocationAttempts',
  'InvocationsSentToDlq',
  'InvocationsFailedToBeSentToDlq',
  'IngestionToInvocationStartLatency',
] as const;

/** The name of a metric of a rule. */
export type EventBridgeMetricName = (typeof NAMES)[number];

/**
 * The metrics that EventBridge publishes for a rule, once a minute.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html (checked 2026-11-28)
 */
export const eventBridgeMetrics = countedMetrics('AWS/Events', NAMES, {
  IngestionToInvocationStartLatency: 'Milliseconds',
});
