import assert from 'node:assert/strict';
import { test } from 'vitest';
import { hours, minutes, type Cloud } from '../../index.ts';
import { running, states, steady, story, zones } from './testing.ts';

const asg = { autoScalingGroupName: 'web' };
const LAUNCHING = 'autoscaling:EC2_INSTANCE_LAUNCHING';
const TERMINATING = 'autoscaling:EC2_INSTANCE_TERMINATING';

function events(cloud: Cloud): { detailType: string; detail: Record<string, unknown> }[] {
  const heard: { detailType: string; detail: Record<string, unknown> }[] = [];
  cloud.events.listen(({ source, detailType, detail }) => {
    if (source === 'aws.autoscaling') heard.push({ detailType, detail });
  });
  return heard;
}

test('a launch hook holds an instance until it is completed', async () => {
  const cloud = steady();
  const heard = events(cloud);
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 1,
    maxSize: 2,
    lifecycleHookSpecificationList: [
      { lifecycleHookName: 'set-up', lifecycleTransition: LAUNCHING, heartbeatTimeout: 600 },
    ],
  });
  await cloud.run(minutes(5));
  assert.deepEqual(states(web), ['Pending:Wait']);
  assert.equal(web.activities[0]!.statusCode, 'MidLifecycleAction');
  const token = heard[0]!.detail['LifecycleActionToken'] as string;
  assert.equal(heard[0]!.detailType, 'EC2 Instance-launch Lifecycle Action');
  cloud.autoscaling.completeLifecycleAction({
    ...asg,
    lifecycleHookName: 'set-up',
    lifecycleActionToken: token,
    lifecycleActionResult: 'CONTINUE',
  });
  await cloud.run(1);
  assert.deepEqual(states(web), ['InService']);
  assert.equal(heard.at(-1)!.detailType, 'EC2 Instance Launch Successful');
});

test('a hook out of time abandons a launch, and another one follows', async () => {
  const cloud = steady();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 1,
    maxSize: 2,
    lifecycleHookSpecificationList: [
      { lifecycleHookName: 'set-up', lifecycleTransition: LAUNCHING, heartbeatTimeout: 60 },
    ],
  });
  await cloud.run(minutes(4));
  assert.ok(story(web).filter((word) => word === 'Terminating').length >= 2);
  const cancelled = web.activities.find(({ statusCode }) => statusCode === 'Cancelled');
  assert.match(
    cancelled!.statusMessage!,
    /^Instance failed to complete user's Lifecycle Action: Lifecycle Action with token .* was abandoned/,
  );
  assert.equal(web.inService.length, 0);
});

test('heartbeats hold a terminating instance, at most a hundred times over', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 0, maxSize: 2, desiredCapacity: 1 });
  cloud.autoscaling.putLifecycleHook({
    ...asg,
    lifecycleHookName: 'drain',
    lifecycleTransition: TERMINATING,
    heartbeatTimeout: 30,
    defaultResult: 'CONTINUE',
  });
  const instanceId = web.inService[0]!.id;
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 0 });
  await cloud.run(11);
  assert.deepEqual(states(web), ['Terminating:Wait']);
  const from = cloud.now;
  const beats = cloud.process(function* agent() {
    while (web.instances.length > 0 && web.instances[0]!.state === 'Terminating:Wait') {
      cloud.autoscaling.recordLifecycleActionHeartbeat({ ...asg, lifecycleHookName: 'drain', instanceId });
      yield 20;
    }
    return cloud.now - from;
  });
  await cloud.run(hours(2));
  const lasted = await beats;
  assert.ok(lasted >= 2980 && lasted <= 3020, `${lasted}`);
  assert.deepEqual(web.instances, []);
});

test('a warm pool holds stopped instances, and they start in seconds', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 1, maxSize: 4 });
  cloud.autoscaling.putWarmPool({ ...asg, instanceReusePolicy: { reuseOnScaleIn: true } });
  await cloud.run(minutes(5));
  assert.deepEqual(states(web), ['InService', 'Warmed:Stopped', 'Warmed:Stopped', 'Warmed:Stopped']);
  assert.equal(cloud.autoscaling.describeAutoScalingGroups({}).autoScalingGroups[0]!.warmPoolSize, 3);
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 3 });
  await cloud.run(30);
  assert.deepEqual(states(web), ['InService', 'InService', 'InService', 'Warmed:Stopped']);
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 2 });
  await cloud.run(minutes(3));
  assert.equal(states(web).filter((state) => state === 'Warmed:Stopped').length, 2);
  assert.equal(cloud.ec2.instances.length, 4);
  cloud.autoscaling.deleteWarmPool(asg);
  await cloud.run(minutes(3));
  assert.deepEqual(states(web), ['InService', 'InService']);
});

