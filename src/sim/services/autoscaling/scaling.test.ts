import assert from 'node:assert/strict';
import { test } from 'vitest';
import { hours, minutes, type Cloud } from '../../index.ts';
import { running, steady } from './testing.ts';

const asg = { autoScalingGroupName: 'web' };

/** An alarm on the group's CPU that calls a policy: above a threshold, or below it, for one minute. */
function alarm(
  cloud: Cloud,
  name: string,
  comparisonOperator: 'GreaterThanOrEqualToThreshold' | 'LessThanOrEqualToThreshold',
  threshold: number,
  action: string,
): void {
  cloud.cloudwatch.putMetricAlarm({
    alarmName: name,
    namespace: 'AWS/EC2',
    metricName: 'CPUUtilization',
    dimensions: [{ name: 'AutoScalingGroupName', value: 'web' }],
    statistic: 'Average',
    period: 60,
    evaluationPeriods: 1,
    comparisonOperator,
    threshold,
    alarmActions: [action],
  });
}

const changes = (causes: { cause?: string }[]) =>
  [
    ...new Set(
      causes.map(({ cause = '' }) => /changing the desired capacity from (\d+ to \d+)/.exec(cause)?.[1]),
    ),
  ].reverse();

test('step scaling: the guide’s example, 10 to 11 to 14 to 13 to 10', async () => {
  const cloud = steady();
  const web = await running(cloud, {
    minSize: 5,
    maxSize: 20,
    desiredCapacity: 10,
    defaultInstanceWarmup: 0,
  });
  const out = cloud.autoscaling.putScalingPolicy({
    ...asg,
    policyName: 'out',
    policyType: 'StepScaling',
    adjustmentType: 'PercentChangeInCapacity',
    stepAdjustments: [
      { metricIntervalLowerBound: 0, metricIntervalUpperBound: 10, scalingAdjustment: 0 },
      { metricIntervalLowerBound: 10, metricIntervalUpperBound: 20, scalingAdjustment: 10 },
      { metricIntervalLowerBound: 20, scalingAdjustment: 30 },
    ],
  });
  const shrink = cloud.autoscaling.putScalingPolicy({
    ...asg,
    policyName: 'in',
    policyType: 'StepScaling',
    adjustmentType: 'PercentChangeInCapacity',
    stepAdjustments: [
      { metricIntervalUpperBound: 0, metricIntervalLowerBound: -10, scalingAdjustment: 0 },
      { metricIntervalUpperBound: -10, metricIntervalLowerBound: -20, scalingAdjustment: -10 },
      { metricIntervalUpperBound: -20, scalingAdjustment: -30 },
    ],
  });
  const sizes: number[] = [];
  const trigger = (policy: string, threshold: number, value: number) => {
    void cloud.deliver(policy, {
      payload: JSON.stringify({ alarmName: 'a', stateValue: 'ALARM', threshold, value }),
      principal: 'cloudwatch.amazonaws.com',
      from: 'a',
    });
    sizes.push(web.desiredCapacity);
  };
  trigger(out.policyARN!, 50, 60);
  await cloud.run(minutes(2));
  trigger(out.policyARN!, 50, 70);
  await cloud.run(minutes(2));
  trigger(shrink.policyARN!, 50, 40);
  await cloud.run(minutes(2));
  trigger(shrink.policyARN!, 50, 30);
  assert.deepEqual(sizes, [11, 14, 13, 10]);
});

test('step scaling counts what warms up against what it asks for', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 5, maxSize: 20, desiredCapacity: 10 });
  const { policyARN } = cloud.autoscaling.putScalingPolicy({
    ...asg,
    policyName: 'out',
    policyType: 'StepScaling',
    adjustmentType: 'ChangeInCapacity',
    estimatedInstanceWarmup: 300,
    stepAdjustments: [
      { metricIntervalLowerBound: 0, metricIntervalUpperBound: 10, scalingAdjustment: 1 },
      { metricIntervalLowerBound: 10, scalingAdjustment: 3 },
    ],
  });
  await cloud.run(minutes(10));
  const trigger = (value: number) =>
    cloud.deliver(policyARN!, {
      payload: JSON.stringify({ alarmName: 'a', stateValue: 'ALARM', threshold: 50, value }),
      principal: 'cloudwatch.amazonaws.com',
      from: 'a',
    });
  await trigger(55);
  await cloud.run(minutes(2));
  await trigger(65);
  assert.equal(web.desiredCapacity, 13, '3 asked of a base of 10, 1 of them under way');
  await cloud.run(minutes(2));
  await trigger(65);
  assert.equal(web.desiredCapacity, 13);
});

test('alarms call a step policy again each minute while they last', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 1, maxSize: 10, defaultInstanceWarmup: 0 });
  const { policyARN } = cloud.autoscaling.putScalingPolicy({
    ...asg,
    policyName: 'out',
    policyType: 'StepScaling',
    adjustmentType: 'ChangeInCapacity',
    stepAdjustments: [{ metricIntervalLowerBound: 0, scalingAdjustment: 1 }],
  });
  alarm(cloud, 'hot', 'GreaterThanOrEqualToThreshold', 60, policyARN!);
  web.load(10_000, { capacity: 100 });
  await cloud.run(minutes(8));
  assert.ok(web.desiredCapacity >= 5, `${web.desiredCapacity}`);
  assert.match(
    web.activities[0]!.cause!,
    /a monitor alarm hot in state ALARM triggered policy out changing the desired capacity from/,
  );
});

