import { sqsLimits } from './limits.ts';
import type { Sqs } from './sqs.ts';

/** What the requests to one queue cost. */
export class Requests {
  readonly #sqs: Sqs;
  readonly #fifo: boolean;

  constructor(sqs: Sqs, fifo: boolean) {
    this.#sqs = sqs;
    this.#fifo = fifo;
  }

  /**
   * Bills a request that sends, receives, deletes or hides messages: one for each 64 KB of payload, and one at least.
   * Where messages of a standard queue have a group, there is a surcharge.
   * https://aws.amazon.com/sqs/pricing/
   */
  bill(bytes: number, grouped: boolean): void {
    const chunk = sqsLimits.billedChunk.default;
    const count = bytes <= chunk ? 1 : Math.ceil(bytes / chunk);
    if (this.#fifo) {
      this.#sqs.fifoRequests.add(count);
    } else {
      this.#sqs.requests.add(count);
      if (grouped) this.#sqs.fairRequests.add(count);
    }
  }

  /** Bills any other request: at the price of standard queues, whatever the type. */
  billOther(): void {
    this.#sqs.requests.add(1);
  }
}
