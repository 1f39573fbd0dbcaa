import { describe, expect, test } from 'vitest';
import { Cloud, type AwsError } from '../../index.ts';
import type { Execution } from './index.ts';

/* What users reported against emulators and clients of Step Functions, and what AWS does. */

const QUIET = { requestLatency: { mean: 0, sd: 0 } };

async function play(definition: object, input: unknown = {}, cloud = new Cloud(QUIET)): Promise<Execution> {
  const run = cloud.sfn.machine(`m${cloud.now}`, definition).start(input as never);
  await run.done;
  return run;
}

const pass = (rest: object, more: object = {}) => ({ StartAt: 'P', ...more, States: { P: { Type: 'Pass', ...rest, End: true } } }); // prettier-ignore

// https://github.com/localstack/localstack/issues/11980
test('a Choice that compares what is not there fails; Default does not save it', async () => {
  const run = await play({
    StartAt: 'C',
    States: {
      C: { Type: 'Choice', Choices: [{ Variable: '$.foo', NumericEquals: 1, Next: 'D' }], Default: 'D' },
      D: { Type: 'Pass', End: true },
    },
  });
  expect([run.status, run.error]).toEqual(['FAILED', 'States.Runtime']);
  expect(run.cause).toContain(
    "Invalid path '$.foo': The choice state's condition path references an invalid value.",
  );
});

// https://github.com/localstack/localstack/issues/9937
test('a filter of JSONPath selects in a ResultSelector', async () => {
  const cloud = new Cloud(QUIET);
  const branch = (name: string, status: string) => ({ StartAt: name, States: { [name]: { Type: 'Pass', Result: { Status: status }, End: true } } }); // prettier-ignore
  const run = await play(
    {
      StartAt: 'P',
      States: {
        P: {
          Type: 'Parallel',
          Branches: [branch('A', '201'), branch('B', '500')],
          ResultSelector: { 'FailedTasks.$': "$[?(@.Status != '201')]" },
          End: true,
        },
      },
    },
    {},
    cloud,
  );
  expect(run.output).toEqual({ FailedTasks: [{ Status: '500' }] });
});

// https://github.com/localstack/localstack/issues/11951
test('the cause of a missing ErrorPath names the state, the event, the field and the input', async () => {
  const run = await play({
    StartAt: 'pass',
    States: {
      pass: { Type: 'Pass', Next: 'fail', Parameters: { Error: 'error-value', Cause: 'cause-value' } },
      fail: { Type: 'Fail', ErrorPath: '$.ErrorX', CausePath: '$.Cause' },
    },
  });
  expect(run.error).toBe('States.Runtime');
  expect(run.cause).toBe(
    "An error occurred while executing the state 'fail' (entered at the event id #4). " +
      "The JSONPath '$.ErrorX' specified for the field 'ErrorPath' could not be found in the input " +
      '\'{"Error":"error-value","Cause":"cause-value"}\'',
  );
});

// https://github.com/localstack/localstack/issues/12318
test('a path that selects many finds none where the key is missing: an empty list, no failure', async () => {
  const run = await play(pass({ Parameters: { 'types.$': '$.items[*].type', 'one.$': '$.items[0:2]' } }), { items: [{ a: 1 }] }); // prettier-ignore
  expect([run.status, run.output]).toEqual(['SUCCEEDED', { types: [], one: [{ a: 1 }] }]);
});

// https://github.com/localstack/localstack/issues/11321
test('a path that ends with an index gives the item, not a list with it', async () => {
  const run = await play(pass({ Parameters: { 'first.$': '$.items[0]' } }), { items: ['alpha', 'bravo'] });
  expect(run.output).toEqual({ first: 'alpha' });
});

// https://github.com/localstack/localstack/issues/11494
test('a catcher’s output skips the OutputPath of the state that failed', async () => {
  const cloud = new Cloud(QUIET);
  const run = await play(
    {
      StartAt: 'T',
      States: {
        T: {
          Type: 'Task',
          Resource: 'arn:aws:states:::aws-sdk:sqs:getQueueUrl',
          Parameters: { QueueName: 'none' },
          OutputPath: '$.Payload',
          Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'After' }],
          End: true,
        },
        After: { Type: 'Pass', End: true },
      },
    },
    { kept: true },
    cloud,
  );
  expect(run.output).toMatchObject({ kept: true, error: { Error: 'Sqs.QueueDoesNotExistException' } });
});

