import { NotModelled, parseArn } from '../../cloud/index.ts';
import type { BufferingHints } from './buffer.ts';
import type { DestinationType } from './destination.ts';
import type { ErrorOutputType } from './delivery-record.ts';
import { invalidArgument } from './errors.ts';
import { firehoseLimits as limits } from './limits.ts';
import { processingOf, type Processing } from './processing.ts';
import {
  schema,
  type CreateDeliveryStreamInput,
  type ExtendedS3DestinationConfiguration,
  type Model,
  type ProcessingConfiguration,
  type S3DestinationConfiguration,
} from './schema.ts';

const MiB = 1024 * 1024;

/** What a stream does with its records, whatever its destination. Bytes and seconds. */
export interface DeliverySettings {
  readonly type: DestinationType;
  /** Of a destination other than S3: its URL, cluster or domain. */
  readonly address: string;
  /** The bucket: of S3 the destination, of Redshift the one on the way, else that for what was not taken. */
  readonly bucket: string;
  readonly prefix: string;
  readonly errorOutputPrefix: string;
  readonly fileExtension: string;
  readonly buffering: BufferingHints;
  readonly processing: Processing;
  readonly dynamicPartitioning: boolean;
  /** How long a destination other than S3 is tried. */
  readonly retryDuration: number;
  /** Where a copy of every record goes before it is transformed. */
  readonly backup:
    { readonly bucket: string; readonly prefix: string; readonly buffering: BufferingHints } | undefined;
}

/** What lies under the error prefix of a destination's bucket. */
export const ERROR_OUTPUT: Readonly<Record<DestinationType, ErrorOutputType>> = {
  S3: 'processing-failed',
  Redshift: 'redshift-failed',
  OpenSearch: 'elasticsearch-failed',
  Splunk: 'splunk-failed',
  HttpEndpoint: 'http-endpoint-failed',
};

/** Destinations that only their names are known of. */
const NOT_MODELLED = [
  'elasticsearchDestinationConfiguration',
  'amazonOpenSearchServerlessDestinationConfiguration',
  'snowflakeDestinationConfiguration',
  'icebergDestinationConfiguration',
  'mskSourceConfiguration',
  'databaseSourceConfiguration',
  'deliveryStreamEncryptionConfigurationInput',
] as const;

/** The destinations that a configuration names, by short names. */
export const destinationsOf = (input: Model<CreateDeliveryStreamInput>) => ({
  s3: input.s3DestinationConfiguration,
  extended: input.extendedS3DestinationConfiguration,
  redshift: input.redshiftDestinationConfiguration,
  search: input.amazonopensearchserviceDestinationConfiguration,
  splunk: input.splunkDestinationConfiguration,
  http: input.httpEndpointDestinationConfiguration,
});

/** The settings that a stream is made with. @throws InvalidArgumentException, NotModelled */
export function settingsOf(input: Model<CreateDeliveryStreamInput>): DeliverySettings {
  for (const name of NOT_MODELLED) if (input[name] !== undefined) throw new NotModelled(schema.title, name);
  const { s3, extended, redshift, search, splunk, http } = destinationsOf(input);
  const given = [s3, extended, redshift, search, splunk, http].filter((one) => one !== undefined);
  if (given.length !== 1)
    throw invalidArgument('Exactly one destination configuration is supported for a Firehose');
  if (s3) return s3Settings(s3);
  if (extended) return s3Settings(extended);
  if (redshift) {
    const { s3Configuration, retryOptions, s3BackupConfiguration } = redshift;
    return {
      ...outside('Redshift', redshift.clusterJDBCURL, redshift, s3Configuration),
      buffering: hints(s3Configuration.bufferingHints),
      retryDuration: retryOptions?.durationInSeconds ?? limits.redshiftRetry.default,
      backup: redshift.s3BackupMode === 'Enabled' ? backupOf(s3BackupConfiguration) : undefined,
    };
  }
  if (search) {
    const address = search.domainARN ?? search.clusterEndpoint ?? '';
    return {
      ...outside('OpenSearch', address, search, search.s3Configuration),
      backup: search.s3BackupMode === 'AllDocuments' ? backupOf(search.s3Configuration) : undefined,
    };
  }
  if (splunk)
    return {
      ...outside('Splunk', splunk.hecEndpoint, splunk, splunk.s3Configuration),
      backup: splunk.s3BackupMode === 'AllEvents' ? backupOf(splunk.s3Configuration) : undefined,
    };
  return {
    ...outside('HttpEndpoint', http!.endpointConfiguration.url, http!, http!.s3Configuration),
    backup: http!.s3BackupMode === 'AllData' ? backupOf(http!.s3Configuration) : undefined,
  };
}

