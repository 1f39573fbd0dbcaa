import type { MessageAttributes } from './message-attributes.ts';

/** How a message came into a dead-letter queue. */
export interface Moved {
  /** When, in microseconds. */
  at: number;
  /** The ARN of the queue that it comes from. */
  from: string;
  /** How often it had been received by then. */
  receives: number;
}

/** `place` of a message that can be received. Above, it is where the message stands in a `Hidden`. */
export const VISIBLE = -1;
/** `place` of a message that was deleted, purged or moved away. */
export const GONE = -2;

/** A message as its queue keeps it. Kept flat and small: a queue may hold millions. */
export class StoredMessage {
  /** The how-many-th message of the Region it is: its id is made of it. */
  readonly number: number;
  readonly body: string;
  readonly attributes: MessageAttributes | undefined;
  /** Bytes, attributes included. */
  readonly size: number;
  /** When it was sent, in microseconds. Its retention counts from here. */
  readonly sent: number;
  /** Its turn: of two visible messages, that with the lower order is the first. */
  order = 0;
  place = VISIBLE;
  /** Where receipts find it, from its first receive on; -1 before. */
  slot = -1;
  /** How often it was received, in all queues. */
  receives = 0;
  firstReceived: number | undefined = undefined;
  lastReceived: number | undefined = undefined;
  moved: Moved | undefined = undefined;

  constructor(
    number: number,
    body: string,
    attributes: MessageAttributes | undefined,
    size: number,
    sent: number,
  ) {
    this.number = number;
    this.body = body;
    this.attributes = attributes;
    this.size = size;
    this.sent = sent;
  }

  /** How often it was received in the queue that holds it now. */
  get receivesHere(): number {
    return this.moved === undefined ? this.receives : this.receives - this.moved.receives;
  }

  /** When it came into the queue that holds it now, in microseconds. */
  get entered(): number {
    return this.moved === undefined ? this.sent : this.moved.at;
  }
}
