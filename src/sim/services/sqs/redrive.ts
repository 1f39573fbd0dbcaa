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

/** The attributes of a dead-letter queue on which the redrive policy of a source queue depends. */
interface Target {
  readonly redriveAllowPolicy?: RedriveAllowPolicy;
  readonly fifoQueue?: true;
}

/** A redrive policy as SetQueueAttributes keeps it: checked, and a copy. Throws InvalidParameterValue. */
export function redrivePolicy(
  policy: RedrivePolicy,
  sourceArn: string,
  find: (arn: string) => Target | undefined,
): RedrivePolicy {
  const refuse = (reason: string) => invalidParameter('RedrivePolicy', JSON.stringify(policy), reason);
  const { deadLetterTargetArn, maxReceiveCount } = policy;
  const absent = (name: string) => refuse(`Redrive policy does not contain mandatory attribute: ${name}.`);
  if (!deadLetterTargetArn) throw absent('deadLetterTargetArn');
  if (maxReceiveCount === undefined) throw absent('maxReceiveCount');
  const { min, max } = sqsLimits.maxReceiveCount;
  if (!within(sqsLimits.maxReceiveCount, maxReceiveCount)) {
    throw refuse(
      `Invalid value for maxReceiveCount: ${maxReceiveCount}, valid values are from ${min} to ${max} both inclusive.`,
    );
  }
  const arn = parseArn(deadLetterTargetArn);
  const source = parseArn(sourceArn)!;
  if (!arn || arn.service !== 'sqs') throw refuse('Invalid value for deadLetterTargetArn.');
  if (arn.region !== source.region || arn.account !== source.account)
    throw refuse('Dead-letter target must be in the same account and Region as the source.');
  const target = find(deadLetterTargetArn);
  if (!target) throw refuse('Dead letter target does not exist.');
  if ((target.fifoQueue === true) !== source.resource.endsWith('.fifo'))
    throw refuse('Dead-letter queue must be same type of queue as the source.');
  if (!allows(target.redriveAllowPolicy, sourceArn))
    throw refuse('The dead-letter target does not allow this source queue.');
  return { deadLetterTargetArn, maxReceiveCount };
}

function allows(policy: RedriveAllowPolicy | undefined, sourceArn: string): boolean {
  if (policy === undefined || policy.redrivePermission === 'allowAll') return true;
  return policy.redrivePermission === 'byQueue' && policy.sourceQueueArns!.includes(sourceArn);
}

/** A redrive allow policy as SetQueueAttributes keeps it: checked, and a copy. Throws InvalidParameterValue. */
export function redriveAllowPolicy(policy: RedriveAllowPolicy): RedriveAllowPolicy {
  const refuse = (reason: string) => invalidParameter('RedriveAllowPolicy', JSON.stringify(policy), reason);
  const { redrivePermission, sourceQueueArns: arns } = policy;
  if (!['allowAll', 'denyAll', 'byQueue'].includes(redrivePermission))
    throw refuse('redrivePermission must be allowAll, denyAll or byQueue.');
  if (redrivePermission !== 'byQueue') {
    if (arns !== undefined) throw refuse('sourceQueueArns goes with redrivePermission byQueue only.');
    return { redrivePermission };
  }
  const { min, max } = sqsLimits.sourceQueueArns;
  if (!Array.isArray(arns) || !within(sqsLimits.sourceQueueArns, arns.length))
    throw refuse(`byQueue needs from ${min} to ${max} sourceQueueArns.`);
  if (!arns.every((arn) => typeof arn === 'string' && parseArn(arn)?.service === 'sqs'))
    throw refuse('sourceQueueArns must be ARNs of queues.');
  return { redrivePermission, sourceQueueArns: [...arns] as string[] };
}
