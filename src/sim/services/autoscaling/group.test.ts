import assert from 'node:assert/strict';
import { test } from 'vitest';
import { hours, minutes } from '../../index.ts';
import { running, states, steady, story, zones } from './testing.ts';

const asg = { autoScalingGroupName: 'web' };
const three = ['us-east-1a', 'us-east-1b', 'us-east-1c'];

test('launches keep the zones level, and a zone that fails is tried again later', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 0, maxSize: 12, desiredCapacity: 4, availabilityZones: three });
  assert.equal(zones(web), 'aabc');
  cloud.faults.raise({ kind: 'down', place: 'us-east-1b' }, { lasting: minutes(20) });
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 6 });
  await cloud.run(minutes(15));
  assert.equal(zones(web), 'aaaccc');
  const failed = web.activities.filter(({ statusCode }) => statusCode === 'Failed');
  assert.match(
    failed[0]!.description!,
    /^Launching a new EC2 instance\. {2}Status Reason: We currently do not have sufficient t3\.micro capacity/,
  );
  await cloud.run(minutes(20));
  assert.equal(zones(web), 'aabbcc');
});

test('balanced-only waits for the zone', async () => {
  const cloud = steady();
  const web = await running(cloud, {
    minSize: 3,
    maxSize: 6,
    availabilityZones: three,
    availabilityZoneDistribution: { capacityDistributionStrategy: 'balanced-only' },
  });
  cloud.faults.raise({ kind: 'down', place: 'us-east-1b' }, { lasting: minutes(30) });
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 6 });
  await cloud.run(minutes(20));
  assert.equal(zones(web).replace('b', ''), 'aacc');
  await cloud.run(minutes(20));
  assert.equal(zones(web), 'aabbcc');
});

test('a change of zones is levelled by launching first', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 4, maxSize: 4, availabilityZones: ['us-east-1a'] });
  cloud.autoscaling.updateAutoScalingGroup({ ...asg, availabilityZones: ['us-east-1a', 'us-east-1b'] });
  await cloud.run(11);
  assert.equal(web.instances.length, 5, 'one above the maximum');
  await cloud.run(minutes(10));
  assert.equal(zones(web), 'aabb');
  cloud.autoscaling.updateAutoScalingGroup({ ...asg, availabilityZones: ['us-east-1c'] });
  await cloud.run(minutes(20));
  assert.equal(zones(web), 'cccc');
});

test('impaired instances are given time; those that do not run are replaced at once', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 2, maxSize: 4, healthCheckGracePeriod: 600 });
  const [first, second] = web.inService;
  cloud.ec2.instance(first!.id).checks.faults.add('kernel-incompatible' as never);
  await cloud.run(minutes(4));
  assert.deepEqual(story(web), ['Launching', 'Launching']);
  void cloud.ec2.instance(second!.id).stop();
  await cloud.run(minutes(3));
  assert.deepEqual(story(web).slice(2).sort(), ['Launching', 'Terminating']);
  await cloud.run(minutes(10));
  assert.equal(
    web.inService.some(({ id }) => id === first!.id),
    false,
  );
});

test('SetInstanceHealth respects the grace period unless it should not', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 1, maxSize: 2, healthCheckGracePeriod: 3600 });
  const instanceId = web.inService[0]!.id;
  cloud.autoscaling.setInstanceHealth({ instanceId, healthStatus: 'Unhealthy' });
  assert.equal(web.instances[0]!.health, 'Healthy');
  cloud.autoscaling.setInstanceHealth({
    instanceId,
    healthStatus: 'Unhealthy',
    shouldRespectGracePeriod: false,
  });
  assert.equal(web.instances[0]!.health, 'Unhealthy');
  await cloud.run(minutes(2));
  assert.notEqual(web.inService[0]!.id, instanceId);
});

