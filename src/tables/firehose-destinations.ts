import { Cloud, days, hours, minutes } from '../sim/index.ts';
import { firehoseLimits, type Firehose } from '../sim/services/firehose/index.ts';
import type { Comparison, ComparisonRow, Finding } from './comparison.ts';

const DEV = 'https://docs.aws.amazon.com/firehose/latest/dev/';
const HINTS = `${DEV}buffering-hints.html`;
const RETRY = `${DEV}retry.html`;
const PARTITIONS = `${DEV}dynamic-partitioning.html`;

type Configuration = Parameters<Firehose['stream']>[1];
type Bucket = { roleARN: string; bucketARN: string };
/** A destination, as a stream is made for it. */
interface Destination {
  address: string;
  interval: Finding;
  retries: Finding;
  configuration(lake: Bucket): Configuration;
}
type Row = ComparisonRow<Destination>;

const roleARN = 'arn:aws:iam::123456789012:role/firehose';

/** A stream to the destination, in a cloud of its own, into which a record is put. */
function delivering({ configuration, address }: Destination, answers = true) {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  const lake = cloud.s3.bucket('lake');
  if (!answers) {
    cloud.firehose.outside.answer(address, () => false);
    if (address === '') cloud.faults.raise({ kind: 'down', place: lake.arn }, { lasting: hours(25) });
  }
  const stream = cloud.firehose.stream('s', configuration({ roleARN, bucketARN: lake.arn }));
  stream.putRecord('a record');
  return { cloud, lake, stream };
}

const rows: Row[] = [
  {
    label: 'A lone record is there after, by default',
    source: HINTS,
    unit: 'seconds',
    async cell(destination) {
      const { cloud, stream } = delivering(destination);
      await cloud.waitUntil(() => stream.fates.delivered === 1);
      return Math.round(cloud.now);
    },
  },
  { label: 'Buffer interval', source: HINTS, cell: ({ interval }) => interval },
  {
    label: 'It gets the records as an object of a bucket',
    source: `${DEV}basic-deliver.html`,
    async cell(destination) {
      const { cloud, lake } = delivering(destination);
      await cloud.run(minutes(6));
      return lake.size > 0;
    },
  },
  { label: 'Tried again for', source: RETRY, cell: ({ retries }) => retries },
  {
    label: 'What it has not taken in that time lies in a bucket',
    source: RETRY,
    async cell(destination) {
      const { cloud, stream } = delivering(destination, false);
      await cloud.run(days(2));
      return stream.fates.failed === 1;
    },
  },
  {
    label: 'Dynamic partitioning',
    source: PARTITIONS,
    cell(destination) {
      const { cloud, lake } = delivering(destination);
      const configuration = destination.configuration({ roleARN, bucketARN: lake.arn });
      const [name, given] = Object.entries(configuration)[0] as [string, object];
      const parameters = [
        { parameterName: 'MetadataExtractionQuery', parameterValue: '{a: .a}' },
        { parameterName: 'JsonParsingEngine', parameterValue: 'JQ-1.6' },
      ];
      const processors = [{ type: 'MetadataExtraction', parameters }];
      const partitioned = {
        ...given,
        dynamicPartitioningConfiguration: { enabled: true },
        prefix: 'a=!{partitionKeyFromQuery:a}/',
        errorOutputPrefix: 'errors/',
        processingConfiguration: { enabled: true, processors },
      };
      const input = { deliveryStreamName: 'p', [name]: partitioned };
      try {
        cloud.firehose.createDeliveryStream(input as never);
        return true;
      } catch (error) {
        // Its configuration has no such parameter.
        if (error instanceof TypeError) return false;
        throw error;
      }
    },
  },
];

const outside = (address: string, configuration: (s3Configuration: Bucket) => Configuration) => ({
  address,
  interval: firehoseLimits.bufferInterval,
  retries: firehoseLimits.retryDuration,
  configuration,
});

/** Where Firehose delivers to, beside each other. */
export const firehoseDestinations: Comparison<Destination> = {
  caption: 'Destinations of Firehose',
  columns: [
    {
      name: 'S3',
      subject: {
        ...outside('', (lake) => ({ extendedS3DestinationConfiguration: lake })),
        retries: firehoseLimits.s3Retry,
      },
    },
    {
      name: 'Redshift',
      subject: {
        ...outside('jdbc:redshift://c:5439/db', (s3Configuration) => ({
          redshiftDestinationConfiguration: {
            roleARN,
            clusterJDBCURL: 'jdbc:redshift://c:5439/db',
            copyCommand: { dataTableName: 't' },
            s3Configuration,
          },
        })),
        retries: firehoseLimits.redshiftRetry,
      },
    },
    {
      name: 'OpenSearch',
      subject: outside('https://search', (s3Configuration) => ({
        amazonopensearchserviceDestinationConfiguration: {
          roleARN,
          clusterEndpoint: 'https://search',
          indexName: 'i',
          s3Configuration,
        },
      })),
    },
    {
      name: 'Splunk',
      subject: {
        ...outside('https://splunk', (s3Configuration) => ({
          splunkDestinationConfiguration: {
            hecEndpoint: 'https://splunk',
            hecEndpointType: 'Raw' as const,
            s3Configuration,
          },
        })),
        interval: firehoseLimits.splunkInterval,
      },
    },
    {
      name: 'HTTP',
      subject: outside('https://http', (s3Configuration) => ({
        httpEndpointDestinationConfiguration: {
          endpointConfiguration: { url: 'https://http' },
          s3Configuration,
        },
      })),
    },
  ],
  rows,
};
