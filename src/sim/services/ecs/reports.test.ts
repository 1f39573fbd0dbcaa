import { expect, test } from 'vitest';
import { Cloud, hours, minutes } from '../../index.ts';

/** What users of emulators and of tools for ECS found, with the value that AWS has. */

async function service(desiredCount = 2) {
  const cloud = new Cloud({ seed: 1 });
  const { ecs } = cloud;
  const web = ecs.service('web', { taskDefinition: ecs.define('web', { fargate: true, port: 80 }), launchType: 'FARGATE', desiredCount }); // prettier-ignore
  await cloud.run(minutes(3));
  const shown = () => ecs.describeServices({ services: ['web'] }).services![0]!;
  return { cloud, ecs, web, shown };
}

test('a changed desiredCount changes runningCount (moto#7664)', async () => {
  const { cloud, ecs, shown } = await service();
  expect(shown().runningCount).toBe(2);
  ecs.updateService({ service: 'web', desiredCount: 0 });
  await cloud.run(minutes(2));
  expect(shown().runningCount).toBe(0);
});

test('runningCount is not 0 for ever (localstack#2987)', async () => {
  const { shown } = await service();
  expect(shown()).toMatchObject({ desiredCount: 2, runningCount: 2, pendingCount: 0 });
});

test('a service names its task definition by the whole ARN (localstack#12446)', async () => {
  const { shown } = await service();
  expect(shown().taskDefinition).toBe('arn:aws:ecs:us-east-1:123456789012:task-definition/web:1');
});

test('deployments have failedTasks, rolloutState and its reason (moto#9855)', async () => {
  const { shown } = await service();
  expect(shown().deployments).toMatchObject([{ failedTasks: 0, rolloutState: 'COMPLETED' }]);
  expect(shown().deployments![0]!.rolloutStateReason).toMatch(/^ECS deployment ecs-svc\/\d+ completed\.$/);
});

test('DescribeTasks lists the containers (localstack#4426)', async () => {
  const { ecs } = await service();
  const { taskArns } = ecs.listTasks();
  const { tasks } = ecs.describeTasks({ tasks: taskArns! });
  expect(tasks!.map(({ containers }) => containers!.map(({ name }) => name))).toEqual([['web'], ['web']]);
});

test('DescribeTasks without tasks is refused (sil-org/ecs-deploy#63)', async () => {
  const { ecs } = await service();
  expect(() => ecs.describeTasks({ tasks: [] })).toThrow('Tasks cannot be empty.');
});

test('StopTask stops, and the service starts another (localstack#7986)', async () => {
  const { cloud, ecs, web } = await service();
  const [task] = ecs.listTasks().taskArns!;
  ecs.stopTask({ task: task! });
  await cloud.run(minutes(2));
  expect(ecs.describeTasks({ tasks: [task!] }).tasks).toMatchObject([{ lastStatus: 'STOPPED', stopCode: 'UserInitiated' }]); // prettier-ignore
  expect(web.running.length).toBe(2);
});

test('a task that has just been asked for has the desired status RUNNING (fakecloud#1269)', () => {
  const { ecs } = new Cloud();
  const definition = ecs.define('web', { fargate: true });
  ecs.run(definition, { launchType: 'FARGATE' });
  expect(ecs.listTasks().taskArns!.length).toBe(1);
});

test('a service of another cluster is MISSING, not an error (amazon-ecs-deploy-task-definition#312)', async () => {
  const { ecs } = await service();
  ecs.cluster('other');
  const { services, failures } = ecs.describeServices({ cluster: 'other', services: ['web'] });
  expect(services).toEqual([]);
  expect(failures).toMatchObject([{ reason: 'MISSING' }]);
});

test('ListServices answers ARNs (localstack#8519)', async () => {
  const { ecs } = await service();
  expect(ecs.listServices().serviceArns).toEqual(['arn:aws:ecs:us-east-1:123456789012:service/default/web']);
});

test('a task that failed to start tells why (fabfuel/ecs-deploy#195)', async () => {
  const { cloud, ecs, web } = await service();
  ecs.program('bad', { missing: true });
  ecs.updateService({
    service: 'web',
    taskDefinition: ecs.define('web', { image: 'bad', fargate: true }).arn,
  });
  await cloud.run(minutes(2));
  const { taskArns } = ecs.listTasks({ desiredStatus: 'STOPPED' });
  const { tasks } = ecs.describeTasks({ tasks: taskArns! });
  expect(tasks![0]!.stoppedReason).toMatch(/^CannotPullContainerError/);
  expect(web.running.length).toBe(2);
});

test('RunTask answers a failure with its reason (amazon-ecs-deploy-task-definition#757)', () => {
  const { ecs } = new Cloud();
  ecs.cluster();
  const { failures } = ecs.runTask({ taskDefinition: ecs.define('web').arn });
  expect(failures).toMatchObject([{ reason: 'No Container Instances were found in your cluster.' }]);
});

test('a stopped task can still be described for an hour', async () => {
  const { cloud, ecs } = await service();
  const [task] = ecs.listTasks().taskArns!;
  ecs.stopTask({ task: task! });
  await cloud.run(minutes(50));
  expect(ecs.describeTasks({ tasks: [task!] }).tasks!.length).toBe(1);
  await cloud.run(hours(1));
  expect(ecs.describeTasks({ tasks: [task!] }).failures).toMatchObject([{ reason: 'MISSING' }]);
});