test('a maintenance policy of 100 to 110 launches before it terminates', async () => {
  const cloud = steady();
  const web = await running(cloud, {
    minSize: 10,
    maxSize: 10,
    instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 110 },
  });
  for (const { id: instanceId } of web.inService.slice(0, 1))
    cloud.autoscaling.setInstanceHealth({ instanceId, healthStatus: 'Unhealthy' });
  await cloud.run(15);
  // What SetInstanceHealth named goes at once; the policy is for the rest.
  assert.equal(web.instances.length, 11);
  await cloud.run(minutes(3));
  assert.equal(web.inService.length, 10);
  const [ill] = web.inService;
  cloud.ec2.instance(ill!.id).checks.faults.add('network-configuration');
  const sizes = cloud.record(() => web.inService.length, { every: 5 });
  await cloud.run(minutes(15));
  assert.ok(!web.inService.some(({ id }) => id === ill!.id));
  assert.equal(Math.min(...sizes.map(([, size]) => size)), 10);
});

test('scale-in spares the protected, and says so where all are', async () => {
  const cloud = steady();
  const web = await running(cloud, {
    minSize: 0,
    maxSize: 4,
    desiredCapacity: 2,
    newInstancesProtectedFromScaleIn: true,
  });
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 1 });
  await cloud.run(minutes(2));
  assert.equal(web.inService.length, 2);
  assert.equal(web.desiredCapacity, 1);
  const [last] = web.activities;
  assert.equal(last!.statusCode, 'Cancelled');
  assert.equal(
    last!.statusMessage,
    'Could not scale to desired capacity because all remaining instances are protected from scale in.',
  );
  cloud.autoscaling.setInstanceProtection({
    ...asg,
    instanceIds: [web.inService[0]!.id],
    protectedFromScaleIn: false,
  });
  const kept = web.inService[1]!.id;
  await cloud.run(minutes(2));
  assert.deepEqual(
    web.instances.map(({ id }) => id),
    [kept],
  );
});

test('standby leaves the group a place, or not', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 1, maxSize: 3, desiredCapacity: 2 });
  const [a, b] = web.inService.map(({ id }) => id) as [string, string];
  cloud.autoscaling.enterStandby({ ...asg, instanceIds: [a], shouldDecrementDesiredCapacity: true });
  await cloud.run(minutes(2));
  assert.deepEqual([web.desiredCapacity, ...states(web)], [1, 'Standby', 'InService']);
  await cloud.ec2.instance(a).stop();
  await cloud.run(minutes(5));
  assert.deepEqual(states(web), ['Standby', 'InService'], 'nobody looks at its health');
  await cloud.ec2.instance(a).start();
  cloud.autoscaling.exitStandby({ ...asg, instanceIds: [a] });
  await cloud.run(minutes(1));
  assert.deepEqual([web.desiredCapacity, ...states(web)], [2, 'InService', 'InService']);
  cloud.autoscaling.enterStandby({ ...asg, instanceIds: [b], shouldDecrementDesiredCapacity: false });
  await cloud.run(minutes(2));
  assert.deepEqual([web.desiredCapacity, web.inService.length], [2, 2]);
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 3 });
  assert.throws(
    () => cloud.autoscaling.exitStandby({ ...asg, instanceIds: [b] }),
    /has min-size=1, max-size=3, and desired-size=3/,
  );
});

test('attach raises what is desired; detach leaves the instance running', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 1, maxSize: 2 });
  const [own] = cloud.ec2.launch({ subnetId: cloud.ec2.describeSubnets({}).subnets![0]!.subnetId! });
  await own!.until('running');
  cloud.autoscaling.attachInstances({ ...asg, instanceIds: [own!.id] });
  await cloud.run(minutes(1));
  assert.deepEqual([web.desiredCapacity, web.inService.length], [2, 2]);
  assert.throws(
    () => cloud.autoscaling.attachInstances({ ...asg, instanceIds: [own!.id] }),
    /already part of/,
  );
  cloud.autoscaling.detachInstances({ ...asg, instanceIds: [own!.id], shouldDecrementDesiredCapacity: true });
  await cloud.run(minutes(2));
  assert.deepEqual([web.desiredCapacity, web.inService.length, own!.state], [1, 1, 'running']);
});

