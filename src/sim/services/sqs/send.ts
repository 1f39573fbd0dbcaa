import { sha256, utf8 } from '../../cloud/digest/index.ts';
import { within } from '../../cloud/index.ts';
import { checkOptions } from '../../cloud/options.ts';
import type { QueueAttributes } from './attributes.ts';
import { invalidParameter, sqsError, wrongQueueType } from './errors.ts';
import { sqsFifoLimits } from './limits.ts';
import { attributesLength, type MessageAttributes } from './message-attributes.ts';
import { checkDelaySeconds } from './parameters.ts';
import type { Envelope } from './stored-message.ts';
import { byteLength } from './text.ts';

/** What goes with a message that is sent. */
export interface SendMessageOptions {
  /** How long it stays out of sight, in seconds. Default: the queue's `delaySeconds`; 0 to 900. Not on FIFO queues. */
  delaySeconds?: number;
  /** Up to 10 attributes beside the body. */
  messageAttributes?: MessageAttributes;
  /**
   * The group that it belongs to: 1 to 128 letters, digits and punctuation marks. Demanded by FIFO queues, which keep
   * the order within a group; on a standard queue it makes the queue fair.
   */
  messageGroupId?: string;
  /** FIFO: what tells this message from others for 5 minutes: 1 to 128 letters, digits and punctuation marks. */
  messageDeduplicationId?: string;
  /** The trace that AWS X-Ray follows: the message system attribute AWSTraceHeader. It does not count in the size. */
  awsTraceHeader?: string;
}

const SEND_OPTIONS: Record<keyof SendMessageOptions, true> = {
  delaySeconds: true,
  messageAttributes: true,
  messageGroupId: true,
  messageDeduplicationId: true,
  awsTraceHeader: true,
};

/** What SendMessage answers. */
export interface SendMessageResult {
  /** The message's id. */
  readonly messageId: string;
  /** FIFO: twenty digits that grow with every message of a group. */
  readonly sequenceNumber?: string;
}

/** A message that has passed the checks. */
export interface Draft {
  readonly body: string;
  readonly attributes: MessageAttributes | undefined;
  /** Bytes, attributes included. */
  readonly size: number;
  readonly envelope: Envelope | undefined;
  /** Seconds; undefined where the queue's applies. */
  readonly delay: number | undefined;
}

/** Checks what is to be sent. Throws as SendMessage does. */
export function draft(body: string, options: SendMessageOptions, queue: QueueAttributes): Draft {
  checkOptions('sendMessage', options, SEND_OPTIONS);
  const size = messageSize(body, options.messageAttributes);
  checkSize(size, queue, 'are invalid');
  const delay = delayOf(options, queue);
  return {
    body,
    attributes: options.messageAttributes,
    size,
    envelope: envelopeOf(body, options, queue),
    delay,
  };
}

/** Refuses a message that is too large for its queue. AWS says so in other words where it was in a batch. */
export function checkSize(
  size: number,
  { maximumMessageSize }: QueueAttributes,
  what: 'are invalid' | 'cannot be validated',
): void {
  if (size <= maximumMessageSize) return;
  throw sqsError(
    'InvalidParameterValue',
    `One or more parameters ${what}. Reason: Message must be shorter than ${maximumMessageSize} bytes.`,
  );
}

/** The size of a message in bytes, attributes included. Throws where it holds what no message may hold. */
export function messageSize(body: string, attributes: MessageAttributes | undefined): number {
  if (typeof body !== 'string' && body != null)
    throw new TypeError(`The body of a message is a text, not of type ${typeof body}.`);
  if (!body) throw sqsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  const length = byteLength(body);
  if (length < 0) {
    throw sqsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.',
    );
  }
  return length + (attributes ? attributesLength(attributes) : 0);
}

/** The delay that a message brings. On a FIFO queue it has the queue's: to send 0 is allowed, and changes nothing. */
export function delayOf({ delaySeconds }: SendMessageOptions, queue: QueueAttributes): number | undefined {
  if (delaySeconds === undefined) return undefined;
  if (queue.fifoQueue && delaySeconds !== 0) throw wrongQueueType('DelaySeconds', delaySeconds);
  checkDelaySeconds(delaySeconds);
  return queue.fifoQueue ? undefined : delaySeconds;
}

/** Checks what tells a message's group and content. Undefined where it brings nothing of the kind. */
export function envelopeOf(
  body: string,
  options: SendMessageOptions,
  queue: QueueAttributes,
): Envelope | undefined {
  return queue.fifoQueue ? fifoEnvelope(body, options, queue) : standardEnvelope(options);
}

function standardEnvelope(options: SendMessageOptions): Envelope | undefined {
  const { messageGroupId: groupId, messageDeduplicationId, awsTraceHeader } = options;
  if (messageDeduplicationId !== undefined)
    throw wrongQueueType('MessageDeduplicationId', messageDeduplicationId);
  if (groupId === undefined && awsTraceHeader === undefined) return undefined;
  if (groupId !== undefined) checkId('MessageGroupId', groupId);
  return { groupId, awsTraceHeader };
}

function fifoEnvelope(body: string, options: SendMessageOptions, queue: QueueAttributes): Envelope {
  const { messageGroupId: groupId, awsTraceHeader } = options;
  if (groupId === undefined)
    throw sqsError('MissingParameter', 'The request must contain the parameter MessageGroupId.');
  checkId('MessageGroupId', groupId);
  let { messageDeduplicationId: deduplicationId } = options;
  if (deduplicationId !== undefined) {
    checkId('MessageDeduplicationId', deduplicationId);
  } else {
    if (!queue.contentBasedDeduplication) {
      throw sqsError(
        'InvalidParameterValue',
        'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
      );
    }
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
    deduplicationId = sha256(utf8(body));
  }
  return { groupId, deduplicationId, awsTraceHeader };
}

/** Checks a message group id, a deduplication id, or a receive request attempt id. */
export function checkId(parameter: string, id: string): void {
  const { min, max } = sqsFifoLimits.messageDeduplicationId;
  if (within(sqsFifoLimits.messageDeduplicationId, id.length) && /^[!-~]+$/.test(id)) return;
  throw invalidParameter(
    parameter,
    id,
    `${parameter} can only include alphanumeric and punctuation characters. ${min} to ${max} in length.`,
  );
}
