import {
  DescribeMapRunCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  ResourceNotFound,
  SFNClient,
  UpdateMapRunCommand,
} from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { Cloud, connect } from '../../index.ts';

const QUIET = { requestLatency: { mean: 0, sd: 0 } };

/** A machine whose Map Run waits, for each item, as long as it says; a negative one fails after as many seconds. */
function machineOf(cloud: Cloud, fields: object = {}, ExecutionType = 'STANDARD') {
  return cloud.sfn.machine(`m${ExecutionType}`, {
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        Label: 'Each',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType },
          StartAt: 'Wait',
          States: {
            Wait: { Type: 'Wait', SecondsPath: '$.seconds', Next: 'Good?' },
            'Good?': {
              Type: 'Choice',
              Choices: [{ Variable: '$.bad', BooleanEquals: true, Next: 'Bad' }],
              Default: 'Done',
            },
            Bad: { Type: 'Fail', Error: 'Bad' },
            Done: { Type: 'Pass', End: true },
          },
        },
        End: true,
        ...fields,
      },
    },
  });
}
const items = (number: number, bad: (index: number) => boolean = () => false, seconds = 10) =>
  Array.from({ length: number }, (_, index) => ({ seconds, bad: bad(index) }));
const of = (counts: object) => Object.entries(counts).filter(([, value]) => value !== 0);

test('the real client sees a Map Run: its settings, its counts, its children', async () => {
  const cloud = new Cloud(QUIET);
  const client = connect(new SFNClient({ region: 'us-east-1' }), cloud);
  const run = machineOf(cloud, { MaxConcurrency: 2, ToleratedFailureCount: 1 }).start(items(5, (i) => i === 1)); // prettier-ignore
  await cloud.run(15);
  const { mapRuns = [] } = await client.send(new ListMapRunsCommand({ executionArn: run.arn }));
  expect(mapRuns).toMatchObject([
    {
      executionArn: run.arn,
      stateMachineArn: run.machine.arn,
      mapRunArn: expect.stringMatching(
        /^arn:aws:states:us-east-1:123456789012:mapRun:mSTANDARD\/Each:/,
      ) as string,
    },
  ]);
  const [{ mapRunArn } = {}] = mapRuns;
  const told = await client.send(new DescribeMapRunCommand({ mapRunArn }));
  expect(told).toMatchObject({ mapRunArn, executionArn: run.arn, status: 'RUNNING', redriveCount: 0 });
  expect(told).toMatchObject({ maxConcurrency: 2, toleratedFailureCount: 1, toleratedFailurePercentage: 0 });
  expect(Object.fromEntries(of(told.itemCounts!))).toEqual({ pending: 1, running: 2, succeeded: 1, failed: 1, total: 5 }); // prettier-ignore
  expect(told.stopDate).toBeUndefined();
  const list = async (more: object = {}) =>
    (await client.send(new ListExecutionsCommand({ mapRunArn, ...more }))).executions!;
  expect((await list()).map(({ status }) => status)).toEqual(['RUNNING', 'RUNNING', 'FAILED', 'SUCCEEDED']);
  expect(await list({ statusFilter: 'FAILED' })).toMatchObject([
    {
      executionArn: expect.stringContaining(':execution:mSTANDARD/Each:') as string,
      mapRunArn,
      itemCount: 1,
      stateMachineArn: expect.stringMatching(/:stateMachine:mSTANDARD\/Each$/) as string,
    },
  ]);
  await run.done;
  const ended = await client.send(new DescribeMapRunCommand({ mapRunArn }));
  expect(ended).toMatchObject({ status: 'SUCCEEDED', stopDate: run.stopDate });
  await expect(client.send(new DescribeMapRunCommand({ mapRunArn: `${mapRunArn}0` }))).rejects.toBeInstanceOf(
    ResourceNotFound,
  );
  await expect(
    client.send(new ListExecutionsCommand({ mapRunArn, stateMachineArn: run.machine.arn })),
  ).rejects.toThrow('Must provide');
  await expect(
    client.send(new UpdateMapRunCommand({ mapRunArn, toleratedFailurePercentage: 101 })),
  ).rejects.toThrow('toleratedFailurePercentage');
});

/** The one Map Run of an execution. */
const mapRunOf = (cloud: Cloud, executionArn: string) =>
  cloud.sfn.listMapRuns({ executionArn }).mapRuns[0]!.mapRunArn;

