import { expect, test } from 'vitest';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Cloud, connect, NotModelled } from '../../index.ts';
import { bodies, openQueue } from '../../../testing/messaging.ts';

const still = { requestLatency: { mean: 0, sd: 0 } };
const refusal = (name: string) => expect.objectContaining({ name }) as Error;

test('the real client puts, lists and gets objects, and meets an error of its own', async () => {
  const cloud = new Cloud(still);
  cloud.s3.bucket('lake');
  const client = connect(new S3Client({ region: 'us-east-1', maxAttempts: 1 }), cloud);
  const body = new TextEncoder().encode('one');
  const put = await client.send(new PutObjectCommand({ Bucket: 'lake', Key: 'a/1.txt', Body: body }));
  expect(put.ETag).toBe('"f97c5d29941bfb1b2fdab0874906ab82"');
  const list = await client.send(new ListObjectsV2Command({ Bucket: 'lake', Prefix: 'a/' }));
  expect(list).toMatchObject({ KeyCount: 1, IsTruncated: false, Contents: [{ Key: 'a/1.txt', Size: 3 }] });
  const got = await client.send(new GetObjectCommand({ Bucket: 'lake', Key: 'a/1.txt' }));
  expect(await got.Body!.transformToByteArray()).toEqual(body);
  await expect(client.send(new GetObjectCommand({ Bucket: 'lake', Key: 'none' }))).rejects.toBeInstanceOf(
    NoSuchKey,
  );
});

test('a name of a bucket is taken for all accounts and Regions', () => {
  const cloud = new Cloud(still);
  cloud.s3.createBucket({ bucket: 'lake' });
  cloud.s3.createBucket({ bucket: 'lake' });
  const europe = cloud.region('eu-west-1').s3;
  const there = { createBucketConfiguration: { locationConstraint: 'eu-west-1' as const } };
  expect(() => europe.createBucket({ bucket: 'lake', ...there })).toThrow(refusal('BucketAlreadyOwnedByYou'));
  expect(() => europe.createBucket({ bucket: 'sea' })).toThrow(refusal('InvalidArgument'));
  europe.createBucket({ bucket: 'sea', ...there });
  expect(cloud.s3.listBuckets({}).buckets!.map(({ name }) => name)).toEqual(['lake', 'sea']);
  for (const bucket of ['ab', 'Lake', 'a..b', '-lake', 'x'.repeat(64)])
    expect(() => cloud.s3.createBucket({ bucket })).toThrow(refusal('InvalidBucketName'));
  cloud.s3.bucket('lake').put('k', 'x');
  expect(() => cloud.s3.deleteBucket({ bucket: 'lake' })).toThrow(refusal('BucketNotEmpty'));
  cloud.s3.deleteObject({ bucket: 'lake', key: 'k' });
  cloud.s3.deleteBucket({ bucket: 'lake' });
  expect(() => cloud.s3.headBucket({ bucket: 'lake' })).toThrow(refusal('NotFound'));
});

test('a listing is in the order of UTF-8 bytes, rolls up behind a delimiter, and comes in pages', () => {
  const bucket = new Cloud(still).s3.bucket('lake');
  for (const key of ['b', 'a/2', 'a/1', '😀', '\uffff', 'c/x/1', 'c/y', 'B']) bucket.put(key, '');
  expect(bucket.keys).toEqual(['B', 'a/1', 'a/2', 'b', 'c/x/1', 'c/y', '\uffff', '😀']);
  const pages: string[][] = [];
  let continuationToken: string | undefined;
  do {
    const page = bucket.list({ delimiter: '/', maxKeys: 2, continuationToken });
    pages.push([...page.keys, ...page.commonPrefixes]);
    continuationToken = page.nextContinuationToken;
  } while (continuationToken !== undefined);
  expect(pages).toEqual([
    ['B', 'a/'],
    ['b', 'c/'],
    ['\uffff', '😀'],
  ]);
  expect(bucket.list({ prefix: 'a/', startAfter: 'a/1' }).keys).toEqual(['a/2']);
  expect(() => bucket.list({ continuationToken: 'x' })).toThrow(refusal('InvalidArgument'));
});

