import { expect, test } from 'vitest';
import { Cloud, NotModelled } from '../../index.ts';

const roleArn = 'arn:aws:iam::123456789012:role/r';
const QUIET = { requestLatency: { mean: 0, sd: 0 } };

/** A machine with one task that calls an action. */
const calls = (action: string, Parameters: object, more: object = {}) => ({
  StartAt: 'Job',
  States: { Job: { Type: 'Task', Resource: `arn:aws:states:::${action}`, Parameters, End: true, ...more } },
});

/** A cloud with a task definition on Fargate: a reporter that works for a minute, and a helper beside it. */
function withReporter(exitCode = 0) {
  const cloud = new Cloud(QUIET);
  const { ecs } = cloud;
  ecs.program('reporter:1', { exitsAfter: 60, exitCode });
  ecs.program('helper:1', {});
  ecs.registerTaskDefinition({
    family: 'report',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [
      { name: 'reporter', image: 'reporter:1' },
      { name: 'helper', image: 'helper:1', essential: false },
    ],
  });
  ecs.createCluster();
  return cloud;
}

async function networkOf(cloud: Cloud) {
  const { Subnets = [] } = await cloud.send('ec2', 'DescribeSubnets', {});
  return { AwsvpcConfiguration: { Subnets: Subnets.map(({ SubnetId }) => SubnetId!) } };
}

/** Runs the reporter by a machine, with `.sync` or without. */
async function report(cloud: Cloud, pattern = '.sync', more: object = {}) {
  const NetworkConfiguration = await networkOf(cloud);
  const given = { TaskDefinition: 'report', LaunchType: 'FARGATE', NetworkConfiguration };
  return cloud.sfn.machine('m', calls(`ecs:runTask${pattern}`, given, more)).start();
}

test('a task of ECS is waited for, and gives itself as it has ended', async () => {
  const cloud = withReporter();
  const run = await (await report(cloud)).done;
  expect(run.status).toBe('SUCCEEDED');
  expect(run.duration).toBeGreaterThan(60);
  // The helper ran until it was told to end; it is not essential.
  expect(run.output).toMatchObject({
    LastStatus: 'STOPPED',
    StopCode: 'EssentialContainerExited',
    Containers: [{ Name: 'reporter', ExitCode: 0 }, { Name: 'helper' }],
  });
  expect(run.events.map(({ type }) => type)).toContain('TaskSubmitted');
});

test('without .sync nobody waits', async () => {
  const run = await (await report(withReporter(), '')).done;
  expect([run.duration, run.output]).toMatchObject([0, { Tasks: [{}], Failures: [] }]);
});

test('a task of ECS whose essential container does not end with 0 has failed', async () => {
  const run = await (await report(withReporter(3))).done;
  expect([run.status, run.error]).toEqual(['FAILED', 'States.TaskFailed']);
  expect(JSON.parse(run.cause!)).toMatchObject({ Containers: [{ Name: 'reporter', ExitCode: 3 }, {}] });
});

test('a task of ECS that finds no place fails at once', async () => {
  const cloud = withReporter();
  cloud.ecs.registerTaskDefinition({
    family: 'large',
    containerDefinitions: [{ name: 'c', image: 'reporter:1', memory: 512 }],
  });
  const given = { TaskDefinition: 'large', LaunchType: 'EC2' };
  const wanted = cloud.sfn.machine('m', calls('ecs:runTask.sync', given));
  const run = await wanted.start().done;
  expect([run.status, run.error]).toEqual(['FAILED', 'AmazonECS.Unknown']);
  const asked = await cloud.sfn.machine('asked', calls('ecs:runTask', given)).start().done;
  expect([asked.status, asked.output]).toMatchObject(['SUCCEEDED', { Failures: [{}] }]);
});

