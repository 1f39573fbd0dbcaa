import { describe, expect, test } from 'vitest';
import { Cloud, NotModelled, type AwsError } from '../../index.ts';
import type { StateMachine } from './index.ts';

const QUIET = { requestLatency: { mean: 0, sd: 0 } };
const wait = (seconds: number) => ({
  StartAt: 'W',
  States: { W: { Type: 'Wait', Seconds: seconds, End: true } },
});
const done = { StartAt: 'D', States: { D: { Type: 'Succeed' } } };
const failing = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Broken', Cause: 'it is' } } };
const task = (resource: string, given: object = {}, rest: object = {}) => ({
  StartAt: 'T',
  States: { T: { Type: 'Task', Resource: resource, Parameters: given, End: true, ...rest } },
});

function nameOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as AwsError).name;
  }
  return 'none';
}

describe('state machines', () => {
  test('are created once; the same request again answers the same machine', () => {
    const { sfn } = new Cloud();
    const input = {
      name: 'm',
      definition: JSON.stringify(done),
      roleArn: 'arn:aws:iam::123456789012:role/r',
    };
    const { stateMachineArn } = sfn.createStateMachine(input);
    expect(stateMachineArn).toBe('arn:aws:states:us-east-1:123456789012:stateMachine:m');
    expect(sfn.createStateMachine(input).stateMachineArn).toBe(stateMachineArn);
    expect(nameOf(() => sfn.createStateMachine({ ...input, type: 'EXPRESS' }))).toBe(
      'StateMachineAlreadyExists',
    );
    expect(sfn.describeStateMachine({ stateMachineArn })).toMatchObject({
      name: 'm',
      type: 'STANDARD',
      status: 'ACTIVE',
      definition: input.definition,
      loggingConfiguration: { level: 'OFF' },
    });
    expect(sfn.machine('m').arn).toBe(stateMachineArn);
  });

  test.each([['a b'], ['a*'], ['a/b'], ['a:b'], ['x'.repeat(81)], ['']])('have no name like “%s”', (name) => {
    const { sfn } = new Cloud();
    expect(nameOf(() => sfn.machine(name, done))).toBe('InvalidName');
  });

  test('with a definition that AWS refuses are refused, with AWS’s words', () => {
    const { sfn } = new Cloud();
    expect(() => sfn.machine('m', { StartAt: 'X', States: { A: { Type: 'Succeed' } } })).toThrow(
      "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'StartAt' target: X at /StartAt",
    );
    const callback = task('arn:aws:states:::sqs:sendMessage.waitForTaskToken');
    expect(nameOf(() => sfn.machine('m', callback, { type: 'EXPRESS' }))).toBe('InvalidDefinition');
    expect(sfn.machine('m', callback).type).toBe('STANDARD');
  });

  test('in JSONata whose expressions look at more than $states and variables are refused', () => {
    const { sfn } = new Cloud();
    const create = (Output: string) => () =>
      sfn.machine('m', {
        QueryLanguage: 'JSONata',
        StartAt: 'P',
        States: { P: { Type: 'Pass', Output, End: true } },
      });
    expect(create('{% name %}')).toThrow(
      "Reference to 'name' at the top level is not supported. at /States/P/Output",
    );
    expect(create('{% $sum( %}')).toThrow('The JSONata expression is not valid');
    expect(create('{% $states.input.name %}')).not.toThrow();
  });

  test('that are deleted go with their last execution', async () => {
    const cloud = new Cloud(QUIET);
    const machine = cloud.sfn.machine('m', wait(10));
    const run = machine.start();
    cloud.sfn.deleteStateMachine({ stateMachineArn: machine.arn });
    expect(cloud.sfn.describeStateMachine({ stateMachineArn: machine.arn }).status).toBe('DELETING');
    expect(nameOf(() => machine.start())).toBe('StateMachineDeleting');
    await run.done;
    expect(run.status).toBe('SUCCEEDED');
    expect(nameOf(() => cloud.sfn.machine('m'))).toBe('StateMachineDoesNotExist');
  });

  test('get a new revision, which running executions do not see', async () => {
    const cloud = new Cloud();
    const machine = cloud.sfn.machine('m', wait(10));
    const run = machine.start();
    const { revisionId } = cloud.sfn.updateStateMachine({
      stateMachineArn: machine.arn,
      definition: JSON.stringify(failing),
    });
    expect(revisionId).toBe(machine.revision.id);
    const next = machine.start();
    await cloud.run(20);
    expect([run.status, next.status]).toEqual(['SUCCEEDED', 'FAILED']);
    const { definition } = cloud.sfn.describeStateMachineForExecution({ executionArn: run.arn });
    expect(definition).toBe(JSON.stringify(wait(10)));
  });
});

