import type { MessageAttributes } from './message-attributes.ts';

/** What SQS says about a delivered message. Times in milliseconds of the Unix epoch. */
export interface MessageSystemAttributes {
  /** How often it was received by then, in all queues. */
  approximateReceiveCount: number;
  /** When it was received for the first time. */
  approximateFirstReceiveTimestamp: number;
  /** When it was sent; in a FIFO dead-letter queue, when it moved there. */
  sentTimestamp: number;
  /** Who sent it: the account. */
  senderId: string;
  /** In a dead-letter queue, the ARN of the queue that it comes from. */
  deadLetterQueueSourceArn?: string;
  /** Its group, where it has one. */
  messageGroupId?: string;
  /** FIFO: the id that was sent with it, or the SHA-256 of its body; in a dead-letter queue, its message id. */
  messageDeduplicationId?: string;
  /** FIFO: twenty digits that grow with every message of a group. */
  sequenceNumber?: string;
  /** What AWS X-Ray follows, where it was sent. */
  awsTraceHeader?: string;
}

/**
 * A delivered message.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Message.html
 */
export interface Message {
  /** The id that it was given when it was sent. */
  readonly messageId: string;
  /** What deletes it, or changes its visibility timeout; each receive gives another. */
  readonly receiptHandle: string;
  /** What was sent. */
  readonly body: string;
  /** What SQS says about it: all of it, without being asked. */
  readonly attributes: MessageSystemAttributes;
  /** What its sender put beside the body; absent where nothing. */
  readonly messageAttributes?: MessageAttributes;
}