test('simple scaling waits for its cooldown', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 1, maxSize: 10, defaultCooldown: 300 });
  const { policyARN } = cloud.autoscaling.putScalingPolicy({
    ...asg,
    policyName: 'out',
    adjustmentType: 'ChangeInCapacity',
    scalingAdjustment: 1,
  });
  alarm(cloud, 'hot', 'GreaterThanOrEqualToThreshold', 60, policyARN!);
  web.load(10_000, { capacity: 100 });
  await cloud.run(minutes(20));
  const starts = web.activities.map(({ startTime }) => startTime!.getTime() / 1000).reverse();
  const gaps = starts.slice(2).map((at, i) => at - starts[i + 1]!);
  assert.ok(gaps.length >= 2 && gaps.every((gap) => gap >= 300 + 32), gaps.join());
});

test('target tracking makes its own pair of alarms, and takes them with it', async () => {
  const cloud = steady();
  await running(cloud, { minSize: 1, maxSize: 10 });
  const policy = {
    ...asg,
    policyName: 'cpu',
    policyType: 'TargetTrackingScaling',
    targetTrackingConfiguration: {
      targetValue: 50,
      predefinedMetricSpecification: { predefinedMetricType: 'ASGAverageCPUUtilization' as const },
    },
  };
  const { alarms } = cloud.autoscaling.putScalingPolicy(policy);
  assert.deepEqual(
    alarms!.map(({ alarmName }) => alarmName!.replace(/-[0-9a-f-]{36}$/, '')),
    ['TargetTracking-web-AlarmHigh', 'TargetTracking-web-AlarmLow'],
  );
  const described = () =>
    cloud.cloudwatch
      .describeAlarms({})
      .metricAlarms!.map(({ threshold, evaluationPeriods, comparisonOperator }) => [
        comparisonOperator,
        threshold,
        evaluationPeriods,
      ]);
  assert.deepEqual(described(), [
    ['GreaterThanThreshold', 50, 3],
    ['LessThanThreshold', 35, 15],
  ]);
  cloud.autoscaling.putScalingPolicy({
    ...policy,
    targetTrackingConfiguration: {
      ...policy.targetTrackingConfiguration,
      targetValue: 90,
      disableScaleIn: true,
    },
  });
  assert.deepEqual(described(), [['GreaterThanThreshold', 90, 3]]);
  cloud.autoscaling.deletePolicy({ ...asg, policyName: 'cpu' });
  assert.deepEqual(described(), []);
});

test('target tracking grows in proportion, and shrinks when the load is gone', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 2, maxSize: 40, defaultInstanceWarmup: 180 });
  cloud.autoscaling.putScalingPolicy({
    ...asg,
    policyName: 'cpu',
    policyType: 'TargetTrackingScaling',
    targetTrackingConfiguration: {
      targetValue: 50,
      predefinedMetricSpecification: { predefinedMetricType: 'ASGAverageCPUUtilization' },
    },
  });
  const load = web.load((t) => (t < hours(1) ? 800 : 50), { capacity: 100 });
  await cloud.run(hours(1));
  assert.equal(web.desiredCapacity, 16);
  assert.deepEqual(changes(web.activities).slice(1), ['2 to 4', '4 to 8', '8 to 16']);
  await cloud.run(hours(1));
  assert.equal(web.desiredCapacity, 2);
  assert.ok(load.lossRate > 0 && load.lossRate < 0.3);
});

test('two tracking policies: the larger wins, and both must want less', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 1, maxSize: 40, defaultInstanceWarmup: 180 });
  cloud.autoscaling.putScalingPolicy({
    ...asg,
    policyName: 'cpu',
    policyType: 'TargetTrackingScaling',
    targetTrackingConfiguration: {
      targetValue: 50,
      predefinedMetricSpecification: { predefinedMetricType: 'ASGAverageCPUUtilization' },
    },
  });
  cloud.autoscaling.putScalingPolicy({
    ...asg,
    policyName: 'jobs',
    policyType: 'TargetTrackingScaling',
    targetTrackingConfiguration: {
      targetValue: 10,
      customizedMetricSpecification: { namespace: 'Shop', metricName: 'Jobs', statistic: 'Average' },
    },
  });
  let jobs = 40;
  cloud.process(function* worker() {
    while (true) {
      cloud.cloudwatch.putMetricData({
        namespace: 'Shop',
        metricData: [{ metricName: 'Jobs', value: jobs / web.desiredCapacity }],
      });
      yield 60;
    }
  });
  await cloud.run(minutes(40));
  assert.equal(web.desiredCapacity, 4, 'CPU is idle and would shrink; jobs would not');
  jobs = 0;
  await cloud.run(minutes(40));
  assert.equal(web.desiredCapacity, 1);
});

