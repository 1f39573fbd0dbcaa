import { sqsError } from './errors.ts';
import { highThroughputCallsPerSecond, sqsFifoLimits } from './limits.ts';
import { Line } from './line.ts';

/** The actions that a FIFO queue counts, each for itself; a batch counts as one call of its action. */
export type ThrottledAction = 'SendMessage' | 'ReceiveMessage' | 'DeleteMessage' | 'ChangeMessageVisibility';

const SECOND = 1_000_000;

/** The calls within the last second. */
class LastSecond {
  readonly #times = new Line<number>();

  /** How many there are. */
  count(now: number): number {
    while (this.#times.length > 0 && this.#times.first! <= now - SECOND) this.#times.shift();
    return this.#times.length;
  }

  add(now: number): void {
    this.#times.push(now);
  }
}

/**
 * How many calls a FIFO queue takes: 300 of each action in any second. In high throughput mode 300 of each for every
 * group of which messages are sent, deleted or changed, and for the whole queue what the Region allows; AWS counts by
 * partitions there, which it does not show, and keeps a group in one of them. A receive, which can't name a group,
 * counts for the queue only.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
export class FifoThroughput {
  readonly #highThroughput: number;
  readonly #calls = new Map<string, LastSecond>();
  #sweepAt = 1024;

  constructor(region: string) {
    this.#highThroughput = highThroughputCallsPerSecond[region] ?? highThroughputCallsPerSecond.other;
  }

  /** Counts a call that concerns messages of some groups. Throws RequestThrottled where it is one too many. */
  use(action: ThrottledAction, groups: ReadonlySet<string>, perGroup: boolean, now: number): void {
    const { max } = sqsFifoLimits.callsPerSecond;
    const whole = this.#of(action, now);
    const concerned = perGroup ? [...groups].map((group) => this.#of(`${action} ${group}`, now)) : [];
    const tooMany =
      whole.count(now) >= (perGroup ? this.#highThroughput : max) ||
      concerned.some((calls) => calls.count(now) >= max);
    if (tooMany) {
      throw sqsError(
        'RequestThrottled',
        `The rate of ${action} requests is above what the queue${perGroup ? ' or the message group' : ''} allows.`,
      );
    }
    whole.add(now);
    for (const calls of concerned) calls.add(now);
  }

  #of(key: string, now: number): LastSecond {
    let calls = this.#calls.get(key);
    if (!calls) {
      if (this.#calls.size >= this.#sweepAt) this.#sweep(now);
      this.#calls.set(key, (calls = new LastSecond()));
    }
    return calls;
  }

  /** Forgets groups that have been quiet for a second. */
  #sweep(now: number): void {
    for (const [key, calls] of this.#calls) if (calls.count(now) === 0) this.#calls.delete(key);
    this.#sweepAt = Math.max(1024, 2 * this.#calls.size);
  }
}
