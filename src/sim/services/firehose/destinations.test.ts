import { expect, test } from 'vitest';
import { Cloud, hours, minutes } from '../../index.ts';
import type { Input } from './schema.ts';

const still = { requestLatency: { mean: 0, sd: 0 } };
const roleARN = 'arn:aws:iam::123456789012:role/firehose';
type Configuration = Omit<Input<'CreateDeliveryStream'>, 'deliveryStreamName'>;

/** A stream to a destination at that address, into which two records are put. */
async function delivering(
  configure: (s3Configuration: { roleARN: string; bucketARN: string }) => Configuration,
) {
  const cloud = new Cloud(still);
  const bucket = cloud.s3.bucket('lake');
  const stream = cloud.firehose.stream('s', configure({ roleARN, bucketARN: bucket.arn }));
  const put = () => ['a', 'b'].map((text) => stream.putRecord(`${text}\n`));
  return { cloud, bucket, stream, put, received: cloud.firehose.outside.received };
}
const texts = (records: readonly { data: Uint8Array }[]) =>
  records.map(({ data }) => new TextDecoder().decode(data).trim());

const redshift = (s3Configuration: { roleARN: string; bucketARN: string }): Configuration => ({
  redshiftDestinationConfiguration: {
    roleARN,
    clusterJDBCURL: 'jdbc:redshift://c:5439/db',
    copyCommand: { dataTableName: 't' },
    s3Configuration,
  },
});

// https://docs.aws.amazon.com/firehose/latest/dev/basic-deliver.html
test('Redshift gets records by COPY from an object, which Firehose stores first by itself', async () => {
  const { cloud, bucket, put, received } = await delivering(redshift);
  let stored: number | undefined;
  cloud.firehose.outside.answer('jdbc:redshift://c:5439/db', ({ key }) => {
    stored = bucket.keys.filter((one) => one === key).length;
    return true;
  });
  put();
  await cloud.run(minutes(6));
  expect(stored).toBe(1);
  expect(received).toMatchObject([{ key: bucket.keys[0]! }]);
  expect(bucket.text(bucket.keys[0]!)).toBe('a\nb\n');
});

test('without its bucket nothing comes to Redshift', async () => {
  const { cloud, bucket, put, received, stream } = await delivering(redshift);
  cloud.faults.raise({ kind: 'down', place: bucket.arn }, { lasting: hours(30) });
  put();
  await cloud.run(hours(40));
  expect(received).toEqual([]);
  expect(stream.fates.lost).toBe(2);
  expect(() =>
    cloud.firehose.createDeliveryStream({
      deliveryStreamName: 'no-bucket',
      redshiftDestinationConfiguration: {
        roleARN,
        clusterJDBCURL: 'jdbc:redshift://c:5439/db',
        copyCommand: { dataTableName: 't' },
      },
    } as never),
  ).toThrow(/s3Configuration/i);
});

test('Splunk gets records after a minute, and what it does not take lies under splunk-failed', async () => {
  const { cloud, bucket, stream, put, received } = await delivering((s3Configuration) => ({
    splunkDestinationConfiguration: {
      hecEndpoint: 'https://splunk',
      hecEndpointType: 'Raw',
      s3Configuration,
      retryOptions: { durationInSeconds: 60 },
    },
  }));
  put();
  await cloud.run(62);
  expect(received.flatMap(({ records }) => texts(records))).toEqual(['a', 'b']);
  expect(bucket.size).toBe(0);
  cloud.firehose.outside.answer('https://splunk', () => false);
  put();
  await cloud.run(minutes(20));
  expect([stream.fates.delivered, stream.fates.failed]).toEqual([2, 2]);
  expect(bucket.keys).toEqual([expect.stringMatching(/^splunk-failed\//)]);
});

test('OpenSearch gets records after five minutes; a bucket gets all of them as well, if it shall', async () => {
  const { cloud, bucket, put, received } = await delivering((s3Configuration) => ({
    amazonopensearchserviceDestinationConfiguration: {
      roleARN,
      clusterEndpoint: 'https://search',
      indexName: 'clicks',
      s3BackupMode: 'AllDocuments',
      s3Configuration,
    },
  }));
  put();
  await cloud.run(minutes(6));
  expect(received.flatMap(({ records }) => texts(records))).toEqual(['a', 'b']);
  expect(bucket.text(bucket.keys[0]!)).toBe('a\nb\n');
});

test('a stream has one destination', () => {
  const cloud = new Cloud(still);
  const bucket = cloud.s3.bucket('lake');
  const s3 = { roleARN, bucketARN: bucket.arn };
  expect(() =>
    cloud.firehose.stream('s', { ...redshift(s3), extendedS3DestinationConfiguration: s3 }),
  ).toThrow(expect.objectContaining({ name: 'InvalidArgumentException' }));
});

// https://docs.aws.amazon.com/firehose/latest/dev/limits.html
test('a record that is put directly is billed as 5 KB, 10 KB, 15 KB …', async () => {
  const { cloud, stream } = await delivering((s3) => ({ extendedS3DestinationConfiguration: s3 }));
  const billed = () =>
    Math.round(
      (cloud.meter.bill().find(({ item }) => item.startsWith('data ingested'))?.quantity ?? 0) * 1024 ** 2,
    );
  for (let i = 0; i < 100; i++) stream.putRecord('x');
  expect(billed()).toBe(500);
  stream.putRecord(new Uint8Array(5 * 1024 + 1));
  expect(billed()).toBe(510);
});
