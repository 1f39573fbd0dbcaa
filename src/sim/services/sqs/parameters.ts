import { within, type Limit } from '../../cloud/index.ts';
import { invalidParameter } from './errors.ts';
import { sqsLimits } from './limits.ts';

type Check = (value: number) => void;

function check(parameter: string, limit: Limit, reason: string): Check {
  return (value) => {
    if (!within(limit, value)) throw invalidParameter(parameter, value, reason);
  };
}

const { maxNumberOfMessages, visibilityTimeout, receiveMessageWaitTimeSeconds, delaySeconds } = sqsLimits;

/** The ranges of call parameters, with AWS's words for who leaves them. Each throws InvalidParameterValue. */
export const checkMaxNumberOfMessages = check(
  'MaxNumberOfMessages',
  maxNumberOfMessages,
  `Must be between ${maxNumberOfMessages.min} and ${maxNumberOfMessages.max}, if provided.`,
);
/** Of ReceiveMessage. */
export const checkReceiveVisibility = check(
  'VisibilityTimeout',
  visibilityTimeout,
  `Must be between ${visibilityTimeout.min} and ${visibilityTimeout.max}, if provided.`,
);
/** Of ReceiveMessage. */
export const checkWaitTimeSeconds = check(
  'WaitTimeSeconds',
  receiveMessageWaitTimeSeconds,
  `Must be >= ${receiveMessageWaitTimeSeconds.min} and <= ${receiveMessageWaitTimeSeconds.max}, if provided.`,
);
/** Of SendMessage. */
export const checkDelaySeconds = check(
  'DelaySeconds',
  delaySeconds,
  `DelaySeconds must be >= ${delaySeconds.min} and <= ${delaySeconds.max}.`,
);
/** Of ChangeMessageVisibility. */
export const checkVisibilityTimeout = check(
  'VisibilityTimeout',
  visibilityTimeout,
  `VisibilityTimeout must be an integer between ${visibilityTimeout.min} and ${visibilityTimeout.max}.`,
);
