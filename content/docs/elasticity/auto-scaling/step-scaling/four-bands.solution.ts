import type { AutoScalingGroup } from 'desired-capacity/autoscaling';

/** Bounds count from the threshold of 50 %. */
export function policies(web: AutoScalingGroup): void {
  web.putScalingPolicy({
    policyName: 'more',
    policyType: 'StepScaling',
    adjustmentType: 'ChangeInCapacity',
    stepAdjustments: [
      {
        metricIntervalLowerBound: 0,
        metricIntervalUpperBound: 10,
        scalingAdjustment: 0,
      },
      {
        metricIntervalLowerBound: 10,
        metricIntervalUpperBound: 20,
        scalingAdjustment: 1,
      },
      {
        metricIntervalLowerBound: 20,
        metricIntervalUpperBound: 30,
        scalingAdjustment: 2,
      },
      { metricIntervalLowerBound: 30, scalingAdjustment: 3 },
    ],
  });
  web.putScalingPolicy({
    policyName: 'fewer',
    policyType: 'StepScaling',
    adjustmentType: 'ChangeInCapacity',
    stepAdjustments: [
      {
        metricIntervalLowerBound: -10,
        metricIntervalUpperBound: 0,
        scalingAdjustment: 0,
      },
      {
        metricIntervalLowerBound: -20,
        metricIntervalUpperBound: -10,
        scalingAdjustment: -1,
      },
      {
        metricIntervalLowerBound: -30,
        metricIntervalUpperBound: -20,
        scalingAdjustment: -2,
      },
      { metricIntervalUpperBound: -30, scalingAdjustment: -3 },
    ],
  });
}
