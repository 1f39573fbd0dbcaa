import { expect, test } from 'vitest';
import { Cloud, minutes } from '../../index.ts';

test('the depth of a queue adds servers to a group, and batches to a function', async () => {
  const cloud = new Cloud();
  const [slow, quick] = ['slow', 'quick'].map((name) => cloud.sqs.createQueue(name));
  // A group that an alarm on the length of a queue grows.
  const group = cloud.autoscaling.createGroup('workers', { minSize: 0, maxSize: 5, desiredCapacity: 0 });
  const { policyARN } = group.putScalingPolicy({
    policyName: 'more',
    policyType: 'StepScaling',
    adjustmentType: 'ChangeInCapacity',
    stepAdjustments: [{ metricIntervalLowerBound: 0, scalingAdjustment: 1 }],
  });
  cloud.cloudwatch.putMetricAlarm({
    ...{ alarmName: 'long', namespace: 'AWS/SQS', metricName: 'ApproximateNumberOfMessagesVisible' },
    ...{ dimensions: [{ name: 'QueueName', value: 'slow' }], statistic: 'Maximum', period: 60 },
    ...{ evaluationPeriods: 1, threshold: 10, comparisonOperator: 'GreaterThanThreshold' },
    alarmActions: [policyARN],
  });
  // A function that Lambda calls for more batches at a time while more is waiting.
  cloud.lambda.createFunction({ functionName: 'work', code: { duration: 1, load: () => () => 'done' } });
  const { uuid = '' } = await cloud.lambda.createEventSourceMapping({
    ...{ functionName: 'work', eventSourceArn: quick!.arn, batchSize: 10 },
  });
  await cloud.run(minutes(5));
  expect([group.inService.length, cloud.lambda.batches(uuid)]).toEqual([0, 0]);
  for (let i = 0; i < 5000; i++) quick!.sendMessage('job');
  for (let i = 0; i < 20; i++) slow!.sendMessage('job');
  await cloud.run(10);
  expect(cloud.lambda.batches(uuid)).toBeGreaterThan(30);
  await cloud.run(minutes(10));
  expect(group.inService.length).toBeGreaterThan(0);
});