test('an instance refresh replaces all, never below its minimum', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 10, maxSize: 10 });
  const old = new Set(web.instances.map(({ id }) => id));
  cloud.autoscaling.startInstanceRefresh({
    ...asg,
    preferences: { minHealthyPercentage: 90, instanceWarmup: 60 },
  });
  assert.throws(() => cloud.autoscaling.startInstanceRefresh(asg), {
    name: 'InstanceRefreshInProgressFault',
  });
  let least = 10;
  let most = 0;
  cloud.process(function* watch() {
    while (true) {
      least = Math.min(least, web.inService.length);
      most = Math.max(most, web.instances.filter(({ state }) => !state.startsWith('Term')).length);
      yield 1;
    }
  });
  await cloud.run(hours(1));
  assert.equal(
    web.instances.some(({ id }) => old.has(id)),
    false,
  );
  assert.deepEqual([least, most], [9, 10]);
  const [refresh] = cloud.autoscaling.describeInstanceRefreshes(asg).instanceRefreshes!;
  assert.deepEqual([refresh!.status, refresh!.percentageComplete], ['Successful', 100]);
});

test('a refresh of 100 to 200 has both fleets at once, then the new one', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 4, maxSize: 4 });
  cloud.autoscaling.startInstanceRefresh({
    ...asg,
    preferences: { minHealthyPercentage: 100, maxHealthyPercentage: 200, instanceWarmup: 60 },
  });
  await cloud.run(60);
  assert.equal(web.inService.length, 8);
  await cloud.run(minutes(5));
  assert.equal(web.inService.length, 4);
});

test('a refresh to another version pauses at its checkpoint, and rolls back on an alarm', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 4, maxSize: 4 });
  const launchTemplateName = 'web-t3.micro';
  cloud.ec2.createLaunchTemplateVersion({
    launchTemplateName,
    sourceVersion: '1',
    launchTemplateData: { instanceType: 't3.small' },
  });
  cloud.autoscaling.updateAutoScalingGroup({ ...asg, launchTemplate: { launchTemplateName, version: '1' } });
  cloud.cloudwatch.putMetricAlarm({
    alarmName: 'errors',
    namespace: 'Shop',
    metricName: 'Errors',
    statistic: 'Sum',
    period: 60,
    evaluationPeriods: 1,
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 0,
    treatMissingData: 'notBreaching',
  });
  cloud.autoscaling.startInstanceRefresh({
    ...asg,
    desiredConfiguration: { launchTemplate: { launchTemplateName, version: '2' } },
    preferences: {
      minHealthyPercentage: 50,
      instanceWarmup: 0,
      checkpointPercentages: [50, 100],
      checkpointDelay: 1200,
      autoRollback: true,
      alarmSpecification: { alarms: ['errors'] },
    },
  });
  const types = () =>
    web.inService
      .map(({ type }) => type.name.slice(3))
      .sort()
      .join(' ');
  await cloud.run(minutes(10));
  assert.equal(types(), 'micro micro small small');
  cloud.cloudwatch.putMetricData({ namespace: 'Shop', metricData: [{ metricName: 'Errors', value: 3 }] });
  await cloud.run(minutes(15));
  assert.equal(types(), 'micro micro micro micro');
  const [refresh] = cloud.autoscaling.describeInstanceRefreshes(asg).instanceRefreshes!;
  assert.equal(refresh!.status, 'RollbackSuccessful');
  assert.equal(
    cloud.autoscaling.describeAutoScalingGroups({}).autoScalingGroups[0]!.launchTemplate!.version,
    '1',
  );
});

