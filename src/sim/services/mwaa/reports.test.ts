import { expect, test } from 'vitest';
import { Cloud, hours, minutes } from '../../index.ts';

/** What users of Amazon MWAA and of its tools found. */

const required = {
  name: 'e',
  executionRoleArn: 'arn:aws:iam::123456789012:role/airflow',
  sourceBucketArn: 'arn:aws:s3:::dags',
  dagS3Path: 'dags',
  networkConfiguration: { subnetIds: ['subnet-1', 'subnet-2'], securityGroupIds: ['sg-1'] },
};
const micro = { ...required, environmentClass: 'mw1.micro' };

test('mw1.micro has one web server, one scheduler and one worker by default (terraform-aws-mwaa#86)', () => {
  const cloud = new Cloud();
  cloud.mwaa.createEnvironment(micro);
  expect(cloud.mwaa.getEnvironment({ name: 'e' }).environment).toMatchObject({
    ...{ schedulers: 1, minWebservers: 1, maxWebservers: 1, minWorkers: 1, maxWorkers: 1 },
  });
});

test('mw1.micro with two web servers is refused in words of AWS (terraform-provider-aws#41681)', () => {
  const given = { ...micro, minWebservers: 2, maxWebservers: 2 };
  expect(() => new Cloud().mwaa.createEnvironment(given)).toThrow(
    'The web server count for environment class mw1.micro must be 1.',
  );
});

test('a number of schedulers is taken and told (terraform-provider-aws#24971)', () => {
  const cloud = new Cloud();
  cloud.mwaa.createEnvironment({ ...required, schedulers: 3 });
  expect(cloud.mwaa.getEnvironment({ name: 'e' }).environment!.schedulers).toBe(3);
});

test('a worker that works is not taken away (aws-airflow-stack#36, airflow#13542)', async () => {
  const cloud = new Cloud();
  cloud.mwaa.createEnvironment(required);
  await cloud.run(cloud.mwaa.model.creationTime);
  const environment = cloud.mwaa.environment('e');
  const tasks = Array.from({ length: 20 }, (_, i) => ({ id: String(i), work: i === 19 ? hours(3) : 300 }));
  environment.add({ id: 'd', tasks });
  const run = environment.trigger('d');
  await cloud.run(hours(2));
  expect(environment.runningTasks).toBe(1);
  await cloud.run(hours(2));
  expect([run.state, run.instances.get('19')!.tries.length]).toEqual(['success', 1]);
});

test('with as many workers at least as at most, none comes or goes (airflow#13542)', async () => {
  const cloud = new Cloud();
  cloud.mwaa.createEnvironment({ ...required, minWorkers: 2, maxWorkers: 2 });
  await cloud.run(cloud.mwaa.model.creationTime);
  const environment = cloud.mwaa.environment('e');
  environment.add({ id: 'd', tasks: Array.from({ length: 40 }, (_, i) => ({ id: String(i), work: 600 })) });
  environment.trigger('d');
  for (let i = 0; i < 12; i++) {
    await cloud.run(minutes(10));
    expect(environment.workers).toBe(2);
  }
});

/** An environment that is there, and what one of its tasks in hand looks like. */
async function running(given: object = {}) {
  const cloud = new Cloud();
  cloud.mwaa.createEnvironment({ ...required, ...given });
  await cloud.run(cloud.mwaa.model.creationTime);
  return { cloud, environment: cloud.mwaa.environment('e') };
}

const tasks = (count: number, work: number) =>
  Array.from({ length: count }, (_, i) => ({ id: String(i), work }));

test('a daily DAG runs for the first time when its first day is over (airflow#1324, airflow#6295)', async () => {
  const { cloud, environment } = await running();
  environment.add({ id: 'd', schedule: hours(24), tasks: tasks(1, 60) });
  await cloud.run(hours(24) - 1);
  expect(environment.runs).toHaveLength(0);
  await cloud.run(2);
  expect(environment.runs).toHaveLength(1);
});

test('a DAG that starts now makes no run for the time before (airflow#45768, airflow#39867)', async () => {
  const { cloud, environment } = await running();
  await cloud.run(hours(50));
  environment.add({ id: 'd', schedule: hours(1), tasks: tasks(1, 60) });
  await cloud.run(hours(3) + 1);
  expect(environment.runs).toHaveLength(3);
});

test('workers are counted by tasks, however busy those are (airflow#34175)', async () => {
  const { cloud, environment } = await running();
  environment.add({ id: 'four', tasks: tasks(4, hours(1)) });
  environment.add({ id: 'two', tasks: tasks(2, hours(1)) });
  environment.trigger('four');
  await cloud.run(minutes(20));
  // Five find room on a worker of mw1.small.
  expect([environment.workers, environment.runningTasks]).toEqual([1, 4]);
  environment.trigger('two');
  await cloud.run(minutes(20));
  expect([environment.workers, environment.runningTasks]).toEqual([2, 6]);
});

test('a task that is queued just as workers go is not forgotten (airflow#21225)', async () => {
  const { cloud, environment } = await running({ maxWorkers: 3 });
  environment.add({ id: 'many', tasks: tasks(15, 120) });
  environment.add({ id: 'one', tasks: tasks(6, 30) });
  environment.trigger('many');
  await cloud.run(minutes(8));
  // About when idle workers go, every seven seconds.
  for (let i = 0; i < 60; i++) {
    environment.trigger('one');
    await cloud.run(7);
  }
  await cloud.run(hours(1));
  expect(environment.runs.map(({ state }) => state)).toEqual(environment.runs.map(() => 'success'));
  expect(environment.queuedTasks).toBe(0);
});

test('a task that fails is tried again only where it says so (aws-airflow-stack#65)', async () => {
  const { cloud, environment } = await running();
  const work = function* (attempt: number) {
    yield 60;
    if (attempt === 1) throw new Error('lost');
  };
  environment.add({
    id: 'd',
    tasks: [
      { id: 'once', work },
      { id: 'twice', work, retries: 1 },
    ],
  });
  const run = environment.trigger('d');
  await cloud.run(hours(1));
  expect([...run.instances].map(([id, { state, tries }]) => [id, state, tries.length])).toEqual([
    ['once', 'failed', 1],
    ['twice', 'success', 2],
  ]);
});
