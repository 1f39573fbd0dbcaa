import type { Backlog } from './backlog.ts';
import { sqsFifoLimits } from './limits.ts';
import type { StoredMessage } from './stored-message.ts';

/** What a receive with an attempt id brought. */
interface Attempt {
  readonly at: number;
  readonly held: readonly { message: StoredMessage; receive: number }[];
  /** When their visibility timeout is over, unless somebody changes it. */
  deadline: number;
}

const INTERVAL = sqsFifoLimits.receiveAttemptInterval.default * 1e6;

/**
 * The receives of a FIFO queue that can be repeated: for five minutes, the same attempt id gives the same messages with
 * the same receipt handles, and their visibility timeout anew, as long as all of them are in flight and none was changed.
 * Otherwise AWS does not say what comes; here it is a receive like any other.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export class ReceiveAttempts {
  readonly #attempts = new Map<string, Attempt>();

  /** What an attempt brought, in flight until `deadline` now; undefined where it can't be repeated. */
  repeat(id: string, backlog: Backlog, now: number, deadline: number): StoredMessage[] | undefined {
    const attempt = this.#attempts.get(id);
    if (!attempt || attempt.at + INTERVAL <= now) return undefined;
    const untouched = attempt.held.every(
      ({ message, receive }) =>
        message.receives === receive && backlog.deadline(message) === attempt.deadline,
    );
    if (!untouched) return undefined;
    attempt.deadline = deadline;
    for (const { message } of attempt.held) backlog.move(message, deadline);
    return attempt.held.map(({ message }) => message);
  }

  remember(id: string, now: number, deadline: number, messages: readonly StoredMessage[]): void {
    for (const [key, { at }] of this.#attempts) {
      if (at + INTERVAL > now) break;
      this.#attempts.delete(key);
    }
    // An attempt with a known id leaves its place in the order, for it is the newest now.
    this.#attempts.delete(id);
    const held = messages.map((message) => ({ message, receive: message.receives }));
    if (held.length > 0) this.#attempts.set(id, { at: now, held, deadline });
  }

  clear(): void {
    this.#attempts.clear();
  }
}
