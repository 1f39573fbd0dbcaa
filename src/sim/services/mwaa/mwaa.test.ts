import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Cloud, days, hours, minutes, NotModelled } from '../../index.ts';
import type { TaskOptions } from './dag.ts';

const required = {
  name: 'nightly',
  executionRoleArn: 'arn:aws:iam::123456789012:role/airflow',
  sourceBucketArn: 'arn:aws:s3:::dags',
  dagS3Path: 'dags',
  networkConfiguration: { subnetIds: ['subnet-1', 'subnet-2'], securityGroupIds: ['sg-1'] },
};

async function available(given: object = {}) {
  const cloud = new Cloud();
  cloud.mwaa.createEnvironment({ ...required, ...given });
  await cloud.run(cloud.mwaa.model.creationTime);
  return { cloud, environment: cloud.mwaa.environment('nightly') };
}

test('each Region has its own Amazon MWAA', () => {
  const cloud = new Cloud();
  expect(cloud.mwaa).toBe(cloud.mwaa);
  expect(cloud.region('eu-west-1').mwaa).not.toBe(cloud.mwaa);
});

test('an environment is there after 20 to 30 minutes, with the defaults of AWS', async () => {
  const cloud = new Cloud();
  const { arn } = cloud.mwaa.createEnvironment(required);
  expect(arn).toBe('arn:aws:airflow:us-east-1:123456789012:environment/nightly');
  const environment = cloud.mwaa.environment('nightly');
  await cloud.run(minutes(20));
  expect([environment.status, environment.workers]).toEqual(['CREATING', 0]);
  await cloud.run(minutes(10));
  expect([environment.status, environment.workers]).toEqual(['AVAILABLE', 1]);
  expect(cloud.mwaa.getEnvironment({ name: 'nightly' }).environment).toMatchObject({
    ...{ environmentClass: 'mw1.small', minWorkers: 1, maxWorkers: 10, schedulers: 2 },
    ...{ minWebservers: 2, maxWebservers: 2, airflowVersion: '3.2.1', dagS3Path: 'dags' },
  });
});

test('a task begins when all that it waits for has succeeded', async () => {
  const { cloud, environment } = await available();
  environment.add({
    id: 'd',
    tasks: [
      { id: 'load', upstream: ['a', 'b'], work: 30 },
      { id: 'a', work: 100 },
      { id: 'b', work: 40 },
    ],
  });
  const run = environment.trigger('d');
  await cloud.run(hours(1));
  const span = (id: string) => run.instances.get(id)!.tries[0]!;
  expect(span('a').start).toBe(span('b').start);
  expect(span('load').start).toBe(span('a').end + cloud.mwaa.model.loopTime);
  expect(run.state).toBe('success');
});

test('a failed task is tried again as often as it may, and what waits for it then fails with it', async () => {
  const { cloud, environment } = await available();
  const work = function* (attempt: number) {
    yield 10;
    if (attempt < 3) throw new Error('no');
  };
  const tasks = (retries: number) => [
    { id: 'a', work, retries, retryDelay: 60 },
    { id: 'b', upstream: ['a'], work: 5 },
    { id: 'c', work: 5 },
  ];
  environment.add({ id: 'twice', tasks: tasks(2) });
  environment.add({ id: 'once', tasks: tasks(1) });
  const [good, bad] = [environment.trigger('twice'), environment.trigger('once')];
  await cloud.run(hours(1));
  const states = (run: typeof good) =>
    [...run.instances.values()].map(({ task, state }) => `${task.id} ${state}`);
  expect([good.state, ...states(good).toSorted()]).toEqual([
    'success',
    'a success',
    'b success',
    'c success',
  ]);
  expect([bad.state, ...states(bad).toSorted()]).toEqual([
    'failed',
    'a failed',
    'b upstream_failed',
    'c success',
  ]);
  const [first, second] = good.instances.get('a')!.tries;
  expect(second!.start - first!.end).toBe(60 + cloud.mwaa.model.loopTime);
});

test('a DAG on a schedule runs at the end of each interval', async () => {
  const { cloud, environment } = await available();
  const since = cloud.now;
  environment.add({ id: 'd', schedule: days(1), tasks: [{ id: 'a', work: 60 }] });
  await cloud.run(days(3) + 1);
  expect(environment.runs.map(({ createdAt }) => createdAt - since)).toEqual([days(1), days(2), days(3)]);
});

test.each([
  [
    'AirflowDagCycleException',
    [
      { id: 'a', upstream: ['b'], work: 1 },
      { id: 'b', upstream: ['a'], work: 1 },
    ],
  ],
  [
    'DuplicateTaskIdFound',
    [
      { id: 'a', work: 1 },
      { id: 'a', work: 1 },
    ],
  ],
  ['TaskNotFound', [{ id: 'a', upstream: ['x'], work: 1 }]],
])('%s: no DAG', async (name, tasks) => {
  const { environment } = await available();
  expect(() => environment.add({ id: 'd', tasks })).toThrow(expect.objectContaining({ name }) as Error);
  expect(() => environment.trigger('d')).toThrow('Dag id d not found');
});