// https://github.com/localstack/localstack/issues/12061
test('the input of a state in JSONata is what the state before gave, not that of the execution', async () => {
  const run = await play({
    StartAt: 'Pass',
    QueryLanguage: 'JSONata',
    States: {
      Pass: { Type: 'Pass', Output: { status: 'BAD' }, Next: 'Choice' },
      Choice: { Type: 'Choice', Choices: [{ Next: 'Fail', Condition: '{% $states.input.status != "OK" %}' }], Default: 'Success' }, // prettier-ignore
      Fail: { Type: 'Fail' },
      Success: { Type: 'Succeed' },
    },
  });
  expect(run.status).toBe('FAILED');
});

// https://github.com/localstack/localstack/issues/12315
test('a Map within a Map sees its own items in its ItemSelector', async () => {
  const run = await play(
    {
      StartAt: 'Outer',
      QueryLanguage: 'JSONata',
      States: {
        Outer: {
          Type: 'Map',
          Items: '{% $states.input.batches %}',
          ItemSelector: { batch: '{% $states.context.Map.Item.Value %}' },
          ItemProcessor: {
            StartAt: 'Inner',
            States: {
              Inner: {
                Type: 'Map',
                Items: '{% ["u", "v"] %}',
                ItemSelector: {
                  user: '{% $states.context.Map.Item.Value %}',
                  batch: '{% $states.input.batch %}',
                },
                ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } },
                End: true,
              },
            },
          },
          End: true,
        },
      },
    },
    { batches: [1] },
  );
  expect(run.output).toEqual([
    [
      { user: 'u', batch: 1 },
      { user: 'v', batch: 1 },
    ],
  ]);
});

// https://github.com/localstack/localstack/issues/10254
test('a retrier may have a JitterStrategy and MaxDelaySeconds', () => {
  const { sfn } = new Cloud();
  const retry = { ErrorEquals: ['States.ALL'], JitterStrategy: 'FULL', MaxDelaySeconds: 60 };
  const task = { Type: 'Task', Resource: 'arn:aws:states:::sns:publish', Retry: [retry], End: true };
  expect(sfn.machine('m', { StartAt: 'T', States: { T: task } }).status).toBe('ACTIVE');
});

// https://github.com/localstack/localstack/issues/6811
test('the intrinsic functions of 2022 are there', async () => {
  const run = await play(
    pass({ Parameters: { 'range.$': 'States.ArrayRange(1, 9, 2)', 'hash.$': "States.Hash('a', 'MD5')", 'sum.$': 'States.MathAdd(1, -1)', 'parts.$': "States.StringSplit('a.b', '.')" } }), // prettier-ignore
  );
  expect(run.output).toEqual({
    range: [1, 3, 5, 7, 9],
    hash: '0cc175b9c0f1b6a831c399e269772661',
    sum: 0,
    parts: ['a', 'b'],
  });
});

