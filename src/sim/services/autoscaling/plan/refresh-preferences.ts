import { requireWhole, validationError } from '../errors.ts';
import { checkPercentages, percentagesOf, type InstanceMaintenancePolicy } from './maintenance-policy.ts';

/** As StartInstanceRefresh takes them; times in seconds. */
export interface RefreshPreferences {
  readonly minHealthyPercentage?: number;
  readonly maxHealthyPercentage?: number;
  readonly instanceWarmup?: number;
  /** Ascending; the last is 100, or the refresh ends before all are replaced. */
  readonly checkpointPercentages?: readonly number[];
  readonly checkpointDelay?: number;
  readonly skipMatching?: boolean;
  readonly autoRollback?: boolean;
  readonly scaleInProtectedInstances?: 'Refresh' | 'Ignore' | 'Wait';
  readonly standbyInstances?: 'Terminate' | 'Ignore' | 'Wait';
  readonly bakeTime?: number;
}

/** The same with every default in place. */
export interface ResolvedPreferences extends Required<Omit<RefreshPreferences, 'maxHealthyPercentage'>> {
  /** Nothing is not the same as 100: see `boundsOf`. */
  readonly maxHealthyPercentage?: number;
}

/** The defaults of the API; the console's differ (skip matching on, protected and standby instances ignored). */
export function resolvePreferences(
  given: RefreshPreferences,
  group: {
    readonly instanceMaintenancePolicy?: InstanceMaintenancePolicy;
    readonly defaultInstanceWarmup?: number;
    readonly healthCheckGracePeriod?: number;
  },
): ResolvedPreferences {
  const { minHealthyPercentage, maxHealthyPercentage } = given;
  const byGroup = percentagesOf(group.instanceMaintenancePolicy, { min: 90 });
  const warmup = group.defaultInstanceWarmup === -1 ? undefined : group.defaultInstanceWarmup;
  return {
    minHealthyPercentage: minHealthyPercentage ?? byGroup.min,
    maxHealthyPercentage: minHealthyPercentage === undefined ? byGroup.max : maxHealthyPercentage,
    instanceWarmup: given.instanceWarmup ?? warmup ?? group.healthCheckGracePeriod ?? 0,
    checkpointPercentages: given.checkpointPercentages ?? [],
    checkpointDelay: given.checkpointDelay ?? 3600,
    skipMatching: given.skipMatching ?? false,
    autoRollback: given.autoRollback ?? false,
    scaleInProtectedInstances: given.scaleInProtectedInstances ?? 'Wait',
    standbyInstances: given.standbyInstances ?? 'Wait',
    bakeTime: given.bakeTime ?? 0,
  };
}

/**
 * Throws ValidationError where preferences are none.
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html
 */
export function checkPreferences(given: RefreshPreferences): void {
  const { checkpointPercentages, checkpointDelay } = given;
  checkPercentages(given.minHealthyPercentage, given.maxHealthyPercentage);
  if (given.instanceWarmup !== undefined) requireWhole('InstanceWarmup', given.instanceWarmup, 0);
  if (given.bakeTime !== undefined) requireWhole('BakeTime', given.bakeTime, 0, 172800);
  if (checkpointDelay !== undefined) {
    requireWhole('CheckpointDelay', checkpointDelay, 0, 172800);
    if (!checkpointPercentages) throw validationError('CheckpointDelay goes with CheckpointPercentages.');
  }
  let last = 0;
  for (const percentage of checkpointPercentages ?? []) {
    requireWhole('Each of CheckpointPercentages', percentage, 1, 100);
    if (percentage <= last) throw validationError('CheckpointPercentages must ascend, each once.');
    last = percentage;
  }
  oneOf('ScaleInProtectedInstances', given.scaleInProtectedInstances, ['Refresh', 'Ignore', 'Wait']);
  oneOf('StandbyInstances', given.standbyInstances, ['Terminate', 'Ignore', 'Wait']);
}

function oneOf(name: string, value: string | undefined, values: readonly string[]): void {
  if (value !== undefined && !values.includes(value)) {
    throw validationError(`${name} must be one of ${values.join(', ')}.`);
  }
}

/**
 * Why a refresh could not be rolled back; nothing where it can.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-rollback.html
 *
 * @param previous what the group launched from before: its version as it stands in the group
 */
export function noRollback(
  desiredConfiguration: boolean,
  previous: { readonly version?: string; readonly imageIdFromParameter?: boolean },
): string | undefined {
  if (!desiredConfiguration) return 'the refresh has no desired configuration';
  if (previous.version === '$Latest' || previous.version === '$Default') {
    return `the group's launch template version is ${previous.version}, not a number`;
  }
  if (previous.imageIdFromParameter)
    return "the group's launch template takes its image from a Systems Manager parameter";
  return undefined;
}