test('a task of ECS is stopped with the execution that waits for it, and by a timeout', async () => {
  const cloud = withReporter();
  const statuses = async () => {
    const { taskArns = [] } = cloud.ecs.listTasks({ desiredStatus: 'STOPPED' });
    const { tasks = [] } = cloud.ecs.describeTasks({ tasks: taskArns });
    return tasks.map(({ stopCode }) => stopCode);
  };
  const run = await report(cloud);
  await cloud.run(50);
  run.stop();
  await cloud.run(60);
  expect(run.status).toBe('ABORTED');
  expect(await statuses()).toEqual(['UserInitiated']);
  const late = await report(withReporter(), '.sync', { TimeoutSeconds: 20 });
  expect((await late.done).error).toBe('States.Timeout');
});

/** A cloud with a Glue job whose script takes a minute. */
function withJob(script: () => void = () => {}) {
  const cloud = new Cloud(QUIET);
  cloud.glue.script('s3://scripts/clean.py', function* () {
    yield 60;
    script();
  });
  const command = { name: 'glueetl', scriptLocation: 's3://scripts/clean.py' }; // cspell:ignore glueetl
  cloud.glue.createJob({ name: 'clean', role: roleArn, command });
  return cloud;
}

test('a run of a Glue job is waited for, and gives itself', async () => {
  const cloud = withJob();
  cloud.sfn.model.syncPollInterval = 10;
  const run = await cloud.sfn.machine('m', calls('glue:startJobRun.sync', { JobName: 'clean' })).start().done;
  // 15 s until its workers are there, 60 s of work: seen at the eighth look.
  expect([run.status, run.duration]).toEqual(['SUCCEEDED', 80]);
  expect(run.output).toMatchObject({ JobName: 'clean', JobRunState: 'SUCCEEDED', ExecutionTime: 60 });
  const asked = await cloud.sfn.machine('asked', calls('glue:startJobRun', { JobName: 'clean' })).start()
    .done;
  expect(asked.output).toMatchObject({ JobName: 'clean', JobRunId: expect.any(String) as string });
});

test('a run of a Glue job that fails fails the task; a Retry starts another', async () => {
  const cloud = withJob(() => {
    throw new Error('no such column');
  });
  const Retry = [{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 1, MaxAttempts: 1 }];
  const run = await cloud.sfn.machine('m', calls('glue:startJobRun.sync', { JobName: 'clean' }, { Retry })).start().done; // prettier-ignore
  expect([run.status, run.error]).toEqual(['FAILED', 'States.TaskFailed']);
  expect(JSON.parse(run.cause!)).toMatchObject({ JobRunState: 'FAILED', ErrorMessage: 'Error: no such column' }); // prettier-ignore
  expect(cloud.glue.getJobRuns({ jobName: 'clean' }).jobRuns).toHaveLength(2);
});

test('a run of a Glue job is stopped with the execution that waits for it', async () => {
  const cloud = withJob();
  const run = cloud.sfn.machine('m', calls('glue:startJobRun.sync', { JobName: 'clean' })).start();
  await cloud.run(30);
  run.stop();
  await cloud.run(1);
  expect(cloud.glue.getJobRuns({ jobName: 'clean' }).jobRuns).toMatchObject([{ jobRunState: 'STOPPED' }]);
});

test('the errors of Glue have the names that Retry and Catch see', async () => {
  const cloud = withJob();
  const machine = cloud.sfn.machine('m', calls('glue:startJobRun.sync', { JobName: 'clean' }));
  machine.start();
  await cloud.run(1);
  expect((await machine.start().done).error).toBe('Glue.ConcurrentRunsExceededException');
});

test('jobs that are not modelled say so, by name, with those that are', async () => {
  const cloud = withReporter();
  cloud.sfn.machine('m', calls('ecs:listTasks.sync', {})).start();
  await expect(cloud.run(1)).rejects.toThrow(/ecs:listTasks\.sync .*ecs:runTask, glue:startJobRun, states:startExecution/); // prettier-ignore
  const other = new Cloud(QUIET);
  other.sfn.machine('m', calls('batch:submitJob.sync', {})).start();
  await expect(other.run(1)).rejects.toThrow(NotModelled);
});
