import type { FirehoseStream } from './firehose-stream.ts';
import type { DestinationDescription, Model } from './schema.ts';
import { destinationsOf } from './settings.ts';

/** The destination of a stream, as DescribeDeliveryStream tells it: what it was given, and the defaults. */
export function describeDestination({
  configuration,
  settings,
}: FirehoseStream): Model<DestinationDescription> {
  const { s3, extended, redshift, search, splunk, http } = destinationsOf(configuration);
  const bucket = extended ?? s3 ?? (redshift ?? search ?? splunk ?? http)!.s3Configuration;
  const { bytes, seconds } = settings.buffering;
  const bufferingHints = { sizeInMBs: bytes / 1024 / 1024, intervalInSeconds: seconds };
  const described = {
    compressionFormat: 'UNCOMPRESSED' as const,
    encryptionConfiguration: { noEncryptionConfig: 'NoEncryption' as const },
    ...bucket,
    bufferingHints,
  };
  const retryOptions = { durationInSeconds: settings.retryDuration };
  const s3DestinationDescription = described;
  return {
    destinationId: 'destinationId-000000000001',
    ...((extended ?? s3) && { s3DestinationDescription: described }),
    ...(extended && {
      extendedS3DestinationDescription: { s3BackupMode: 'Disabled', ...extended, ...described },
    }),
    ...(redshift && {
      redshiftDestinationDescription: {
        roleARN: redshift.roleARN,
        clusterJDBCURL: redshift.clusterJDBCURL,
        copyCommand: redshift.copyCommand,
        ...{ retryOptions, s3DestinationDescription },
      },
    }),
    ...(search && {
      amazonopensearchserviceDestinationDescription: {
        roleARN: search.roleARN,
        indexName: search.indexName,
        ...(search.domainARN !== undefined && { domainARN: search.domainARN }),
        ...{ retryOptions, bufferingHints, s3DestinationDescription },
      },
    }),
    ...(splunk && {
      splunkDestinationDescription: {
        hecEndpoint: splunk.hecEndpoint,
        hecEndpointType: splunk.hecEndpointType,
        ...{ retryOptions, bufferingHints, s3DestinationDescription },
      },
    }),
    ...(http && {
      httpEndpointDestinationDescription: {
        endpointConfiguration: { url: http.endpointConfiguration.url },
        ...{ retryOptions, bufferingHints, s3DestinationDescription },
      },
    }),
  };
}
