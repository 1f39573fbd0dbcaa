import fc from 'fast-check';
import { FirehoseClient, PutRecordBatchCommand, ResourceNotFoundException } from '@aws-sdk/client-firehose';
import { expect, test } from 'vitest';
import { Cloud, connect, NotModelled } from '../../index.ts';
import { utf8 } from '../../cloud/digest/index.ts';
import type { FirehoseStream } from './index.ts';
import { processingOf } from './processing.ts';
import type { Input } from './schema.ts';

const still = { requestLatency: { mean: 0, sd: 0 } };
const RoleARN = 'arn:aws:iam::123456789012:role/firehose';
const refusal = (name: string, message?: RegExp) =>
  expect.objectContaining({
    name,
    ...(message && { message: expect.stringMatching(message) as string }),
  }) as Error;
const INVALID = 'InvalidArgumentException';
const MiB = 1024 * 1024;

type Extended = NonNullable<Input<'CreateDeliveryStream'>['extendedS3DestinationConfiguration']>;

/** A cloud with a bucket and a stream into it. */
function open(extended: Partial<Extended> = {}) {
  const cloud = new Cloud(still);
  const bucket = cloud.s3.bucket('lake');
  const stream = cloud.firehose.stream('clicks', {
    extendedS3DestinationConfiguration: { roleARN: RoleARN, bucketARN: bucket.arn, ...extended },
  });
  return { cloud, bucket, stream };
}

const minute = { bufferingHints: { sizeInMBs: 1, intervalInSeconds: 60 } };
const fates = ({ fates: { delivered, dropped, failed, lost } }: FirehoseStream) => [
  delivered,
  dropped,
  failed,
  lost,
];

test('by default records wait for 5 MiB or 300 seconds after the first, whichever comes first', async () => {
  const { cloud, bucket, stream } = open();
  await cloud.run(100);
  stream.putRecord('a');
  await cloud.run(100);
  stream.putRecord('b');
  await cloud.run(199);
  expect(bucket.size).toBe(0);
  await cloud.run(1);
  expect(bucket.keys).toEqual([expect.stringMatching(/^2026\/01\/01\/00\/clicks-1-2026-01-01-00-01-40-/)]);
  expect(bucket.text(bucket.keys[0]!)).toBe('ab');
  for (let i = 0; i < 6; i++) {
    stream.putRecord(new Uint8Array(900 * 1024));
    await cloud.run(1);
  }
  expect(bucket.size).toBe(2);
  expect(bucket.get(bucket.keys[1]!).body.length).toBeLessThanOrEqual(5 * MiB);
});

test('an interval of 0 is about five seconds', async () => {
  const { cloud, bucket, stream } = open({ bufferingHints: { sizeInMBs: 1, intervalInSeconds: 0 } });
  stream.putRecord('a');
  await cloud.run(4.9);
  expect(bucket.size).toBe(0);
  await cloud.run(0.2);
  expect(bucket.size).toBe(1);
});

test('a prefix with expressions, a suffix, a delimiter', async () => {
  const { cloud, bucket, stream } = open({
    ...minute,
    prefix: "y=!{timestamp:yyyy}/m=!{timestamp:MM}/!{timestamp:'at'HH}/",
    errorOutputPrefix: 'errors/',
    fileExtension: '.jsonl',
    processingConfiguration: { enabled: true, processors: [{ type: 'AppendDelimiterToRecord' }] },
  });
  stream.putRecord('a');
  stream.putRecord('b');
  await cloud.run(60);
  expect(bucket.keys).toEqual([expect.stringMatching(/^y=2026\/m=01\/at00\/clicks-1-.*\.jsonl$/)]);
  expect(bucket.text(bucket.keys[0]!)).toBe('a\nb\n');
});

test('a bucket that is away for an hour gets all of it afterwards; one that is away for 25 hours loses the first', async () => {
  for (const [hours, expected] of [
    [1, [2, 0, 0, 0]],
    [25, [1, 0, 0, 1]],
  ] as const) {
    const { cloud, bucket, stream } = open(minute);
    cloud.faults.raise({ kind: 'down', place: bucket.arn }, { lasting: hours * 3600 });
    stream.putRecord('early');
    cloud.process(function* late() {
      yield hours * 3600 - 60;
      stream.putRecord('late');
    });
    await cloud.run(27 * 3600);
    expect(fates(stream)).toEqual(expected);
  }
});

