import { validationError } from '../errors.ts';

/** How an adjustment is meant. */
export type AdjustmentType = 'ChangeInCapacity' | 'ExactCapacity' | 'PercentChangeInCapacity';

/** A change of capacity. */
export interface Adjustment {
  readonly adjustmentType: AdjustmentType;
  readonly scalingAdjustment: number;
  /** The least that a percentage changes, in capacity units. */
  readonly minAdjustmentMagnitude?: number;
}

/**
 * A change by a percentage in whole units: toward zero, but never to zero.
 *
 * A capacity and a percentage are whole numbers, so their product is exact and only one division can round.
 */
export function roundChange(change: number): number {
  if (change > 0 && change < 1) return 1;
  if (change < 0 && change > -1) return -1;
  // Adding 0 turns the -0 of a group of none into 0.
  return Math.trunc(change) + 0;
}

/**
 * The capacity that an adjustment makes of a current one, before the group's bounds.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html#as-scaling-adjustment
 */
export function adjust(current: number, adjustment: Adjustment): number {
  const { adjustmentType, scalingAdjustment, minAdjustmentMagnitude = 0 } = adjustment;
  if (adjustmentType === 'ExactCapacity') return scalingAdjustment;
  if (adjustmentType === 'ChangeInCapacity') return current + scalingAdjustment;
  const change = roundChange((current * scalingAdjustment) / 100);
  return current + Math.sign(scalingAdjustment) * Math.max(Math.abs(change), minAdjustmentMagnitude);
}

const types: readonly unknown[] = ['ChangeInCapacity', 'ExactCapacity', 'PercentChangeInCapacity'];

/** Throws ValidationError where an adjustment is none. */
export function checkAdjustment(adjustment: Adjustment): void {
  const { adjustmentType, scalingAdjustment, minAdjustmentMagnitude } = adjustment;
  if (!types.includes(adjustmentType)) throw validationError(`${adjustmentType} is no adjustment type.`);
  if (!Number.isSafeInteger(scalingAdjustment)) {
    throw validationError('The scaling adjustment must be a whole number.');
  }
  if (adjustmentType === 'ExactCapacity' && scalingAdjustment < 0) {
    throw validationError('An exact capacity must not be negative.');
  }
  if (minAdjustmentMagnitude === undefined) return;
  if (adjustmentType !== 'PercentChangeInCapacity') {
    throw validationError('MinAdjustmentMagnitude goes with PercentChangeInCapacity alone.');
  }
  if (!Number.isSafeInteger(minAdjustmentMagnitude) || minAdjustmentMagnitude < 0) {
    throw validationError('MinAdjustmentMagnitude must be a whole number of at least 0.');
  }
}
