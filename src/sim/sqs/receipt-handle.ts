import { hashText, hex } from './hash.ts';

/** What a receipt handle says: which message, and which of its receives. */
export interface Receipt {
  /** Where the queue keeps the message while it may be referred to. */
  slot: number;
  /** The message's number. */
  message: number;
  /** The how-many-th receive it stands for. */
  receive: number;
}

/**
 * Writes and reads the receipt handles of one queue. A handle carries all that it says, so nothing needs to be
 * remembered of those given out. To its holder it is opaque, as AWS's is.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html
 */
export class ReceiptHandles {
  readonly #prefix: string;

  /** `identity` differs for every queue, and for a queue made again under its old name. */
  constructor(identity: string) {
    this.#prefix = `AQEB${hex(hashText(identity))}+`;
  }

  write(slot: number, message: number, receive: number): string {
    return `${this.#prefix}${slot}/${message}/${receive}`;
  }

  /** Undefined where it is no handle of this queue. */
  read(handle: string): Receipt | undefined {
    if (typeof handle !== 'string' || !handle.startsWith(this.#prefix)) return undefined;
    const [slot, message, receive, ...more] = handle.slice(this.#prefix.length).split('/').map(Number);
    if (
      !Number.isInteger(slot) ||
      !Number.isInteger(message) ||
      !Number.isInteger(receive) ||
      more.length > 0
    )
      return undefined;
    return { slot: slot!, message: message!, receive: receive! };
  }
}