test('more run at once from the update on; fewer once those that run have ended', async () => {
  const cloud = new Cloud(QUIET);
  const run = machineOf(cloud, { MaxConcurrency: 1 }).start(items(10));
  const running = () =>
    cloud.sfn.describeMapRun({ mapRunArn: mapRunOf(cloud, run.arn) }).executionCounts.running;
  await cloud.run(15);
  expect(running()).toBe(1);
  cloud.sfn.updateMapRun({ mapRunArn: mapRunOf(cloud, run.arn), maxConcurrency: 4 });
  await cloud.run(1);
  expect(running()).toBe(4);
  cloud.sfn.updateMapRun({ mapRunArn: mapRunOf(cloud, run.arn), maxConcurrency: 2 });
  await cloud.run(1);
  expect(running()).toBe(4);
  await cloud.run(9);
  expect(running()).toBe(2);
  await run.done;
  expect(run.status).toBe('SUCCEEDED');
  expect(run.output).toHaveLength(10);
});

test('a threshold that is lowered below what has failed ends the Map Run; one that is raised saves it', async () => {
  const cloud = new Cloud(QUIET);
  const bad = (index: number) => index % 2 === 0;
  const machine = machineOf(cloud, { MaxConcurrency: 1, ToleratedFailurePercentage: 50 });
  const lowered = machine.start(items(4, bad));
  await cloud.run(15);
  cloud.sfn.updateMapRun({ mapRunArn: mapRunOf(cloud, lowered.arn), toleratedFailurePercentage: 10 });
  await lowered.done;
  expect([lowered.error, lowered.duration]).toEqual(['States.ExceedToleratedFailureThreshold', 15]);

  const raised = machineOf(cloud, { MaxConcurrency: 1 }, 'EXPRESS').start(items(4, bad));
  await cloud.run(5);
  cloud.sfn.updateMapRun({ mapRunArn: mapRunOf(cloud, raised.arn), toleratedFailureCount: 2 });
  await raised.done;
  expect([raised.status, raised.duration]).toEqual(['SUCCEEDED', 40]);
});

test('of a batch each item counts', async () => {
  const cloud = new Cloud(QUIET);
  const batch = { MaxConcurrency: 1, ItemBatcher: { MaxItemsPerBatch: 2 }, ToleratedFailureCount: 1 };
  const run = machineOf(cloud, batch).start(items(6));
  await run.done;
  // The batch has no `seconds`: each child fails, and the first takes two items with it.
  expect(run.error).toBe('States.ExceedToleratedFailureThreshold');
  const told = cloud.sfn.describeMapRun({ mapRunArn: mapRunOf(cloud, run.arn) });
  expect([told.itemCounts.total, told.executionCounts.total]).toEqual([6, 3]);
  expect([told.itemCounts.failed, told.executionCounts.failed]).toEqual([2, 1]);
});

test('a Map Run is ABORTED with its execution, and redriven with it: what has succeeded does not run again', async () => {
  const cloud = new Cloud(QUIET);
  const run = machineOf(cloud, { MaxConcurrency: 2 }).start(items(6));
  await cloud.run(15);
  run.stop();
  await run.done;
  const mapRunArn = mapRunOf(cloud, run.arn);
  const told = () => cloud.sfn.describeMapRun({ mapRunArn });
  expect(told()).toMatchObject({ status: 'ABORTED', itemCounts: { succeeded: 2, aborted: 2, pending: 2 } });
  await cloud.run(100);
  cloud.sfn.redriveExecution({ executionArn: run.arn });
  expect((await run.done).status).toBe('SUCCEEDED');
  expect(told()).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1, itemCounts: { succeeded: 6 } });
  const types = run.events.map(({ type }) => type);
  expect(types.slice(types.indexOf('ExecutionRedriven'))).toEqual([
    'ExecutionRedriven',
    'MapRunRedriven',
    'MapRunSucceeded',
    'MapStateSucceeded',
    'MapStateExited',
    'ExecutionSucceeded',
  ]);
  const children = cloud.sfn.listExecutions({ mapRunArn, redriveFilter: 'REDRIVEN' }).executions;
  expect(children).toHaveLength(2);
  expect(cloud.sfn.listMapRuns({ executionArn: run.arn }).mapRuns).toHaveLength(1);
});

test('an Express child has five minutes, a Standard one as long as it needs', async () => {
  const cloud = new Cloud(QUIET);
  const late = machineOf(cloud, { ToleratedFailureCount: 1 }, 'EXPRESS').start(items(1, undefined, 400));
  await late.done;
  const told = cloud.sfn.describeMapRun({ mapRunArn: mapRunOf(cloud, late.arn) });
  expect([late.duration, told.itemCounts.timedOut]).toEqual([300, 1]);
  const long = machineOf(cloud).start(items(1, undefined, 400));
  await long.done;
  expect([long.status, long.duration]).toEqual(['SUCCEEDED', 400]);
});
