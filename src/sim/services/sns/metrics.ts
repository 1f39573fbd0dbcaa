import { Metric, type MetricShape, type Region } from '../../cloud/index.ts';

const shape = (name: string, unit: MetricShape['unit'] = 'Count'): MetricShape => ({
  namespace: 'AWS/SNS',
  name,
  unit,
  period: 60,
  statistic: unit === 'Count' ? 'Sum' : 'Average',
});

/**
 * The metrics that Amazon SNS publishes for a topic.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html (checked 2026-11-28)
 */
export const snsMetrics = {
  NumberOfMessagesPublished: shape('NumberOfMessagesPublished'),
  PublishSize: shape('PublishSize', 'Bytes'),
  NumberOfNotificationsDelivered: shape('NumberOfNotificationsDelivered'),
  NumberOfNotificationsFailed: shape('NumberOfNotificationsFailed'),
  NumberOfNotificationsFilteredOut: shape('NumberOfNotificationsFilteredOut'),
  'NumberOfNotificationsFilteredOut-MessageAttributes': shape(
    'NumberOfNotificationsFilteredOut-MessageAttributes',
  ),
  'NumberOfNotificationsFilteredOut-NoMessageAttributes': shape(
    'NumberOfNotificationsFilteredOut-NoMessageAttributes',
  ),
  'NumberOfNotificationsFilteredOut-InvalidAttributes': shape(
    'NumberOfNotificationsFilteredOut-InvalidAttributes',
  ),
  'NumberOfNotificationsFilteredOut-MessageBody': shape('NumberOfNotificationsFilteredOut-MessageBody'),
  'NumberOfNotificationsFilteredOut-InvalidMessageBody': shape(
    'NumberOfNotificationsFilteredOut-InvalidMessageBody',
  ),
  NumberOfNotificationsRedrivenToDlq: shape('NumberOfNotificationsRedrivenToDlq'),
  NumberOfNotificationsFailedToRedriveToDlq: shape('NumberOfNotificationsFailedToRedriveToDlq'),
} as const satisfies Record<string, MetricShape>;

/** The name of a metric of a topic. */
export type SnsMetricName = keyof typeof snsMetrics;

/** The metrics of one topic. */
export class TopicMetrics {
  readonly #region: Region;
  readonly #all = new Map<SnsMetricName, Metric>();

  /** Publishes them. */
  constructor(region: Region, topicName: string) {
    this.#region = region;
    for (const name of Object.keys(snsMetrics) as SnsMetricName[]) {
      const metric = new Metric(snsMetrics[name], { TopicName: topicName }, region.name, () => true);
      this.#all.set(name, region.world.metrics.publish(metric));
    }
  }

  /** The metric of that name. */
  get(name: SnsMetricName): Metric {
    return this.#all.get(name)!;
  }

  /** Counts one event. */
  count(name: SnsMetricName, value = 1): void {
    this.get(name).add(value);
  }

  /** Withdraws them: the topic is gone. */
  withdraw(): void {
    for (const metric of this.#all.values()) this.#region.world.metrics.withdraw(metric);
  }
}