describe('a start with the name of another execution', () => {
  const wait = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 10, End: true } } };
  const start = (cloud: Cloud, arn: string, input: string) => {
    try {
      return cloud.sfn.startExecution({ stateMachineArn: arn, name: 'n', input }).executionArn;
    } catch (error) {
      return (error as AwsError).name;
    }
  };

  // https://github.com/getmoto/moto/issues/9394, https://github.com/localstack/localstack/issues/11104
  test('and its input answers that execution while it runs', () => {
    const cloud = new Cloud();
    const { arn } = cloud.sfn.machine('m', wait);
    expect(start(cloud, arn, '{"a":1}')).toBe(start(cloud, arn, '{"a":1}'));
    expect(start(cloud, arn, '{"a":2}')).toBe('ExecutionAlreadyExists');
  });

  // https://github.com/getmoto/moto/issues/9490
  test('is refused once that has ended, with the same input too', async () => {
    const cloud = new Cloud();
    const { arn } = cloud.sfn.machine('m', wait);
    start(cloud, arn, '{}');
    await cloud.run(20);
    expect(start(cloud, arn, '{}')).toBe('ExecutionAlreadyExists');
  });

  // https://github.com/floci-io/floci/pull/3059
  test('of an Express machine is an execution of its own', () => {
    const cloud = new Cloud();
    const { arn } = cloud.sfn.machine('m', wait, { type: 'EXPRESS' });
    const [one, two] = [start(cloud, arn, '{}'), start(cloud, arn, '{}')];
    expect(one).toMatch(/:express:m:n:[0-9a-f-]{36}$/);
    expect(two).not.toBe(one);
  });

  // https://github.com/floci-io/floci/pull/3059
  test('by a task is an error that can be caught', async () => {
    const cloud = new Cloud(QUIET);
    const inner = cloud.sfn.machine('inner', wait);
    inner.start({ a: 1 }, { name: 'n' });
    const task = { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution', Parameters: { StateMachineArn: inner.arn, Name: 'n', Input: {} }, Catch: [{ ErrorEquals: ['StepFunctions.ExecutionAlreadyExistsException'], Next: 'Known' }], End: true }; // prettier-ignore
    const run = await play({ StartAt: 'T', States: { T: task, Known: { Type: 'Succeed' } } }, {}, cloud);
    expect(run.status).toBe('SUCCEEDED');
  });
});

// https://github.com/localstack/localstack/issues/10648
test('heartbeats of several executions at once keep each alive', async () => {
  const cloud = new Cloud(QUIET);
  const queue = cloud.sqs.createQueue('q');
  const task = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', HeartbeatSeconds: 10, Parameters: { QueueUrl: queue.url, MessageBody: { 'token.$': '$$.Task.Token' } }, End: true }; // prettier-ignore
  const machine = cloud.sfn.machine('m', { StartAt: 'T', States: { T: task } });
  const runs = Array.from({ length: 6 }, () => machine.start());
  for (let i = 0; i < 6; i++)
    cloud.process(function* worker() {
      const [message] = yield* queue.receiveMessage({ waitTimeSeconds: 20 });
      const { token: taskToken } = JSON.parse(message!.body) as { token: string };
      for (let beat = 0; beat < 5 + i; beat++) {
        yield 8;
        cloud.sfn.sendTaskHeartbeat({ taskToken });
      }
      cloud.sfn.sendTaskSuccess({ taskToken, output: '1' });
    });
  await cloud.run(200);
  expect(runs.map(({ status }) => status)).toEqual(Array(6).fill('SUCCEEDED'));
});

// https://github.com/localstack/localstack/issues/8246
test('a second SendTaskSuccess with one token is TaskTimedOut, no internal error', async () => {
  const cloud = new Cloud(QUIET);
  const queue = cloud.sqs.createQueue('q');
  const task = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', Parameters: { QueueUrl: queue.url, MessageBody: { 'token.$': '$$.Task.Token' } }, End: true }; // prettier-ignore
  cloud.sfn.machine('m', { StartAt: 'T', States: { T: task } }).start();
  const [message] = await queue.receiveMessage({ waitTimeSeconds: 20 });
  const { token: taskToken } = JSON.parse(message!.body) as { token: string };
  cloud.sfn.sendTaskSuccess({ taskToken, output: '1' });
  // In the same instant, too.
  expect(() => cloud.sfn.sendTaskSuccess({ taskToken, output: '1' })).toThrow(
    "Task Timed Out: 'Provided task does not exist anymore'",
  );
});

// https://github.com/floci-io/floci/issues/2733
test('TimeoutSeconds of a task that nobody takes ends it with States.Timeout, without a cause', async () => {
  const cloud = new Cloud(QUIET);
  const { activityArn } = cloud.sfn.createActivity({ name: 'a' });
  const run = await play(
    { StartAt: 'T', States: { T: { Type: 'Task', Resource: activityArn, TimeoutSeconds: 5, End: true } } },
    {},
    cloud,
  );
  expect([run.duration, run.status, run.error, run.cause]).toEqual([
    5,
    'FAILED',
    'States.Timeout',
    undefined,
  ]);
  expect(run.events.map(({ type }) => type)).toContain('ActivityTimedOut');
});
