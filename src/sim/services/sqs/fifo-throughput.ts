import { Deque } from '../../kernel/structures/index.ts';
import { sqsError } from './errors.ts';
import { highThroughputCallsPerSecond, sqsFifoLimits } from './limits.ts';
import { Partitions, type PartitionModel } from './partitions.ts';

/** The actions that a FIFO queue counts, each for itself; a batch counts as one call of its action. */
export type ThrottledAction = 'SendMessage' | 'ReceiveMessage' | 'DeleteMessage' | 'ChangeMessageVisibility';

const SECOND = 1_000_000;

/** The calls within the last second. */
class LastSecond {
  readonly #times = new Deque<number>();

  /** How many there are. */
  count(now: number): number {
    while (this.#times.first !== undefined && this.#times.first <= now - SECOND) this.#times.shift();
    return this.#times.length;
  }

  add(now: number): void {
    this.#times.push(now);
  }
}

/**
 * How many calls a FIFO queue takes: 300 of each action in any second. In high throughput mode 300 of each for every
 * partition in which they send, delete or change messages, a batch counting once for each; and for the whole queue what
 * the Region allows. A receive, which can't name a group, counts for all partitions together.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
export class FifoThroughput {
  readonly #quota: number;
  readonly #partitions: Partitions;
  readonly #calls = new Map<string, LastSecond>();

  constructor(region: string, model: PartitionModel) {
    this.#quota = highThroughputCallsPerSecond[region] ?? highThroughputCallsPerSecond.other;
    this.#partitions = new Partitions(model, this.#quota);
  }

  /** How many partitions there are in high throughput mode. */
  partitions(now: number): number {
    return this.#partitions.count(now);
  }

  /** Counts a call. Throws RequestThrottled where it is one too many. */
  use(action: ThrottledAction, now: number): void {
    this.#admit(action, 'the queue', now, [[this.#of(action), sqsFifoLimits.callsPerSecond.max]]);
  }

  /** Counts a call in high throughput mode, that concerns messages of some groups; a receive names none. */
  useHigh(action: ThrottledAction, groups: readonly string[], now: number): void {
    const { max } = sqsFifoLimits.callsPerSecond;
    const partitions = this.#partitions;
    const concerned = new Set(groups.map((group) => partitions.of(group, now)));
    partitions.add(action, Math.max(1, concerned.size));
    const most = concerned.size > 0 ? this.#quota : Math.min(this.#quota, max * partitions.count(now));
    const limits: [LastSecond, number][] = [[this.#of(action), most]];
    for (const partition of concerned) limits.push([this.#of(`${action} ${partition}`), max]);
    this.#admit(action, 'the queue or a partition of it', now, limits);
  }

  #admit(action: string, who: string, now: number, limits: readonly [LastSecond, number][]): void {
    if (limits.some(([calls, most]) => calls.count(now) >= most))
      throw sqsError('RequestThrottled', `The rate of ${action} requests is above what ${who} allows.`);
    for (const [calls] of limits) calls.add(now);
  }

  #of(key: string): LastSecond {
    let calls = this.#calls.get(key);
    if (!calls) this.#calls.set(key, (calls = new LastSecond()));
    return calls;
  }
}
