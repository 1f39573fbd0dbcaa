import { FifoThroughput, type ThrottledAction } from './fifo-throughput.ts';
import { sqsLimits } from './limits.ts';
import type { Sqs } from './sqs.ts';

const NO_GROUPS: ReadonlySet<string> = new Set();

/** The requests to one queue: what they cost, and on a FIFO queue how many are too many. */
export class Requests {
  readonly #sqs: Sqs;
  readonly #throughput: FifoThroughput | undefined;

  constructor(sqs: Sqs, fifo: boolean) {
    this.#sqs = sqs;
    this.#throughput = fifo ? new FifoThroughput(sqs.region.name) : undefined;
  }

  /** Lets a call pass that concerns messages of some groups. Throws RequestThrottled; on FIFO queues only. */
  admit(action: ThrottledAction, perGroup: boolean, groups: ReadonlySet<string> = NO_GROUPS): void {
    this.#throughput?.use(action, groups, perGroup, this.#sqs.region.world.simulation.nowMicros);
  }

  /**
   * Bills a request that sends, receives, deletes or hides messages: one for each 64 KB of payload, and one at least.
   * Where messages of a standard queue have a group, there is a surcharge.
   * https://aws.amazon.com/sqs/pricing/
   */
  bill(bytes: number, grouped: boolean): void {
    const chunk = sqsLimits.billedChunk.default;
    const count = bytes <= chunk ? 1 : Math.ceil(bytes / chunk);
    if (this.#throughput) {
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
