import { hashText } from '../../cloud/digest/index.ts';
import { sqsFifoLimits } from './limits.ts';
import type { QueueModel } from './model.ts';

/** What is assumed of partitions. */
export type PartitionModel = Pick<QueueModel, 'partitions' | 'partitionInterval' | 'partitionLoad'>;

/**
 * The partitions of a FIFO queue in high throughput mode. The hash of its group says which one a message is in; there
 * are more of them as calls approach what those there can take, until they take what the Region allows, and fewer as
 * calls grow rare. AWS shows neither the hash nor the number, nor when it changes: what is assumed says the model.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/partitions-and-data-distribution.html
 */
export class Partitions {
  readonly #model: PartitionModel;
  readonly #most: number;
  #count: number;
  /** When the interval under way began, in microseconds. */
  #since = -Infinity;
  /** The calls of each action within it, those refused too. */
  readonly #calls = new Map<string, number>();

  /** `most` is how many calls of each action the Region allows in a second. */
  constructor(model: PartitionModel, most: number) {
    this.#model = model;
    this.#most = most;
    this.#count = this.#for(0);
  }

  /** How many there are. */
  count(now: number): number {
    const interval = this.#model.partitionInterval * 1e6;
    if (now >= this.#since + interval) {
      const last = now < this.#since + 2 * interval ? Math.max(0, ...this.#calls.values()) : 0;
      this.#count = this.#for(last / this.#model.partitionInterval);
      this.#calls.clear();
      this.#since = this.#since === -Infinity ? now : now - ((now - this.#since) % interval);
    }
    return this.#count;
  }

  /** The one that a group is in. */
  of(group: string, now: number): number {
    return hashText(group) % this.count(now);
  }

  /** Counts calls of an action, one for each partition concerned. */
  add(action: string, calls: number): void {
    this.#calls.set(action, (this.#calls.get(action) ?? 0) + calls);
  }

  /** How many there are for that many calls a second. */
  #for(rate: number): number {
    const each = sqsFifoLimits.callsPerSecond.max * this.#model.partitionLoad;
    const wanted = Math.max(this.#model.partitions, Math.ceil(rate / each));
    return Math.min(wanted, Math.ceil(this.#most / each));
  }
}
