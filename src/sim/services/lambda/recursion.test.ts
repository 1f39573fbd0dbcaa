import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { Cloud, connect, hours, minutes } from '../../index.ts';
import { continued, lineageName, runsIn } from './lineage.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html (checked 2026-11-28)

/** A function that sends each message that it gets to its own queue again. */
async function loop(settings: { dead?: boolean } = {}) {
  const cloud = new Cloud();
  const dead = cloud.sqs.createQueue('dead');
  const jobs = cloud.sqs.createQueue('jobs', {
    ...(settings.dead && { redrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 3 } }),
  });
  let runs = 0;
  cloud.lambda.createFunction({
    functionName: 'f',
    code: () => (event: { Records: { body: string }[] }) => {
      for (const { body } of event.Records) {
        runs++;
        jobs.sendMessage(body);
      }
    },
  });
  await cloud.lambda.createEventSourceMapping({ functionName: 'f', eventSourceArn: jobs.arn, batchSize: 1 });
  return { cloud, jobs, dead, runs: () => runs };
}

test('a loop through a queue is stopped after sixteen runs; the message goes to the queue’s dead-letter queue', async () => {
  const { cloud, jobs, dead, runs } = await loop({ dead: true });
  const dropped = cloud.record(cloud.lambda.metric('f', 'RecursiveInvocationsDropped'), { period: 3600 });
  jobs.sendMessage('round and round');
  await cloud.run(hours(1));
  expect(runs()).toBe(16);
  expect(jobs.approximateNumberOfMessages + jobs.approximateNumberOfMessagesNotVisible).toBe(0);
  expect(dead.approximateNumberOfMessages).toBe(1);
  // As often as the queue lets it be received.
  expect(Array.from(dropped, ([, value]) => value)).toEqual([3]);
  // Another chain of requests begins anew.
  jobs.sendMessage('another');
  await cloud.run(hours(1));
  expect(runs()).toBe(32);
});

test('the message tells its chain of requests, as AWS X-Ray writes it', async () => {
  const { cloud, jobs, runs } = await loop();
  jobs.sendMessage('round and round');
  await cloud.run(minutes(1));
  expect(runs()).toBe(16);
  await cloud.lambda.deleteEventSourceMapping({ uuid: cloud.lambda.listEventSourceMappings({}).eventSourceMappings![0]!.uuid! }); // prettier-ignore
  await cloud.run(minutes(1));
  const { Messages } = (await cloud.send('sqs', 'ReceiveMessage', { QueueUrl: jobs.url, WaitTimeSeconds: 20, MessageSystemAttributeNames: ['AWSTraceHeader'] })) as unknown as { Messages: { Attributes: { AWSTraceHeader: string } }[] }; // prettier-ignore
  expect(Messages[0]!.Attributes.AWSTraceHeader).toMatch(
    /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=[0-9a-f]{8}:16$/,
  );
});

test('a function that may run in a loop does, without end', async () => {
  const { cloud, jobs, runs } = await loop();
  cloud.lambda.putFunctionRecursionConfig({ functionName: 'f', recursiveLoop: 'Allow' });
  jobs.sendMessage('round and round');
  await cloud.run(5);
  expect(runs()).toBeGreaterThan(100);
});

test('a loop through a topic ends at the function’s on-failure destination and its dead-letter queue', async () => {
  const cloud = new Cloud();
  const failed = cloud.sqs.createQueue('failed');
  const dead = cloud.sqs.createQueue('dead');
  const topic = cloud.sns.createTopic({ name: 'news' });
  let runs = 0;
  const fn = cloud.lambda.createFunction({
    functionName: 'f',
    deadLetterConfig: { targetArn: dead.arn },
    code: () =>
      async function () {
        runs++;
        await cloud.sns.publish({ topicArn: topic.topicArn!, message: 'round and round' });
      },
  });
  cloud.lambda.addPermission({ functionName: 'f', statementId: 's', action: 'lambda:InvokeFunction', principal: 'sns.amazonaws.com', sourceArn: topic.topicArn! }); // prettier-ignore
  cloud.lambda.putFunctionEventInvokeConfig({ functionName: 'f', destinationConfig: { onFailure: { destination: failed.arn } } }); // prettier-ignore
  await cloud.sns.subscribe({ topicArn: topic.topicArn!, protocol: 'lambda', endpoint: fn.functionArn! });
  await cloud.sns.publish({ topicArn: topic.topicArn!, message: 'begin' });
  await cloud.run(hours(1));
  expect(runs).toBe(16);
  const [record] = await failed.receiveMessage({ waitTimeSeconds: 20 });
  expect(JSON.parse(record!.body)).toMatchObject({ requestContext: { approximateInvokeCount: 0 }, requestPayload: { Records: [{ EventSource: 'aws:sns' }] } }); // prettier-ignore
  const [letter] = await dead.receiveMessage({ waitTimeSeconds: 20 });
  expect(letter!.messageAttributes!.ErrorMessage!.stringValue).toContain('recursive loop');
});

