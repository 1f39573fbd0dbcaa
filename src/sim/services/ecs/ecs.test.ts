import { expect, test } from 'vitest';
import { Cloud, HttpClient, hours, minutes, seconds } from '../../index.ts';

/** A cloud with so many t3.medium instances in the cluster `default`, registered. */
async function fleet(count: number, instanceType = 't3.medium') {
  const cloud = new Cloud({ seed: 1 });
  const cluster = cloud.ecs.cluster();
  cluster.launch({ count, instanceType });
  await cloud.waitUntil(() => cluster.instances.length === count);
  return { cloud, ecs: cloud.ecs, cluster };
}

test('each Region has its own Amazon ECS', () => {
  const cloud = new Cloud();
  expect(cloud.ecs).toBe(cloud.ecs);
  expect(cloud.region('eu-west-1').ecs).not.toBe(cloud.ecs);
});

test('a cluster needs no instances', () => {
  const { ecs } = new Cloud();
  const { cluster } = ecs.createCluster({ clusterName: 'empty' });
  expect(cluster).toMatchObject({ status: 'ACTIVE', registeredContainerInstancesCount: 0 });
  expect(ecs.describeClusters({ clusters: ['none'] }).failures).toMatchObject([{ reason: 'MISSING' }]);
  ecs.deleteCluster({ cluster: 'empty' });
  expect(ecs.listClusters().clusterArns).toEqual([]);
});

test('a family has revisions; each stays what it was', () => {
  const { ecs } = new Cloud();
  const one = ecs.define('web', { image: 'web:1' });
  const two = ecs.define('web', { image: 'web:2' });
  expect([one.name, two.name]).toEqual(['web:1', 'web:2']);
  expect(ecs.describeTaskDefinition({ taskDefinition: 'web' }).taskDefinition).toMatchObject({ revision: 2 });
  ecs.deregisterTaskDefinition({ taskDefinition: 'web:2' });
  expect(ecs.describeTaskDefinition({ taskDefinition: 'web' }).taskDefinition).toMatchObject({ revision: 1 });
  expect(ecs.listTaskDefinitions({ status: 'INACTIVE' }).taskDefinitionArns).toEqual([two.arn]);
  expect(() => ecs.run(two)).toThrow('TaskDefinition is inactive');
});