describe('executions', () => {
  test('take virtual time, and tell their history in order', async () => {
    const cloud = new Cloud();
    const run = cloud.sfn.machine('m', wait(90)).start({ a: 1 });
    expect(run.status).toBe('RUNNING');
    await run.done;
    expect([cloud.now, run.status, run.duration]).toEqual([90, 'SUCCEEDED', 90]);
    expect(run.output).toEqual({ a: 1 });
    const { events } = cloud.sfn.getExecutionHistory({ executionArn: run.arn });
    expect(events.map(({ id, previousEventId, type }) => [id, previousEventId, type])).toEqual([
      [1, 0, 'ExecutionStarted'],
      [2, 0, 'WaitStateEntered'],
      [3, 2, 'WaitStateExited'],
      [4, 3, 'ExecutionSucceeded'],
    ]);
    expect(events[2]!.timestamp).toEqual(new Date('2026-01-01T00:01:30Z'));
    const { events: last, nextToken } = cloud.sfn.getExecutionHistory({ executionArn: run.arn, reverseOrder: true, maxResults: 3 }); // prettier-ignore
    expect(last.map(({ id }) => id)).toEqual([4, 3, 2]);
    expect(cloud.sfn.getExecutionHistory({ executionArn: run.arn, reverseOrder: true, nextToken }).events).toHaveLength(1); // prettier-ignore
    expect(run.lanes).toEqual([{ name: 'W', spans: [{ start: 0, end: 90, label: 'waits' }], events: [] }]);
  });

  test('tell what each state got and gave, also those within others', async () => {
    const cloud = new Cloud();
    const pass = (Result: number) => ({ StartAt: `P${Result}`, States: { [`P${Result}`]: { Type: 'Pass', Result, End: true } } }); // prettier-ignore
    const machine = cloud.sfn.machine('m', {
      StartAt: 'W',
      States: {
        W: { Type: 'Wait', Seconds: 5, Next: 'Both' },
        Both: { Type: 'Parallel', Branches: [pass(1), pass(2)], Next: 'F' },
        F: { Type: 'Fail' },
      },
    });
    const run = machine.start({ a: 1 });
    await cloud.run(1);
    expect(run.steps).toEqual([{ name: 'W', input: { a: 1 }, start: expect.any(Number) as number }]);
    await run.done;
    const told = run.steps.map(({ name, input, output }) => [name, input, output]);
    expect(told.slice(0, 2)).toEqual([
      ['W', { a: 1 }, { a: 1 }],
      ['Both', { a: 1 }, [1, 2]],
    ]);
    expect(told.slice(2, 4).sort()).toEqual([
      ['P1', { a: 1 }, 1],
      ['P2', { a: 1 }, 2],
    ]);
    expect(told.slice(4)).toEqual([['F', [1, 2], undefined]]);
    const [first, both] = run.steps;
    expect(both!.start).toBeGreaterThanOrEqual(first!.end!);
    expect(first!.end! - first!.start).toBe(5);
  });

  test('of one name and input are one while it runs; after that the name is taken for 90 days', async () => {
    const cloud = new Cloud();
    const machine = cloud.sfn.machine('m', wait(10));
    const run = machine.start({ a: 1 }, { name: 'n' });
    expect(machine.start({ a: 1 }, { name: 'n' }) === run).toBe(true);
    expect(nameOf(() => machine.start({ a: 2 }, { name: 'n' }))).toBe('ExecutionAlreadyExists');
    await run.done;
    expect(nameOf(() => machine.start({ a: 1 }, { name: 'n' }))).toBe('ExecutionAlreadyExists');
    await cloud.run(89 * 86_400);
    expect(nameOf(() => machine.start({ a: 1 }, { name: 'n' }))).toBe('ExecutionAlreadyExists');
    await cloud.run(2 * 86_400);
    expect(machine.start({ a: 1 }, { name: 'n' }) === run).toBe(false);
  });

  test('are stopped from outside', async () => {
    const cloud = new Cloud();
    const run = cloud.sfn.machine('m', wait(100)).start();
    await cloud.run(10);
    await cloud.sfn.stopExecution({ executionArn: run.arn, error: 'Enough', cause: 'why not' });
    expect([run.status, run.error, run.cause, run.duration]).toEqual(['ABORTED', 'Enough', 'why not', 10]);
    expect(run.events.at(-1)).toMatchObject({ type: 'ExecutionAborted', executionAbortedEventDetails: { error: 'Enough' } }); // prettier-ignore
    // Again: nothing changes.
    const { stopDate } = await cloud.sfn.stopExecution({ executionArn: run.arn });
    expect(stopDate).toEqual(run.stopDate);
  });

  test('time out as a whole: after TimeoutSeconds, after a year, Express after five minutes', async () => {
    const cloud = new Cloud();
    const own = cloud.sfn.machine('own', { ...wait(100), TimeoutSeconds: 60 }).start();
    const year = cloud.sfn.machine('year', wait(99_999_999)).start();
    const express = await cloud.sfn.machine('express', wait(301), { type: 'EXPRESS' }).startSync();
    expect([express.status, express.duration]).toEqual(['TIMED_OUT', 300]);
    expect([own.status, own.duration, own.error]).toEqual(['TIMED_OUT', 60, undefined]);
    await year.done;
    expect([year.status, year.duration]).toEqual(['TIMED_OUT', 365 * 86_400]);
  });

  test('of an endless loop end at 25,000 events', async () => {
    const cloud = new Cloud();
    const loop = { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Choice', Default: 'A', Choices: [{ Variable: '$.x', IsPresent: true, Next: 'C' }] }, C: { Type: 'Succeed' } } }; // prettier-ignore
    const run = cloud.sfn.machine('m', loop).start();
    await run.done;
    expect([run.status, run.events.length]).toEqual(['FAILED', 25_000]);
  });

  test('are listed, the newest first, by status', async () => {
    const cloud = new Cloud();
    const machine = cloud.sfn.machine('m', wait(10));
    machine.start({}, { name: 'a' });
    await cloud.run(20);
    machine.start({}, { name: 'b' });
    const list = (more = {}) =>
      cloud.sfn.listExecutions({ stateMachineArn: machine.arn, ...more }).executions.map(({ name }) => name);
    expect(list()).toEqual(['b', 'a']);
    expect(list({ statusFilter: 'RUNNING' })).toEqual(['b']);
    expect(list({ redriveFilter: 'REDRIVEN' })).toEqual([]);
  });

  test('begin with JSON of at most 256 KiB', () => {
    const cloud = new Cloud();
    const { arn } = cloud.sfn.machine('m', done);
    const start = (input: string) => nameOf(() => cloud.sfn.startExecution({ stateMachineArn: arn, input }));
    expect(start('{')).toBe('InvalidExecutionInput');
    expect(start(`"${'a'.repeat(262_142)}"`)).toBe('none');
    expect(start(`"${'é'.repeat(131_072)}"`)).toBe('ValidationException');
  });

  test('tell EventBridge when their status changes; Express ones do not', async () => {
    const cloud = new Cloud();
    const seen: unknown[] = [];
    cloud.events.listen(({ source, detail }) => {
      if (source === 'aws.states') seen.push([detail['name'], detail['status'], detail['output'], detail['redriveStatus']]); // prettier-ignore
    });
    cloud.sfn.machine('m', done).start({ a: 1 }, { name: 'n' });
    cloud.sfn.machine('f', failing).start({}, { name: 'f' });
    cloud.sfn.machine('e', done, { type: 'EXPRESS' }).start();
    await cloud.run(1);
    expect(seen).toEqual([
      ['n', 'RUNNING', null, 'NOT_REDRIVABLE'],
      ['f', 'RUNNING', null, 'NOT_REDRIVABLE'],
      ['n', 'SUCCEEDED', '{"a":1}', 'NOT_REDRIVABLE'],
      ['f', 'FAILED', null, 'REDRIVABLE'],
    ]);
  });

  test('are logged by the level of their machine', async () => {
    const cloud = new Cloud();
    const types = async (level: 'ALL' | 'ERROR' | 'FATAL' | 'OFF') => {
      const machine = cloud.sfn.machine(level, failing, { loggingConfiguration: { level } });
      await machine.start({ secret: 1 }).done;
      expect(JSON.stringify(machine.logged)).not.toContain('secret');
      return machine.logged.map(({ type }) => type);
    };
    expect(await types('ALL')).toEqual(['ExecutionStarted', 'FailStateEntered', 'ExecutionFailed']);
    expect(await types('ERROR')).toEqual(['FailStateEntered', 'ExecutionFailed']);
    expect(await types('FATAL')).toEqual(['ExecutionFailed']);
    expect(await types('OFF')).toEqual([]);
  });
});

describe('Express executions', () => {
  test('have no history to ask for and no redrive, and names that are free at once', async () => {
    const cloud = new Cloud();
    const machine = cloud.sfn.machine('m', done, { type: 'EXPRESS' });
    const [one, two] = [machine.start({}, { name: 'n' }), machine.start({}, { name: 'n' })];
    expect(one === two).toBe(false);
    await cloud.run(1);
    for (const run of [
      () => cloud.sfn.describeExecution({ executionArn: one.arn }),
      () => cloud.sfn.getExecutionHistory({ executionArn: one.arn }),
      () => cloud.sfn.listExecutions({ stateMachineArn: machine.arn }),
      () => cloud.sfn.redriveExecution({ executionArn: one.arn }),
    ])
      expect(run).toThrow("Invalid Arn: 'Resource type not valid in this context: express'");
  });

  test('answer synchronously what they gave, or why not, with what is billed', async () => {
    const cloud = new Cloud();
    const { arn } = cloud.sfn.machine('m', wait(2), { type: 'EXPRESS' });
    const answer = await cloud.sfn.startSyncExecution({ stateMachineArn: arn, input: '{"a":1}' });
    expect(answer).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"a":1}',
      billingDetails: { billedDurationInMilliseconds: 2000, billedMemoryUsedInMB: 64 },
    });
    // A step of 100 ms that was begun is paid.
    cloud.sfn.model.transitionTime = 0.12;
    const short = cloud.sfn.machine('d', done, { type: 'EXPRESS' });
    const begun = await cloud.sfn.startSyncExecution({ stateMachineArn: short.arn });
    expect(begun.billingDetails).toMatchObject({ billedDurationInMilliseconds: 200 });
    cloud.sfn.model.transitionTime = 0;
    const failed = cloud.sfn.machine('f', failing, { type: 'EXPRESS' });
    const why = await cloud.sfn.startSyncExecution({ stateMachineArn: failed.arn });
    expect(why).toMatchObject({ status: 'FAILED', error: 'Broken', cause: 'it is' });
    const standard = cloud.sfn.machine('s', done);
    expect(nameOf(() => standard.startSync())).toBe('StateMachineTypeNotSupported');
  });

  test('run twice now and then, where the model says so; synchronous ones never do', async () => {
    const cloud = new Cloud();
    cloud.sfn.model.expressDuplicates = 1;
    const queue = cloud.sqs.createQueue('q');
    const send = task('arn:aws:states:::sqs:sendMessage', { QueueUrl: queue.url, MessageBody: 'x' });
    const machine = cloud.sfn.machine('m', send, { type: 'EXPRESS' });
    machine.start();
    await cloud.run(1);
    expect(queue.approximateNumberOfMessages).toBe(2);
    await machine.startSync();
    expect(queue.approximateNumberOfMessages).toBe(3);
  });
});

