import { Metric, type MetricShape, type Region } from '../../cloud/index.ts';

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
 * The metrics that Amazon SQS publishes for a queue, once a minute, while the queue is active.
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
  /** Standard queues only, as the four that follow; they tell of fair queues. */
  ApproximateNumberOfNoisyGroups: shape('ApproximateNumberOfNoisyGroups', 'Count', 'Average'),
  ApproximateNumberOfMessagesVisibleInQuietGroups: shape(
    'ApproximateNumberOfMessagesVisibleInQuietGroups',
    'Count',
    'Average',
  ),
  ApproximateNumberOfMessagesNotVisibleInQuietGroups: shape(
    'ApproximateNumberOfMessagesNotVisibleInQuietGroups',
    'Count',
    'Average',
  ),
  ApproximateNumberOfMessagesDelayedInQuietGroups: shape(
    'ApproximateNumberOfMessagesDelayedInQuietGroups',
    'Count',
    'Average',
  ),
  ApproximateAgeOfOldestMessageInQuietGroups: shape(
    'ApproximateAgeOfOldestMessageInQuietGroups',
    'Seconds',
    'Maximum',
  ),
  /** FIFO queues only. */
  ApproximateNumberOfGroupsWithInflightMessages: shape(
    'ApproximateNumberOfGroupsWithInflightMessages',
    'Count',
    'Average',
  ),
  /** FIFO queues only. */
  NumberOfDeduplicatedSentMessages: shape('NumberOfDeduplicatedSentMessages', 'Count', 'Sum'),
} as const satisfies Record<string, MetricShape>;

/** The name of a metric of Amazon SQS. */
export type SqsMetricName = keyof typeof sqsMetrics;

/** Those that only a FIFO queue publishes. */
export const FIFO_METRICS: readonly SqsMetricName[] = [
  'ApproximateNumberOfGroupsWithInflightMessages',
  'NumberOfDeduplicatedSentMessages',
];

/** What the gauges read. */
export interface Gauges {
  readonly active: boolean;
  readonly approximateNumberOfMessages: number;
  readonly approximateNumberOfMessagesNotVisible: number;
  readonly approximateNumberOfMessagesDelayed: number;
  readonly approximateAgeOfOldestMessage: number | undefined;
  readonly approximateNumberOfGroupsWithInflightMessages: number | undefined;
  readonly approximateNumberOfNoisyGroups: number | undefined;
  readonly quietGroups: { visible: number; inFlight: number; delayed: number } | undefined;
  readonly approximateAgeOfOldestMessageInQuietGroups: number | undefined;
}

/** The metrics of one queue. */
export class QueueMetrics {
  readonly sent: Metric;
  readonly received: Metric;
  readonly deleted: Metric;
  readonly emptyReceives: Metric;
  readonly sentSize: Metric;
  /** On a FIFO queue. */
  readonly deduplicated: Metric | undefined;
  readonly #region: Region;
  readonly #all: Metric[] = [];

  /** Publishes them. */
  constructor(region: Region, queueName: string, gauges: Gauges, fifo: boolean) {
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
    if (!fifo) {
      publish('ApproximateNumberOfNoisyGroups', () => gauges.approximateNumberOfNoisyGroups);
      publish('ApproximateNumberOfMessagesVisibleInQuietGroups', () => gauges.quietGroups?.visible);
      publish('ApproximateNumberOfMessagesNotVisibleInQuietGroups', () => gauges.quietGroups?.inFlight);
      publish('ApproximateNumberOfMessagesDelayedInQuietGroups', () => gauges.quietGroups?.delayed);
      publish(
        'ApproximateAgeOfOldestMessageInQuietGroups',
        () => gauges.approximateAgeOfOldestMessageInQuietGroups,
      );
      return;
    }
    publish(
      'ApproximateNumberOfGroupsWithInflightMessages',
      () => gauges.approximateNumberOfGroupsWithInflightMessages,
    );
    this.deduplicated = publish('NumberOfDeduplicatedSentMessages');
  }

  /** The metric of that name. Throws RangeError where queues of this type have none. */
  get(name: SqsMetricName): Metric {
    const found = this.#all.find((metric) => metric.shape.name === name);
    if (!found) throw new RangeError(`A queue of this type has no metric ${name}.`);
    return found;
  }

  /** Withdraws them: the queue is gone. */
  withdraw(): void {
    for (const metric of this.#all) this.#region.world.metrics.withdraw(metric);
  }
}