test('suspended processes: each stops its own thing', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 0, maxSize: 6, desiredCapacity: 2 });
  cloud.autoscaling.suspendProcesses({ ...asg, scalingProcesses: ['Launch'] });
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 4 });
  await cloud.run(minutes(5));
  assert.equal(web.inService.length, 2);
  cloud.autoscaling.resumeProcesses({ ...asg, scalingProcesses: ['Launch'] });
  await cloud.run(minutes(2));
  assert.equal(web.inService.length, 4);
  cloud.autoscaling.suspendProcesses({ ...asg, scalingProcesses: ['Terminate'] });
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 1 });
  await cloud.run(minutes(5));
  assert.equal(web.inService.length, 4);
  cloud.autoscaling.resumeProcesses(asg);
  await cloud.run(minutes(2));
  assert.equal(web.inService.length, 1);
  cloud.autoscaling.suspendProcesses({ ...asg, scalingProcesses: ['ReplaceUnhealthy'] });
  await cloud.ec2.instance(web.inService[0]!.id).terminate();
  await cloud.run(minutes(5));
  assert.deepEqual(
    web.instances.map(({ health }) => health),
    ['Unhealthy'],
  );
  cloud.autoscaling.resumeProcesses({ ...asg, scalingProcesses: ['ReplaceUnhealthy'] });
  await cloud.run(minutes(2));
  assert.deepEqual(
    web.instances.map(({ health }) => health),
    ['Healthy'],
  );
  cloud.autoscaling.suspendProcesses({ ...asg, scalingProcesses: ['HealthCheck'] });
  await cloud.ec2.instance(web.inService[0]!.id).terminate();
  await cloud.run(minutes(5));
  assert.deepEqual(
    web.instances.map(({ health }) => health),
    ['Healthy'],
  );
});

test('termination policies choose; the default takes the oldest version of the template', async () => {
  const cloud = steady();
  const web = await running(cloud, {
    minSize: 0,
    maxSize: 9,
    desiredCapacity: 2,
    availabilityZones: ['us-east-1a'],
  });
  const old = web.instances.map(({ id }) => id);
  cloud.ec2.createLaunchTemplateVersion({
    launchTemplateName: 'web-t3.micro',
    sourceVersion: '1',
    launchTemplateData: {},
  });
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 4 });
  await cloud.run(minutes(2));
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 2 });
  await cloud.run(minutes(2));
  assert.equal(
    web.instances.some(({ id }) => old.includes(id)),
    false,
  );
  const [first, second] = web.instances.map(({ id }) => id);
  cloud.autoscaling.updateAutoScalingGroup({ ...asg, terminationPolicies: ['NewestInstance'] });
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 3 });
  await cloud.run(minutes(2));
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 2 });
  await cloud.run(minutes(2));
  assert.deepEqual(
    web.instances.map(({ id }) => id),
    [first, second],
  );
});

test('a maximum lifetime replaces instances one after another, in time', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 3, maxSize: 3, maxInstanceLifetime: 86_400 });
  const old = web.instances.map(({ id }) => id);
  await cloud.run(hours(24));
  assert.equal(web.inService.length, 3);
  assert.equal(
    web.instances.some(({ id }) => old.includes(id)),
    false,
  );
  const ends = web.activities
    .filter(({ description }) => description!.startsWith('Term'))
    .map(({ startTime }) => startTime!.getTime());
  assert.equal(new Set(ends).size, 3, 'never two at once');
});

test('a group is deleted when it is empty, or by force', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 1, maxSize: 2 });
  assert.throws(() => cloud.autoscaling.deleteAutoScalingGroup(asg), { name: 'ResourceInUseFault' });
  cloud.autoscaling.deleteAutoScalingGroup({ ...asg, forceDelete: true });
  await cloud.run(minutes(3));
  assert.throws(() => cloud.autoscaling.group('web'), { code: 'ValidationError' });
  assert.deepEqual(cloud.ec2.instances, []);
  assert.equal(
    cloud.autoscaling.describeScalingActivities({ ...asg, includeDeletedGroups: true }).activities!.length,
    2,
  );
  assert.equal(web.instances.length, 0);
});