describe('redrive', () => {
  test('goes on at the state that failed, with what was done before', async () => {
    const cloud = new Cloud(QUIET);
    const queue = cloud.sqs.createQueue('before');
    const machine = cloud.sfn.machine('m', {
      StartAt: 'Once',
      States: {
        Once: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: { QueueUrl: queue.url, MessageBody: 'x' }, Assign: { id: 7 }, ResultPath: null, Next: 'Url' }, // prettier-ignore
        Url: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:sqs:getQueueUrl', Parameters: { QueueName: 'later' }, Next: 'Out' }, // prettier-ignore
        Out: { Type: 'Pass', Parameters: { 'id.$': '$id' }, End: true },
      },
    });
    const run = machine.start();
    await run.done;
    expect([run.status, run.error]).toEqual(['FAILED', 'Sqs.QueueDoesNotExistException']);
    const before = run.events.length;
    cloud.sqs.createQueue('later');
    cloud.sfn.redriveExecution({ executionArn: run.arn });
    expect(run.status).toBe('RUNNING');
    await run.done;
    expect([run.status, run.output, run.redriveCount]).toEqual(['SUCCEEDED', { id: 7 }, 1]);
    expect(queue.approximateNumberOfMessages).toBe(1);
    expect(
      run.events
        .slice(before)
        .map(({ id, type }) => `${id} ${type}`)
        .slice(0, 3),
    ).toEqual([
      `${before + 1} ExecutionRedriven`,
      `${before + 2} TaskScheduled`,
      `${before + 3} TaskStarted`,
    ]);
  });

  test('runs only the branches and iterations that had not ended', async () => {
    const cloud = new Cloud(QUIET);
    const queue = cloud.sqs.createQueue('sent');
    const send = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: { QueueUrl: queue.url, MessageBody: 'x' }, ResultSelector: { 'done.$': '$$.State.Name' }, End: true }; // prettier-ignore
    const look = { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:sqs:getQueueUrl', Parameters: { QueueName: 'later' }, ResultPath: null, End: true }; // prettier-ignore
    const machine = cloud.sfn.machine('m', {
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'Send', States: { Send: send } },
            { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 1, Next: 'Look' }, Look: look } },
          ],
          Next: 'Each',
        },
        Each: {
          Type: 'Map',
          ItemProcessor: {
            StartAt: 'Which',
            States: {
              Which: { Type: 'Choice', Choices: [{ Variable: '$.done', IsPresent: true, Next: 'Send2' }], Default: 'Look2' }, // prettier-ignore
              Send2: { ...send, ResultSelector: { 'sent.$': '$.MessageId' } },
              Look2: { ...look, Parameters: { QueueName: 'last' } },
            },
          },
          End: true,
        },
      },
    });
    const run = machine.start({ a: 1 });
    await run.done;
    expect(run.status).toBe('FAILED');
    cloud.sqs.createQueue('later');
    cloud.sfn.redriveExecution({ executionArn: run.arn });
    await run.done;
    expect([run.status, queue.approximateNumberOfMessages]).toEqual(['FAILED', 2]);
    cloud.sqs.createQueue('last');
    cloud.sfn.redriveExecution({ executionArn: run.arn });
    await run.done;
    expect([run.status, run.redriveCount, queue.approximateNumberOfMessages]).toEqual(['SUCCEEDED', 2, 2]);
    expect(run.output).toEqual([{ sent: expect.any(String) }, { a: 1 }]);
    expect(run.events.map(({ id }) => id)).toEqual(run.events.map((_, index) => index + 1));
  });

  test('is for executions that ended without success, for 14 days', async () => {
    const cloud = new Cloud();
    const good = cloud.sfn.machine('good', done).start();
    const bad = cloud.sfn.machine('bad', failing).start();
    const slow = cloud.sfn.machine('slow', wait(1000)).start();
    await cloud.run(1);
    const redrive = (arn: string) => nameOf(() => cloud.sfn.redriveExecution({ executionArn: arn }));
    expect([redrive(good.arn), redrive(slow.arn)]).toEqual([
      'ExecutionNotRedrivable',
      'ExecutionNotRedrivable',
    ]);
    expect(redrive(bad.arn)).toBe('none');
    await bad.done;
    // A Fail state is entered again, and fails again.
    expect([bad.status, bad.events.filter(({ type }) => type === 'FailStateEntered').length]).toEqual([
      'FAILED',
      2,
    ]);
    await cloud.run(15 * 86_400);
    expect(redrive(bad.arn)).toBe('ExecutionNotRedrivable');
    expect(cloud.sfn.describeExecution({ executionArn: bad.arn })).toMatchObject({ redriveCount: 1, redriveStatus: 'NOT_REDRIVABLE' }); // prettier-ignore
  });
});

