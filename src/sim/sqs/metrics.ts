import { Metric, type MetricShape, type Region } from '../cloud/index.ts';

const shape = (
  name: string,
  unit: MetricShape['unit'],
  statistic: MetricShape['statistic'],
): MetricShape => ({
  namespace: 'AWS/SQS',
  name,
  unit,
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/monitoring-using-cloudwatch.html
  period: 60,
  statistic,
});

/**
 * The metrics that Amazon SQS publishes for a standard queue, once a minute, while the queue is active.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export const sqsMetrics = {
  NumberOfMessagesSent: shape('NumberOfMessagesSent', 'Count', 'Sum'),
  NumberOfMessagesReceived: shape('NumberOfMessagesReceived', 'Count', 'Sum'),
  NumberOfMessagesDeleted: shape('NumberOfMessagesDeleted', 'Count', 'Sum'),
  NumberOfEmptyReceives: shape('NumberOfEmptyReceives', 'Count', 'Sum'),
  SentMessageSize: shape('SentMessageSize', 'Bytes', 'Average'),
  ApproximateNumberOfMessagesVisible: shape('ApproximateNumberOfMessagesVisible', 'Count', 'Average'),
  ApproximateNumberOfMessagesNotVisible: shape('ApproximateNumberOfMessagesNotVisible', 'Count', 'Average'),
  ApproximateNumberOfMessagesDelayed: shape('ApproximateNumberOfMessagesDelayed', 'Count', 'Average'),
  ApproximateAgeOfOldestMessage: shape('ApproximateAgeOfOldestMessage', 'Seconds', 'Maximum'),
} as const satisfies Record<string, MetricShape>;

/** The name of a metric of Amazon SQS. */
export type SqsMetricName = keyof typeof sqsMetrics;

/** What the gauges read. */
export interface Gauges {
  readonly active: boolean;
  readonly approximateNumberOfMessages: number;
  readonly approximateNumberOfMessagesNotVisible: number;
  readonly approximateNumberOfMessagesDelayed: number;
  readonly approximateAgeOfOldestMessage: number | undefined;
}

/** The metrics of one queue. */
export class QueueMetrics {
  readonly sent: Metric;
  readonly received: Metric;
  readonly deleted: Metric;
  readonly emptyReceives: Metric;
  readonly sentSize: Metric;
  readonly #region: Region;
  readonly #all: Metric[] = [];

  /** Publishes them. */
  constructor(region: Region, queueName: string, gauges: Gauges) {
    this.#region = region;
    const active = () => gauges.active;
    const publish = (name: SqsMetricName, read?: () => number | undefined) => {
      const gauge = read && (() => (gauges.active ? read() : undefined));
      const metric = new Metric(sqsMetrics[name], { QueueName: queueName }, region.name, active, gauge);
      this.#all.push(metric);
      return region.world.metrics.publish(metric);
    };
    this.sent = publish('NumberOfMessagesSent');
    this.received = publish('NumberOfMessagesReceived');
    this.deleted = publish('NumberOfMessagesDeleted');
    this.emptyReceives = publish('NumberOfEmptyReceives');
    this.sentSize = publish('SentMessageSize');
    publish('ApproximateNumberOfMessagesVisible', () => gauges.approximateNumberOfMessages);
    publish('ApproximateNumberOfMessagesNotVisible', () => gauges.approximateNumberOfMessagesNotVisible);
    publish('ApproximateNumberOfMessagesDelayed', () => gauges.approximateNumberOfMessagesDelayed);
    publish('ApproximateAgeOfOldestMessage', () => gauges.approximateAgeOfOldestMessage);
  }

  /** The metric of that name. */
  get(name: SqsMetricName): Metric {
    return this.#all.find((metric) => metric.shape.name === name)!;
  }

  /** Withdraws them: the queue is gone. */
  withdraw(): void {
    for (const metric of this.#all) this.#region.world.metrics.withdraw(metric);
  }
}
