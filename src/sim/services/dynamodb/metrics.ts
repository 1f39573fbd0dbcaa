import { countedMetrics } from '../../cloud/metric-set.ts';

const NAMES = [
  'ConsumedReadCapacityUnits',
  'ConsumedWriteCapacityUnits',
  'ReadThrottleEvents',
  'WriteThrottleEvents',
  'ConditionalCheckFailedRequests',
  'TimeToLiveDeletedItemCount',
] as const;

/** The name of a metric of a table. */
export type DynamoDBMetricName = (typeof NAMES)[number];

/**
 * The metrics of a table, once a minute. Those of latencies, of single operations and of errors are not modelled.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html (checked 2026-11-28)
 */
export const dynamodbMetrics = countedMetrics<DynamoDBMetricName>('AWS/DynamoDB', NAMES);
