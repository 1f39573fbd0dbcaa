import { Metric, type MetricShape, type Region } from '../../cloud/index.ts';

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
] as const;

/** The name of a metric of a topic. */
export type SnsMetricName = (typeof NAMES)[number];

/**
 * The metrics that Amazon SNS publishes for a topic.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html (checked 2026-11-28)
 */
export const snsMetrics = Object.fromEntries(
  NAMES.map((name): [SnsMetricName, MetricShape] => {
    const bytes = name === 'PublishSize';
    return [
      name,
      {
        namespace: 'AWS/SNS',
        name,
        unit: bytes ? 'Bytes' : 'Count',
        period: 60,
        statistic: bytes ? 'Average' : 'Sum',
      },
    ];
  }),
) as Readonly<Record<SnsMetricName, MetricShape>>;

/** The metrics of one topic. */
export class TopicMetrics {
  readonly #region: Region;
  readonly #all = new Map<SnsMetricName, Metric>();

  /** Publishes them. */
  constructor(region: Region, topicName: string) {
    this.#region = region;
    for (const name of NAMES) {
      const metric = new Metric(snsMetrics[name], { TopicName: topicName }, region, () => true);
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
