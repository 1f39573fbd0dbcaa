import { sqsFifoLimits } from './limits.ts';

/** What a send was answered, and is answered again while its id lasts. */
export interface Accepted {
  /** When it was sent, in microseconds. */
  readonly at: number;
  readonly messageId: string;
  readonly sequenceNumber: string;
}

const INTERVAL = sqsFifoLimits.deduplicationInterval.default * 1e6;

/**
 * The deduplication ids of the last five minutes. An id lasts from its first send, whatever becomes of the message: one
 * that was deleted meanwhile is still a duplicate.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-exactly-once-processing.html
 */
export class Deduplication {
  /** In the order of their sending, so that the first is the first to go. */
  readonly #accepted = new Map<string, Accepted>();

  /** The send that this one repeats, if it repeats one. The id counts in its group where there is one. */
  find(id: string, group: string | undefined, now: number): Accepted | undefined {
    for (const [key, { at }] of this.#accepted) {
      if (at + INTERVAL > now) break;
      this.#accepted.delete(key);
    }
    // An id that was sent while ids counted in the whole queue goes on counting when they count in groups.
    return this.#accepted.get(keyOf(id, group)) ?? this.#accepted.get(id);
  }

  add(id: string, group: string | undefined, accepted: Accepted): void {
    this.#accepted.set(keyOf(id, group), accepted);
  }

  clear(): void {
    this.#accepted.clear();
  }
}

// No id holds a space.
const keyOf = (id: string, group: string | undefined) => (group === undefined ? id : `${group} ${id}`);