test('dynamic partitioning: a prefix for each key, and an error prefix for what has none', async () => {
  const { cloud, bucket, stream } = open({
    bufferingHints: { sizeInMBs: 64, intervalInSeconds: 60 },
    dynamicPartitioningConfiguration: { enabled: true },
    prefix: 'shop=!{partitionKeyFromQuery:shop}/!{partitionKeyFromQuery:city}/',
    errorOutputPrefix: '!{firehose:error-output-type}/',
    processingConfiguration: {
      enabled: true,
      processors: [
        {
          type: 'MetadataExtraction',
          parameters: [
            { parameterName: 'MetadataExtractionQuery', parameterValue: '{shop:.shop, city:.place.city}' },
            { parameterName: 'JsonParsingEngine', parameterValue: 'JQ-1.6' },
          ],
        },
      ],
    },
  });
  const put = (shop: unknown, city: unknown) => stream.putRecord(JSON.stringify({ shop, place: { city } }));
  put(1, 'Rome');
  put(2, 'Rome');
  put(1, 'Rome');
  put(1, undefined);
  stream.putRecord('no JSON');
  expect(stream.activePartitions).toBe(2);
  await cloud.run(60);
  expect(stream.activePartitions).toBe(0);
  const folders = bucket.keys.map((key) => key.slice(0, key.lastIndexOf('/')));
  expect(folders).toEqual(['metadata-extraction-failed', 'shop=1/Rome', 'shop=2/Rome']);
  expect(fates(stream)).toEqual([3, 0, 2, 0]);
});

