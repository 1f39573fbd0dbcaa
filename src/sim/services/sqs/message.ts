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

/** What SendMessage answers. */
export interface SendMessageResult {
  /** The message's id. */
  readonly messageId: string;
  /** FIFO: twenty digits that grow with every message of a group. */
  readonly sequenceNumber?: string;
}

/** How messages are asked for. */
export interface ReceiveMessageOptions {
  /** The most to return. Default 1; 1 to 10. */
  maxNumberOfMessages?: number;
  /** How long they stay out of sight, in seconds. Default: the queue's; 0 to 43,200. */
  visibilityTimeout?: number;
  /** How long to wait for a first one, in seconds. Default: the queue's; 0 (a short poll) to 20. */
  waitTimeSeconds?: number;
  /**
   * FIFO: names the receive, so that for 5 minutes the same id brings the same messages once more, as long as none of
   * them was deleted, changed or visible again. 1 to 128 letters, digits and punctuation marks.
   */
  receiveRequestAttemptId?: string;
}