test('a loop through a bucket is stopped, with the SDK’s own client in the function', async () => {
  const cloud = new Cloud();
  const s3 = connect(new S3Client({ region: 'us-east-1' }), cloud);
  cloud.s3.createBucket({ bucket: 'pictures' });
  let runs = 0;
  const fn = cloud.lambda.createFunction({
    functionName: 'f',
    code: () =>
      async function () {
        runs++;
        await s3.send(new PutObjectCommand({ Bucket: 'pictures', Key: `picture ${runs}`, Body: 'pixels' }));
      },
  });
  cloud.lambda.addPermission({ functionName: 'f', statementId: 's', action: 'lambda:InvokeFunction', principal: 's3.amazonaws.com' }); // prettier-ignore
  await cloud.s3.putBucketNotificationConfiguration({ bucket: 'pictures', notificationConfiguration: { lambdaFunctionConfigurations: [{ lambdaFunctionArn: fn.functionArn!, events: ['s3:ObjectCreated:*'] }] } }); // prettier-ignore
  await cloud.s3.putObject({ bucket: 'pictures', key: 'first', body: new Uint8Array([1]) });
  await cloud.run(hours(1));
  expect(runs).toBe(16);
});

test('a loop of two functions and a queue is stopped, and neither has run more than sixteen times', async () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs');
  const sqs = connect(new SQSClient({ region: 'us-east-1' }), cloud);
  const runs = { one: 0, two: 0 };
  cloud.lambda.createFunction({
    functionName: 'one',
    code: () =>
      async function () {
        runs.one++;
        await sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: 'on' }));
      },
  });
  cloud.lambda.createFunction({
    functionName: 'two',
    code: () =>
      function* () {
        runs.two++;
        yield* cloud.send('lambda', 'Invoke', { FunctionName: 'one', InvocationType: 'Event' });
      },
  });
  await cloud.lambda.createEventSourceMapping({ functionName: 'two', eventSourceArn: queue.arn });
  cloud.lambda.submit('one');
  await cloud.run(hours(1));
  expect(runs).toEqual({ one: 16, two: 16 });
});

test('functions that call each other get an error where the loop is stopped', async () => {
  const cloud = new Cloud();
  let runs = 0;
  cloud.lambda.createFunction({
    functionName: 'f',
    timeout: 60,
    code: () =>
      function* (): Generator<never, number, never> {
        runs++;
        const { value, error } = yield* cloud.lambda.run<number>('f') as never as Generator<never, { value?: number; error?: { errorType: string } }, never>; // prettier-ignore
        return error ? -1 : value! + 1;
      },
  });
  const { error } = await cloud.lambda.run('f');
  await cloud.run(minutes(1));
  expect(runs).toBe(16);
  // The innermost call fails, and each of the others answers what its own call came to.
  expect(error).toBeUndefined();
});

test('a loop through a table is not found: AWS does not know it', async () => {
  const cloud = new Cloud();
  cloud.dynamodb.createTable({ tableName: 'table', attributeDefinitions: [{ attributeName: 'k', attributeType: 'S' }], keySchema: [{ attributeName: 'k', keyType: 'HASH' }], billingMode: 'PAY_PER_REQUEST', streamSpecification: { streamEnabled: true, streamViewType: 'KEYS_ONLY' } }); // prettier-ignore
  await cloud.run(60);
  let runs = 0;
  const put = (n: number) =>
    cloud.send('dynamodb', 'PutItem', { TableName: 'table', Item: { k: { S: String(n) } } });
  cloud.lambda.createFunction({
    functionName: 'f',
    code: () =>
      function* () {
        yield* put(++runs);
      },
  });
  const { table } = cloud.dynamodb.describeTable({ tableName: 'table' });
  await cloud.lambda.createEventSourceMapping({ functionName: 'f', eventSourceArn: table!.latestStreamArn!, startingPosition: 'LATEST' }); // prettier-ignore
  await cloud.run(5);
  await put(0);
  await cloud.run(minutes(2));
  expect(runs).toBeGreaterThan(20);
});

test('a lineage counts each function of a chain for itself, and keeps its root', () => {
  const [a, b] = [lineageName('arn:a'), lineageName('arn:b')];
  const at = { epochMillis: 1_800_000_000_000, requestId: '01234567-89ab-cdef-0123-456789abcdef' };
  const first = continued(undefined, a, at);
  expect(first).toBe(
    `Root=1-6b49d200-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=0;Lineage=${a}:1`,
  );
  const third = continued(continued(first, b, { ...at, epochMillis: 0 }), a, at);
  expect(third).toContain(`Root=1-6b49d200-0123456789abcdef01234567;`);
  expect(third).toContain(`;Lineage=${a}:2|${b}:1`);
  expect([runsIn(third, a), runsIn(third, b), runsIn(undefined, a), runsIn('Root=1-5', a)]).toEqual([
    2, 1, 0, 0,
  ]);
});
