import { parseArn, within } from '../../cloud/index.ts';
import { invalidParameter } from './errors.ts';
import { sqsLimits } from './limits.ts';

/**
 * When a source queue gives a message up, and to whom.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export interface RedrivePolicy {
  /** The ARN of the dead-letter queue: of the same type, account and Region. */
  deadLetterTargetArn: string;
  /**
   * How often a message is delivered; on the next attempt it moves instead. 1 to 1,000. The API reference speaks of a
   * default of 10, but a policy without it is refused.
   */
  maxReceiveCount: number;
}

/** Which source queues may name a queue as their dead-letter queue. */
export interface RedriveAllowPolicy {
  /** `allowAll` (AWS's default), `denyAll`, or `byQueue`: those that `sourceQueueArns` lists. */
  redrivePermission: 'allowAll' | 'denyAll' | 'byQueue';
  /** Up to 10, with `byQueue` only. */
  sourceQueueArns?: readonly string[];
}

/** What a redrive policy needs to know of the queue that it names. */
export interface DeadLetterTarget {
  readonly redriveAllowPolicy?: RedriveAllowPolicy;
  readonly fifoQueue?: true;
}

/** Checks a redrive policy as SetQueueAttributes does. Throws InvalidParameterValue. */
export function checkRedrivePolicy(
  policy: RedrivePolicy,
  sourceArn: string,
  find: (arn: string) => DeadLetterTarget | undefined,
): void {
  const refuse = (reason: string) => invalidParameter('RedrivePolicy', JSON.stringify(policy), reason);
  const { deadLetterTargetArn, maxReceiveCount } = policy;
  if (!deadLetterTargetArn)
    throw refuse('Redrive policy does not contain mandatory attribute: deadLetterTargetArn.');
  if (maxReceiveCount === undefined)
    throw refuse('Redrive policy does not contain mandatory attribute: maxReceiveCount.');
  if (!within(sqsLimits.maxReceiveCount, maxReceiveCount)) {
    const { min, max } = sqsLimits.maxReceiveCount;
    throw refuse(
      `Invalid value for maxReceiveCount: ${maxReceiveCount}, valid values are from ${min} to ${max} both inclusive.`,
    );
  }
  const arn = parseArn(deadLetterTargetArn);
  const source = parseArn(sourceArn)!;
  if (!arn || arn.service !== 'sqs') throw refuse('Invalid value for deadLetterTargetArn.');
  if (arn.region !== source.region || arn.account !== source.account) {
    throw refuse('Dead-letter target must be in the same account and Region as the source.');
  }
  const target = find(deadLetterTargetArn);
  if (!target) throw refuse('Dead letter target does not exist.');
  if ((target.fifoQueue === true) !== source.resource.endsWith('.fifo'))
    throw refuse('Dead-letter queue must be same type of queue as the source.');
  if (!allows(target.redriveAllowPolicy, sourceArn))
    throw refuse('The dead-letter target does not allow this source queue.');
}

function allows(policy: RedriveAllowPolicy | undefined, sourceArn: string): boolean {
  if (policy === undefined || policy.redrivePermission === 'allowAll') return true;
  return policy.redrivePermission === 'byQueue' && (policy.sourceQueueArns ?? []).includes(sourceArn);
}

/** Checks a redrive allow policy as SetQueueAttributes does. Throws InvalidParameterValue. */
export function checkRedriveAllowPolicy(policy: RedriveAllowPolicy): void {
  const refuse = (reason: string) => invalidParameter('RedriveAllowPolicy', JSON.stringify(policy), reason);
  const { redrivePermission, sourceQueueArns } = policy;
  if (!['allowAll', 'denyAll', 'byQueue'].includes(redrivePermission)) {
    throw refuse('redrivePermission must be allowAll, denyAll or byQueue.');
  }
  if (redrivePermission !== 'byQueue') {
    if (sourceQueueArns !== undefined)
      throw refuse('sourceQueueArns goes with redrivePermission byQueue only.');
  } else if (!within(sqsLimits.sourceQueueArns, sourceQueueArns?.length ?? 0)) {
    throw refuse(
      `byQueue needs from ${sqsLimits.sourceQueueArns.min} to ${sqsLimits.sourceQueueArns.max} sourceQueueArns.`,
    );
  }
}
