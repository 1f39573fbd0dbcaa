import { expect, test } from 'vitest';
import { Cloud, hours, minutes } from '../../index.ts';

/** A cloud whose durations do not scatter. */
function steady(): Cloud {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  cloud.ec2.model.sigma = 0;
  cloud.cloudwatch.model.evaluationSecond = 0;
  return cloud;
}

test('a group comes to its desired capacity, spread over its zones, and says why', async () => {
  const cloud = steady();
  const web = cloud.autoscaling.createGroup('web', { minSize: 1, maxSize: 12, desiredCapacity: 6 });
  await cloud.run(minutes(2));
  expect(web.inService.length).toBe(6);
  const zones = web.instances.map(({ zone }) => zone).sort();
  expect(new Set(zones).size).toBe(6);
  const [last] = web.activities;
  expect(last).toMatchObject({ statusCode: 'Successful', progress: 100 });
  expect(last!.cause).toBe(
    'At 2026-01-01T00:00:00Z a user request created an AutoScalingGroup changing the desired capacity from 0 to 6.' +
      '  At 2026-01-01T00:00:10Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 0 to 6.',
  );
});

test('what is terminated behind its back is replaced', async () => {
  const cloud = steady();
  const web = cloud.autoscaling.createGroup('web', { minSize: 2, maxSize: 4 });
  await cloud.run(minutes(2));
  await web.inService[0]!.terminate();
  await cloud.run(minutes(4));
  expect(web.inService.length).toBe(2);
  expect(web.activities.map(({ description }) => description!.slice(0, 9))).toEqual([
    'Launching',
    'Terminati',
    'Launching',
    'Launching',
  ]);
});

test('it grows and shrinks by hand', async () => {
  const cloud = steady();
  const web = cloud.autoscaling.createGroup('web', { minSize: 0, maxSize: 8, desiredCapacity: 4 });
  await cloud.run(minutes(2));
  cloud.autoscaling.setDesiredCapacity({ autoScalingGroupName: 'web', desiredCapacity: 7 });
  await cloud.run(minutes(2));
  expect(web.inService.length).toBe(7);
  cloud.autoscaling.setDesiredCapacity({ autoScalingGroupName: 'web', desiredCapacity: 1 });
  await cloud.run(minutes(2));
  expect(web.instances.length).toBe(1);
});

test('target tracking follows a load', async () => {
  const cloud = steady();
  const web = cloud.autoscaling.createGroup('web', { minSize: 2, maxSize: 20, defaultInstanceWarmup: 180 });
  cloud.autoscaling.putScalingPolicy({
    autoScalingGroupName: 'web',
    policyName: 'cpu50',
    policyType: 'TargetTrackingScaling',
    targetTrackingConfiguration: {
      targetValue: 50,
      predefinedMetricSpecification: { predefinedMetricType: 'ASGAverageCPUUtilization' },
    },
  });
  await cloud.run(minutes(5));
  web.load(() => 400, { capacity: 100 });
  await cloud.run(hours(1));
  expect(web.desiredCapacity).toBe(8);
});