test('a mixed group: the base On-Demand, the rest by share, over the cheapest good pools', async () => {
  const cloud = steady();
  cloud.ec2.model.monthlyInterruptions = 0;
  const web = await running(cloud, {
    minSize: 0,
    maxSize: 20,
    desiredCapacity: 10,
    mixedInstancesPolicy: {
      launchTemplate: { overrides: [{ instanceType: 'm5.large' }, { instanceType: 'c5.large' }] },
      instancesDistribution: {
        onDemandBaseCapacity: 2,
        onDemandPercentageAboveBaseCapacity: 25,
        spotAllocationStrategy: 'price-capacity-optimized',
      },
    },
  });
  const spot = cloud.ec2.instances.filter((one) => one.spot).length;
  assert.deepEqual([web.inService.length, spot], [10, 6]);
  assert.deepEqual(
    cloud.ec2.instances.filter((one) => !one.spot).map(({ type }) => type.name),
    ['m5.large', 'm5.large', 'm5.large', 'm5.large'],
  );
});

test('weights: the last instance may bring more than was wanting', async () => {
  const cloud = steady();
  const web = await running(cloud, {
    minSize: 0,
    maxSize: 12,
    desiredCapacity: 10,
    availabilityZones: ['us-east-1a'],
    mixedInstancesPolicy: {
      launchTemplate: { overrides: [{ instanceType: 'm5.xlarge', weightedCapacity: '4' }] },
    },
  });
  assert.equal(web.inService.length, 3);
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 9 });
  await cloud.run(minutes(3));
  assert.equal(web.inService.length, 3, 'none is so light that it could go');
});

test('capacity rebalancing launches a replacement before the interruption', async () => {
  const cloud = steady();
  cloud.ec2.model.monthlyInterruptions = 0;
  const zone = 'us-east-1a';
  const web = await running(cloud, {
    minSize: 2,
    maxSize: 4,
    capacityRebalance: true,
    availabilityZones: [zone],
    mixedInstancesPolicy: {
      launchTemplate: { overrides: [{ instanceType: 'm5.large' }, { instanceType: 'c5.large' }] },
      instancesDistribution: {
        onDemandPercentageAboveBaseCapacity: 0,
        spotAllocationStrategy: 'capacity-optimized-prioritized',
      },
    },
  });
  assert.deepEqual(
    web.instances.map(({ type }) => type),
    ['m5.large', 'm5.large'],
  );
  cloud.ec2.spotPool('m5.large', zone).capacity = 1;
  let least = 2;
  cloud.process(function* watch() {
    while (true) {
      least = Math.min(least, web.inService.length);
      yield 1;
    }
  });
  await cloud.run(minutes(10));
  assert.equal(least, 2);
  assert.equal(web.inService.length, 2);
  assert.deepEqual(web.instances.map(({ type }) => type).sort(), ['c5.large', 'm5.large']);
});

test('detached instances leave an uneven group that levels itself', async () => {
  const cloud = steady();
  const web = await running(cloud, {
    minSize: 0,
    maxSize: 6,
    desiredCapacity: 6,
    availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  });
  const inA = web.instances.filter(({ zone }) => zone === 'us-east-1a').map(({ id }) => id);
  cloud.autoscaling.detachInstances({ ...asg, instanceIds: inA, shouldDecrementDesiredCapacity: true });
  await cloud.run(minutes(10));

  assert.equal(web.inService.length, 4);
  assert.ok(zones(web).includes('a'));
});

test('a topic hears of launches', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 0, maxSize: 2 });
  cloud.sqs.model.hosts = 1;
  const queue = cloud.sqs.createQueue('news');
  void queue.setQueueAttributes({
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: queue.arn },
    }),
  });
  const { topicArn } = cloud.sns.createTopic({ name: 'news' });
  cloud.sns.subscribe({
    topicArn: topicArn!,
    protocol: 'sqs',
    endpoint: queue.arn,
    attributes: { RawMessageDelivery: 'true' },
  });
  cloud.autoscaling.putNotificationConfiguration({
    ...asg,
    topicARN: topicArn!,
    notificationTypes: ['autoscaling:EC2_INSTANCE_LAUNCH'],
  });
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 1 });
  await cloud.run(minutes(2));
  const messages = await queue.receiveMessage({ maxNumberOfMessages: 10 });
  const bodies = messages.map(({ body }) => JSON.parse(body) as { Event: string; EC2InstanceId?: string });
  assert.deepEqual(
    bodies.map(({ Event }) => Event),
    ['autoscaling:TEST_NOTIFICATION', 'autoscaling:EC2_INSTANCE_LAUNCH'],
  );
  assert.equal(bodies[1]!.EC2InstanceId, web.inService[0]!.id);
});
