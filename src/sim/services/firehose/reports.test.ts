import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import type { Input } from './schema.ts';

/* What users reported against emulators of Firehose: the right value, kept. */

const still = { requestLatency: { mean: 0, sd: 0 } };
type S3 = NonNullable<Input<'CreateDeliveryStream'>['extendedS3DestinationConfiguration']>;

/** The keys of the objects after a record was put, and an hour. */
async function keysWith(settings: Partial<S3>): Promise<readonly string[]> {
  const cloud = new Cloud(still);
  const bucket = cloud.s3.bucket('lake');
  const roleARN = 'arn:aws:iam::123456789012:role/firehose';
  const stream = cloud.firehose.stream('s3-stream', {
    extendedS3DestinationConfiguration: { roleARN, bucketARN: bucket.arn, ...settings },
  });
  stream.putRecord('hello');
  await cloud.run(3600);
  return bucket.keys;
}

// https://github.com/localstack/localstack/issues/1812, https://github.com/localstack/localstack/issues/763,
// https://github.com/localstack/localstack/issues/761
test('without a prefix the key begins with the hour of arrival, UTC', async () => {
  expect(await keysWith({})).toEqual([
    expect.stringMatching(/^2026\/01\/01\/00\/s3-stream-1-2026-01-01-00-00-00-[0-9a-f-]{36}$/),
  ]);
});

// https://github.com/getmoto/moto/pull/7884
test('an empty prefix makes no empty folder', async () => {
  const [key] = await keysWith({ prefix: '' });
  expect(key).toMatch(/^2026\//);
  expect(key).not.toContain('//');
});

// https://github.com/getmoto/moto/issues/1691
test('a prefix without expressions stands before the hour as it is', async () => {
  expect((await keysWith({ prefix: 'myPrefix' }))[0]).toMatch(/^myPrefix2026\/01\/01\/00\//);
});

// https://github.com/localstack/localstack/issues/10292
test('expressions of a prefix are worked out, and the hour does not follow', async () => {
  const prefix = 'zone/year=!{timestamp:yyyy}/month=!{timestamp:MM}/ts=!{timestamp:yyyyMMddHH}/';
  expect((await keysWith({ prefix, errorOutputPrefix: 'e/' }))[0]).toMatch(
    /^zone\/year=2026\/month=01\/ts=2026010100\/s3-stream-1-/,
  );
});

// https://github.com/localstack/localstack/issues/7024, https://github.com/floci-io/floci/issues/1886
test('nothing is delivered before the interval, and all of it afterwards', async () => {
  const cloud = new Cloud(still);
  const bucket = cloud.s3.bucket('lake');
  const stream = cloud.firehose.stream('s', {
    s3DestinationConfiguration: {
      roleARN: 'arn:aws:iam::123456789012:role/firehose',
      bucketARN: bucket.arn,
      bufferingHints: { sizeInMBs: 128, intervalInSeconds: 60 },
    },
  });
  for (let i = 0; i < 10; i++) stream.putRecord(`${i}`);
  await cloud.run(59);
  expect(bucket.size).toBe(0);
  await cloud.run(2);
  expect(bucket.keys.map((key) => bucket.text(key))).toEqual(['0123456789']);
});

// https://github.com/localstack/localstack/issues/8169
test('partition keys of a prefix are taken from the record', async () => {
  const cloud = new Cloud(still);
  const bucket = cloud.s3.bucket('lake');
  const stream = cloud.firehose.stream('s', {
    extendedS3DestinationConfiguration: {
      roleARN: 'arn:aws:iam::123456789012:role/firehose',
      bucketARN: bucket.arn,
      bufferingHints: { sizeInMBs: 64, intervalInSeconds: 60 },
      prefix: 'entity=!{partitionKeyFromQuery:entity}/',
      errorOutputPrefix: 'errors/',
      dynamicPartitioningConfiguration: { enabled: true },
      processingConfiguration: {
        enabled: true,
        processors: [
          {
            type: 'MetadataExtraction',
            parameters: [{ parameterName: 'MetadataExtractionQuery', parameterValue: '{entity: .entity}' }],
          },
        ],
      },
    },
  });
  stream.putRecord('{"entity":"order"}');
  await cloud.run(61);
  expect(bucket.keys).toEqual([expect.stringMatching(/^entity=order\/s-1-/)]);
});

// https://github.com/localstack/localstack/issues/5129
test('a bucket that answers 5xx is the business of Firehose: the producer is not told', async () => {
  const cloud = new Cloud(still);
  const bucket = cloud.s3.bucket('lake');
  const stream = cloud.firehose.stream('s', {
    s3DestinationConfiguration: { roleARN: 'arn:aws:iam::123456789012:role/r', bucketARN: bucket.arn },
  });
  cloud.faults.raise({ kind: 'down', place: bucket.arn }, { lasting: 600 });
  expect(stream.putRecord('x')).toMatch(/^\d{62}$/);
  await cloud.run(1200);
  expect(bucket.size).toBe(1);
});