test('three new partitions a second with an interval of 60 seconds: 180 are active; the 501st is refused', async () => {
  const settings = {
    bufferingHints: { sizeInMBs: 64, intervalInSeconds: 60 },
    dynamicPartitioningConfiguration: { enabled: true },
    prefix: '!{partitionKeyFromQuery:k}/',
    errorOutputPrefix: 'errors/',
    processingConfiguration: {
      enabled: true,
      processors: [
        {
          type: 'MetadataExtraction' as const,
          parameters: [{ parameterName: 'MetadataExtractionQuery' as const, parameterValue: '{k:.k}' }],
        },
      ],
    },
  };
  const { cloud, stream } = open(settings);
  cloud.process(function* producer() {
    for (let k = 0; ; k++) {
      stream.putRecord(JSON.stringify({ k }));
      yield 1 / 3;
    }
  });
  await cloud.run(600.1);
  expect(Math.abs(stream.activePartitions - 180)).toBeLessThanOrEqual(1);
  const many = open(settings);
  for (let k = 0; k < 600; k++) many.stream.putRecord(JSON.stringify({ k }));
  await many.cloud.run(120);
  expect(fates(many.stream)).toEqual([500, 0, 100, 0]);
  expect(many.bucket.keys.at(-1)).toMatch(/^errors\/activePartitionExceeded\//);
});

test('an HTTP endpoint that answers no is tried for its time; then the records lie in the bucket', async () => {
  const cloud = new Cloud(still);
  const bucket = cloud.s3.bucket('failed');
  const url = 'https://collector.example.com';
  const stream = cloud.firehose.stream('http', {
    httpEndpointDestinationConfiguration: {
      endpointConfiguration: { url },
      s3Configuration: { roleARN: RoleARN, bucketARN: bucket.arn },
      retryOptions: { durationInSeconds: 120 },
      bufferingHints: { sizeInMBs: 1, intervalInSeconds: 60 },
    },
  });
  let tries = 0;
  cloud.firehose.outside.answer(url, () => ++tries > 2);
  stream.putRecord('one');
  await cloud.run(70);
  expect([tries, fates(stream)]).toEqual([3, [1, 0, 0, 0]]);
  cloud.firehose.outside.answer(url, () => false);
  stream.putRecord('two');
  await cloud.run(60 + 120 + 60 + 1);
  expect(fates(stream)).toEqual([1, 0, 1, 0]);
  expect(bucket.keys[0]).toMatch(/^http-endpoint-failed\/2026/);
  expect(bucket.text(bucket.keys[0]!)).toContain(btoa('two'));
});

test('a copy of every record goes to the backup bucket', async () => {
  const cloud = new Cloud(still);
  const [lake, backup] = ['lake', 'raw'].map((name) => cloud.s3.bucket(name));
  const stream = cloud.firehose.stream('clicks', {
    extendedS3DestinationConfiguration: {
      roleARN: RoleARN,
      bucketARN: lake!.arn,
      ...minute,
      s3BackupMode: 'Enabled',
      s3BackupConfiguration: { roleARN: RoleARN, bucketARN: backup!.arn, prefix: 'raw/', ...minute },
    },
  });
  stream.putRecord('a');
  await cloud.run(60);
  expect(backup!.keys.map((key) => backup!.text(key))).toEqual(['a']);
});

test('a data stream as the source: through a split, each record once, and no put by others', async () => {
  const cloud = new Cloud(still);
  const bucket = cloud.s3.bucket('lake');
  const clicks = cloud.kinesis.stream('clicks');
  const stream = cloud.firehose.stream('lake', {
    kinesisStreamSourceConfiguration: { kinesisStreamARN: clicks.arn, roleARN: RoleARN },
    extendedS3DestinationConfiguration: { roleARN: RoleARN, bucketARN: bucket.arn, ...minute },
  });
  expect(() => stream.putRecord('x')).toThrow(refusal(INVALID, /not permitted/));
  cloud.process(function* producer() {
    for (let i = 0; i < 100; i++) {
      yield 1;
      clicks.putRecord(`k${i}`, `${i} `);
      if (i === 20) void clicks.splitShard('shardId-000000000000');
    }
  });
  await cloud.run(300);
  const all = bucket.keys.map((key) => bucket.text(key)).join('');
  const numbers = all.trim().split(' ').map(Number);
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
});

test('direct puts have limits, which refuse record by record', async () => {
  const { stream } = open();
  const part = utf8('x'.repeat(1000 * 1024));
  const results = stream.put(Array.from({ length: 7 }, () => part));
  expect(results.map(({ error }) => error?.name)).toEqual([
    ...Array.from({ length: 5 }, () => undefined),
    'ServiceUnavailableException',
    'ServiceUnavailableException',
  ]);
});

test.each<[string, Partial<Extended>, string]>([
  ['a size alone', { bufferingHints: { sizeInMBs: 5 } }, INVALID],
  ['129 MiB', { bufferingHints: { sizeInMBs: 129, intervalInSeconds: 60 } }, 'ValidationException'],
  ['901 seconds', { bufferingHints: { sizeInMBs: 5, intervalInSeconds: 901 } }, 'ValidationException'],
  ['a bucket that is none', { bucketARN: 'arn:aws:sqs:us-east-1:123456789012:q' }, INVALID],
  ['expressions without an error prefix', { prefix: '!{timestamp:yyyy}/' }, INVALID],
  ['partitions without dynamic partitioning', { prefix: '!{partitionKeyFromQuery:k}/' }, INVALID],
  [
    'partitions of less than 64 MiB',
    {
      prefix: '!{partitionKeyFromQuery:k}/',
      errorOutputPrefix: 'e/',
      dynamicPartitioningConfiguration: { enabled: true },
      ...minute,
    },
    INVALID,
  ],
  [
    'partitions of less than a minute',
    {
      prefix: '!{partitionKeyFromQuery:k}/',
      errorOutputPrefix: 'e/',
      dynamicPartitioningConfiguration: { enabled: true },
      bufferingHints: { sizeInMBs: 64, intervalInSeconds: 59 },
    },
    INVALID,
  ],
])('a stream with %s is refused', (_what, extended, name) => {
  const cloud = new Cloud(still);
  expect(() =>
    cloud.firehose.createDeliveryStream({
      deliveryStreamName: 's',
      extendedS3DestinationConfiguration: { roleARN: RoleARN, bucketARN: 'arn:aws:s3:::lake', ...extended },
    }),
  ).toThrow(refusal(name));
});

test('what is not modelled says so: compression, conversion, jq beyond members', () => {
  const gzip = () => open({ compressionFormat: 'GZIP' });
  const convert = () => open({ dataFormatConversionConfiguration: { enabled: true } });
  const query = () =>
    open({
      processingConfiguration: {
        enabled: true,
        processors: [
          {
            type: 'MetadataExtraction',
            parameters: [{ parameterName: 'MetadataExtractionQuery', parameterValue: '{a: (.b | length)}' }],
          },
        ],
      },
    });
  for (const one of [gzip, convert, query]) expect(one).toThrow(NotModelled);
});

test('the real client puts a batch; UpdateDestination needs the version and counts it', async () => {
  const { cloud, stream } = open(minute);
  const client = connect(new FirehoseClient({ region: 'us-east-1', maxAttempts: 1 }), cloud);
  const Records = [{ Data: utf8('a') }, { Data: utf8('b') }];
  const answer = await client.send(new PutRecordBatchCommand({ DeliveryStreamName: 'clicks', Records }));
  expect(answer).toMatchObject({ FailedPutCount: 0, RequestResponses: [{}, {}] });
  await expect(
    client.send(new PutRecordBatchCommand({ DeliveryStreamName: 'none', Records })),
  ).rejects.toBeInstanceOf(ResourceNotFoundException);
  const update = (currentDeliveryStreamVersionId: string) =>
    cloud.firehose.updateDestination({
      deliveryStreamName: 'clicks',
      currentDeliveryStreamVersionId,
      destinationId: 'destinationId-000000000001',
      extendedS3DestinationUpdate: { bufferingHints: { sizeInMBs: 64, intervalInSeconds: 900 } },
    });
  update('1');
  expect(() => update('1')).toThrow(refusal('ConcurrentModificationException'));
  expect(stream.settings.buffering).toEqual({ bytes: 64 * MiB, seconds: 900 });
  await cloud.run(60);
  expect(fates(stream)).toEqual([2, 0, 0, 0]);
});

test('any outages: each record has one fate, no object is above its size, and nobody waits beyond the interval', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 700 })), {
        minLength: 1,
        maxLength: 60,
      }),
      fc.option(fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 1, max: 2000 })), {
        nil: undefined,
      }),
      async (records, outage) => {
        const { cloud, bucket, stream } = open(minute);
        if (outage)
          cloud.faults.raise({ kind: 'down', place: bucket.arn }, { at: outage[0], lasting: outage[1] });
        cloud.process(function* producer() {
          for (const [n, [pause, kilobytes]] of records.entries()) {
            yield pause;
            stream.putRecord(new Uint8Array(kilobytes * 1024));
            // Records are delivered in their order.
            const inTime = () => expect(stream.fates.delivered).toBeGreaterThan(n);
            if (!outage) cloud.simulation.schedule(61, inTime);
          }
        });
        await cloud.run(86_400 * 2);
        expect(fates(stream)).toEqual([records.length, 0, 0, 0]);
        const sizes = bucket.keys.map((key) => bucket.get(key).body.length);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(MiB);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(
          records.reduce((sum, [, kilobytes]) => sum + kilobytes * 1024, 0),
        );
      },
    ),
    { numRuns: 20 },
  );
}, 30_000);

