import { expect, test } from 'vitest';
import { Cloud, hours, minutes } from '../../index.ts';
import { failureThreshold } from './deployment/circuit-breaker.ts';
import { deploymentBounds } from './deployment/bounds.ts';

/**
 * What the developer guide of Amazon ECS says, tried: each title names the page,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/…
 */

/** A cluster with so many t3.medium instances, and a service on it. */
async function service(count: number, more: object = {}, task: object = {}) {
  const cloud = new Cloud({ seed: 1 });
  const { ecs } = cloud;
  const cluster = ecs.cluster();
  cluster.launch({ count });
  await cloud.waitUntil(() => cluster.instances.length === count);
  const define = (image = 'web') => ecs.define('web', { image, ...task });
  const web = ecs.service('web', { taskDefinition: define(), desiredCount: 4, availabilityZoneRebalancing: 'DISABLED', ...more }); // prettier-ignore
  const deploy = (image = 'web') => ecs.updateService({ service: 'web', taskDefinition: define(image).arn });
  return { cloud, ecs, cluster, web, deploy };
}

test.each([
  [4, 50, 100, 2, 4],
  [2, 75, 100, 2, 2],
  [3, 100, 125, 3, 3],
  [4, 100, 200, 4, 8],
])('%i tasks at %i %% to %i %%: %i to %i (deployment-type-ecs)', (desired, minimumHealthyPercent, maximumPercent, least, most) => {
  expect(deploymentBounds(desired, { minimumHealthyPercent, maximumPercent })).toEqual({ least, most });
}); // prettier-ignore

test.each([
  [1, 3],
  [25, 13],
  [400, 200],
  [800, 200],
])('of %i tasks %i failures fail a deployment (deployment-circuit-breaker)', (desired, threshold) => {
  expect(failureThreshold(desired)).toBe(threshold);
});

test('what runs on a draining instance is replaced first, and told to go then (container-instance-draining)', async () => {
  const { cloud, ecs, cluster, web } = await service(2);
  await web.until('steady');
  let fewest = 4;
  ecs.updateContainerInstancesState({ containerInstances: [cluster.instances[0]!.arn], status: 'DRAINING' });
  for (let second = 0; second < 180; second++) {
    await cloud.run(1);
    fewest = Math.min(fewest, web.healthy.length);
  }
  expect(fewest).toBe(4);
  expect(cluster.instances.map(({ tasks }) => tasks)).toEqual([0, 4]);
  expect(web.steady).toBe(true);
});