describe('versions and aliases', () => {
  function published() {
    const cloud = new Cloud();
    const machine = cloud.sfn.machine('m', done, { publish: true });
    cloud.sfn.updateStateMachine({ stateMachineArn: machine.arn, definition: JSON.stringify(failing), publish: true }); // prettier-ignore
    return { cloud, machine, one: `${machine.arn}:1`, two: `${machine.arn}:2` };
  }

  test('a version is a revision for good; the same revision is published once', async () => {
    const { cloud, machine, one, two } = published();
    const { sfn } = cloud;
    expect(sfn.publishStateMachineVersion({ stateMachineArn: machine.arn }).stateMachineVersionArn).toBe(two);
    const runs = [
      machine.start({}, { qualifier: '1' }),
      machine.start({}, { qualifier: '2' }),
      machine.start(),
    ];
    await cloud.run(1);
    expect(runs.map(({ status, versionArn }) => [status, versionArn])).toEqual([
      ['SUCCEEDED', one],
      ['FAILED', two],
      ['FAILED', undefined],
    ]);
    expect(sfn.describeStateMachine({ stateMachineArn: one }).definition).toBe(JSON.stringify(done));
    sfn.deleteStateMachineVersion({ stateMachineVersionArn: two });
    // Numbers are not used again.
    sfn.updateStateMachine({ stateMachineArn: machine.arn, definition: JSON.stringify(wait(1)) });
    expect(sfn.publishStateMachineVersion({ stateMachineArn: machine.arn }).stateMachineVersionArn).toBe(`${machine.arn}:3`); // prettier-ignore
    expect(sfn.listStateMachineVersions({ stateMachineArn: machine.arn }).stateMachineVersions.map((version) => version.stateMachineVersionArn)).toEqual([`${machine.arn}:3`, one]); // prettier-ignore
  });

  test('an alias shares executions out by weight', async () => {
    const { cloud, machine, one, two } = published();
    const { stateMachineAliasArn: alias } = cloud.sfn.createStateMachineAlias({
      name: 'live',
      routingConfiguration: [
        { stateMachineVersionArn: one, weight: 90 },
        { stateMachineVersionArn: two, weight: 10 },
      ],
    });
    for (let i = 0; i < 1000; i++) cloud.sfn.startExecution({ stateMachineArn: alias });
    await cloud.run(1);
    const failed = [...machine.executions.values()].filter(({ status }) => status === 'FAILED').length;
    // 4 standard deviations of a binomial about 100.
    expect(Math.abs(failed - 100)).toBeLessThan(38);
    expect(nameOf(() => cloud.sfn.deleteStateMachineVersion({ stateMachineVersionArn: two }))).toBe(
      'ConflictException',
    );
    cloud.sfn.updateStateMachineAlias({ stateMachineAliasArn: alias, routingConfiguration: [{ stateMachineVersionArn: one, weight: 100 }] }); // prettier-ignore
    cloud.sfn.deleteStateMachineVersion({ stateMachineVersionArn: two });
    expect(
      cloud.sfn.listStateMachineAliases({ stateMachineArn: machine.arn }).stateMachineAliases,
    ).toHaveLength(1);
    cloud.sfn.deleteStateMachineAlias({ stateMachineAliasArn: alias });
    expect(nameOf(() => cloud.sfn.startExecution({ stateMachineArn: alias }))).toBe(
      'StateMachineDoesNotExist',
    );
  });

  test('weights add up to 100, of versions that are there', () => {
    const { cloud, one } = published();
    const create = (weight: number, arn = one) =>
      nameOf(
        () =>
        cloud.sfn.createStateMachineAlias({ name: 'a', routingConfiguration: [{ stateMachineVersionArn: arn, weight }] }), // prettier-ignore
      );
    expect(create(99)).toBe('ValidationException');
    expect(create(100, `${one}9`)).toBe('ResourceNotFound');
    expect(create(100)).toBe('none');
  });
});

