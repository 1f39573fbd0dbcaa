import { requireWhole, validationError } from '../errors.ts';
import type { HealthyPercentages } from './replacement.ts';

/**
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-maintenance-policy-overview-and-considerations.html
 */
export interface InstanceMaintenancePolicy {
  readonly minHealthyPercentage: number;
  readonly maxHealthyPercentage: number;
}

/** What clears a policy in the API: both are -1. */
export function isCleared({
  minHealthyPercentage,
  maxHealthyPercentage,
}: InstanceMaintenancePolicy): boolean {
  return minHealthyPercentage === -1 && maxHealthyPercentage === -1;
}

/** Throws ValidationError where a policy is none. */
export function checkMaintenancePolicy(policy: InstanceMaintenancePolicy): void {
  if (!isCleared(policy)) checkPercentages(policy.minHealthyPercentage, policy.maxHealthyPercentage);
}

/** Minimum 0 to 100, maximum 100 to 200, and no more than 100 between them. */
export function checkPercentages(min: number | undefined, max: number | undefined): void {
  if (min !== undefined) requireWhole('MinHealthyPercentage', min, 0, 100);
  if (max === undefined) return;
  requireWhole('MaxHealthyPercentage', max, 100, 200);
  if (min === undefined) throw validationError('MaxHealthyPercentage goes with MinHealthyPercentage.');
  if (max - min > 100) {
    throw validationError('MaxHealthyPercentage must not be more than 100 above MinHealthyPercentage.');
  }
}

/** The percentages that an event goes by: the group's policy, else the event's own. */
export function percentagesOf(
  policy: InstanceMaintenancePolicy | undefined,
  otherwise: HealthyPercentages,
): HealthyPercentages {
  if (!policy || isCleared(policy)) return otherwise;
  return { min: policy.minHealthyPercentage, max: policy.maxHealthyPercentage };
}