test('with 50 % and 100 % half of them stop before others start (container-instance-draining)', async () => {
  const deploymentConfiguration = { minimumHealthyPercent: 50, maximumPercent: 100 };
  const { cloud, ecs, cluster, web } = await service(2, { deploymentConfiguration });
  await web.until('steady');
  ecs.updateContainerInstancesState({ containerInstances: [cluster.instances[0]!.arn], status: 'DRAINING' });
  let [fewest, most] = [4, 0];
  for (let second = 0; second < 180; second++) {
    await cloud.run(1);
    fewest = Math.min(fewest, web.running.length);
    most = Math.max(most, web.tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING').length);
  }
  expect([fewest, most]).toEqual([2, 4]);
  expect(cluster.instances.map(({ tasks }) => tasks)).toEqual([0, 4]);
});

test('with 100 % and 100 % nothing leaves, and an event says so (container-instance-draining)', async () => {
  const deploymentConfiguration = { minimumHealthyPercent: 100, maximumPercent: 100 };
  const { cloud, ecs, cluster, web } = await service(2, { deploymentConfiguration });
  await web.until('steady');
  ecs.updateContainerInstancesState({ containerInstances: [cluster.instances[0]!.arn], status: 'DRAINING' });
  await cloud.run(hours(1));
  expect(cluster.instances.map(({ tasks }) => tasks)).toEqual([2, 2]);
  expect(web.messages.at(-1)).toBe('(service web) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.'); // prettier-ignore
});

test('a pending task leaves a draining instance at once, one by itself stays (container-instance-draining)', async () => {
  const { cloud, ecs, cluster, web } = await service(1);
  const [own] = ecs.run(ecs.define('job'));
  await cloud.run(2);
  const [pending] = web.tasks;
  expect(pending!.lastStatus).toBe('PENDING');
  ecs.updateContainerInstancesState({ containerInstances: [cluster.instances[0]!.arn], status: 'DRAINING' });
  expect(pending!.desiredStatus).toBe('STOPPED');
  await cloud.run(minutes(10));
  expect(own!.running).toBe(true);
  expect(web.messages.at(-1)).toMatch(/was unable to place a task/);
});

test('an instance that is active again takes tasks again (container-instance-draining)', async () => {
  const { cloud, ecs, cluster, web } = await service(1);
  await web.until('steady');
  const containerInstances = [cluster.instances[0]!.arn];
  ecs.updateContainerInstancesState({ containerInstances, status: 'DRAINING' });
  await cloud.run(minutes(5));
  expect(web.running.length).toBe(4);
  ecs.updateContainerInstancesState({ containerInstances, status: 'ACTIVE' });
  ecs.updateService({ service: 'web', desiredCount: 6 });
  await cloud.run(minutes(2));
  expect(web.running.length).toBe(6);
});

test('the same cause is told once in six hours (service-event-messages)', async () => {
  const { cloud, web } = await service(1, { desiredCount: 20 });
  await cloud.run(hours(5));
  const told = () => web.messages.filter((message) => message.includes('unable to place')).length;
  expect(told()).toBe(1);
  await cloud.run(hours(6));
  web.wake();
  await cloud.run(60);
  expect(told()).toBe(2);
});

test('a service keeps its newest hundred events (service-event-messages)', async () => {
  const { cloud, ecs, web } = await service(2);
  for (let i = 0; i < 80; i++) {
    ecs.updateService({ service: 'web', desiredCount: 2 + (i % 2) });
    await cloud.run(minutes(1));
  }
  expect(web.events.length).toBe(100);
});

test('protected tasks that are more than are wanted are named in an event (service-event-messages)', async () => {
  const { cloud, ecs, web } = await service(2);
  await web.until('steady');
  ecs.updateTaskProtection({ cluster: 'default', tasks: web.running.map(({ arn }) => arn), protectionEnabled: true }); // prettier-ignore
  ecs.updateService({ service: 'web', desiredCount: 1 });
  await cloud.run(minutes(5));
  expect(web.running.length).toBe(4);
  expect(web.messages.at(-1)).toBe(`(service web) was unable to reach steady state because task set (${web.primary.id}) was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks.`); // prettier-ignore
});

test('a task that a service gives up names the deployment (stopped-task-error-codes)', async () => {
  const { cloud, ecs, web } = await service(2);
  await web.until('steady');
  const all = web.running;
  ecs.updateService({ service: 'web', desiredCount: 1 });
  await cloud.run(minutes(1));
  const [stopped] = all.filter((task) => task.stopped);
  expect(stopped).toMatchObject({ stopCode: 'ServiceSchedulerInitiated', stoppedReason: `Scaling activity initiated by (deployment ${web.primary.id})` }); // prettier-ignore
});

test('tasks that never start come ever more seldom, a new task definition at once (service-throttle-logic)', async () => {
  const { cloud, ecs, web, deploy } = await service(2, { desiredCount: 1 });
  await web.until('steady');
  ecs.program('bad', { missing: true });
  deploy('bad');
  await cloud.run(hours(2));
  expect(web.messages).toContain('(service web) is unable to consistently start tasks successfully.');
  const failed = web.primary.failedTasks;
  await cloud.run(minutes(25));
  expect(web.primary.failedTasks - failed).toBeLessThanOrEqual(1);
  deploy();
  await cloud.run(minutes(2));
  expect(web.primary.rolloutState).toBe('COMPLETED');
});

test('a crash after RUNNING slows nothing down (service-throttle-logic)', async () => {
  const { cloud, ecs, web, deploy } = await service(2, { desiredCount: 1, deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 } }); // prettier-ignore
  ecs.program('loop', { exitsAfter: 1, exitCode: 1 });
  await web.until('steady');
  deploy('loop');
  await cloud.run(hours(1));
  expect(web.messages.filter((message) => message.includes('has started')).length).toBeGreaterThan(20);
  expect(web.messages.some((message) => message.includes('consistently'))).toBe(false);
});

test('the breaker rolls back to the last deployment that completed (deployment-circuit-breaker)', async () => {
  const deploymentCircuitBreaker = { enable: true, rollback: true };
  const { cloud, ecs, web, deploy } = await service(2, {
    deploymentConfiguration: { deploymentCircuitBreaker },
  });
  await web.until('steady');
  ecs.program('bad', { missing: true });
  deploy('bad');
  await cloud.run(hours(1));
  expect(web.history[1]).toMatchObject({ rolloutState: 'FAILED', rolloutStateReason: 'ECS deployment circuit breaker: task failed to start.' }); // prettier-ignore
  expect(web.primary.definition.revision).toBe(1);
  expect(web.running.length).toBe(4);
});

test('spread scales in so that zones stay level, binpack empties an instance (task-placement-strategies)', async () => {
  for (const [type, field, used] of [
    ['spread', 'attribute:ecs.availability-zone', 3],
    ['binpack', 'memory', 1],
  ] as const) {
    const { cloud, ecs, cluster, web } = await service(3, { desiredCount: 6, placementStrategy: [{ type, field }] }); // prettier-ignore
    await web.until('steady');
    ecs.updateService({ service: 'web', desiredCount: 3 });
    await cloud.run(minutes(2));
    expect(cluster.instances.filter(({ tasks }) => tasks > 0).length).toBe(used);
  }
});

