import { expect, test } from 'vitest';
import { Cloud, hours, minutes } from '../../index.ts';
import type { FunctionOptions } from './index.ts';

/* What users reported of other simulators and of clients, and what AWS does. */

type Options = Omit<FunctionOptions, 'functionName'>;

/** A cloud with a function `f`. */
function withFunction(given: Options): Cloud {
  const cloud = new Cloud();
  cloud.lambda.createFunction({ functionName: 'f', ...given });
  return cloud;
}

/** A cloud in which a function `f` reads a queue, and answers a batch so. */
async function reading(answer: (ids: string[]) => unknown) {
  let calls = 0;
  const cloud = withFunction({
    code: () => (event: { Records: { messageId: string }[] }) => {
      calls++;
      return answer(event.Records.map(({ messageId }) => messageId));
    },
  });
  const dead = cloud.sqs.createQueue('dead');
  const queue = cloud.sqs.createQueue('q', {
    visibilityTimeout: 5,
    redrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 2 },
  });
  await cloud.lambda.createEventSourceMapping({
    functionName: 'f',
    eventSourceArn: queue.arn,
    functionResponseTypes: ['ReportBatchItemFailures'],
  });
  for (const body of ['1', '2']) queue.sendMessage(body);
  await cloud.run(minutes(2));
  return { calls: () => calls, dead: dead.approximateNumberOfMessages };
}

// https://github.com/floci-io/floci/issues/3152
test.each([
  ['an empty identifier', [{ itemIdentifier: '' }]],
  ['no identifier', [{ itemIdentifier: null }]],
  ['an unknown identifier', [{ itemIdentifier: 'x' }]],
  ['another key', [{ id: 'x' }]],
  ['no list', 'x'],
])('a partial response with %s fails the whole batch', async (_what, batchItemFailures) => {
  expect((await reading(() => ({ batchItemFailures }))).dead).toBe(2);
});

// https://github.com/ministackorg/ministack/issues/287
test('of a batch only the messages that are reported as failed come back', async () => {
  const { dead } = await reading((ids) => ({
    batchItemFailures: ids.slice(0, 1).map((id) => ({ itemIdentifier: id })),
  }));
  expect(dead).toBeLessThanOrEqual(2);
  expect(dead).toBeGreaterThanOrEqual(1);
  expect((await reading(() => null)).dead).toBe(0);
  expect((await reading(() => ({ batchItemFailures: [] }))).dead).toBe(0);
});

// https://github.com/localstack/localstack/pull/7933
test('an event that fails is tried three times where only a destination is set', async () => {
  let calls = 0;
  const cloud = withFunction({
    code: () => () => {
      calls++;
      throw new Error('no');
    },
  });
  const queue = cloud.sqs.createQueue('q');
  cloud.lambda.putFunctionEventInvokeConfig({
    functionName: 'f',
    destinationConfig: { onSuccess: { destination: queue.arn } },
  });
  cloud.lambda.submit('f');
  await cloud.run(hours(1));
  expect(calls).toBe(3);
});

// https://github.com/floci-io/floci/issues/4194
test('a dead-letter queue gets the event as it was, with the reasons beside it, after the retries', async () => {
  const cloud = new Cloud();
  const dead = cloud.sqs.createQueue('dead');
  cloud.lambda.createFunction({
    functionName: 'f',
    deadLetterConfig: { targetArn: dead.arn },
    code: () => () => {
      throw new Error('no');
    },
  });
  cloud.lambda.submit('f', { order: 7 });
  await cloud.run(minutes(2));
  expect(dead.approximateNumberOfMessages).toBe(0);
  await cloud.run(minutes(2));
  const [letter] = await dead.receiveMessage();
  expect(letter!.body).toBe('{"order":7}');
  expect(letter!.messageAttributes).toMatchObject({
    ErrorCode: { dataType: 'Number', stringValue: '200' },
    ErrorMessage: { stringValue: 'no' },
    RequestID: { dataType: 'String' },
  });
});

// https://github.com/floci-io/floci/issues/4193
test('a success goes to its destination with what was asked and answered', async () => {
  const cloud = withFunction({ code: () => (event: { n: number }) => event.n + 1 });
  const queue = cloud.sqs.createQueue('q');
  cloud.lambda.putFunctionEventInvokeConfig({
    functionName: 'f',
    destinationConfig: { onSuccess: { destination: queue.arn } },
  });
  cloud.lambda.submit('f', { n: 1 });
  await cloud.run(1);
  const [message] = await queue.receiveMessage();
  expect(JSON.parse(message!.body)).toMatchObject({
    version: '1.0',
    requestContext: { condition: 'Success', approximateInvokeCount: 1 },
    requestPayload: { n: 1 },
    responsePayload: 2,
  });
});

// https://github.com/stackshy/cloudemu/pull/928
test('reserved concurrency throttles, with its reason; none switches the function off', async () => {
  const cloud = withFunction({ code: { load: () => () => 1, duration: 1 } });
  cloud.lambda.putFunctionConcurrency({ functionName: 'f', reservedConcurrentExecutions: 1 });
  const [first, second] = [cloud.lambda.run('f'), cloud.lambda.run('f')];
  await expect(second).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    $metadata: { httpStatusCode: 429 },
    details: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' },
  });
  expect((await first).value).toBe(1);
  cloud.lambda.putFunctionConcurrency({ functionName: 'f', reservedConcurrentExecutions: 0 });
  await expect(cloud.lambda.run('f')).rejects.toThrow('Rate Exceeded.');
});

