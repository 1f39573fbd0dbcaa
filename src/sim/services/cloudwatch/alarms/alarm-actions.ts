import { validationError } from '../errors.ts';
import type { StateValue } from '../schema.ts';

/** Seconds between two invocations of a scaling action while the state lasts. The guide gives no figure. */
export const REPEAT_EVERY = 60;

/** The actions of an alarm, by ARN. */
export interface ActionLists {
  readonly actionsEnabled?: boolean | undefined;
  readonly alarmActions?: readonly string[] | undefined;
  readonly okActions?: readonly string[] | undefined;
  readonly insufficientDataActions?: readonly string[] | undefined;
}

/** The service of an ARN. */
export function serviceOf(arn: string): string {
  return arn.split(':', 3)[2] ?? '';
}

/**
 * Whether an action is a scaling policy, of a group or of Application Auto Scaling: these alone run again while the state
 * lasts. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html
 */
export function isScalingAction(arn: string): boolean {
  return serviceOf(arn) === 'autoscaling' || serviceOf(arn) === 'application-autoscaling';
}

/** The actions for a state, whether they are enabled or not. */
export function actionsFor(lists: ActionLists, state: StateValue): readonly string[] {
  switch (state) {
    case 'ALARM':
      return lists.alarmActions ?? [];
    case 'OK':
      return lists.okActions ?? [];
    case 'INSUFFICIENT_DATA':
      return lists.insufficientDataActions ?? [];
  }
}

/** Refuses a text that is not an ARN, and an ARN of a service that takes no action of such an alarm. */
export function checkActions(lists: ActionLists, services: ReadonlySet<string>): void {
  for (const state of ['ALARM', 'OK', 'INSUFFICIENT_DATA'] as const) {
    for (const arn of actionsFor(lists, state)) {
      if (!arn.startsWith('arn:') || !services.has(serviceOf(arn))) {
        throw validationError(`Invalid arn syntax: ${arn.slice(0, 200)} is not an action of such an alarm`);
      }
    }
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html (checked 2026-11-28) */
export const COMPOSITE_ACTIONS: ReadonlySet<string> = new Set([
  'sns',
  'lambda',
  'ssm',
  'ssm-incidents',
  'aiops',
]);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html (checked 2026-11-28) */
export const METRIC_ACTIONS: ReadonlySet<string> = new Set([
  ...COMPOSITE_ACTIONS,
  'autoscaling',
  'application-autoscaling',
  'automate',
  'swf',
]);
