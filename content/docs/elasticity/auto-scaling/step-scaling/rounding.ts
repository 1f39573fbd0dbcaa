import { check, Cloud, minutes, table } from 'desired-capacity';

// A percentage of a fleet is rarely a whole number of instances.
async function change(size: number, percent: number, atLeast?: number) {
  // #region a group of that size
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 0,
    maxSize: 100,
    desiredCapacity: size,
  });
  // #endregion
  web.putScalingPolicy({
    policyName: 'change',
    policyType: 'StepScaling',
    adjustmentType: 'PercentChangeInCapacity',
    ...(atLeast && { minAdjustmentMagnitude: atLeast }),
    estimatedInstanceWarmup: 0,
    // prettier-ignore
    stepAdjustments: [{ [percent > 0 ? 'metricIntervalLowerBound' : 'metricIntervalUpperBound']: 0, scalingAdjustment: percent }],
  });
  // #region run it once
  await cloud.run(minutes(5));
  cloud.autoscaling.executePolicy({
    autoScalingGroupName: 'web',
    policyName: 'change',
    metricValue: 50,
    breachThreshold: 50,
  });
  const by = web.desiredCapacity - size;
  const exact = (size * percent) / 100;
  return { instances: size, 'change, %': percent, exactly: exact, 'at least': atLeast ?? 0, 'comes to': by }; // prettier-ignore
  // #endregion
}
const rows = [
  await change(10, 127),
  await change(10, 67),
  await change(7, 10),
  await change(6, -10),
  await change(23, -29),
  await change(10, 10, 3),
];
// #region the table and the checks
table('What a percentage comes to', rows);
const by = rows.map((row) => row['comes to']).join();
check(
  'toward zero, but never to zero; and no less than the magnitude',
  by === '12,6,1,-1,-6,3',
);
// #endregion