// https://github.com/getmoto/moto/pull/6628
test('a hundred executions stay unreserved', () => {
  const cloud = withFunction({ code: () => () => 1 });
  const reserve = (reservedConcurrentExecutions: number) =>
    cloud.lambda.putFunctionConcurrency({ functionName: 'f', reservedConcurrentExecutions });
  expect(() => reserve(901)).toThrow('below its minimum value of [100]');
  expect(reserve(900)).toEqual({ reservedConcurrentExecutions: 900 });
  expect(cloud.lambda.getAccountSettings().accountLimit!.unreservedConcurrentExecutions).toBe(100);
});

// https://github.com/aws/aws-cli/issues/6718
test('a version is not published while an update is in progress', async () => {
  const cloud = withFunction({ code: () => () => 1 });
  cloud.lambda.model.update = 2;
  cloud.lambda.updateFunctionConfiguration({ functionName: 'f', memorySize: 256 });
  expect(() => cloud.lambda.publishVersion({ functionName: 'f' })).toThrow(
    'An update is in progress for resource',
  );
  await cloud.run(2);
  expect(cloud.lambda.publishVersion({ functionName: 'f' }).version).toBe('1');
});

// https://github.com/aws/serverless-application-model/issues/3622
test('a change of the description alone makes a new version; no change makes none', () => {
  const cloud = withFunction({ code: () => () => 1 });
  const publish = () => cloud.lambda.publishVersion({ functionName: 'f' }).version;
  expect([publish(), publish()]).toEqual(['1', '1']);
  cloud.lambda.updateFunctionConfiguration({ functionName: 'f', description: 'new' });
  expect(publish()).toBe('2');
});

// https://github.com/dherault/serverless-offline/issues/1051
test('a function is cut off at its timeout; what it had sent stays sent, the rest never happens', async () => {
  const cloud = new Cloud();
  const done: string[] = [];
  cloud.lambda.createFunction({
    functionName: 'f',
    timeout: 3,
    code: () => async (_event, context) => {
      done.push('before');
      await context.sleep(120);
      done.push('after');
    },
  });
  expect((await cloud.lambda.run('f')).error!.errorType).toBe('Sandbox.Timedout');
  await cloud.run(minutes(5));
  expect(done).toEqual(['before']);
});

// https://github.com/dherault/serverless-offline/issues/1183 and https://github.com/aws/aws-sam-cli/issues/253
test('the time that remains begins at the timeout and falls to nothing, never below', async () => {
  const cloud = withFunction({
    timeout: 6,
    code: {
      duration: 0,
      load: () =>
        function* (_event, context) {
          const first = context.getRemainingTimeInMillis();
          yield 2.5;
          return [first, context.getRemainingTimeInMillis()];
        },
    },
  });
  expect((await cloud.lambda.run('f')).value).toEqual([6000, 3500]);
});

/** What a function URL answers where its function answers so. */
async function over(answer: () => unknown) {
  const cloud = withFunction({ code: () => answer });
  const { functionUrl } = cloud.lambda.createFunctionUrlConfig({ functionName: 'f', authType: 'NONE' });
  cloud.lambda.addPermission({
    functionName: 'f',
    statementId: 's',
    action: 'lambda:InvokeFunctionUrl',
    principal: '*',
    functionUrlAuthType: 'NONE',
  });
  cloud.lambda.addPermission({
    functionName: 'f',
    statementId: 'call',
    action: 'lambda:InvokeFunction',
    principal: '*',
    invokedViaFunctionUrl: true,
  });
  return cloud.lambda.request(functionUrl);
}

// https://github.com/localstack/localstack/issues/8213
test('a function URL takes a status that is a text', async () => {
  expect(
    await over(() => ({ statusCode: '302', headers: { Location: 'https://example.com' } })),
  ).toMatchObject({
    status: 302,
    headers: new Map([
      ['content-type', 'application/json'],
      ['location', 'https://example.com'],
    ]),
  });
});

// https://github.com/floci-io/floci/issues/3153
test('a function URL sets cookies, and answers 502 where the function fails', async () => {
  expect(await over(() => ({ statusCode: 200, cookies: ['probe=one', 'other=two; Secure'] }))).toMatchObject({
    setCookies: [
      { name: 'probe', value: 'one' },
      { name: 'other', value: 'two' },
    ],
  });
  const failed = over(() => {
    throw new Error('no');
  });
  expect(await failed).toMatchObject({ status: 502 });
});

// https://github.com/getmoto/moto/issues/1363 and https://github.com/terraform-aws-modules/terraform-aws-lambda/issues/547
test('a permission is a statement of the policy, whose id is taken once', () => {
  const cloud = withFunction({ code: () => () => 1 });
  const permission = {
    functionName: 'f',
    statementId: '1',
    action: 'lambda:InvokeFunction',
    principal: 's3.amazonaws.com',
    sourceArn: 'arn:aws:s3:::bucket',
  };
  expect(JSON.parse(cloud.lambda.addPermission(permission).statement!)).toEqual({
    Sid: '1',
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: 'arn:aws:lambda:us-east-1:123456789012:function:f',
    Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::bucket' } },
  });
  expect(() => cloud.lambda.addPermission(permission)).toThrow(
    'The statement id (1) provided already exists.',
  );
});
