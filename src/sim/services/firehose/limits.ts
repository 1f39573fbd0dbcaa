import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const GUIDE = 'https://docs.aws.amazon.com/firehose/latest/dev/';
const API = 'https://docs.aws.amazon.com/firehose/latest/APIReference/';
const QUOTAS = `${GUIDE}limits.html`;
/** The guide does not tell the bounds under dynamic partitioning; AWS's CDK does, "from testing". */
const CDK =
  'https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-kinesisfirehose/lib/private/helpers.ts';
const MiB = 1024 * 1024;

/** What Amazon Data Firehose allows. Checked on 2026-11-28. */
export const firehoseLimits = {
  streams: row(
    'Firehose streams of an account, in the largest Regions',
    'streams',
    QUOTAS,
    { max: 5000 },
    true,
  ),
  name: row('Name of a Firehose stream', 'characters', `${API}API_CreateDeliveryStream.html`, {
    min: 1,
    max: 64,
  }),
  recordSize: row('Size of a record', 'bytes', QUOTAS, { max: 1000 * 1024 }),
  batchRecords: row('Records of one PutRecordBatch', 'records', QUOTAS, { min: 1, max: 500 }),
  batchBytes: row('Size of one PutRecordBatch', 'bytes', QUOTAS, { max: 4 * MiB }),
  putBytes: row(
    'Direct put: data, in the largest Regions',
    'bytes per second',
    QUOTAS,
    { max: 5 * MiB },
    true,
  ),
  putRequests: row(
    'Direct put: requests, in the largest Regions',
    'requests per second',
    QUOTAS,
    { max: 2000 },
    true,
  ),
  putRecords: row(
    'Direct put: records, in the largest Regions',
    'records per second',
    QUOTAS,
    { max: 500_000 },
    true,
  ),
  bufferSize: row('Buffer before Amazon S3: size', 'MiB', `${GUIDE}buffering-hints.html`, {
    default: 5,
    min: 1,
    max: 128,
  }),
  bufferInterval: row('Buffer before Amazon S3: interval', 'seconds', `${GUIDE}buffering-hints.html`, {
    default: 300,
    min: 0,
    max: 900,
  }),
  splunkInterval: row('Buffer before Splunk: interval', 'seconds', `${API}API_SplunkBufferingHints.html`, {
    default: 60,
    min: 0,
    max: 60,
  }),
  functionSize: row('Buffer before a Lambda function: size', 'MiB', `${API}API_ProcessorParameter.html`, {
    default: 1,
    min: 0.2,
    max: 3,
  }),
  functionInterval: row(
    'Buffer before a Lambda function: interval',
    'seconds',
    `${API}API_ProcessorParameter.html`,
    {
      default: 60,
      min: 0,
      max: 900,
    },
  ),
  functionRetries: row('Retries of a Lambda function', 'retries', `${API}API_ProcessorParameter.html`, {
    default: 3,
    min: 0,
    max: 300,
  }),
  partitionedSize: row('Buffer of a partition: size, with dynamic partitioning', 'MiB', CDK, {
    default: 128,
    min: 64,
    max: 128,
  }),
  partitionedInterval: row('Buffer of a partition: interval, with dynamic partitioning', 'seconds', CDK, {
    default: 300,
    min: 60,
    max: 900,
  }),
  activePartitions: row('Active partitions of a stream', 'partitions', QUOTAS, { max: 500 }, true),
  retryDuration: row('Retries of a destination other than Amazon S3', 'seconds', `${GUIDE}retry.html`, {
    default: 300,
    min: 0,
    max: 7200,
  }),
  redshiftRetry: row('Retries of Amazon Redshift', 'seconds', `${API}API_RedshiftRetryOptions.html`, {
    default: 3600,
    min: 0,
    max: 7200,
  }),
  s3Retry: row('Retries of Amazon S3, for records that were put directly', 'hours', `${GUIDE}retry.html`, {
    default: 24,
  }),
  tags: row('Tags of a Firehose stream', 'tags', `${API}API_TagDeliveryStream.html`, { max: 50 }),
  tagKey: row('Key of a tag', 'characters', `${API}API_Tag.html`, { min: 1, max: 128 }),
  tagValue: row('Value of a tag', 'characters', `${API}API_Tag.html`, { min: 0, max: 256 }),
} satisfies Record<string, Limit>;