test('who names no strategy gets a spread over zones (task-placement-strategies)', async () => {
  const { web } = await service(3, { desiredCount: 3 });
  await web.until('steady');
  expect(new Set(web.running.map(({ zone }) => zone)).size).toBe(3);
});

test('a public address is for Fargate alone (networking-awsvpc)', () => {
  const cloud = new Cloud();
  const { ecs } = cloud;
  const { subnets } = cloud.elasticloadbalancingv2.defaults();
  const networkConfiguration = { awsvpcConfiguration: { subnets: subnets.slice(0, 1), assignPublicIp: 'ENABLED' as const } }; // prettier-ignore
  const definition = ecs.define('web', { networkMode: 'awsvpc' });
  expect(() => ecs.service('a', { taskDefinition: definition, networkConfiguration })).toThrow('Assign public IP is not supported for this launch type.'); // prettier-ignore
  expect(() => ecs.run(definition, { networkConfiguration })).toThrow('Assign public IP is not supported');
  const fargate = ecs.define('fg', { fargate: true });
  expect(ecs.run(fargate, { launchType: 'FARGATE', networkConfiguration }).length).toBe(1);
});

test('a service that drains can’t be made again; one that is gone can (delete-service)', async () => {
  const { cloud, ecs, web } = await service(2);
  await web.until('steady');
  ecs.deleteService({ service: 'web', force: true });
  expect(() => ecs.service('web', { taskDefinition: 'web' })).toThrow('Unable to Start a service that is still Draining.'); // prettier-ignore
  await cloud.run(minutes(5));
  expect(web.status).toBe('INACTIVE');
  expect(ecs.service('web', { taskDefinition: 'web' }).status).toBe('ACTIVE');
});

test.each([20, 201])('%i GiB of ephemeral storage are refused (fargate-task-storage)', (sizeInGiB) => {
  const { ecs } = new Cloud();
  const input = { family: 'f', containerDefinitions: [{ name: 'c', image: 'i' }], requiresCompatibilities: ['FARGATE' as const], networkMode: 'awsvpc' as const, cpu: '256', memory: '512' }; // prettier-ignore
  expect(() => ecs.registerTaskDefinition({ ...input, ephemeralStorage: { sizeInGiB } })).toThrow(
    'from 21 to 200',
  );
  expect(ecs.registerTaskDefinition({ ...input, ephemeralStorage: { sizeInGiB: 21 } }).taskDefinition).toMatchObject({ revision: 1 }); // prettier-ignore
});

test('an essential container that ends ends its task, with its exit code (stopped-task-error-codes)', async () => {
  const { cloud, ecs } = await service(1, { desiredCount: 0 });
  ecs.program('job', { exitsAfter: 5, exitCode: 3 });
  const [job] = ecs.run(ecs.define('job'));
  await cloud.run(minutes(2));
  expect(job).toMatchObject({ stopCode: 'EssentialContainerExited', stoppedReason: 'Essential container in task exited' }); // prettier-ignore
  expect(job!.exitCodes).toEqual({ job: 3 });
});

test('Fargate Spot: two minutes at most between SIGTERM and SIGKILL (fargate-capacity-providers)', async () => {
  const cloud = new Cloud();
  const { ecs } = cloud;
  ecs.createCluster({ capacityProviders: ['FARGATE_SPOT'] });
  ecs.program('deaf', { stopsIn: Infinity });
  const [deaf] = ecs.run(ecs.define('deaf', { fargate: true, stopTimeout: 120 }), { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT' }] }); // prettier-ignore
  await deaf!.until('RUNNING');
  ecs.interrupt(deaf!);
  const from = cloud.now;
  await deaf!.until('DEPROVISIONING');
  expect(cloud.now - from).toBe(120);
  expect(deaf).toMatchObject({
    stopCode: 'SpotInterruption',
    stoppedReason: 'Your Spot Task was interrupted.',
  });
  expect(deaf!.exitCodes).toEqual({ deaf: 137 });
  expect(() => ecs.define('deafer', { fargate: true, stopTimeout: 121 })).toThrow('above 120');
});

test.each([
  [0, true],
  [300, false],
])('a grace period of %i seconds; a check that comes late stops the task: %j (service_definition_parameters)', async (healthCheckGracePeriodSeconds, stopped) => {
  const cloud = new Cloud({ seed: 1 });
  const { ecs } = cloud;
  ecs.program('slow', { healthyAfter: 200 });
  const taskDefinition = ecs.define('slow', { fargate: true, healthCheck: true });
  const web = ecs.service('web', { taskDefinition, launchType: 'FARGATE', healthCheckGracePeriodSeconds });
  await cloud.run(minutes(8));
  expect(web.messages.some((message) => message.includes('failed container health checks'))).toBe(stopped);
  expect(web.healthy.length > 0).toBe(!stopped);
}); // prettier-ignore
