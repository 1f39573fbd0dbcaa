import type { Meter, Usage } from '../../cloud/index.ts';
import { sqsLimits } from './limits.ts';
import { fairQueueRequests, fifoRequests, standardRequests } from './prices.ts';

/** Bills the requests to the queues of one Region. A line of the bill begins with its first request. */
export class Billing {
  readonly #meter: Meter;
  readonly #standard: Usage;
  #fifo: Usage | undefined;
  #fair: Usage | undefined;

  constructor(meter: Meter) {
    this.#meter = meter;
    this.#standard = meter.usage(standardRequests);
  }

  /**
   * Bills a request that sends, receives, deletes or hides messages: one for each 64 KB of payload, and one at least.
   * Where messages of a standard queue have a group, there is a surcharge.
   * https://aws.amazon.com/sqs/pricing/
   */
  add(fifo: boolean, bytes: number, grouped: boolean): void {
    const chunk = sqsLimits.billedChunk.default;
    const count = bytes <= chunk ? 1 : Math.ceil(bytes / chunk);
    if (fifo) {
      (this.#fifo ??= this.#meter.usage(fifoRequests)).add(count);
    } else {
      this.#standard.add(count);
      if (grouped) (this.#fair ??= this.#meter.usage(fairQueueRequests)).add(count);
    }
  }

  /** Bills any other request: at the price of standard queues, whatever the type. */
  addOther(): void {
    this.#standard.add(1);
  }
}
