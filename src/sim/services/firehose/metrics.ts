import type { MetricShape } from '../../cloud/metric.ts';

const SUMS = [
  'BackupToS3.Records',
  'BackupToS3.Success',
  'DataReadFromKinesisStream.Records',
  'DeliveryToS3.ObjectCount',
  'DeliveryToS3.Records',
  'DeliveryToS3.Success',
  'IncomingPutRequests',
  'IncomingRecords',
  'PartitionCountExceeded',
  'SucceedProcessing.Records',
  'ThrottledRecords',
] as const;
const BYTES = ['DeliveryToS3.Bytes', 'IncomingBytes'] as const;
const AGES = ['DeliveryToS3.DataFreshness'] as const;
const LEVELS = ['PartitionCount'] as const;

/** The name of a metric of a Firehose stream. */
export type FirehoseMetricName =
  (typeof SUMS)[number] | (typeof BYTES)[number] | (typeof AGES)[number] | (typeof LEVELS)[number];

const of = (
  name: FirehoseMetricName,
  unit: MetricShape['unit'],
  statistic: MetricShape['statistic'],
): [FirehoseMetricName, MetricShape] => [
  name,
  { namespace: 'AWS/Firehose', name, unit, period: 60, statistic },
];

/**
 * The metrics of a Firehose stream, once a minute.
 * https://docs.aws.amazon.com/firehose/latest/dev/cloudwatch-metrics.html (checked 2026-11-28)
 */
export const firehoseMetrics = Object.fromEntries([
  ...SUMS.map((name) => of(name, 'Count', 'Sum')),
  ...BYTES.map((name) => of(name, 'Bytes', 'Sum')),
  ...AGES.map((name) => of(name, 'Seconds', 'Maximum')),
  ...LEVELS.map((name) => of(name, 'Count', 'Maximum')),
]) as Readonly<Record<FirehoseMetricName, MetricShape>>;