test('a partition stays active while a record waits in it, though another was just delivered', async () => {
  const { cloud, bucket, stream } = open({
    bufferingHints: { sizeInMBs: 64, intervalInSeconds: 60 },
    dynamicPartitioningConfiguration: { enabled: true },
    prefix: 'shop=!{partitionKeyFromQuery:shop}/',
    errorOutputPrefix: 'failed/',
    processingConfiguration: {
      enabled: true,
      processors: [
        {
          type: 'MetadataExtraction',
          parameters: [
            { parameterName: 'MetadataExtractionQuery', parameterValue: '{shop:.shop}' },
            { parameterName: 'JsonParsingEngine', parameterValue: 'JQ-1.6' },
          ],
        },
      ],
    },
  });
  cloud.faults.raise({ kind: 'down', place: bucket.arn }, { at: 50, lasting: 25 });
  stream.putRecord('{"shop":1}');
  await cloud.run(70);
  stream.putRecord('{"shop":1}');
  // The first object is delivered late; the second record waits until second 130.
  await cloud.run(40);
  expect([stream.fates.delivered, stream.activePartitions]).toEqual([1, 1]);
  await cloud.run(30);
  expect([stream.fates.delivered, stream.activePartitions]).toEqual([2, 0]);
});

test('between two tries of a delivery the wait doubles', async () => {
  const cloud = new Cloud(still);
  const bucket = cloud.s3.bucket('failed');
  const url = 'https://collector.example.com';
  const stream = cloud.firehose.stream('http', {
    httpEndpointDestinationConfiguration: {
      endpointConfiguration: { url },
      s3Configuration: { roleARN: RoleARN, bucketARN: bucket.arn },
      retryOptions: { durationInSeconds: 120 },
      bufferingHints: { sizeInMBs: 1, intervalInSeconds: 60 },
    },
  });
  const tries: number[] = [];
  cloud.firehose.outside.answer(url, () => tries.push(Math.round(cloud.now) - 60) < 0);
  stream.putRecord('one');
  await cloud.run(600);
  expect(tries).toEqual([0, 1, 3, 7, 15, 31, 63, 120]);
});

// https://docs.aws.amazon.com/firehose/latest/APIReference/API_ProcessorParameter.html
test('before a function records wait for 1 MB, and for Splunk for 256 KB', () => {
  const parameterValue = 'arn:aws:lambda:us-east-1:123456789012:function:f';
  const parameters = [{ parameterName: 'LambdaArn' as const, parameterValue }];
  const configuration = { enabled: true, processors: [{ type: 'Lambda' as const, parameters }] };
  const bytes = (type: 'S3' | 'Splunk') => processingOf(configuration, type).function!.buffering.bytes;
  expect([bytes('S3') / MiB, bytes('Splunk') / MiB]).toEqual([1, 0.25]);
});
