import type { MetricShape } from '../../cloud/metric.ts';

const COUNTS = [
  'GetRecords.Records',
  'GetRecords.Success',
  'IncomingRecords',
  'PutRecord.Success',
  'PutRecords.FailedRecords',
  'PutRecords.Success',
  'PutRecords.SuccessfulRecords',
  'PutRecords.ThrottledRecords',
  'PutRecords.TotalRecords',
  'ReadProvisionedThroughputExceeded',
  'SubscribeToShard.Success',
  'SubscribeToShardEvent.Records',
  'WriteProvisionedThroughputExceeded',
] as const;
const BYTES = [
  'GetRecords.Bytes',
  'IncomingBytes',
  'PutRecord.Bytes',
  'PutRecords.Bytes',
  'SubscribeToShardEvent.Bytes',
] as const;
const AGES = ['GetRecords.IteratorAgeMilliseconds', 'SubscribeToShardEvent.MillisBehindLatest'] as const;
const SHARD_COUNTS = [
  'IncomingRecords',
  'OutgoingRecords',
  'ReadProvisionedThroughputExceeded',
  'WriteProvisionedThroughputExceeded',
] as const;
const SHARD_BYTES = ['IncomingBytes', 'OutgoingBytes'] as const;
const SHARD_AGES = ['IteratorAgeMilliseconds'] as const;

/** The name of a metric of a stream. */
export type KinesisMetricName = (typeof COUNTS)[number] | (typeof BYTES)[number] | (typeof AGES)[number];

/** The name of a metric of a shard. */
export type KinesisShardMetricName =
  (typeof SHARD_COUNTS)[number] | (typeof SHARD_BYTES)[number] | (typeof SHARD_AGES)[number];

/** All metrics of a shard. */
export const SHARD_METRICS = [...SHARD_BYTES, ...SHARD_COUNTS, ...SHARD_AGES] as const;

/**
 * The metrics of a stream, once a minute: the ages as their maximum. Those of latencies are not modelled.
 * https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html (checked 2026-11-28)
 */
export const kinesisMetrics = shapes<KinesisMetricName>(COUNTS, BYTES, AGES);

/** The metrics of a shard, where enhanced monitoring asks for them. */
export const kinesisShardMetrics = shapes<KinesisShardMetricName>(SHARD_COUNTS, SHARD_BYTES, SHARD_AGES);

function shapes<N extends string>(
  counts: readonly N[],
  bytes: readonly N[],
  ages: readonly N[],
): Readonly<Record<N, MetricShape>> {
  const of = (name: N, unit: MetricShape['unit'], statistic: MetricShape['statistic']): [N, MetricShape] => [
    name,
    { namespace: 'AWS/Kinesis', name, unit, period: 60, statistic },
  ];
  return Object.fromEntries([
    ...counts.map((name) => of(name, 'Count', 'Sum')),
    ...bytes.map((name) => of(name, 'Bytes', 'Sum')),
    ...ages.map((name) => of(name, 'Milliseconds', 'Maximum')),
  ]) as Record<N, MetricShape>;
}
