import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';

test('a plain, an async and a generator function are handlers', async () => {
  const cloud = new Cloud();
  cloud.lambda.createFunction({ functionName: 'plain', code: () => (event) => ({ got: event }) });
  cloud.lambda.createFunction({
    functionName: 'async',
    code: () => async (event: { n: number }, context) => {
      await context.sleep(0.5);
      return event.n + 1;
    },
  });
  cloud.lambda.createFunction({
    functionName: 'generator',
    code: () =>
      function* (event: { n: number }) {
        yield 0.25;
        return event.n + 2;
      },
  });
  expect((await cloud.lambda.run('plain', { n: 1 })).value).toEqual({ got: { n: 1 } });
  const slow = await cloud.lambda.run('async', { n: 1 });
  expect(slow).toMatchObject({ value: 2, coldStart: true, init: 0.2, duration: 0.502, billed: 702 });
  expect(await cloud.lambda.run('async', { n: 5 })).toMatchObject({
    value: 6,
    coldStart: false,
    billed: 502,
  });
  expect((await cloud.lambda.run('generator', { n: 1 })).value).toBe(3);
});

test('INIT runs once in each environment, and what it made stays there', async () => {
  const cloud = new Cloud();
  let inits = 0;
  cloud.lambda.createFunction({
    functionName: 'count',
    code: () => {
      inits++;
      let calls = 0;
      return function* () {
        yield 1;
        return ++calls;
      };
    },
  });
  const values = async (count: number) => {
    const runs = Array.from({ length: count }, () => cloud.lambda.run<number>('count'));
    return (await Promise.all(runs)).map(({ value }) => value);
  };
  expect(await values(3)).toEqual([1, 1, 1]);
  expect(inits).toBe(3);
  expect(await values(2)).toEqual([2, 2]);
  expect(inits).toBe(3);
});

