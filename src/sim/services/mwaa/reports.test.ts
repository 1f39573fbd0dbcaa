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
