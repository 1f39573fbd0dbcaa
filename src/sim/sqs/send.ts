import { NotModelled } from '../cloud/index.ts';
import { sqsError } from './errors.ts';
import { attributesLength, type MessageAttributes } from './message-attributes.ts';
import { byteLength } from './text.ts';

/** What goes with a message that is sent. */
export interface SendMessageOptions {
  /** How long it stays out of sight, in seconds. Default: the queue's `delaySeconds`; 0 to 900. */
  delaySeconds?: number;
  /** Up to 10 attributes beside the body. */
  messageAttributes?: MessageAttributes;
}

/** What SendMessage answers. */
export interface SendMessageResult {
  /** The message's id. */
  readonly messageId: string;
}

/** Checks what is to be sent; returns its size in bytes, attributes included. */
export function messageSize(body: string, attributes: MessageAttributes | undefined, most: number): number {
  if (typeof body !== 'string' || body === '') {
    throw sqsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  }
  const length = byteLength(body);
  if (length < 0) {
    throw sqsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.',
    );
  }
  const size = length + (attributes ? attributesLength(attributes) : 0);
  if (size > most) {
    throw sqsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`,
    );
  }
  return size;
}

/** Refuses what SendMessage takes on AWS and not here. */
export function refuseUnmodelled(
  options: SendMessageOptions & { messageGroupId?: string; messageSystemAttributes?: unknown },
): void {
  if (options.messageGroupId !== undefined) {
    throw new NotModelled('Amazon SQS', 'fair queues (messageGroupId on a standard queue)');
  }
  if (options.messageSystemAttributes !== undefined) {
    throw new NotModelled('Amazon SQS', 'message system attributes (AWSTraceHeader)');
  }
}
