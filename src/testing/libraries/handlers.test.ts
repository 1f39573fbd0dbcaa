import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import middy from '@middy/core';
import { expect, onTestFinished, test } from 'vitest';
import { Cloud, connect, hours, minutes, useVirtualTime } from '../../sim/index.ts';

/* Handlers of the shapes that public samples have: clients at the top of the module, async code, libraries unchanged. */

function start() {
  const cloud = new Cloud();
  onTestFinished(useVirtualTime(cloud));
  return cloud;
}

test('middy: what comes before, after and on an error is around the handler', async () => {
  const cloud = start();
  const steps: string[] = [];
  const handler = middy()
    .use({
      before: ({ event }) => void steps.push(`before ${(event as { body: string }).body}`),
      after: (request) => {
        request.response = { ...(request.response as object), headers: { 'x-by': 'middy' } };
      },
      onError: (request) => {
        request.response = { statusCode: 400, body: request.error!.message };
      },
    })
    .handler(async (event: { body: string }) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (event.body === 'bad') throw new Error('not that');
      return { statusCode: 200, body: event.body };
    });
  cloud.lambda.createFunction({ functionName: 'api', timeout: 10, code: () => handler as never });
  const good = await cloud.lambda.run('api', { body: 'good' });
  expect(good.value).toEqual({ statusCode: 200, body: 'good', headers: { 'x-by': 'middy' } });
  expect(good.duration).toBeGreaterThanOrEqual(0.05);
  expect((await cloud.lambda.run('api', { body: 'bad' })).value).toEqual({
    statusCode: 400,
    body: 'not that',
  });
  expect(steps).toEqual(['before good', 'before bad']);
});

test('Powertools batch: one bad message of ten comes again, alone', async () => {
  const cloud = start();
  const queue = cloud.sqs.createQueue('orders', { visibilityTimeout: 30 });
  const processor = new BatchProcessor(EventType.SQS);
  const seen: string[] = [];
  const record = ({ body }: { body: string }) => {
    seen.push(body);
    if (body === '7' && seen.filter((one) => one === '7').length === 1) throw new Error('once');
  };
  cloud.lambda.createFunction({
    functionName: 'worker',
    code: () =>
      ((event: never, context: never) =>
        processPartialResponse(event, record as never, processor, { context })) as never,
  });
  await cloud.lambda.createEventSourceMapping({
    ...{ functionName: 'worker', eventSourceArn: queue.arn, maximumBatchingWindowInSeconds: 1 },
    functionResponseTypes: ['ReportBatchItemFailures'],
  });
  for (let n = 0; n < 10; n++) queue.sendMessage(String(n));
  await cloud.run(minutes(2));
  expect(seen).toHaveLength(11);
  expect(seen.filter((one) => one === '7')).toHaveLength(2);
});

test('idempotency: a message that comes twice is charged once', async () => {
  const cloud = start();
  const queue = cloud.sqs.createQueue('payments');
  cloud.dynamodb.table('done');
  const documents = DynamoDBDocumentClient.from(connect(new DynamoDBClient({}), cloud));
  let charged = 0;
  const handler = async ({ Records }: { Records: { body: string }[] }) => {
    for (const { body } of Records) {
      const { id } = JSON.parse(body) as { id: string };
      try {
        await documents.send(
          new PutCommand({
            TableName: 'done',
            Item: { id },
            ConditionExpression: 'attribute_not_exists(id)',
          }),
        );
      } catch (error) {
        if ((error as Error).name === 'ConditionalCheckFailedException') continue;
        throw error;
      }
      charged++;
    }
  };
  cloud.lambda.createFunction({ functionName: 'charge', code: () => handler as never });
  await cloud.lambda.createEventSourceMapping({ functionName: 'charge', eventSourceArn: queue.arn });
  for (const id of ['a', 'b', 'a', 'c', 'b']) queue.sendMessage(JSON.stringify({ id }));
  await cloud.run(minutes(1));
  expect(charged).toBe(3);
});

test('an S3 thumbnail: each picture that is put gets a small one in another bucket', async () => {
  const cloud = start();
  const s3 = connect(new S3Client({}), cloud);
  cloud.s3.createBucket({ bucket: 'pictures' });
  cloud.s3.createBucket({ bucket: 'pictures-small' });
  const handler = async ({
    Records,
  }: {
    Records: { s3: { bucket: { name: string }; object: { key: string } } }[];
  }) => {
    for (const {
      s3: { bucket, object },
    } of Records) {
      const Key = decodeURIComponent(object.key.replaceAll('+', ' '));
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key }));
      const bytes = await Body!.transformToByteArray();
      await s3.send(new PutObjectCommand({ Bucket: `${bucket.name}-small`, Key, Body: bytes.slice(0, 4) }));
    }
  };
  const { functionArn } = cloud.lambda.createFunction({
    functionName: 'thumbnail',
    code: () => handler as never,
  });
  cloud.lambda.addPermission({ functionName: 'thumbnail', statementId: 's3', action: 'lambda:InvokeFunction', principal: 's3.amazonaws.com' }); // prettier-ignore
  await cloud.s3.putBucketNotificationConfiguration({
    bucket: 'pictures',
    notificationConfiguration: {
      lambdaFunctionConfigurations: [{ lambdaFunctionArn: functionArn!, events: ['s3:ObjectCreated:*'] }],
    },
  });
  await s3.send(new PutObjectCommand({ Bucket: 'pictures', Key: 'a cat.jpg', Body: 'a large cat' }));
  await cloud.run(minutes(1));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'pictures-small', Key: 'a cat.jpg' }));
  expect(await Body!.transformToString()).toBe('a la');
});

test('a scheduled job: every hour it reads a table and tells a topic', async () => {
  const cloud = start();
  const orders = cloud.dynamodb.table('orders');
  const documents = DynamoDBDocumentClient.from(connect(new DynamoDBClient({}), cloud));
  const sns = connect(new SNSClient({}), cloud);
  const mails = cloud.sqs.createQueue('mails');
  const topic = cloud.sns.createTopic({ name: 'reports' }).topicArn!;
  mails.setQueueAttributes({ policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: mails.arn }] }) }); // prettier-ignore
  await cloud.sns.subscribe({ topicArn: topic, protocol: 'sqs', endpoint: mails.arn });
  const handler = async () => {
    const { Count } = await documents.send(new ScanCommand({ TableName: 'orders', Select: 'COUNT' }));
    await sns.send(new PublishCommand({ TopicArn: topic, Message: `${Count} orders` }));
  };
  const { functionArn } = cloud.lambda.createFunction({
    functionName: 'report',
    code: () => handler as never,
  });
  cloud.scheduler.createSchedule({
    ...{ name: 'hourly', scheduleExpression: 'rate(1 hour)', flexibleTimeWindow: { mode: 'OFF' } },
    target: { arn: functionArn!, roleArn: 'arn:aws:iam::123456789012:role/scheduler' },
  });
  orders.put({ id: 'one' });
  orders.put({ id: 'two' });
  await cloud.run(hours(3) + 60);
  expect(mails.approximateNumberOfMessages).toBeGreaterThanOrEqual(3);
  const [mail] = await mails.receiveMessage({ waitTimeSeconds: 20 });
  expect(JSON.parse(mail!.body)).toMatchObject({ Message: '2 orders' });
});