test('workers come for running and queued tasks, up to the most, and go when they are idle', async () => {
  const { cloud, environment } = await available({ maxWorkers: 4 });
  const tasks = Array.from({ length: 17 }, (_, i) => ({ id: String(i), work: minutes(30) }));
  environment.add({ id: 'd', tasks });
  environment.trigger('d');
  await cloud.run(30);
  expect([environment.workers, environment.runningTasks, environment.queuedTasks]).toEqual([1, 5, 12]);
  await cloud.run(minutes(4));
  // 17 tasks at five a worker.
  expect([environment.workers, environment.runningTasks, environment.queuedTasks]).toEqual([4, 17, 0]);
  await cloud.run(hours(1));
  expect([environment.workers, environment.runningTasks]).toEqual([1, 0]);
});

test.each([
  ['mw1.micro', 3, { schedulers: 1 }],
  ['mw1.small', 5, {}],
  ['mw1.medium', 10, {}],
  ['mw1.large', 20, {}],
  ['mw1.xlarge', 40, {}],
  ['mw1.2xlarge', 80, {}],
])('a worker of %s takes %i tasks at once', async (environmentClass, taken, given) => {
  const { cloud, environment } = await available({ environmentClass, maxWorkers: 1, ...given });
  environment.add({ id: 'd', tasks: Array.from({ length: 100 }, (_, i) => ({ id: String(i), work: 600 })) });
  environment.trigger('d');
  await cloud.run(60);
  expect(environment.runningTasks).toBe(taken);
});

test('an update takes minutes, and its numbers count after it', async () => {
  const { cloud, environment } = await available();
  cloud.mwaa.updateEnvironment({ name: 'nightly', minWorkers: 3, environmentClass: 'mw1.medium' });
  expect(environment.status).toBe('UPDATING');
  expect(() => cloud.mwaa.updateEnvironment({ name: 'nightly', maxWorkers: 5 })).toThrow('must be AVAILABLE');
  await cloud.run(minutes(10));
  expect([environment.status, environment.workers]).toEqual(['AVAILABLE', 3]);
  expect(cloud.mwaa.getEnvironment({ name: 'nightly' }).environment).toMatchObject({
    ...{ environmentClass: 'mw1.medium', maxWorkers: 10, lastUpdate: { status: 'SUCCESS' } },
  });
});

test('a deleted environment runs nothing any more, and is gone', async () => {
  const { cloud, environment } = await available();
  environment.add({ id: 'd', schedule: hours(1), tasks: [{ id: 'a', work: 60 }] });
  cloud.mwaa.deleteEnvironment({ name: 'nightly' });
  expect(environment.status).toBe('DELETING');
  await cloud.run(days(1));
  expect(environment.runs).toHaveLength(0);
  expect(cloud.mwaa.listEnvironments().environments).toEqual([]);
  expect(() => cloud.mwaa.getEnvironment({ name: 'nightly' })).toThrow('does not exist');
});

test.each([
  [{ name: '1st' }, 'Member must satisfy regular expression pattern'],
  [{ environmentClass: 'mw1.huge' }, 'mw1.huge is not a valid environment class.'],
  [{ maxWorkers: 26 }, 'MaxWorkers is above 25.'],
  [{ minWorkers: 5, maxWorkers: 4 }, 'The least number is above the most.'],
  [{ schedulers: 1 }, 'between 2 and 5'],
  [{ schedulers: 6 }, 'less than or equal to 5'],
])('%j is refused', (given, text) => {
  expect(() => new Cloud().mwaa.createEnvironment({ ...required, ...given })).toThrow(text);
});

test('logging is not modelled, and said so by name', () => {
  const loggingConfiguration = {} as never;
  expect(() => new Cloud().mwaa.createEnvironment({ ...required, loggingConfiguration })).toThrow(
    NotModelled,
  );
});

test('any DAG ends, and no task begins before what it waits for has ended', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          up: fc.array(fc.nat({ max: 20 }), { maxLength: 3 }),
          work: fc.integer({ min: 1, max: 900 }),
          fails: fc.nat({ max: 2 }),
        }),
        { minLength: 1, maxLength: 12 },
      ),
      async (shapes) => {
        const { cloud, environment } = await available({ maxWorkers: 2 });
        const tasks: TaskOptions[] = shapes.map(({ up, work, fails }, i) => ({
          id: String(i),
          upstream: i === 0 ? [] : [...new Set(up.map((one) => String(one % i)))],
          retries: 1,
          *work(attempt: number) {
            yield work;
            if (attempt <= fails) throw new Error('no');
          },
        }));
        environment.add({ id: 'd', tasks });
        const run = environment.trigger('d');
        await cloud.run(days(1));
        expect(run.state).toBe(shapes.some(({ fails }) => fails === 2) ? 'failed' : 'success');
        for (const { task, tries } of run.instances.values())
          for (const id of task.upstream!)
            for (const { start } of tries)
              expect(run.instances.get(id)!.tries.at(-1)!.end).toBeLessThanOrEqual(start);
        expect([environment.runningTasks, environment.queuedTasks, environment.workers]).toEqual([0, 0, 1]);
      },
    ),
    { numRuns: 40 },
  ));
