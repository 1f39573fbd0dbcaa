import { countedMetrics } from '../../cloud/metric-set.ts';

const NAMES = [
  'NumberOfMessagesPublished',
  'PublishSize',
  'NumberOfNotificationsDelivered',
  'NumberOfNotificationsFailed',
  'NumberOfNotificationsFilteredOut',
  'NumberOfNotificationsFilteredOut-MessageAttributes',
  'NumberOfNotificationsFilteredOut-NoMessageAttributes',
  'NumberOfNotificationsFilteredOut-InvalidAttributes',
  'NumberOfNotificationsFilteredOut-MessageBody',
  'NumberOfNotificationsFilteredOut-InvalidMessageBody',
  'NumberOfNotificationsRedrivenToDlq',
  'NumberOfNotificationsFailedToRedriveToDlq',
  'NumberOfReplayedNotificationsDelivered',
  'NumberOfReplayedNotificationsFailed',
] as const;

/** The name of a metric of a topic. */
export type SnsMetricName = (typeof NAMES)[number];

/**
 * The metrics that Amazon SNS publishes for a topic.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html (checked 2026-11-28)
 */
export const snsMetrics = countedMetrics('AWS/SNS', NAMES, { PublishSize: 'Bytes' });