const container = { name: 'c', image: 'i', memory: 512 };
test.each([
  [{ containerDefinitions: [] }, 'Container list cannot be empty.'],
  [{ containerDefinitions: [{ name: 'c', image: 'i' }] }, "At least one of 'memory' or 'memoryReservation'"],
  [{ requiresCompatibilities: ['FARGATE'] }, 'Fargate only supports network mode ‘awsvpc’.'],
  [{ requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc' }, "Fargate requires that 'cpu' be defined"],
  [
    { requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', cpu: '256', memory: '4096' },
    'No Fargate configuration exists for given values.',
  ],
  [
    {
      networkMode: 'awsvpc',
      containerDefinitions: [{ ...container, portMappings: [{ containerPort: 80, hostPort: 8080 }] }],
    },
    'the host ports and container ports in port mappings must match',
  ],
  [
    {
      networkMode: 'none',
      containerDefinitions: [{ ...container, portMappings: [{ containerPort: 80 }] }],
    },
    'Port mappings are not supported with network mode none.',
  ],
] as const)('a task definition of %j is refused', (more, message) => {
  const { ecs } = new Cloud();
  const input = { family: 'f', containerDefinitions: [container], ...more };
  expect(() => ecs.registerTaskDefinition(input as never)).toThrow(message);
});

test('a task goes through its states in their order, on an instance and on Fargate', async () => {
  const { cloud, ecs } = await fleet(1);
  const [bridge] = ecs.run(ecs.define('web'));
  await bridge!.until('RUNNING');
  expect([...bridge!.times.keys()]).toEqual(['PROVISIONING', 'PENDING', 'RUNNING']);
  const [own] = ecs.run(ecs.define('fg', { fargate: true }), { launchType: 'FARGATE' });
  await own!.until('RUNNING');
  await own!.stop();
  expect([...own!.times.keys()]).toEqual(['PROVISIONING', 'PENDING', 'RUNNING', 'STOPPING', 'DEPROVISIONING', 'STOPPED']); // prettier-ignore
  expect(own).toMatchObject({ stopCode: 'UserInitiated', stoppedReason: 'Task stopped by user' });
  expect(own!.exitCodes).toEqual({ fg: 0 });
  await cloud.run(hours(2));
  expect(ecs.cluster().tasks.has(own!.id)).toBe(false);
});

test('an image is pulled once an instance, and each time on Fargate', async () => {
  const { ecs } = await fleet(1);
  ecs.program('web', { size: 1000 });
  const definition = ecs.define('web');
  const times: number[] = [];
  for (let i = 0; i < 2; i++) {
    const [task] = ecs.run(definition);
    await task!.until('RUNNING');
    times.push(task!.times.get('RUNNING')! - task!.times.get('PENDING')!);
  }
  expect(times[0]! - times[1]!).toBe(1000 / ecs.model.pullRate);
  const fargate = ecs.define('fg', { image: 'web', fargate: true });
  const waits: number[] = [];
  for (let i = 0; i < 2; i++) {
    const [task] = ecs.run(fargate, { launchType: 'FARGATE' });
    await task!.until('RUNNING');
    waits.push(task!.times.get('RUNNING')! - task!.times.get('PENDING')!);
  }
  expect(waits[0]).toBe(waits[1]);
});

test.each([
  [{ exitsAfter: 5, exitCode: 3 }, 3, 'EssentialContainerExited', 'Essential container in task exited'],
  [{ memory: 1024 }, 137, 'EssentialContainerExited', 'Essential container in task exited'],
] as const)(
  'a program of %j ends its task with exit code %i',
  async (program, code, stopCode, stoppedReason) => {
    const { ecs } = await fleet(1);
    ecs.program('web', program);
    const [task] = ecs.run(ecs.define('web'));
    await task!.until('STOPPED');
    expect(task).toMatchObject({ stopCode, stoppedReason });
    expect(task!.exitCodes).toEqual({ web: code });
  },
);

test('a program that ignores SIGTERM is killed after its stopTimeout', async () => {
  const { cloud, ecs } = await fleet(1);
  ecs.program('web', { stopsIn: Infinity });
  const [task] = ecs.run(ecs.define('web', { stopTimeout: 45 }));
  await task!.until('RUNNING');
  const from = cloud.now;
  await task!.stop();
  expect(cloud.now - from).toBe(45);
  expect(task!.exitCodes).toEqual({ web: 137 });
});

test('an image that no registry has', async () => {
  const { ecs } = await fleet(1);
  ecs.program('web', { missing: true });
  const [task] = ecs.run(ecs.define('web'));
  await task!.until('STOPPED');
  expect(task!.stopCode).toBe('TaskFailedToStart');
  expect(task!.stoppedReason).toMatch(/^CannotPullContainerError/);
});

test('RunTask tells why a task found no place', async () => {
  const { ecs } = await fleet(1);
  const { tasks, failures } = ecs.runTask({ taskDefinition: ecs.define('big', { memory: 9000 }).arn });
  expect(tasks).toEqual([]);
  expect(failures).toMatchObject([{ reason: 'RESOURCE:MEMORY' }]);
  expect(() => ecs.runTask({ taskDefinition: 'big', count: 11 })).toThrow('count must be a whole number');
});

test('a service keeps its count: a task that stops is replaced, and an instance that dies', async () => {
  const { cloud, ecs, cluster } = await fleet(3);
  const web = ecs.service('web', { taskDefinition: ecs.define('web'), desiredCount: 6 });
  await web.until('steady');
  expect(cluster.instances.map(({ tasks }) => tasks)).toEqual([2, 2, 2]);
  await web.running[0]!.stop();
  await cloud.run(minutes(2));
  expect(web.running.length).toBe(6);
  await cloud.ec2.instances[0]!.terminate();
  await cloud.run(minutes(2));
  expect(cluster.instances.map(({ tasks }) => tasks)).toEqual([3, 3]);
  ecs.updateService({ service: 'web', desiredCount: 2 });
  await cloud.run(minutes(2));
  expect(web.running.length).toBe(2);
  expect(cluster.instances.map(({ tasks }) => tasks)).toEqual([1, 1]);
});

test.each([
  ['bridge with any port', { port: 80 }, 3],
  ['bridge with a fixed port', { port: 80, hostPort: 80 }, 1],
  ['host', { port: 80, networkMode: 'host' }, 1],
  ['awsvpc, by the interfaces of a t3.medium', { port: 80, networkMode: 'awsvpc' }, 2],
] as const)('tasks of one instance: %s', async (_, options, count) => {
  const { cloud, ecs } = await fleet(1);
  const web = ecs.service('web', { taskDefinition: ecs.define('web', options), desiredCount: 3 });
  await cloud.run(minutes(2));
  expect(web.running.length).toBe(count);
  const addresses = web.running.flatMap((task) => task.addresses);
  expect(new Set(addresses).size).toBe(count);
});

test('dynamic ports come from the ephemeral range', async () => {
  const { ecs } = await fleet(1);
  const tasks = ecs.run(ecs.define('web', { port: 80 }), { count: 2 });
  for (const task of tasks) await task.until('RUNNING');
  expect(tasks.map(({ hostPorts }) => hostPorts)).toEqual([{ 80: 32_768 }, { 80: 32_769 }]);
});

async function behindBalancer(options: { fargate?: boolean; delay?: number } = {}) {
  const { cloud, ecs, cluster } = await fleet(2, 't3.large');
  const { fargate = false, delay = 30 } = options;
  const balancer = cloud.elasticloadbalancingv2.balancer('web', {
    targetType: fargate ? 'ip' : 'instance',
    healthCheck: { interval: 5, timeout: 2, healthyThreshold: 2 },
    group: { 'deregistration_delay.timeout_seconds': delay },
  });
  const web = ecs.service('web', {
    taskDefinition: ecs.define('web', { port: 8080, fargate, image: 'web:1' }),
    desiredCount: 2,
    targetGroup: balancer.targetGroup,
    ...(fargate && { launchType: 'FARGATE' as const }),
  });
  return { cloud, ecs, cluster, web, balancer };
}

test.each([[false], [true]])('tasks are targets, drained before SIGTERM; Fargate: %s', async (fargate) => {
  const { cloud, ecs, web, balancer } = await behindBalancer({ fargate });
  await web.until('steady');
  expect(balancer.targetGroup.count('healthy')).toBe(2);
  const client = new HttpClient(cloud);
  const response = client.request({ host: balancer.dnsName });
  await cloud.run(1);
  expect(response.settled).toBe(true);
  const [task] = web.running;
  const second = ecs.define('web', { port: 8080, fargate, image: 'web:2' });
  ecs.updateService({ service: 'web', taskDefinition: second.arn });
  await task!.until('STOPPED');
  const { times } = task!;
  expect(times.get('STOPPING')! - times.get('DEACTIVATING')!).toBe(30);
  expect(web.messages.some((text) => text.includes('has begun draining connections on 1 tasks.'))).toBe(true); // prettier-ignore
  await web.until('deployed');
  expect(web.running.every(({ definition }) => definition.revision === 2)).toBe(true);
});

test('a task that fails the checks of the balancer is replaced', async () => {
  const { cloud, ecs, web } = await behindBalancer();
  await web.until('steady');
  let broken = true;
  ecs.program('web:1', { respond: () => ({ status: broken ? 500 : 200 }) });
  // Ports are opened with the program of their time: one new task gets the broken one.
  await web.running[0]!.stop();
  await cloud.run(minutes(2));
  broken = false;
  await cloud.run(minutes(3));
  expect(web.healthy.length).toBe(2);
  expect(web.messages.some((text) => text.includes('failed ELB health checks in (target-group'))).toBe(true);
});

function failedArn(ecs: Cloud['ecs']): string {
  const { serviceDeployments } = ecs.listServiceDeployments({ service: 'web' });
  return serviceDeployments![0]!.serviceDeploymentArn!;
}

test('the circuit breaker trips at three failures, and goes back to what ran', async () => {
  const { cloud, ecs } = await fleet(2);
  ecs.program('web:2', { missing: true });
  const web = ecs.service('web', {
    taskDefinition: ecs.define('web', { image: 'web:1' }),
    desiredCount: 2,
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
  });
  await web.until('steady');
  const [first] = web.deployments;
  const bad = ecs.define('web', { image: 'web:2' });
  ecs.updateService({ service: 'web', taskDefinition: bad.arn });
  await web.until('deployed');
  const failed = web.history[1]!;
  expect(failed).toMatchObject({ rolloutState: 'FAILED', rolloutStateReason: 'ECS deployment circuit breaker: task failed to start.' }); // prettier-ignore
  expect(ecs.describeServiceDeployments({ serviceDeploymentArns: [failedArn(ecs)] }).serviceDeployments).toMatchObject([{ deploymentCircuitBreaker: { status: 'TRIGGERED', failureCount: 3 } }]); // prettier-ignore
  await cloud.run(minutes(2));
  expect(web.primary).toBe(first);
  expect(web.running.map(({ definition }) => definition.revision)).toEqual([1, 1]);
  const { serviceDeployments } = ecs.listServiceDeployments({ service: 'web' });
  expect(serviceDeployments!.map(({ status }) => status)).toEqual(['ROLLBACK_SUCCESSFUL', 'SUCCESSFUL']);
});

test('without a breaker it tries for ever, more and more slowly; a crash loop is not slowed down', async () => {
  const { cloud, ecs } = await fleet(1);
  ecs.program('never', { missing: true });
  ecs.program('crash', { exitsAfter: 1, exitCode: 1 });
  const never = ecs.service('never', { taskDefinition: ecs.define('never') });
  const crash = ecs.service('crash', { taskDefinition: ecs.define('crash') });
  await cloud.run(hours(1));
  expect(never.primary.failedTasks).toBeLessThan(15);
  expect(never.messages).toContain('(service never) is unable to consistently start tasks successfully.');
  const starts = (messages: string[]) => messages.filter((text) => text.includes('has started')).length;
  expect(starts(crash.messages)).toBeGreaterThan(40);
  expect(crash.primary.failedTasks).toBe(0);
});

test('an alarm of the deployment brings the old revision back', async () => {
  const { cloud, ecs } = await fleet(2);
  cloud.cloudwatch.putMetricAlarm({
    alarmName: 'errors',
    namespace: 'shop',
    metricName: 'errors',
    statistic: 'Sum',
    period: 60,
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: 'GreaterThanThreshold',
    treatMissingData: 'notBreaching',
  });
  const web = ecs.service('web', {
    taskDefinition: ecs.define('web'),
    desiredCount: 2,
    deploymentConfiguration: { alarms: { alarmNames: ['errors'], enable: true, rollback: true } },
  });
  await web.until('steady');
  ecs.updateService({ service: 'web', forceNewDeployment: true });
  await cloud.run(seconds(20));
  cloud.cloudwatch.setAlarmState({ alarmName: 'errors', stateValue: 'ALARM', stateReason: 'test' });
  await web.until('deployed');
  expect(web.history[1]).toMatchObject({ rolloutState: 'FAILED', outcome: 'ROLLBACK_SUCCESSFUL' });
});

async function twoGroups(strategy: object) {
  const { cloud, ecs } = await fleet(2, 't3.large');
  const elb = cloud.elasticloadbalancingv2;
  const healthCheck = { interval: 5, timeout: 2, healthyThreshold: 2 };
  const balancer = elb.balancer('web', { targetType: 'instance', healthCheck });
  const green = elb.group('green', { healthCheck });
  const { listeners } = elb.describeListeners({ loadBalancerArn: balancer.arn }) as { listeners: { listenerArn: string }[] }; // prettier-ignore
  const { rules } = elb.createRule({ listenerArn: listeners[0]!.listenerArn, priority: 1, conditions: [{ field: 'path-pattern', values: ['*'] }], actions: [{ type: 'forward', targetGroupArn: balancer.targetGroup.arn }] }) as { rules: { ruleArn: string }[] }; // prettier-ignore
  const web = ecs.service('web', {
    taskDefinition: ecs.define('web', { port: 80, image: 'web:1' }),
    desiredCount: 2,
    loadBalancers: [{ targetGroupArn: balancer.targetGroup.arn, containerName: 'web', containerPort: 80, advancedConfiguration: { alternateTargetGroupArn: green.arn, productionListenerRule: rules[0]!.ruleArn, roleArn: 'arn:aws:iam::123456789012:role/ecs' } }], // prettier-ignore
    deploymentConfiguration: strategy,
  });
  await web.until('steady');
  return { cloud, ecs, web, balancer, green };
}

test('canary: 5 % for ten minutes, then all, then the bake time; then the old tasks go', async () => {
  const { cloud, ecs, web } = await twoGroups({ strategy: 'CANARY' });
  ecs.updateService({ service: 'web', taskDefinition: ecs.define('web', { port: 80, image: 'web:2' }).arn });
  const from = cloud.now;
  await cloud.waitUntil(() => web.primary.share === 5);
  const shifted = cloud.now;
  expect(shifted - from).toBeLessThan(120);
  expect(web.running.length).toBe(4);
  await cloud.waitUntil(() => web.primary.share === 100);
  expect(cloud.now - shifted).toBe(minutes(10));
  await web.until('deployed');
  expect(cloud.now - shifted).toBeGreaterThanOrEqual(minutes(25));
  expect(web.tasks.filter(({ running }) => running).map(({ definition }) => definition.revision)).toEqual([2, 2]); // prettier-ignore
});

test('blue/green: an alarm in the bake time gives the traffic back', async () => {
  const { cloud, ecs, web } = await twoGroups({
    strategy: 'BLUE_GREEN',
    alarms: { alarmNames: ['errors'], enable: true, rollback: true },
  });
  cloud.cloudwatch.putMetricAlarm({ alarmName: 'errors', namespace: 'n', metricName: 'm', statistic: 'Sum', period: 60, evaluationPeriods: 1, threshold: 1, comparisonOperator: 'GreaterThanThreshold' }); // prettier-ignore
  const [blue] = web.deployments;
  ecs.updateService({ service: 'web', taskDefinition: ecs.define('web', { port: 80, image: 'web:2' }).arn });
  await cloud.waitUntil(() => web.primary.share === 100 && web.primary !== blue);
  // Alarms are evaluated each minute: the state that is set lasts long enough to be seen.
  await cloud.run(minutes(2) + 25);
  cloud.cloudwatch.setAlarmState({ alarmName: 'errors', stateValue: 'ALARM', stateReason: 'test' });
  await web.until('deployed');
  expect(blue!.share).toBe(100);
  await cloud.run(minutes(10));
  expect(web.primary).toBe(blue);
  expect(web.running.map(({ definition }) => definition.revision)).toEqual([1, 1]);
});

function withProvider(targetCapacity = 100, minSize = 0, more: object = {}) {
  const cloud = new Cloud({ seed: 1 });
  const group = cloud.autoscaling.createGroup('hosts', { minSize, maxSize: 10, instanceType: 't3.medium' });
  const { ecs } = cloud;
  ecs.createCapacityProvider({
    name: 'hosts',
    autoScalingGroupProvider: {
      autoScalingGroupArn: group.arn,
      managedScaling: { status: 'ENABLED', targetCapacity, instanceWarmupPeriod: 60 },
      ...more,
    },
  });
  const defaultCapacityProviderStrategy = [{ capacityProvider: 'hosts', weight: 1 }];
  ecs.createCluster({ capacityProviders: ['hosts'], defaultCapacityProviderStrategy });
  return { cloud, ecs, group, provider: ecs.provider('hosts') };
}

test('managed termination protection holds the instances that have tasks, and lets go of empty ones', async () => {
  const { cloud, ecs, group } = withProvider(100, 0, { managedTerminationProtection: 'ENABLED' });
  const web = ecs.service('web', { taskDefinition: ecs.define('web', { cpu: 1024 }), desiredCount: 4 });
  await cloud.run(minutes(15));
  const held = () => group.instances.map((one) => one.protectedFromScaleIn);
  expect(held()).toEqual([true, true]);
  const [one] = web.running;
  const stays = one!.instance!.ec2.id;
  ecs.updateTaskProtection({ cluster: 'default', tasks: [one!.arn], protectionEnabled: true });
  ecs.updateService({ service: 'web', desiredCount: 1 });
  await cloud.run(minutes(5));
  expect(group.instances.map(({ id, protectedFromScaleIn }) => protectedFromScaleIn === (id === stays))).toEqual([true, true]); // prettier-ignore
  await cloud.run(hours(1));
  expect(group.instances.map(({ id }) => id)).toEqual([stays]);
});

test('a capacity provider brings instances for tasks that wait, and takes away empty ones', async () => {
  const { cloud, ecs, group, provider } = withProvider();
  const web = ecs.service('web', { taskDefinition: ecs.define('web', { cpu: 1024 }), desiredCount: 4 });
  await cloud.run(minutes(2));
  expect(provider.reservation).toBe(200);
  expect(web.tasks.every(({ lastStatus }) => lastStatus === 'PROVISIONING')).toBe(true);
  await cloud.run(minutes(12));
  expect(web.running.length).toBe(4);
  expect(group.inService.length).toBe(2);
  expect(provider.reservation).toBe(100);
  ecs.updateService({ service: 'web', desiredCount: 0 });
  await cloud.run(hours(1));
  expect(group.inService.length).toBe(0);
});

test('a service spreads over providers by base and weight', async () => {
  const { ecs } = new Cloud({ seed: 1 });
  const strategy = [
    { capacityProvider: 'FARGATE', base: 2, weight: 1 },
    { capacityProvider: 'FARGATE_SPOT', weight: 3 },
  ];
  ecs.createCluster({ capacityProviders: ['FARGATE', 'FARGATE_SPOT'], defaultCapacityProviderStrategy: strategy }); // prettier-ignore
  const web = ecs.service('web', { taskDefinition: ecs.define('web', { fargate: true }), desiredCount: 10 });
  await web.until('steady');
  const on = (provider: string) => web.running.filter(({ plan }) => plan.provider === provider).length;
  expect([on('FARGATE'), on('FARGATE_SPOT')]).toEqual([4, 6]);
  const [spot] = web.running.filter(({ plan }) => plan.provider === 'FARGATE_SPOT');
  ecs.interrupt(spot!);
  await web.until('steady');
  expect(spot).toMatchObject({ stopCode: 'SpotInterruption' });
  expect(web.running.length).toBe(10);
});

test('Fargate is paid by the second for what is asked, for a minute at least', async () => {
  const { cloud, ecs } = await fleet(0);
  const [task] = ecs.run(ecs.define('web', { fargate: true, cpu: 1024, memory: 2048 }), { launchType: 'FARGATE' }); // prettier-ignore
  await task!.until('RUNNING');
  await cloud.run(hours(1));
  await task!.stop();
  const seconds = task!.times.get('STOPPED')! - task!.times.get('PENDING')! - ecs.model.agent;
  expect(cloud.meter.cost()).toBeCloseTo((seconds / 3600) * (0.04048 + 2 * 0.004445), 10);
});

test('tasks of a zone that is down are lost on Fargate, and come up in the others', async () => {
  const { cloud, ecs } = await fleet(0);
  const web = ecs.service('web', { taskDefinition: ecs.define('web', { fargate: true }), desiredCount: 6, launchType: 'FARGATE' }); // prettier-ignore
  await web.until('steady');
  const zone = web.running[0]!.zone!;
  cloud.faults.raise({ kind: 'down', place: zone } as never);
  await cloud.run(minutes(3));
  expect(web.running.length).toBe(6);
  expect(web.running.some((task) => task.zone === zone)).toBe(false);
});

test('draining an instance moves the tasks of services', async () => {
  const { cloud, ecs, cluster } = await fleet(2);
  const web = ecs.service('web', { taskDefinition: ecs.define('web'), desiredCount: 4 });
  await web.until('steady');
  ecs.updateContainerInstancesState({ containerInstances: [cluster.instances[0]!.arn], status: 'DRAINING' });
  await cloud.run(minutes(3));
  expect(cluster.instances.map(({ tasks }) => tasks)).toEqual([0, 4]);
});

test('a protected task stays when its service shrinks', async () => {
  const { cloud, ecs } = await fleet(2);
  const web = ecs.service('web', { taskDefinition: ecs.define('web'), desiredCount: 3 });
  await web.until('steady');
  const kept = web.running[2]!;
  ecs.updateTaskProtection({ cluster: 'default', tasks: [kept.arn], protectionEnabled: true });
  ecs.updateService({ service: 'web', desiredCount: 1 });
  await cloud.run(minutes(2));
  expect(web.running).toEqual([kept]);
});

test('refusals of services', async () => {
  const { ecs } = await fleet(1);
  const web = ecs.service('web', { taskDefinition: ecs.define('web') });
  expect(() => ecs.service('web', { taskDefinition: 'web' })).toThrow(
    'Creation of service was not idempotent.',
  );
  expect(() => ecs.updateService({ service: 'none', desiredCount: 1 })).toThrow('Service not found.');
  expect(() => ecs.deleteService({ service: 'web' })).toThrow('scaled above 0');
  expect(() => ecs.createService({ serviceName: 'x', taskDefinition: ecs.define('v', { networkMode: 'awsvpc' }).arn })).toThrow("Network Configuration must be provided when networkMode 'awsvpc' is specified."); // prettier-ignore
  expect(() => ecs.service('y', { taskDefinition: 'web', launchType: 'FARGATE' })).toThrow('Task definition does not support launch_type FARGATE.'); // prettier-ignore
  expect(() => ecs.service('z', { taskDefinition: 'web', schedulingStrategy: 'DAEMON' })).toThrow('daemon'); // prettier-ignore
  ecs.deleteService({ service: 'web', force: true });
  expect(web.status).toBe('DRAINING');
});

test('a container works on as many requests at a time as its program can', async () => {
  const cloud = new Cloud();
  const { ecs } = cloud;
  ecs.program('web', { serviceTime: 1, concurrency: 2 });
  const [task] = ecs.run(ecs.define('web', { fargate: true, port: 80 }), { launchType: 'FARGATE' });
  await task!.until('RUNNING');
  const client = new HttpClient(cloud);
  const start = cloud.now;
  const ends: number[] = [];
  const ask = async () => {
    await client.request({ host: task!.addresses[0]! });
    ends.push(Math.floor(cloud.now - start));
  };
  await Promise.all([ask(), ask(), ask(), ask(), ask()]);
  expect(ends).toEqual([1, 1, 2, 2, 3]);
});

const strategies = { placementStrategy: [{ type: 'spread' as const, field: 'instanceId' }] };
const constraints = { placementConstraints: [{ type: 'distinctInstance' as const }] };
test.each([
  [strategies, 'Placement strategies are not supported with FARGATE launch type.'],
  [constraints, 'Placement constraints are not supported with FARGATE launch type.'],
])('Fargate places by itself: %j is refused', (more, message) => {
  const { ecs } = new Cloud();
  const definition = ecs.define('web', { fargate: true });
  ecs.createCluster({ capacityProviders: ['FARGATE_SPOT'] });
  const spot = [{ capacityProvider: 'FARGATE_SPOT' }];
  expect(() => ecs.service('a', { taskDefinition: definition, launchType: 'FARGATE', ...more })).toThrow(
    message,
  );
  expect(() => ecs.service('b', { taskDefinition: definition, capacityProviderStrategy: spot, ...more })).toThrow(message); // prettier-ignore
  expect(() => ecs.run(definition, { launchType: 'FARGATE', ...more })).toThrow(message);
});
