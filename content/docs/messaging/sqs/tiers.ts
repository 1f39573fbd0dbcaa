import type { Cloud } from 'desired-capacity';

/** Servers in an Auto Scaling group, which grows and shrinks with its CPU. */
export function webTier(cloud: Cloud) {
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 2,
    maxSize: 12,
    defaultInstanceWarmup: 120,
  });
  web.trackCpu(50);
  return web;
}

/** Servers in a second group, which grows and shrinks with the queue: from none to ten. */
export function workerTier(cloud: Cloud, queueName: string) {
  const workers = cloud.autoscaling.createGroup('workers', {
    minSize: 0,
    maxSize: 10,
    desiredCapacity: 0,
  });
  const more = workers.putScalingPolicy({
    policyName: 'a long queue',
    policyType: 'StepScaling',
    adjustmentType: 'ChangeInCapacity',
    stepAdjustments: [
      { metricIntervalLowerBound: 0, metricIntervalUpperBound: 20, scalingAdjustment: 1 }, // prettier-ignore
      { metricIntervalLowerBound: 20, scalingAdjustment: 3 },
    ],
  });
  const none = workers.putScalingPolicy({
    policyName: 'an empty queue',
    policyType: 'StepScaling',
    adjustmentType: 'ExactCapacity',
    stepAdjustments: [{ metricIntervalUpperBound: 0, scalingAdjustment: 0 }],
  });
  const alarm = (long: boolean, action: string) =>
    cloud.cloudwatch.putMetricAlarm({
      alarmName: long ? 'long' : 'empty',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [{ name: 'QueueName', value: queueName }],
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: long ? 1 : 5,
      threshold: long ? 0 : 1,
      comparisonOperator: long ? 'GreaterThanThreshold' : 'LessThanThreshold',
      alarmActions: [action],
    });
  alarm(true, more.policyARN);
  alarm(false, none.policyARN);
  return workers;
}

/** Starts what runs on each server of a group, as soon as that server is in service. */
export function onEach(
  cloud: Cloud,
  group: ReturnType<typeof webTier>,
  program: (id: string) => unknown,
) {
  const known = new Set<string>();
  cloud.process(function* watch() {
    while (true) {
      for (const { id } of group.inService)
        if (!known.has(id)) {
          known.add(id);
          program(id);
        }
      yield 5;
    }
  });
}
