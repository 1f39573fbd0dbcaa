import { within, type Limit } from '../../cloud/index.ts';
import { invalidParameter } from './errors.ts';
import { sqsFifoLimits, sqsLimits } from './limits.ts';

function range(parameter: string, limit: Limit, reason: (limit: Limit) => string) {
  return (value: number): void => {
    if (!within(limit, value)) throw invalidParameter(parameter, value, reason(limit));
  };
}
const optional = ({ min, max }: Limit) => `Must be between ${min} and ${max}, if provided.`;

/** The ranges of what operations take, with AWS's words for a value outside. Each throws InvalidParameterValue. */
export const checkRange = {
  maxNumberOfMessages: range('MaxNumberOfMessages', sqsLimits.maxNumberOfMessages, optional),
  /** Of ReceiveMessage. */
  visibilityTimeout: range('VisibilityTimeout', sqsLimits.visibilityTimeout, optional),
  waitTimeSeconds: range(
    'WaitTimeSeconds',
    sqsLimits.receiveMessageWaitTimeSeconds,
    ({ min, max }) => `Must be >= ${min} and <= ${max}, if provided.`,
  ),
  delaySeconds: range(
    'DelaySeconds',
    sqsLimits.delaySeconds,
    ({ min, max }) => `DelaySeconds must be >= ${min} and <= ${max}.`,
  ),
  /** Of ChangeMessageVisibility. */
  newVisibilityTimeout: range(
    'VisibilityTimeout',
    sqsLimits.visibilityTimeout,
    ({ min, max }) => `VisibilityTimeout must be an integer between ${min} and ${max}.`,
  ),
  maxNumberOfMessagesPerSecond: range('MaxNumberOfMessagesPerSecond', sqsLimits.moveRate, optional),
  maxResults: range('MaxResults', sqsLimits.listedMoveTasks, optional),
};

/** Checks a message group id, a deduplication id, or a receive request attempt id. */
export function checkId(parameter: string, id: string): void {
  const limit = sqsFifoLimits.messageDeduplicationId;
  if (typeof id === 'string' && within(limit, id.length) && /^[!-~]+$/.test(id)) return;
  const reason = `${parameter} can only include alphanumeric and punctuation characters. ${limit.min} to ${limit.max} in length.`;
  throw invalidParameter(parameter, id, reason);
}
