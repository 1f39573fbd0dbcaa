import { adjust, checkAdjustment, type AdjustmentType } from './adjustment.ts';
import { askFor, noAsk, type Ask, type Group } from './ask.ts';
import { checkSteps, stepFor, type StepAdjustment } from './step-adjustments.ts';

/** How several points become one. */
export type MetricAggregationType = 'Average' | 'Minimum' | 'Maximum';

/** A step scaling policy. */
export interface StepPolicy {
  readonly name: string;
  readonly adjustmentType: AdjustmentType;
  readonly steps: readonly StepAdjustment[];
  readonly minAdjustmentMagnitude?: number;
  readonly metricAggregationType?: MetricAggregationType;
  readonly estimatedInstanceWarmup?: number;
}

/** Throws ValidationError where PutScalingPolicy would. */
export function checkStepPolicy({ adjustmentType, steps, minAdjustmentMagnitude }: StepPolicy): void {
  checkSteps(steps);
  for (const { scalingAdjustment } of steps) {
    checkAdjustment({ adjustmentType, scalingAdjustment, minAdjustmentMagnitude });
  }
}

/** The one value that a policy holds against its steps, of the alarm's newest points. Gaps do not count. */
export function aggregate(
  points: readonly (number | undefined)[],
  type: MetricAggregationType = 'Average',
): number | undefined {
  let sum = 0;
  let count = 0;
  let least = Infinity;
  let most = -Infinity;
  for (const point of points) {
    if (point === undefined) continue;
    sum += point;
    count++;
    least = Math.min(least, point);
    most = Math.max(most, point);
  }
  if (count === 0) return undefined;
  return type === 'Minimum' ? least : type === 'Maximum' ? most : sum / count;
}

/**
 * What a step policy asks for while its alarm is in ALARM: again with each evaluation, since AWS repeats scaling
 * actions.
 *
 * Growing reckons from what is past warm-up; shrinking adds what is still going, so that an alarm which goes on
 * does not take the same instance twice. The same rule leaves a weighted group that is 2 units above desired alone
 * when a step would take 1.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html
 */
export function askStep(
  policy: StepPolicy,
  threshold: number,
  metric: number | undefined,
  group: Group,
): Ask {
  const { name, adjustmentType, minAdjustmentMagnitude } = policy;
  const { size, capacity } = group;
  if (metric === undefined) return noAsk(name, size, 'the metric has no value');
  const step = stepFor(policy.steps, threshold, metric);
  if (!step) return noAsk(name, size, `no step covers ${metric} against a threshold of ${threshold}`);
  const { scalingAdjustment } = step;
  const adjustment = { adjustmentType, scalingAdjustment, minAdjustmentMagnitude };
  const why = `${adjustmentType} by ${scalingAdjustment} for ${metric} against a threshold of ${threshold}`;
  if (adjustmentType === 'ExactCapacity') return askFor(name, scalingAdjustment, group, why);
  if (scalingAdjustment === 0) return noAsk(name, size, why);
  if (scalingAdjustment > 0) {
    return askFor(name, Math.max(size.desired, adjust(capacity.warm, adjustment)), group, why);
  }
  const current = capacity.warm + capacity.terminating;
  return askFor(name, Math.min(size.desired, adjust(current, adjustment)), group, why);
}
