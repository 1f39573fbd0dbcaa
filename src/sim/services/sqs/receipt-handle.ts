import { hashText, hex } from '../../cloud/digest/index.ts';

const [SLASH, DIGIT_0, DIGIT_9] = [0x2f, 0x30, 0x39];

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
    // By hand: this stands in the way of every deletion, and splitting costs three times as much.
    let slot = -1;
    let message = -1;
    let number = -1;
    const end = handle.length;
    for (let i = this.#prefix.length; i < end; i++) {
      const code = handle.charCodeAt(i);
      if (code >= DIGIT_0 && code <= DIGIT_9) {
        number = (number < 0 ? 0 : number * 10) + (code - DIGIT_0);
        continue;
      }
      // A slash ends the first number and the second; the end of the text ends the third.
      if (code !== SLASH || number < 0 || message >= 0) return undefined;
      if (slot < 0) slot = number;
      else message = number;
      number = -1;
    }
    return message < 0 || number < 0 ? undefined : { slot, message, receive: number };
  }
}
