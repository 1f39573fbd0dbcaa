import { validationError } from '../errors.ts';

/** A range of the breach, relative to the alarm's threshold, and what to do within it. */
export interface StepAdjustment {
  /** Nothing means minus infinity. */
  readonly lowerBound?: number;
  /** Nothing means infinity. */
  readonly upperBound?: number;
  readonly scalingAdjustment: number;
}

const lower = (step: StepAdjustment) => step.lowerBound ?? -Infinity;
const upper = (step: StepAdjustment) => step.upperBound ?? Infinity;

/**
 * The step that a metric falls into; nothing where none covers it.
 *
 * Above the threshold the lower bound belongs to a step, below it the upper one does: both times the bound that is
 * nearer to the threshold. At the threshold itself the upper side is asked first.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html#as-scaling-steps
 */
export function stepFor(
  steps: readonly StepAdjustment[],
  threshold: number,
  metric: number,
): StepAdjustment | undefined {
  const above = (step: StepAdjustment) =>
    metric >= threshold + lower(step) && metric < threshold + upper(step);
  const below = (step: StepAdjustment) =>
    metric > threshold + lower(step) && metric <= threshold + upper(step);
  if (metric > threshold) return steps.find(above);
  if (metric < threshold) return steps.find(below);
  return steps.find(above) ?? steps.find(below);
}

/** Throws ValidationError where steps do not cover one side, or both, without gap or overlap. */
export function checkSteps(steps: readonly StepAdjustment[]): void {
  if (steps.length === 0) throw validationError('At least one StepAdjustment is needed.');
  if (steps.length > 20)
    throw validationError('There can be at most 20 step adjustments per scaling policy.');
  for (const step of steps) {
    if (step.lowerBound === undefined && step.upperBound === undefined) {
      throw validationError('The upper and lower bound of a StepAdjustment must not both be unspecified.');
    }
    for (const bound of [step.lowerBound, step.upperBound]) {
      if (bound !== undefined && !Number.isFinite(bound)) {
        throw validationError('The bounds of a StepAdjustment must be finite numbers.');
      }
    }
    // Turned about so that NaN, which is no bound, would be refused too.
    if (!(lower(step) < upper(step))) {
      throw validationError('The upper bound of a StepAdjustment must be greater than its lower bound.');
    }
  }
  const sorted = [...steps].sort((a, b) => (lower(a) < lower(b) ? -1 : lower(a) > lower(b) ? 1 : 0));
  for (let i = 1; i < sorted.length; i++) {
    const end = upper(sorted[i - 1]!);
    const start = lower(sorted[i]!);
    if (start < end) throw validationError('The ranges of step adjustments must not overlap.');
    if (start > end) throw validationError('The ranges of step adjustments must not have a gap.');
  }
  const first = lower(sorted[0]!);
  const last = upper(sorted[sorted.length - 1]!);
  if (last > 0 && last !== Infinity) throw validationError(unspecified('upper', 'positive'));
  if (first < 0 && first !== -Infinity) throw validationError(unspecified('lower', 'negative'));
}

/** AWS's words, seen for the upper bound (terraform-provider-aws issue 9077); the lower one's are by analogy. */
function unspecified(bound: string, sign: string): string {
  return (
    `There must be a StepAdjustment with an unspecified ${bound} bound (i.e., ${bound} bound is null) ` +
    `when one StepAdjustment has a ${sign} ${bound} bound`
  );
}
