import { Reply, type Simulation, type Timer } from '../../kernel/index.ts';
import type { Message } from './message.ts';

/** A long poll under way. */
interface LongPoll {
  readonly reply: Reply<Message[]>;
  /** Receives from all hosts. */
  readonly collect: () => Message[];
  readonly timeout: Timer;
}

/** What long polls need of their queue. */
export interface LongPollSource {
  readonly name: string;
  /** Brings visibility up to now, and says whether there is anything to receive. */
  anyVisible(): boolean;
  /** When the next message becomes visible, in microseconds; Infinity where none will by itself. */
  readonly nextVisible: number;
  /** Counts a poll that ends without a message. */
  countEmpty(): void;
}

/**
 * The long polls under way on a queue: first come, first served. While there is one, and only then, an event stands for
 * the next deadline.
 */
export class LongPolls {
  readonly #simulation: Simulation;
  readonly #source: LongPollSource;
  readonly #waiting = new Set<LongPoll>();
  #alarm: Timer | undefined;
  #alarmAt = Infinity;
  #serving = false;

  constructor(simulation: Simulation, source: LongPollSource) {
    this.#simulation = simulation;
    this.#source = source;
  }

  /** Waits for messages, for `wait` seconds; `collect` receives them. */
  add(wait: number, collect: () => Message[]): Reply<Message[]> {
    const reply = new Reply<Message[]>(this.#simulation, `ReceiveMessage on '${this.#source.name}'`);
    const timeout = this.#simulation.timer(wait, () => {
      reply.onAbandon!();
      reply.resolve([]);
    });
    const poll = { reply, collect, timeout };
    // The request was made, whether its caller has stopped waiting or its time is over.
    reply.onAbandon = () => {
      if (!this.#waiting.has(poll)) return;
      this.#leave(poll);
      this.#source.countEmpty();
    };
    this.#waiting.add(poll);
    this.#setAlarm();
    return reply;
  }

  /** Hands out what is visible: to be called whenever that may have changed. */
  serve(): void {
    // A message that moves on its way to a dead-letter queue and back could come here twice.
    if (this.#waiting.size === 0 || this.#serving) return;
    this.#serving = true;
    while (this.#waiting.size > 0 && this.#source.anyVisible()) {
      const [poll] = this.#waiting as Iterable<LongPoll> as [LongPoll];
      const messages = poll.collect();
      if (messages.length === 0) break;
      this.#leave(poll);
      poll.reply.resolve(messages);
    }
    this.#serving = false;
    this.#setAlarm();
  }

  /** Ends all of them with an error. */
  fail(error: Error): void {
    for (const poll of [...this.#waiting]) {
      this.#leave(poll);
      poll.reply.reject(error);
    }
  }

  #leave(poll: LongPoll): void {
    this.#waiting.delete(poll);
    poll.timeout.cancel();
    if (this.#waiting.size === 0) this.#setAlarm();
  }

  #setAlarm(): void {
    const at = this.#waiting.size > 0 ? this.#source.nextVisible : Infinity;
    if (at === this.#alarmAt) return;
    this.#alarm?.cancel();
    this.#alarm = undefined;
    this.#alarmAt = at;
    if (at === Infinity) return;
    this.#alarm = this.#simulation.timer((at - this.#simulation.nowMicros) / 1e6, () => {
      this.#alarmAt = Infinity;
      this.serve();
    });
  }
}