test('errors, timeouts and exits come in AWS’s shapes, with status 200', async () => {
  const cloud = new Cloud();
  cloud.lambda.createFunction({
    functionName: 'fails',
    code: () => () => {
      throw new RangeError('too far');
    },
  });
  cloud.lambda.createFunction({
    functionName: 'sleeps',
    timeout: 1,
    code: () => async (_event, context) => {
      await context.sleep(10);
    },
  });
  const failed = await cloud.lambda.run('fails');
  expect(failed.error).toEqual({
    errorType: 'RangeError',
    errorMessage: 'too far',
    trace: ['RangeError: too far'],
  });
  const late = await cloud.lambda.run('sleeps');
  expect(late.error).toEqual({
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${late.requestId} Error: Task timed out after 1.00 seconds`,
  });
  // The environment was reset: INIT runs again, inside the next invocation.
  expect(await cloud.lambda.run('sleeps')).toMatchObject({ coldStart: false, environment: 1 });
});

test('another service calls a function by AWS’s names', async () => {
  const cloud = new Cloud();
  cloud.lambda.createFunction({ functionName: 'echo', code: () => (event) => event });
  const answer = (await cloud.call('lambda', 'Invoke', { FunctionName: 'echo', Payload: '{"a":1}' })) as {
    StatusCode: number;
    Payload: Uint8Array;
  };
  expect(answer.StatusCode).toBe(200);
  expect(new TextDecoder().decode(answer.Payload)).toBe('{"a":1}');
});

test('what waits for nothing of the simulation is told with the function’s name', async () => {
  const cloud = new Cloud();
  cloud.lambda.createFunction({
    functionName: 'astray',
    code: () => async () => {
      await new Promise(() => {});
    },
  });
  await expect(cloud.lambda.run('astray')).rejects.toThrow("'the function astray' waits at");
});

test('a queue’s messages come in batches; those of a failed batch come back, and the others are deleted', async () => {
  const cloud = new Cloud();
  const jobs = cloud.sqs.createQueue('jobs');
  const seen: string[][] = [];
  cloud.lambda.createFunction({
    functionName: 'work',
    code: () => (event: { Records: { body: string; messageId: string }[] }) => {
      seen.push(event.Records.map(({ body }) => body));
      return {
        batchItemFailures: event.Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({
          itemIdentifier: messageId,
        })),
      };
    },
  });
  const mapping = await cloud.lambda.createEventSourceMapping({
    functionName: 'work',
    eventSourceArn: jobs.arn,
    functionResponseTypes: ['ReportBatchItemFailures'],
    filterCriteria: { filters: [{ pattern: '{"body":["good","bad"]}' }] },
  });
  expect(mapping).toMatchObject({ state: 'Creating', batchSize: 10 });
  for (const body of ['good', 'bad', 'unwanted']) jobs.sendMessage(body);
  await cloud.run(20);
  expect(seen.flat().sort()).toEqual(['bad', 'good']);
  await cloud.run(30);
  expect(seen.flat().sort()).toEqual(['bad', 'bad', 'good']);
});

test('a function URL answers where its policy lets everybody in', async () => {
  const cloud = new Cloud();
  cloud.lambda.createFunction({
    functionName: 'web',
    code: () => (event: { rawPath: string }) => ({ statusCode: 201, body: event.rawPath }),
  });
  const { functionUrl } = cloud.lambda.createFunctionUrlConfig({ functionName: 'web', authType: 'NONE' });
  expect(await cloud.lambda.request(functionUrl)).toMatchObject({ status: 403 });
  cloud.lambda.addPermission({
    functionName: 'web',
    statementId: 'all',
    action: 'lambda:InvokeFunctionUrl',
    principal: '*',
    functionUrlAuthType: 'NONE',
  });
  // Since October 2025 that alone is not enough.
  expect(await cloud.lambda.request(functionUrl)).toMatchObject({ status: 403 });
  cloud.lambda.addPermission({
    functionName: 'web',
    statementId: 'call',
    action: 'lambda:InvokeFunction',
    principal: '*',
    invokedViaFunctionUrl: true,
  });
  expect(await cloud.lambda.request(functionUrl, { path: '/pets?a=1' })).toMatchObject({
    status: 201,
    body: '/pets',
  });
});

test('provisioned concurrency is there after a while; calls beyond it spill over', async () => {
  const cloud = new Cloud();
  cloud.lambda.createFunction({
    functionName: 'fast',
    code: () =>
      function* () {
        yield 1;
      },
  });
  cloud.lambda.publishVersion({ functionName: 'fast' });
  const before = cloud.lambda.putProvisionedConcurrencyConfig({
    functionName: 'fast',
    qualifier: '1',
    provisionedConcurrentExecutions: 2,
  });
  expect(before).toMatchObject({ status: 'IN_PROGRESS', requestedProvisionedConcurrentExecutions: 2 });
  await cloud.run(120);
  expect(cloud.lambda.getProvisionedConcurrencyConfig({ functionName: 'fast', qualifier: '1' }).status).toBe(
    'READY',
  );
  const runs = await Promise.all([1, 2, 3].map(() => cloud.lambda.run('fast:1')));
  expect(runs.map(({ coldStart }) => coldStart)).toEqual([false, false, true]);
});

test('an asynchronous event is tried again after one and two minutes, and its record goes to the destination', async () => {
  const cloud = new Cloud();
  const dead = cloud.sqs.createQueue('dead');
  const at: number[] = [];
  cloud.lambda.createFunction({
    functionName: 'fails',
    code: () => () => {
      at.push(Math.round(cloud.now));
      throw new Error('no');
    },
  });
  cloud.lambda.putFunctionEventInvokeConfig({
    functionName: 'fails',
    destinationConfig: { onFailure: { destination: dead.arn } },
  });
  cloud.lambda.submit('fails', { a: 1 });
  await cloud.run(400);
  expect(at).toEqual([0, 60, 180]);
  const [message] = await dead.receiveMessage();
  expect(JSON.parse(message!.body)).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
    requestPayload: { a: 1 },
    responsePayload: { errorMessage: 'no' },
  });
});

test('ten thousand messages in tens of a second each: five batches at first, five more each second', async () => {
  const cloud = new Cloud();
  const jobs = cloud.sqs.createQueue('jobs');
  cloud.lambda.createFunction({
    functionName: 'f',
    code: { initDuration: 0, duration: 1, load: () => () => 'done' },
  });
  for (let i = 0; i < 10_000; i++) jobs.sendMessage(String(i));
  const { uuid } = await cloud.lambda.createEventSourceMapping({
    functionName: 'f',
    eventSourceArn: jobs.arn,
    batchSize: 10,
  });
  const since = cloud.now;
  await cloud.run(0.1);
  for (let t = 0; t <= 15; t++) {
    expect(Math.abs(cloud.lambda.batches(uuid!) - (5 + 5 * t)), `after ${t} s`).toBeLessThanOrEqual(5);
    await cloud.run(1);
  }
  while (jobs.approximateNumberOfMessages > 0) await cloud.run(0.1);
  expect(Math.abs(cloud.now - since - 19)).toBeLessThan(1.5);
});

test('calls move to a new version as CodeDeploy moves them, and back', async () => {
  const cloud = new Cloud();
  const { lambda } = cloud;
  lambda.createFunction({ functionName: 'f', code: () => () => 'old' });
  lambda.publishVersion({ functionName: 'f' });
  lambda.createAlias({ functionName: 'f', name: 'live', functionVersion: '1' });
  lambda.updateFunctionCode({ functionName: 'f', code: () => () => 'new' });
  await cloud.run(1);
  lambda.publishVersion({ functionName: 'f' });
  const shares = async (deployment: { share: number }, minutes: number) => {
    const found = [deployment.share];
    for (let minute = 1; minute <= minutes; minute++) {
      await cloud.run(60);
      found.push(deployment.share);
    }
    return found;
  };
  const weights = () => lambda.getAlias({ functionName: 'f', name: 'live' });

  const canary = lambda.shift('f', 'live', '2', 'Canary10Percent5Minutes');
  expect(weights()).toMatchObject({
    functionVersion: '1',
    routingConfig: { additionalVersionWeights: { 2: 0.1 } },
  });
  expect(await shares(canary, 5)).toEqual([0.1, 0.1, 0.1, 0.1, 0.1, 1]);
  expect((await lambda.run('f:live')).value).toBe('new');
  expect(weights().functionVersion).toBe('2');

  const linear = lambda.shift('f', 'live', '1', 'Linear10PercentEvery1Minute');
  expect(await shares(linear, 3)).toEqual([0.1, 0.2, 0.3, 0.4]);
  linear.rollBack();
  expect(await shares(linear, 7)).toEqual(Array.from({ length: 8 }, () => 0));
  expect(weights().functionVersion).toBe('2');

  lambda.shift('f', 'live', '1', 'AllAtOnce');
  expect((await lambda.run('f:live')).value).toBe('old');
});
