import {
  InvokeCommand,
  CreateFunctionCommand,
  LambdaClient,
  TooManyRequestsException,
} from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { Cloud, connect } from '../../index.ts';
import { zipOf } from './index.ts';

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

test('the real client makes and calls a function', async () => {
  const cloud = new Cloud();
  const client = connect(new LambdaClient({ region: 'us-east-1' }), cloud);
  const made = await client.send(
    new CreateFunctionCommand({
      FunctionName: 'echo',
      Role: 'arn:aws:iam::123456789012:role/r',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: zipOf(() => (event) => event) },
    }),
  );
  expect(made).toMatchObject({
    State: 'Pending',
    FunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:echo',
  });
  const answer = await client.send(new InvokeCommand({ FunctionName: 'echo', Payload: '{"a":1}' }));
  expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
  expect(answer.FunctionError).toBeUndefined();
  expect(answer.Payload!.transformToString()).toBe('{"a":1}');
  cloud.lambda.model.concurrentExecutions = 0;
  const throttled = client.send(new InvokeCommand({ FunctionName: 'echo' }));
  await expect(throttled).rejects.toBeInstanceOf(TooManyRequestsException);
  await expect(throttled).rejects.toMatchObject({ Reason: expect.any(String) as string });
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