test('EC2 launches nothing for a while: the activities fail, and are tried again until it does', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 0, maxSize: 6, desiredCapacity: 2 });
  cloud.faults.raise(
    { kind: 'control-plane', region: 'us-east-1', service: 'ec2' },
    { lasting: minutes(12) },
  );
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 4 });
  await cloud.run(minutes(11));
  assert.equal(web.inService.length, 2);
  const failed = web.activities.filter(({ statusCode }) => statusCode === 'Failed');
  assert.ok(failed.length >= 3, `${failed.length}`);
  assert.equal(
    failed[0]!.statusMessage,
    "The server is overloaded and can't handle the request. Launching EC2 instance failed.",
  );
  await cloud.run(minutes(10));
  assert.equal(web.inService.length, 4);
});

test('EC2 terminates nothing for a while: the activity fails, and another one is tried every five minutes', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 0, maxSize: 6, desiredCapacity: 2 });
  cloud.faults.raise(
    { kind: 'control-plane', region: 'us-east-1', service: 'ec2' },
    { lasting: minutes(12) },
  );
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 1 });
  await cloud.run(minutes(11));
  assert.deepEqual(states(web).sort(), ['InService', 'Terminating']);
  const endings = () => web.activities.filter(({ description }) => description!.startsWith('Terminating'));
  assert.deepEqual(
    endings().map(({ statusCode }) => statusCode),
    ['Failed', 'Failed', 'Failed'],
  );
  assert.match(endings()[0]!.description!, /Status Reason: The server is overloaded/);
  await cloud.run(minutes(10));
  assert.deepEqual(states(web), ['InService']);
  const [last, ...before] = endings();
  assert.equal(last!.statusCode, 'Successful');
  assert.ok(before.every(({ cause }) => cause === last!.cause));
});

test('a warm pool waits for EC2: what is to be stopped is stopped later, and what is to start starts later', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 1, maxSize: 3 });
  const outage = () =>
    cloud.faults.raise(
      { kind: 'control-plane', region: 'us-east-1', service: 'ec2' },
      { lasting: minutes(8) },
    );
  cloud.autoscaling.putWarmPool(asg);
  await cloud.run(11);
  outage();
  await cloud.run(minutes(7));
  assert.deepEqual(states(web), ['InService', 'Warmed:Pending', 'Warmed:Pending']);
  await cloud.run(minutes(10));
  assert.deepEqual(states(web), ['InService', 'Warmed:Stopped', 'Warmed:Stopped']);
  outage();
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 2 });
  await cloud.run(minutes(7));
  assert.equal(web.inService.length, 1);
  await cloud.run(minutes(10));
  assert.equal(web.inService.length, 2);
});

test("a group terminates what EC2's own protection keeps from others", async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 0, maxSize: 2, desiredCapacity: 1 });
  const instanceId = web.inService[0]!.id;
  cloud.ec2.modifyInstanceAttribute({ instanceId, disableApiTermination: { value: true } });
  assert.throws(() => cloud.ec2.terminateInstances({ instanceIds: [instanceId] }), {
    name: 'OperationNotPermitted',
  });
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 0 });
  await cloud.run(minutes(3));
  assert.deepEqual(web.instances, []);
});

test('a group whose launch template is deleted launches nothing more, and goes on with what it has', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 0, maxSize: 4, desiredCapacity: 3 });
  const { launchTemplate } = cloud.autoscaling.describeAutoScalingGroups({}).autoScalingGroups[0]!;
  cloud.ec2.deleteLaunchTemplate({ launchTemplateId: launchTemplate!.launchTemplateId! });
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 4 });
  await cloud.run(minutes(7));
  assert.equal(web.inService.length, 3);
  assert.match(web.activities[0]!.statusMessage!, /does not exist\. Launching EC2 instance failed\.$/);
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 1 });
  await cloud.run(minutes(3));
  assert.equal(web.inService.length, 1);
});

test('a group whose subnet is deleted launches in the others', async () => {
  const cloud = steady();
  const web = await running(cloud, {
    minSize: 0,
    maxSize: 4,
    desiredCapacity: 1,
    availabilityZones: ['us-east-1a', 'us-east-1b'],
  });
  assert.equal(zones(web), 'a');
  cloud.ec2.deleteSubnet({ subnetId: web.settings.subnets[1]!.id });
  cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 3 });
  await cloud.run(minutes(3));
  assert.equal(zones(web), 'aaa');
});
