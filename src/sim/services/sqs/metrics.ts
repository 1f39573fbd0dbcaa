import { Metric, type MetricShape, type Region } from '../../cloud/index.ts';
import type { QuietCounts } from './standard-backlog.ts';

/** What the gauges read: a queue. */
export interface Gauges {
  readonly active: boolean;
  catchUp(): { readonly visible: number; readonly inFlight: number; readonly delayed: number };
  readonly age: number | undefined;
  readonly quiet: QuietCounts | undefined;
  readonly quietAge: number | undefined;
  readonly groupsInFlight: number | undefined;
}

/** One metric. A gauge is read, a counter is told; some only one type of queue has. */
interface Row {
  readonly unit?: MetricShape['unit'];
  /** Default: Sum of a counter, Average of a gauge. */
  readonly statistic?: MetricShape['statistic'];
  readonly read?: (queue: Gauges) => number | undefined;
  readonly of?: 'standard' | 'fifo';
}

const rows = {
  NumberOfMessagesSent: {},
  NumberOfMessagesReceived: {},
  NumberOfMessagesDeleted: {},
  NumberOfEmptyReceives: {},
  SentMessageSize: { unit: 'Bytes', statistic: 'Average' },
  ApproximateNumberOfMessagesVisible: { read: (queue) => queue.catchUp().visible },
  ApproximateNumberOfMessagesNotVisible: { read: (queue) => queue.catchUp().inFlight },
  ApproximateNumberOfMessagesDelayed: { read: (queue) => queue.catchUp().delayed },
  ApproximateAgeOfOldestMessage: { unit: 'Seconds', statistic: 'Maximum', read: (queue) => queue.age },
  // Of fair queues:
  ApproximateNumberOfNoisyGroups: { of: 'standard', read: (queue) => queue.quiet?.noisyGroups },
  ApproximateNumberOfMessagesVisibleInQuietGroups: { of: 'standard', read: (queue) => queue.quiet?.visible },
  ApproximateNumberOfMessagesNotVisibleInQuietGroups: {
    of: 'standard',
    read: (queue) => queue.quiet?.inFlight,
  },
  ApproximateNumberOfMessagesDelayedInQuietGroups: { of: 'standard', read: (queue) => queue.quiet?.delayed },
  ApproximateAgeOfOldestMessageInQuietGroups: {
    of: 'standard',
    unit: 'Seconds',
    statistic: 'Maximum',
    read: (queue) => queue.quietAge,
  },
  ApproximateNumberOfGroupsWithInflightMessages: { of: 'fifo', read: (queue) => queue.groupsInFlight },
  NumberOfDeduplicatedSentMessages: { of: 'fifo' },
} satisfies Record<string, Row>;

/** The name of a metric of Amazon SQS. */
export type SqsMetricName = keyof typeof rows;

const entries = Object.entries(rows) as [SqsMetricName, Row][];

/**
 * The metrics that Amazon SQS publishes for a queue, once a minute, while the queue is active.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/monitoring-using-cloudwatch.html
 */
export const sqsMetrics = Object.fromEntries(
  entries.map(([name, { unit = 'Count', read, statistic = read ? 'Average' : 'Sum' }]) => [
    name,
    { namespace: 'AWS/SQS', name, unit, period: 60, statistic },
  ]),
) as Record<SqsMetricName, MetricShape>;

/** Those that only a FIFO queue publishes. */
export const FIFO_METRICS: readonly SqsMetricName[] = entries
  .filter(([, { of }]) => of === 'fifo')
  .map(([name]) => name);

/** The metrics of one queue, by name: those that queues of its type have. */
export type QueueMetrics = Readonly<Partial<Record<SqsMetricName, Metric>>>;

/** Publishes the metrics of a queue. */
export function publishMetrics(
  region: Region,
  queueName: string,
  queue: Gauges,
  fifo: boolean,
): QueueMetrics {
  const metrics: Partial<Record<SqsMetricName, Metric>> = {};
  for (const [name, { read, of }] of entries) {
    if (of !== undefined && (of === 'fifo') !== fifo) continue;
    const gauge = read && (() => (queue.active ? read(queue) : undefined));
    const metric = new Metric(sqsMetrics[name], { QueueName: queueName }, region, () => queue.active, gauge);
    metrics[name] = region.world.metrics.publish(metric);
  }
  return metrics;
}

/** Withdraws the metrics of a queue that is gone. */
export function withdrawMetrics(region: Region, metrics: QueueMetrics): void {
  for (const metric of Object.values(metrics)) region.world.metrics.withdraw(metric);
}
