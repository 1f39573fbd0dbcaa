import { notValid } from './errors.ts';
import type { Model } from './schema.ts';
import type * as aws from './schema.ts';

type Configuration = Model<aws.StepScalingPolicyConfiguration>;

/** Checks a step policy. Throws ValidationException. */
export function checkStep({ adjustmentType, stepAdjustments = [] }: Configuration): void {
  if (adjustmentType === undefined || stepAdjustments.length === 0) throw notValid('A step scaling policy needs AdjustmentType and StepAdjustments.'); // prettier-ignore
  const ranges = stepAdjustments
    .map((step) => [boundsOf(step)[0], boundsOf(step)[1]] as const)
    .sort(([a], [b]) => a - b);
  for (const [i, [low, high]] of ranges.entries()) {
    if (!(low < high)) throw notValid('The lower bound of a step must be below its upper bound.');
    if (i > 0 && ranges[i - 1]![1] !== low) throw notValid('There must be no gap between steps, and steps must not overlap.'); // prettier-ignore
  }
}

/**
 * The capacity that a step policy asks for. A breach from the threshold on up reaches steps that include their lower bound;
 * one below, steps that include their upper bound.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html
 */
export function stepTo(configuration: Configuration, capacity: number, breach: number): number {
  const step = configuration.stepAdjustments?.find((one) => {
    const [low, high] = boundsOf(one);
    return breach >= 0 ? breach >= low && breach < high : breach > low && breach <= high;
  });
  if (!step) return capacity;
  const by = step.scalingAdjustment;
  switch (configuration.adjustmentType) {
    case 'ExactCapacity':
      return by;
    case 'PercentChangeInCapacity': {
      // Above 1 towards zero, below it to the next whole number away from zero.
      const part = (capacity * by) / 100;
      const least = Math.max(1, configuration.minAdjustmentMagnitude ?? 1);
      const whole = Math.abs(part) > 1 ? Math.trunc(part) : Math.sign(part);
      return capacity + (whole === 0 ? 0 : Math.sign(whole) * Math.max(Math.abs(whole), least));
    }
    default:
      return capacity + by;
  }
}

function boundsOf({ metricIntervalLowerBound: low = -Infinity, metricIntervalUpperBound: high = Infinity }: Model<aws.StepAdjustment>): readonly [number, number] {
  return [low, high];
} // prettier-ignore