describe('tasks', () => {
  test('send to queues, topics and buses; JSON becomes text where the API wants text', async () => {
    const cloud = new Cloud(QUIET);
    const queue = cloud.sqs.createQueue('q');
    const { topicArn } = await cloud.sns.createTopic({ name: 't' });
    const machine = cloud.sfn.machine('m', {
      StartAt: 'Q',
      States: {
        Q: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: { QueueUrl: queue.url, MessageBody: { 'n.$': '$.n' } }, ResultPath: '$.q', Next: 'S' }, // prettier-ignore
        S: { Type: 'Task', Resource: 'arn:aws:states:::sns:publish', Parameters: { TopicArn: topicArn, Message: { a: 1 } }, ResultPath: '$.s', Next: 'E' }, // prettier-ignore
        E: { Type: 'Task', Resource: 'arn:aws:states:::events:putEvents', Parameters: { Entries: [{ Source: 'shop', DetailType: 'Sold', Detail: { a: 1 }, EventBusName: 'default' }] }, ResultPath: '$.e', End: true }, // prettier-ignore
      },
    });
    const run = machine.start({ n: 7 });
    await run.done;
    expect([run.status, run.cause]).toEqual(['SUCCEEDED', undefined]);
    const [message] = await queue.receiveMessage();
    expect(message!.body).toBe('{"n":7}');
    expect(run.output).toMatchObject({
      q: { MD5OfMessageBody: expect.any(String), SdkHttpMetadata: { HttpStatusCode: 200 } },
      s: { MessageId: expect.any(String) },
      e: { FailedEntryCount: 0 },
    });
  });

  test('of a distributed Map read from S3, and its ResultWriter tells there what became of them', async () => {
    const cloud = new Cloud();
    const bucket = cloud.s3.bucket('numbers');
    bucket.put('in.json', '[1, 2, 3]');
    const machine = (writer: object) => ({
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          Label: 'Each',
          ItemReader: {
            Resource: 'arn:aws:states:::s3:getObject',
            ReaderConfig: { InputType: 'JSON' },
            Parameters: { Bucket: 'numbers', Key: 'in.json' },
          },
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
            StartAt: 'Odd?',
            States: {
              'Odd?': {
                Type: 'Choice',
                Choices: [{ Variable: '$', NumericEquals: 2, Next: 'No' }],
                Default: 'Yes',
              },
              Yes: {
                Type: 'Pass',
                Parameters: { 'twice.$': 'States.Array($, $)' },
                OutputPath: '$.twice',
                End: true,
              },
              No: { Type: 'Fail', Error: 'Even', Cause: 'two' },
            },
          },
          ToleratedFailureCount: 1,
          ResultWriter: writer,
          End: true,
        },
      },
    });
    const toFile = {
      Resource: 'arn:aws:states:::s3:putObject',
      Parameters: { Bucket: 'numbers', Prefix: 'out' },
    };
    const run = await cloud.sfn.machine('m', machine(toFile)).start().done;
    const { MapRunArn, ResultWriterDetails } = run.take() as {
      MapRunArn: string;
      ResultWriterDetails: { Key: string };
    };
    const folder = `out/${MapRunArn.split(':').at(-1)}`;
    expect(MapRunArn).toMatch(/^arn:aws:states:us-east-1:123456789012:mapRun:m\/Each:/);
    expect(ResultWriterDetails).toEqual({ Bucket: 'numbers', Key: `${folder}/manifest.json` });
    const manifest = JSON.parse(bucket.text(ResultWriterDetails.Key)) as object;
    const textOf = (name: string) => bucket.text(`${folder}/${name}`);
    const file = (name: string) => [{ Key: `${folder}/${name}`, Size: textOf(name).length }];
    expect(manifest).toEqual({
      DestinationBucket: 'numbers',
      MapRunArn,
      ResultFiles: { FAILED: file('FAILED_0.json'), PENDING: [], SUCCEEDED: file('SUCCEEDED_0.json') },
    });
    const told = (name: string) => JSON.parse(textOf(name)) as Record<string, string>[];
    const even = { Input: '2', Status: 'FAILED', Error: 'Even', Cause: 'two' };
    expect(told('FAILED_0.json')).toMatchObject([even]);
    expect(told('SUCCEEDED_0.json').map(({ Input, Output }) => [Input, Output])).toEqual([
      ['1', '[1,1]'],
      ['3', '[3,3]'],
    ]);

    const lines = { ...toFile, WriterConfig: { Transformation: 'FLATTEN', OutputType: 'JSONL' } };
    await cloud.sfn.machine('lines', machine(lines)).start().done;
    const key = bucket.keys.find((one) => one.endsWith('SUCCEEDED_0.jsonl'));
    expect(bucket.text(key!)).toBe('1\n1\n3\n3');
    const inPlace = machine({ WriterConfig: { Transformation: 'FLATTEN' } });
    const shown = await cloud.sfn.machine('shown', inPlace).start().done;
    expect(shown.take()).toMatchObject([1, 1, { Status: 'FAILED', Input: '2' }, 3, 3]);

    const elsewhere = { ...toFile, Parameters: { Bucket: 'nowhere' } };
    const lost = await cloud.sfn.machine('lost', machine(elsewhere)).start().done;
    expect([lost.status, lost.error]).toEqual(['FAILED', 'States.ResultWriterFailed']);
  });

  test('fail with the names by which AWS knows a service’s errors', async () => {
    const cloud = new Cloud(QUIET);
    const error = async (resource: string, given: object) => {
      const run = cloud.sfn.machine(`m${cloud.now}${resource.length}`, task(resource, given)).start();
      await run.done;
      return run.error;
    };
    expect(await error('arn:aws:states:::aws-sdk:sfn:startExecution', { StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:none' })).toBe('Sfn.StateMachineDoesNotExistException'); // prettier-ignore
    expect(await error('arn:aws:states:::states:startExecution', { StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:none' })).toBe('StepFunctions.StateMachineDoesNotExistException'); // prettier-ignore
    expect(await error('arn:aws:states:::sns:publish', { TopicArn: 'arn:aws:sns:us-east-1:123456789012:none', Message: 'x' })).toBe('SNS.NotFoundException'); // prettier-ignore
    expect(await error('arn:aws:states:::aws-sdk:sqs:getQueueUrl', { QueueName: 'none' })).toBe('Sqs.QueueDoesNotExistException'); // prettier-ignore
  });

  test('are called as the role of the machine, which Step Functions must be able to take', async () => {
    const cloud = new Cloud({ ...QUIET, iam: true });
    const queue = cloud.sqs.createQueue('q');
    const role = (roleName: string, service: string, action: string) => {
      const policy = (statement: object) =>
        JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
      const Principal = { Service: `${service}.amazonaws.com` };
      const trust = policy({ Principal, Action: 'sts:AssumeRole' });
      cloud.iam.createRole({ roleName, assumeRolePolicyDocument: trust });
      const policyDocument = policy({ Action: action, Resource: queue.arn });
      cloud.iam.putRolePolicy({ roleName, policyName: 'p', policyDocument });
      return cloud.iam.getRole({ roleName }).role!.arn;
    };
    const send = task('arn:aws:states:::sqs:sendMessage', { QueueUrl: queue.url, MessageBody: 'x' });
    const ends = async (name: string, roleArn?: string) => {
      const options = roleArn === undefined ? {} : { roleArn };
      const { status, error, cause } = await cloud.sfn.machine(name, send, options).start().done;
      return [status, error, cause] as const;
    };
    expect((await ends('may', role('may', 'states', 'sqs:SendMessage')))[0]).toBe('SUCCEEDED');
    const [status, error, cause] = await ends('may-not', role('may-not', 'states', 'sqs:ReceiveMessage'));
    expect([status, error]).toEqual(['FAILED', 'SQS.AmazonSQSException']);
    expect(cause).toMatch(/not authorized to perform: sqs:sendmessage/i);
    expect((await ends('trusted', role('trusted', 'lambda', 'sqs:SendMessage')))[0]).toBe('FAILED');
    // The role that `machine` assumes may do everything.
    expect((await ends('any'))[0]).toBe('SUCCEEDED');
  });

  test('of what is not modelled say so, by name', async () => {
    const cloud = new Cloud(QUIET);
    cloud.sfn.machine('m', task('arn:aws:states:::batch:submitJob', {})).start();
    await expect(cloud.run(1)).rejects.toThrow(NotModelled);
  });

  test('start executions, and wait for them: with the output as text, or as JSON', async () => {
    const cloud = new Cloud(QUIET);
    const inner = cloud.sfn.machine('inner', wait(30));
    const outer = async (how: string, machine: StateMachine = inner) => {
      const run = cloud.sfn
        .machine(
          `outer${how.length}${machine.name}`,
          task(`arn:aws:states:::states:startExecution${how}`, {
            StateMachineArn: machine.arn,
            Input: { a: 1 },
          }),
        ) // prettier-ignore
        .start();
      await run.done;
      return run;
    };
    const plain = await outer('');
    expect([plain.duration, plain.output]).toMatchObject([0, { ExecutionArn: expect.any(String) }]);
    const sync = await outer('.sync');
    expect([sync.duration, sync.output]).toMatchObject([30, { Status: 'SUCCEEDED', Output: '{"a":1}' }]);
    const two = await outer('.sync:2');
    expect(two.output).toMatchObject({ Output: { a: 1 }, Input: { a: 1 } });
    const failed = await outer('.sync', cloud.sfn.machine('failing', failing));
    expect([failed.status, failed.error]).toEqual(['FAILED', 'States.TaskFailed']);
    expect(JSON.parse(failed.cause!)).toMatchObject({ Error: 'Broken', Cause: 'it is', Status: 'FAILED' });
  });

  test('of .sync are stopped with the execution that waits for them', async () => {
    const cloud = new Cloud(QUIET);
    const inner = cloud.sfn.machine('inner', wait(30));
    const outer = cloud.sfn.machine('outer', task('arn:aws:states:::states:startExecution.sync', { StateMachineArn: inner.arn })); // prettier-ignore
    const run = outer.start();
    await cloud.run(10);
    run.stop();
    await cloud.run(1);
    expect([...inner.executions.values()].map(({ status }) => status)).toEqual(['ABORTED']);
  });
});

describe('functions', () => {
  function withFunctions() {
    const cloud = new Cloud();
    cloud.lambda.createFunction({
      functionName: 'twice',
      code: () => (event: { n?: number }) => {
        if (event.n === undefined) {
          const error = new Error('there is no n');
          error.name = 'NoNumber';
          throw error;
        }
        return { twice: event.n * 2 };
      },
    });
    return cloud;
  }
  const arn = 'arn:aws:lambda:us-east-1:123456789012:function:twice';

  test('by their own ARN answer the bare result; by lambda:invoke with what is around it', async () => {
    const cloud = withFunctions();
    const bare = cloud.sfn.machine('bare', {
      StartAt: 'T',
      States: { T: { Type: 'Task', Resource: arn, End: true } },
    });
    const run = bare.start({ n: 4 });
    await run.done;
    expect(run.output).toEqual({ twice: 8 });
    expect(run.events[2]!.type).toBe('LambdaFunctionScheduled');
    const invoke = task('arn:aws:states:::lambda:invoke', { FunctionName: 'twice', 'Payload.$': '$' });
    const other = cloud.sfn.machine('invoke', invoke).start({ n: 5 });
    await other.done;
    expect(other.output).toMatchObject({
      Payload: { twice: 10 },
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
    });
  });

  test('that throw fail with the type of what they throw, and a cause in JSON', async () => {
    const cloud = withFunctions();
    const run = cloud.sfn
      .machine('m', task('arn:aws:states:::lambda:invoke', { FunctionName: 'twice', Payload: {} }))
      .start();
    await run.done;
    expect([run.status, run.error]).toEqual(['FAILED', 'NoNumber']);
    expect(JSON.parse(run.cause!)).toMatchObject({ errorType: 'NoNumber', errorMessage: 'there is no n' });
    const none = cloud.sfn
      .machine('none', task('arn:aws:states:::lambda:invoke', { FunctionName: 'none' }))
      .start();
    await none.done;
    expect(none.error).toBe('Lambda.ResourceNotFoundException');
  });

  test('that were given a token answer later', async () => {
    const cloud = new Cloud();
    let taskToken = '';
    cloud.lambda.createFunction({
      functionName: 'ask',
      code: () => (event: { token: string }) => {
        taskToken = event.token;
      },
    });
    const given = { FunctionName: 'ask', Payload: { 'token.$': '$$.Task.Token' } };
    const run = cloud.sfn
      .machine('m', task('arn:aws:states:::lambda:invoke.waitForTaskToken', given))
      .start();
    await cloud.run(3600);
    expect(run.status).toBe('RUNNING');
    cloud.sfn.sendTaskSuccess({ taskToken, output: '"yes"' });
    await run.done;
    expect(run.output).toBe('yes');
  });
});

describe('callbacks', () => {
  function waiting(rest: object = {}) {
    const cloud = new Cloud(QUIET);
    const queue = cloud.sqs.createQueue('q');
    const given = { QueueUrl: queue.url, MessageBody: { 'token.$': '$$.Task.Token' } };
    const machine = cloud.sfn.machine(
      'm',
      task('arn:aws:states:::sqs:sendMessage.waitForTaskToken', given, rest),
    );
    const run = machine.start();
    const token = async () => {
      const [message] = await queue.receiveMessage({ waitTimeSeconds: 20 });
      return (JSON.parse(message!.body) as { token: string }).token;
    };
    return { cloud, run, token };
  }

  test('wait until the token comes back, days later', async () => {
    const { cloud, run, token } = waiting();
    const taskToken = await token();
    await cloud.run(3 * 86_400);
    expect(run.status).toBe('RUNNING');
    cloud.sfn.sendTaskSuccess({ taskToken, output: '{"approved":true}' });
    await run.done;
    expect([run.status, run.output]).toEqual(['SUCCEEDED', { approved: true }]);
    expect(nameOf(() => cloud.sfn.sendTaskSuccess({ taskToken, output: '1' }))).toBe('TaskTimedOut');
    expect(nameOf(() => cloud.sfn.sendTaskFailure({ taskToken: 'forged' }))).toBe('InvalidToken');
  });

  test('fail with what SendTaskFailure says', async () => {
    const { cloud, run, token } = waiting();
    cloud.sfn.sendTaskFailure({ taskToken: await token(), error: 'Refused', cause: 'too dear' });
    await run.done;
    expect([run.status, run.error, run.cause]).toEqual(['FAILED', 'Refused', 'too dear']);
  });

  test('without a heartbeat in time time out; with heartbeats they go on', async () => {
    const { cloud, run, token } = waiting({ HeartbeatSeconds: 60 });
    const taskToken = await token();
    for (let i = 0; i < 5; i++) {
      await cloud.run(50);
      cloud.sfn.sendTaskHeartbeat({ taskToken });
    }
    expect(run.status).toBe('RUNNING');
    await run.done;
    expect([run.status, run.error, run.duration]).toEqual(['FAILED', 'States.Timeout', 310]);
    expect(nameOf(() => cloud.sfn.sendTaskHeartbeat({ taskToken }))).toBe('TaskTimedOut');
  });

  test('take an output of JSON alone', async () => {
    const { cloud, token } = waiting();
    const taskToken = await token();
    expect(nameOf(() => cloud.sfn.sendTaskSuccess({ taskToken, output: 'yes' }))).toBe('InvalidOutput');
  });
});

describe('activities', () => {
  test('hand tasks to workers that poll, the oldest to who has waited longest', async () => {
    const cloud = new Cloud(QUIET);
    const { activityArn } = cloud.sfn.createActivity({ name: 'work' });
    const definition = { StartAt: 'T', States: { T: { Type: 'Task', Resource: activityArn, TimeoutSeconds: 300, HeartbeatSeconds: 60, End: true } } }; // prettier-ignore
    const machine = cloud.sfn.machine('m', definition);
    const took: unknown[] = [];
    for (const workerName of ['a', 'b'])
      cloud.process(function* () {
        const { taskToken, input } = yield* cloud.sfn.getActivityTask({ activityArn, workerName });
        took.push([workerName, input, cloud.now]);
        yield 10;
        cloud.sfn.sendTaskSuccess({ taskToken: taskToken!, output: input! });
      });
    await cloud.run(5);
    const runs = [machine.start({ n: 1 }), machine.start({ n: 2 })];
    await runs[1]!.done;
    expect(took).toEqual([
      ['a', '{"n":1}', 5],
      ['b', '{"n":2}', 5],
    ]);
    expect(runs[0]!.output).toEqual({ n: 1 });
    expect(runs[0]!.events.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'ActivityScheduled',
      'ActivityStarted',
      'ActivitySucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  test('without a worker wait, and a worker without a task waits a minute', async () => {
    const cloud = new Cloud(QUIET);
    const { activityArn } = cloud.sfn.createActivity({ name: 'work' });
    expect(await cloud.sfn.getActivityTask({ activityArn })).toEqual({});
    expect(cloud.now).toBe(60);
    const definition = { StartAt: 'T', States: { T: { Type: 'Task', Resource: activityArn, TimeoutSeconds: 300, End: true } } }; // prettier-ignore
    const run = cloud.sfn.machine('m', definition).start();
    await run.done;
    expect([run.error, run.duration]).toEqual(['States.Timeout', 300]);
    // What nobody took is no longer there.
    expect(await cloud.sfn.getActivityTask({ activityArn })).toEqual({});
  });

  test('that do not exist end the execution', async () => {
    const cloud = new Cloud();
    const arn = 'arn:aws:states:us-east-1:123456789012:activity:none';
    const run = cloud.sfn.machine('m', { StartAt: 'T', States: { T: { Type: 'Task', Resource: arn, End: true } } }).start(); // prettier-ignore
    await run.done;
    expect([run.error, run.cause]).toEqual(['States.Runtime', expect.stringContaining(`The activity ${arn} does not exist.`)]); // prettier-ignore
    expect(nameOf(() => cloud.sfn.describeActivity({ activityArn: arn }))).toBe('ActivityDoesNotExist');
  });
});

describe('quotas', () => {
  test('StartExecution has a bucket of 1,300 that fills by 300 a second', async () => {
    const cloud = new Cloud();
    const machine = cloud.sfn.machine('m', done);
    const started = () => {
      for (let count = 0; ; count++) if (nameOf(() => machine.start()) !== 'none') return count;
    };
    expect(started()).toBe(1300);
    await cloud.run(2);
    expect(started()).toBe(600);
    const far = cloud.region('eu-north-1').sfn.machine('m', done);
    let count = 0;
    while (nameOf(() => far.start()) === 'none') count++;
    expect(count).toBe(800);
  });

  test('transitions beyond 5,000 in an instant wait for the bucket to fill; Express ones do not', async () => {
    const cloud = new Cloud();
    const items = Array.from({ length: 40 }, (_, i) => i);
    const each = { StartAt: 'Each', States: { Each: { Type: 'Map', ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } }, End: true } } }; // prettier-ignore
    const machine = cloud.sfn.machine('m', each);
    const throttled = cloud.record(machine.metric('ExecutionThrottled'));
    const runs = Array.from({ length: 200 }, () => machine.start(items));
    await cloud.run(10);
    const last = Math.max(...runs.map(({ duration }) => duration));
    // 200 executions of 41 states.
    expect(last).toBeCloseTo((200 * 41 - 5000) / 5000, 2);
    const express = cloud.sfn.machine('e', each, { type: 'EXPRESS' });
    const quick = Array.from({ length: 200 }, () => express.start(items));
    await cloud.run(1);
    expect(quick.every(({ duration }) => duration === 0)).toBe(true);
    await cloud.run(60);
    expect(throttled.some(([, count]) => count > 1000)).toBe(true);
  });

  test('the bill counts transitions, with retries; of Express requests and time', async () => {
    const cloud = new Cloud(QUIET);
    const retried = task('arn:aws:states:::aws-sdk:sqs:getQueueUrl', { QueueName: 'none' }, { Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 2 }] }); // prettier-ignore
    cloud.sfn.machine('m', retried).start();
    cloud.sfn.machine('e', wait(1.0), { type: 'EXPRESS' }).start();
    await cloud.run(60);
    const lines = cloud.meter.bill({ freeTier: false }).map(({ item, quantity }) => [item, quantity]);
    expect(lines.filter(([item]) => /transition|Express/.test(String(item)))).toEqual([
      ['Express requests', 1],
      ['state transitions', 3],
      ['Express duration', 64 / 1024],
    ]);
  });
});

describe('deliveries', () => {
  test('an event starts an execution with the event as its input', async () => {
    const cloud = new Cloud(QUIET);
    const machine = cloud.sfn.machine('m', done);
    await cloud.eventbridge.putRule({ name: 'r', eventPattern: '{"source":["shop"]}' });
    await cloud.eventbridge.putTargets({ rule: 'r', targets: [{ id: '1', arn: machine.arn, roleArn: 'arn:aws:iam::123456789012:role/r' }] }); // prettier-ignore
    await cloud.eventbridge.putEvents({
      entries: [{ source: 'shop', detailType: 'Sold', detail: '{"n":1}' }],
    });
    await cloud.run(10);
    const [run] = machine.executions.values();
    expect(run!.input).toMatchObject({ source: 'shop', detail: { n: 1 } });
  });
});

test('TestState runs one state, with what it called', async () => {
  const cloud = new Cloud(QUIET);
  const queue = cloud.sqs.createQueue('q');
  const state = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: { QueueUrl: queue.url, 'MessageBody.$': '$.text' }, Next: 'After' }; // prettier-ignore
  const answer = await cloud.sfn.testState({ definition: JSON.stringify(state), input: '{"text":"hello"}', inspectionLevel: 'DEBUG' }); // prettier-ignore
  expect(answer).toMatchObject({ status: 'SUCCEEDED', nextState: 'After' });
  expect(JSON.parse(answer.inspectionData!.afterParameters!)).toEqual({
    QueueUrl: queue.url,
    MessageBody: 'hello',
  });
  expect(queue.approximateNumberOfMessages).toBe(1);
  await expect(cloud.sfn.testState({ definition: '{"Type":"What"}' })).rejects.toThrow(
    'Value must be one of',
  );
});