function s3Settings(
  given: Model<S3DestinationConfiguration> & Partial<Model<ExtendedS3DestinationConfiguration>>,
): DeliverySettings {
  const {
    compressionFormat = 'UNCOMPRESSED',
    dataFormatConversionConfiguration,
    customTimeZone = 'UTC',
  } = given;
  if (compressionFormat !== 'UNCOMPRESSED') throw new NotModelled(schema.title, compressionFormat);
  if (dataFormatConversionConfiguration && dataFormatConversionConfiguration.enabled !== false)
    throw new NotModelled(schema.title, 'DataFormatConversionConfiguration');
  if (customTimeZone !== 'UTC') throw new NotModelled(schema.title, 'CustomTimeZone');
  const { prefix = '', errorOutputPrefix = '', fileExtension = '', dynamicPartitioningConfiguration } = given;
  const dynamicPartitioning = dynamicPartitioningConfiguration?.enabled === true;
  const processing = processingOf(given.processingConfiguration, 'S3');
  const buffering = hints(given.bufferingHints, dynamicPartitioning);
  if (dynamicPartitioning) checkPartitions(prefix, errorOutputPrefix, buffering);
  else if (/!\{partitionKeyFrom/.test(prefix))
    throw invalidArgument(
      'Dynamic Partitioning Namespaces can only be part of a prefix expression when Dynamic Partitioning is enabled.',
    );
  if (prefix.includes('!{') && errorOutputPrefix === '')
    throw invalidArgument('ErrorOutputPrefix cannot be null or empty when Prefix contains expressions');
  const backup = given.s3BackupMode === 'Enabled' ? backupOf(given.s3BackupConfiguration) : undefined;
  return {
    type: 'S3',
    address: '',
    bucket: bucketIn(given.bucketARN),
    ...{ prefix, errorOutputPrefix, fileExtension, buffering, processing, dynamicPartitioning, backup },
    retryDuration: limits.s3Retry.default * 3600,
  };
}

interface OutsideConfiguration {
  readonly processingConfiguration?: Model<ProcessingConfiguration> | undefined;
  readonly retryOptions?: { readonly durationInSeconds?: number | undefined } | undefined;
  readonly bufferingHints?: Hints | undefined;
}

function outside(
  type: DestinationType,
  address: string,
  given: OutsideConfiguration,
  s3: Model<S3DestinationConfiguration>,
): DeliverySettings {
  const { processingConfiguration, retryOptions, bufferingHints } = given;
  return {
    type,
    address,
    bucket: bucketIn(s3.bucketARN),
    prefix: s3.prefix ?? '',
    errorOutputPrefix: s3.errorOutputPrefix ?? '',
    fileExtension: '',
    buffering: hints(bufferingHints, false, type === 'Splunk' ? limits.splunkInterval.default : undefined),
    processing: processingOf(processingConfiguration, type),
    dynamicPartitioning: false,
    retryDuration: retryOptions?.durationInSeconds ?? limits.retryDuration.default,
    backup: undefined,
  };
}

function backupOf(s3: Model<S3DestinationConfiguration> | undefined): DeliverySettings['backup'] {
  if (!s3) throw invalidArgument('S3BackupMode needs an S3BackupConfiguration.');
  return { bucket: bucketIn(s3.bucketARN), prefix: s3.prefix ?? '', buffering: hints(s3.bufferingHints) };
}

interface Hints {
  readonly sizeInMBs?: number | undefined;
  readonly intervalInSeconds?: number | undefined;
}

function hints(given: Hints = {}, partitioned = false, interval?: number): BufferingHints {
  const { sizeInMBs, intervalInSeconds } = given;
  if ((sizeInMBs === undefined) !== (intervalInSeconds === undefined))
    throw invalidArgument('BufferingHints need both SizeInMBs and IntervalInSeconds.');
  const { bufferSize, bufferInterval, partitionedSize } = limits;
  const size = sizeInMBs ?? (partitioned ? partitionedSize.default : bufferSize.default);
  return { bytes: size * MiB, seconds: intervalInSeconds ?? interval ?? bufferInterval.default };
}

/** In the words that AWS's CDK quotes: https://github.com/aws/aws-cdk/pull/35903 */
function checkPartitions(prefix: string, errorPrefix: string, { bytes, seconds }: BufferingHints): void {
  const { min } = limits.partitionedSize;
  const { min: shortest } = limits.partitionedInterval;
  if (seconds < shortest)
    throw invalidArgument(
      `BufferingHints.IntervalInSeconds must be at least ${shortest} seconds when Dynamic Partitioning is enabled.`,
    );
  if (bytes < min * MiB)
    throw invalidArgument(
      `BufferingHints.SizeInMBs must be at least ${min} when Dynamic Partitioning is enabled.`,
    );
  if (!/!\{partitionKeyFrom(Query|Lambda):/.test(prefix))
    throw invalidArgument(
      'S3 Prefix should contain Dynamic Partitioning namespaces when Dynamic Partitioning is enabled',
    );
  if (errorPrefix === '')
    throw invalidArgument('ErrorOutputPrefix cannot be null or empty when Prefix contains expressions');
}

function bucketIn(arn: string): string {
  const parts = parseArn(arn);
  if (parts?.service !== 's3' || parts.resource === '')
    throw invalidArgument(`${arn} is not the ARN of a bucket.`);
  return parts.resource;
}
