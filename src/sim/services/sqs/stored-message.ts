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

/** What some messages carry beside body and attributes. */
export interface Envelope {
  /** The group it belongs to; on every message of a FIFO queue, and where a standard queue is to be fair. */
  readonly groupId?: string;
  /** On messages of FIFO queues. */
  readonly deduplicationId?: string;
  readonly awsTraceHeader?: string;
}

/** A message as its queue keeps it. Kept flat and small: a queue may hold millions. */
export class StoredMessage {
  /** Its ordinal in the Region, from which its id is made. */
  readonly number: number;
  readonly body: string;
  readonly attributes: MessageAttributes | undefined;
  /** Bytes, attributes included. */
  readonly size: number;
  /** When it was sent, in microseconds; a FIFO queue's move to its dead-letter queue sets it anew. Its retention counts from here. */
  sent: number;
  envelope: Envelope | undefined;
  /** Its turn: of two visible messages, that with the lower order is the first. */
  order = 0;
  /** Its place in the heap that holds it: of those in flight, delayed, or returned to a host. */
  place = -1;
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
    envelope?: Envelope,
  ) {
    this.number = number;
    this.body = body;
    this.attributes = attributes;
    this.size = size;
    this.sent = sent;
    this.envelope = envelope;
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
