/* What users reported of other implementations of Auto Scaling, or asked about the real one. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { minutes } from '../../index.ts';
import { running, steady, story } from './testing.ts';

const asg = { autoScalingGroupName: 'web' };
const refusal = (message: string | RegExp) => ({ code: 'ValidationError', message });

// https://github.com/getmoto/moto/issues/7530
test('a described tracking policy has its alarms', async () => {
  const cloud = steady();
  await running(cloud, { minSize: 1, maxSize: 2 });
  cloud.autoscaling.putScalingPolicy({
    ...asg,
    policyName: 'cpu',
    policyType: 'TargetTrackingScaling',
    targetTrackingConfiguration: {
      targetValue: 50,
      predefinedMetricSpecification: { predefinedMetricType: 'ASGAverageCPUUtilization' },
    },
  });
  const [policy] = cloud.autoscaling.describePolicies(asg).scalingPolicies!;
  const names = cloud.cloudwatch.describeAlarms({}).metricAlarms!.map(({ alarmName }) => alarmName);
  assert.deepEqual(
    policy!.alarms!.map(({ alarmName }) => alarmName),
    names,
  );
  assert.equal(names.length, 2);
});

// https://github.com/getmoto/moto/issues/2257
test('new bounds take the desired capacity with them', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 2, maxSize: 20, desiredCapacity: 5 });
  cloud.autoscaling.updateAutoScalingGroup({ ...asg, minSize: 7 });
  assert.equal(web.desiredCapacity, 7);
  cloud.autoscaling.updateAutoScalingGroup({ ...asg, minSize: 0, maxSize: 3 });
  assert.equal(web.desiredCapacity, 3);
});

// https://github.com/traveloka/terraform-aws-autoscaling/pull/56
test('a desired capacity outside of its bounds is refused, by the bounds', async () => {
  const cloud = steady();
  await running(cloud, { minSize: 1, maxSize: 1 });
  assert.throws(
    () => cloud.autoscaling.updateAutoScalingGroup({ ...asg, desiredCapacity: 10 }),
    refusal('Desired capacity:10 must be between the specified min size:1 and max size:1'),
  );
  assert.throws(
    () => cloud.autoscaling.setDesiredCapacity({ ...asg, desiredCapacity: 2 }),
    refusal(/above max value 1/),
  );
});

// https://github.com/hashicorp/terraform-provider-aws/issues/26230
test('a minimum above the maximum is refused', () => {
  assert.throws(
    () => steady().autoscaling.createGroup('web', { minSize: 6, maxSize: 3 }),
    refusal(/must be greater than or equal to min bound, 6/),
  );
});

// https://github.com/hashicorp/terraform-provider-aws/issues/9077
test('steps above the threshold need one without an end', async () => {
  const cloud = steady();
  await running(cloud, { minSize: 1, maxSize: 2 });
  assert.throws(
    () =>
      cloud.autoscaling.putScalingPolicy({
        ...asg,
        policyName: 'ASG-Step-Policy',
        policyType: 'StepScaling',
        adjustmentType: 'ChangeInCapacity',
        stepAdjustments: [{ scalingAdjustment: 1, metricIntervalLowerBound: 1, metricIntervalUpperBound: 2 }],
      }),
    refusal(
      'There must be a StepAdjustment with an unspecified upper bound (i.e., upper bound is null) when one StepAdjustment has a positive upper bound',
    ),
  );
});

// https://github.com/hashicorp/terraform/issues/16107
test('the bounds of steps count from the threshold: a lower bound of 1 begins at 2 where the threshold is 1', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 0, maxSize: 50 });
  cloud.autoscaling.putScalingPolicy({
    ...asg,
    policyName: 'jobs',
    policyType: 'StepScaling',
    adjustmentType: 'ChangeInCapacity',
    estimatedInstanceWarmup: 60,
    stepAdjustments: [
      { scalingAdjustment: 1, metricIntervalLowerBound: 1, metricIntervalUpperBound: 250 },
      { scalingAdjustment: 25, metricIntervalLowerBound: 250 },
    ],
  });
  const call = (metricValue: number) => {
    cloud.autoscaling.executePolicy({ ...asg, policyName: 'jobs', metricValue, breachThreshold: 1 });
    return web.desiredCapacity;
  };
  assert.deepEqual([call(1.9), call(2), call(250.9), call(251)], [0, 1, 1, 25]);
});

// https://github.com/aws-samples/aws-codedeploy-samples/issues/30
test('no hook runs where an instance leaves standby, or is attached', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 0, maxSize: 3, desiredCapacity: 1 });
  cloud.autoscaling.putLifecycleHook({
    ...asg,
    lifecycleHookName: 'deploy',
    lifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
  });
  const { id } = web.inService[0]!;
  cloud.autoscaling.enterStandby({ ...asg, instanceIds: [id], shouldDecrementDesiredCapacity: true });
  await cloud.run(minutes(1));
  cloud.autoscaling.exitStandby({ ...asg, instanceIds: [id] });
  await cloud.run(minutes(1));
  assert.deepEqual(
    web.inService.map((one) => one.id),
    [id],
  );
});

// https://github.com/hashicorp/terraform-provider-aws/issues/44292
test('with skip matching a refresh leaves those alone that fit; without it, none', async () => {
  for (const [skipMatching, replaced] of [
    [true, 0],
    [undefined, 2],
  ] as const) {
    const cloud = steady();
    const web = await running(cloud, { minSize: 2, maxSize: 2 });
    const old = web.instances.map(({ id }) => id);
    cloud.autoscaling.startInstanceRefresh({
      ...asg,
      preferences: { skipMatching, minHealthyPercentage: 0, instanceWarmup: 0 },
    });
    await cloud.run(minutes(20));
    assert.equal(web.instances.filter(({ id }) => !old.includes(id)).length, replaced);
  }
});

// https://github.com/widdix/aws-cf-templates/issues/149
test('the causes of an update and of a policy read as AWS prints them', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 1, maxSize: 3 });
  cloud.autoscaling.updateAutoScalingGroup({ ...asg, desiredCapacity: 2 });
  await cloud.run(minutes(2));
  assert.equal(
    web.activities[0]!.cause,
    'At 2026-01-01T00:02:00Z a user request update of AutoScalingGroup constraints to min: 1, max: 3, desired: 2 changing the desired capacity from 1 to 2.  At 2026-01-01T00:02:10Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 1 to 2.',
  );
  const { policyARN } = cloud.autoscaling.putScalingPolicy({
    ...asg,
    policyName: 'ScaleDownPolicy',
    adjustmentType: 'ChangeInCapacity',
    scalingAdjustment: -1,
  });
  await cloud.run(minutes(8));
  await cloud.deliver(policyARN!, {
    payload: JSON.stringify({ alarmName: 'Excess', stateValue: 'ALARM' }),
    principal: 'cloudwatch.amazonaws.com',
    from: 'a',
  });
  await cloud.run(minutes(2));
  const { cause } = web.activities[0]!;
  const victim = /instance (i-[0-9a-f]+) was selected for termination\.$/.exec(cause!)![1];
  assert.equal(
    cause,
    `At 2026-01-01T00:12:00Z a monitor alarm Excess in state ALARM triggered policy ScaleDownPolicy changing the desired capacity from 2 to 1.  At 2026-01-01T00:12:10Z an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from 2 to 1.  At 2026-01-01T00:12:10Z instance ${victim} was selected for termination.`,
  );
});

// https://github.com/LeanerCloud/AutoSpotting/issues/344
test('attached instances raise what is desired: nobody is terminated for them', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 1, maxSize: 5, desiredCapacity: 2 });
  // Both may be in one zone: levelling that is another matter.
  cloud.autoscaling.suspendProcesses({ ...asg, scalingProcesses: ['AZRebalance'] });
  const own = cloud.ec2.launch({ count: 2 });
  await own[1]!.until('running');
  cloud.autoscaling.attachInstances({ ...asg, instanceIds: own.map(({ id }) => id) });
  await cloud.run(minutes(5));
  assert.deepEqual([web.desiredCapacity, web.inService.length], [4, 4]);
  assert.equal(story(web).includes('Terminating'), false);
});

// https://github.com/hashicorp/terraform-provider-aws/issues/37523
test('an empty DesiredCapacityType is refused, in the words of AWS', async () => {
  const cloud = steady();
  await running(cloud, { minSize: 1, maxSize: 1 });
  assert.throws(
    () => cloud.autoscaling.updateAutoScalingGroup({ ...asg, desiredCapacityType: '' }),
    refusal(
      "1 validation error detected: Value '' at 'desiredCapacityType' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ),
  );
});

// https://github.com/OHDSI/OHDSI-in-a-Box/pull/8
test('an instance of a group that is stopped is replaced', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 1, maxSize: 1 });
  const { id } = web.inService[0]!;
  cloud.ec2.stopInstances({ instanceIds: [id] });
  await cloud.run(minutes(5));
  assert.equal(
    cloud.ec2.instances.some((one) => one.id === id),
    false,
  );
  assert.equal(web.inService.length, 1);
});

// https://github.com/cloudposse/terraform-aws-ec2-autoscale-group/issues/66
test('an update that names a desired capacity overrules the policies; one that does not leaves it', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 1, maxSize: 4, desiredCapacity: 3 });
  cloud.autoscaling.updateAutoScalingGroup({ ...asg, healthCheckGracePeriod: 60 });
  assert.equal(web.desiredCapacity, 3);
  cloud.autoscaling.updateAutoScalingGroup({ ...asg, desiredCapacity: 1 });
  await cloud.run(minutes(3));
  assert.equal(web.inService.length, 1);
});