test('metric math: backlog per instance', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 1, maxSize: 40, defaultInstanceWarmup: 180 });
  cloud.autoscaling.enableMetricsCollection({
    ...asg,
    granularity: '1Minute',
    metrics: ['GroupInServiceInstances'],
  });
  const queue = cloud.sqs.createQueue('jobs');
  for (let i = 0; i < 100; i++) queue.sendMessage('job');
  const stat = (namespace: string, metricName: string, dimension: string, value: string, id: string) => ({
    id,
    metricStat: {
      metric: { namespace, metricName, dimensions: [{ name: dimension, value }] },
      stat: 'Average',
    },
    returnData: false,
  });
  cloud.autoscaling.putScalingPolicy({
    ...asg,
    policyName: 'backlog',
    policyType: 'TargetTrackingScaling',
    targetTrackingConfiguration: {
      targetValue: 10,
      customizedMetricSpecification: {
        metrics: [
          stat('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName', 'jobs', 'm1'),
          stat('AWS/AutoScaling', 'GroupInServiceInstances', 'AutoScalingGroupName', 'web', 'm2'),
          { id: 'e1', expression: 'm1 / m2' },
        ],
      },
    },
  });
  await cloud.run(minutes(30));
  assert.equal(web.desiredCapacity, 10);
});

test('a scheduled action sets the sizes at its time, by the clocks of its zone', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 1, maxSize: 10 });
  cloud.autoscaling.putScheduledUpdateGroupAction({
    ...asg,
    scheduledActionName: 'open',
    recurrence: '0 9 * * 1-5',
    timeZone: 'Europe/Berlin',
    desiredCapacity: 5,
  });
  cloud.autoscaling.putScheduledUpdateGroupAction({
    ...asg,
    scheduledActionName: 'once',
    startTime: new Date('2026-01-01T12:00:00Z'),
    minSize: 2,
    maxSize: 4,
  });
  // 1 January 2026 is a Thursday: 9:00 in Berlin is 8:00 UTC.
  await cloud.run(hours(8) - 120 - 1);
  assert.equal(web.desiredCapacity, 1);
  await cloud.run(2);
  assert.equal(web.desiredCapacity, 5);
  await cloud.run(hours(4));
  assert.deepEqual([web.minSize, web.maxSize, web.desiredCapacity], [2, 4, 4]);
  const left = cloud.autoscaling.describeScheduledActions(asg).scheduledUpdateGroupActions!;
  assert.deepEqual(
    left.map(({ scheduledActionName }) => scheduledActionName),
    ['open'],
  );
  assert.throws(
    () =>
      cloud.autoscaling.putScheduledUpdateGroupAction({
        ...asg,
        scheduledActionName: 'bad',
        recurrence: '0 9 * *',
        minSize: 1,
      }),
    { code: 'ValidationError' },
  );
  await cloud.run(hours(24));
  assert.match(web.activities[0]!.description!, /Executing scheduled action/, '5 is above the maximum now');
});

test('a policy that is off, or whose notifications are suspended, does nothing', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 1, maxSize: 10 });
  const input = {
    ...asg,
    policyName: 'out',
    policyType: 'StepScaling',
    adjustmentType: 'ChangeInCapacity',
    estimatedInstanceWarmup: 0,
    stepAdjustments: [{ metricIntervalLowerBound: 0, scalingAdjustment: 1 }],
  };
  const { policyARN } = cloud.autoscaling.putScalingPolicy({ ...input, enabled: false });
  const trigger = () =>
    cloud.deliver(policyARN!, {
      payload: JSON.stringify({ alarmName: 'a', stateValue: 'ALARM', threshold: 50, value: 90 }),
      principal: 'cloudwatch.amazonaws.com',
      from: 'a',
    });
  await trigger();
  cloud.autoscaling.putScalingPolicy(input);
  cloud.autoscaling.suspendProcesses({ ...asg, scalingProcesses: ['AlarmNotification'] });
  await trigger();
  assert.equal(web.desiredCapacity, 1);
  cloud.autoscaling.resumeProcesses(asg);
  await trigger();
  assert.equal(web.desiredCapacity, 2);
});

test('ExecutePolicy runs a step policy with a metric that it is given', async () => {
  const cloud = steady();
  const web = await running(cloud, { minSize: 1, maxSize: 10 });
  cloud.autoscaling.putScalingPolicy({
    ...asg,
    policyName: 'out',
    policyType: 'StepScaling',
    adjustmentType: 'ChangeInCapacity',
    estimatedInstanceWarmup: 0,
    stepAdjustments: [{ metricIntervalLowerBound: 0, scalingAdjustment: 2 }],
  });
  assert.throws(() => cloud.autoscaling.executePolicy({ ...asg, policyName: 'out' }), {
    code: 'ValidationError',
  });
  cloud.autoscaling.executePolicy({ ...asg, policyName: 'out', metricValue: 59, breachThreshold: 50 });
  assert.equal(web.desiredCapacity, 3);
});
