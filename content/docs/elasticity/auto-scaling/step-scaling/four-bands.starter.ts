import type { AutoScalingGroup } from 'desired-capacity/autoscaling';

/**
 * Two step policies for an alarm at 50 % CPU. 50 to 60 %: nothing. 60 to
 * 70 %: one more. 70 to 80 %: two more. From 80 %: three more. Downwards
 * the mirror image: below 20 % three fewer, and so on.
 */
export function policies(web: AutoScalingGroup): void {
  web.putScalingPolicy({
    policyName: 'more',
    policyType: 'StepScaling',
    adjustmentType: 'ChangeInCapacity',
    stepAdjustments: [{ metricIntervalLowerBound: 60, scalingAdjustment: 1 }],
  });
  web.putScalingPolicy({
    policyName: 'fewer',
    policyType: 'StepScaling',
    adjustmentType: 'ChangeInCapacity',
    stepAdjustments: [{ metricIntervalUpperBound: 0, scalingAdjustment: -1 }],
  });
}