test('a queue is told of new objects that its filter lets through, EventBridge of all', async () => {
  const cloud = new Cloud(still);
  const bucket = cloud.s3.bucket('lake');
  cloud.sqs.model.hosts = 1;
  const queue = openQueue(cloud, 'q', 's3');
  void queue.setQueueAttributes({
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queue.arn,
      },
    }),
  });
  const events: string[] = [];
  cloud.events.listen(({ detailType }) => events.push(detailType));
  const configure = (queueArn: string, prefix = 'in/') =>
    cloud.s3.putBucketNotificationConfiguration({
      bucket: 'lake',
      notificationConfiguration: {
        eventBridgeConfiguration: {},
        queueConfigurations: [
          {
            queueArn,
            events: ['s3:ObjectCreated:*'],
            filter: { key: { filterRules: [{ name: 'prefix', value: prefix }] } },
          },
        ],
      },
    });
  await expect(configure(`${queue.arn}-none`)).rejects.toThrow(refusal('InvalidArgument'));
  await configure(queue.arn);
  expect(await bodies(queue)).toEqual([expect.stringContaining('s3:TestEvent')]);
  bucket.put('in/a b', 'xyz');
  bucket.put('out/1', 'x');
  bucket.delete('out/1');
  await cloud.run(1);
  const [{ Records }] = (await bodies(queue)).map((body) => JSON.parse(body) as { Records: object[] }) as [
    { Records: object[] },
  ];
  expect(Records).toMatchObject([
    { eventName: 'ObjectCreated:Put', s3: { bucket: { name: 'lake' }, object: { key: 'in/a+b', size: 3 } } },
  ]);
  expect(events).toEqual(['Object Created', 'Object Created', 'Object Deleted']);
  const { queueConfigurations } = cloud.s3.getBucketNotificationConfiguration({ bucket: 'lake' });
  expect(queueConfigurations).toMatchObject([{ queueArn: queue.arn }]);
});

test('two configurations may not match one change', () => {
  const cloud = new Cloud(still);
  cloud.s3.bucket('lake');
  const one = (name: string, value: string) => ({
    queueArn: `arn:aws:sqs:us-east-1:123456789012:${value}`,
    events: ['s3:ObjectCreated:Put' as const],
    filter: { key: { filterRules: [{ name: name as never, value }] } },
  });
  expect(() =>
    cloud.s3.putBucketNotificationConfiguration({
      bucket: 'lake',
      notificationConfiguration: { queueConfigurations: [one('prefix', 'in/'), one('suffix', '.jpg')] },
    }),
  ).toThrow(refusal('InvalidArgument'));
});

test('a bucket that is down answers 503; what is not modelled says so; requests and storage are billed', async () => {
  const cloud = new Cloud(still);
  const bucket = cloud.s3.bucket('lake');
  bucket.put('k', new Uint8Array(1024 * 1024));
  await cloud.run(730 * 3600);
  const bill = Object.fromEntries(cloud.meter.bill().map(({ item, quantity }) => [item, quantity]));
  expect(bill['storage, S3 Standard']).toBeCloseTo(1 / 1024, 8);
  expect(bill['PUT and LIST requests, S3 Standard']).toBe(1);
  cloud.faults.raise({ kind: 'down', place: bucket.arn });
  expect(() => cloud.s3.getObject({ bucket: 'lake', key: 'k' })).toThrow(refusal('ServiceUnavailable'));
  expect(() => cloud.s3.getObject({ bucket: 'lake', key: 'k', range: 'bytes=0-1' })).toThrow(NotModelled);
  expect(() => bucket.get('none')).toThrow(refusal('NoSuchKey'));
  expect(() => bucket.put('k'.repeat(1025), '')).toThrow(refusal('KeyTooLongError'));
});

test('a function that lets in one bucket of one account is told of its uploads', async () => {
  const cloud = new Cloud(still);
  const bucket = cloud.s3.bucket('box');
  let told = 0;
  const { functionArn } = cloud.lambda.createFunction({ functionName: 'f', code: () => () => void told++ });
  const statement = { functionName: 'f', action: 'lambda:InvokeFunction', principal: 's3.amazonaws.com' };
  const allow = (sourceAccount: string) =>
    cloud.lambda.addPermission({
      ...statement,
      statementId: 's',
      sourceArn: bucket.arn,
      sourceAccount,
    });
  await cloud.s3.putBucketNotificationConfiguration({
    bucket: 'box',
    skipDestinationValidation: true,
    notificationConfiguration: {
      lambdaFunctionConfigurations: [{ lambdaFunctionArn: functionArn!, events: ['s3:ObjectCreated:*'] }],
    },
  });
  allow('999999999999');
  bucket.put('k', 'x');
  await cloud.run(60);
  expect(told).toBe(0);
  cloud.lambda.removePermission({ functionName: 'f', statementId: 's' });
  allow(cloud.account);
  bucket.put('k', 'x');
  await cloud.run(60);
  expect(told).toBe(1);
});
