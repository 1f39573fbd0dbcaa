import type { MessageAttributes } from './message-attributes.ts';
import type { StoredMessage } from './stored-message.ts';

/** What SQS says about a delivered message. Times in milliseconds of the Unix epoch. */
export interface MessageSystemAttributes {
  /** How often it was received by then, in all queues. */
  approximateReceiveCount: number;
  /** When it was received for the first time. */
  approximateFirstReceiveTimestamp: number;
  /** When it was sent. */
  sentTimestamp: number;
  /** Who sent it: the account. */
  senderId: string;
  /** In a dead-letter queue, the ARN of the queue that it comes from. */
  deadLetterQueueSourceArn?: string;
}

/** What a message needs to tell of itself: the queue's part in it. */
export interface MessageSource {
  messageId(number: number): string;
  receiptHandle(slot: number, number: number, receive: number): string;
  epochMillis(micros: number): number;
  readonly senderId: string;
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
  readonly body: string;
  readonly attributes: MessageSystemAttributes;
  /** What its sender put beside the body; absent where nothing. */
  readonly messageAttributes?: MessageAttributes;
}

/** What SendMessage answers. */
export interface SendMessageResult {
  readonly messageId: string;
}

/** A message as it was at one receive. Ids and attributes are worked out when they are asked for: most never are. */
export class DeliveredMessage implements Message {
  readonly body: string;
  readonly messageAttributes: MessageAttributes | undefined;
  readonly #stored: StoredMessage;
  readonly #source: MessageSource;
  readonly #receives: number;
  readonly #firstReceived: number;
  readonly #slot: number;
  readonly #from: string | undefined;

  constructor(stored: StoredMessage, source: MessageSource) {
    this.body = stored.body;
    this.messageAttributes = stored.attributes;
    this.#stored = stored;
    this.#source = source;
    this.#receives = stored.receives;
    this.#firstReceived = stored.firstReceived!;
    this.#slot = stored.slot;
    this.#from = stored.moved?.from;
  }

  /** @internal Bytes, attributes included. */
  get size(): number {
    return this.#stored.size;
  }

  get messageId(): string {
    return this.#source.messageId(this.#stored.number);
  }

  get receiptHandle(): string {
    return this.#source.receiptHandle(this.#slot, this.#stored.number, this.#receives);
  }

  get attributes(): MessageSystemAttributes {
    const source = this.#source;
    return {
      approximateReceiveCount: this.#receives,
      approximateFirstReceiveTimestamp: source.epochMillis(this.#firstReceived),
      sentTimestamp: source.epochMillis(this.#stored.sent),
      senderId: source.senderId,
      ...(this.#from === undefined ? undefined : { deadLetterQueueSourceArn: this.#from }),
    };
  }

  /** All of it as plain data. */
  toJSON(): Message {
    const { messageId, receiptHandle, body, attributes, messageAttributes } = this;
    return { messageId, receiptHandle, body, attributes, ...(messageAttributes && { messageAttributes }) };
  }
}

/** What is known of a message just sent. */
export class SentMessage implements SendMessageResult {
  readonly #number: number;
  readonly #source: MessageSource;

  constructor(number: number, source: MessageSource) {
    this.#number = number;
    this.#source = source;
  }

  get messageId(): string {
    return this.#source.messageId(this.#number);
  }

  /** All of it as plain data. */
  toJSON(): SendMessageResult {
    return { messageId: this.messageId };
  }
}
