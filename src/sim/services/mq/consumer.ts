import { Reply } from '../../kernel/index.ts';
import type { Simulation } from '../../kernel/index.ts';
import { JmsError } from './errors.ts';
import { handed, type BrokerMessage, type Stored } from './message.ts';
import type { MessageQueue } from './queue.ts';

/** How a consumer receives. */
export interface ConsumerOptions {
  /**
   * Messages that the broker sends ahead, unacknowledged, at most; 0: each only when it is asked for. Default: ActiveMQ's,
   * 1,000 from a queue, 32,766 from a topic, 100 for a durable subscription.
   */
  readonly prefetch?: number;
  /**
   * AUTO_ACKNOWLEDGE: a message is done with once it is handed over. CLIENT_ACKNOWLEDGE: once the client says so. Default
   * CLIENT_ACKNOWLEDGE.
   */
  readonly mode?: 'AUTO_ACKNOWLEDGE' | 'CLIENT_ACKNOWLEDGE';
  /** Redeliveries before a message is dead. Default 6. */
  readonly maximumRedeliveries?: number;
  /** Seconds before a redelivery. Default 1. */
  readonly redeliveryDelay?: number;
}

/** What a consumer stands on. */
export interface ConsumerParts {
  readonly simulation: Simulation;
  readonly queue: MessageQueue;
  readonly options: Required<ConsumerOptions>;
  /** Where a message goes that came too often. */
  readonly bury: (message: Stored) => void;
  readonly onClose: () => void;
}

interface Waiting {
  readonly reply: Reply<BrokerMessage | undefined>;
  timer?: { cancel(): void };
}

/** The receiving end of a queue or a subscription, with the messages that the broker has sent ahead. */
export class Consumer {
  readonly #parts: ConsumerParts;
  /** Sent ahead, not yet received. */
  #ahead: Stored[] = [];
  /** Received, not acknowledged. */
  #taken: Stored[] = [];
  #waiting: Waiting[] = [];
  #pausedUntil = 0;
  #open = true;

  /** @internal Made by `Connection`. */
  constructor(parts: ConsumerParts) {
    this.#parts = parts;
    parts.queue.attach(this);
  }

  /** Messages that it holds, unacknowledged: sent ahead, or received. */
  get held(): number {
    return this.#ahead.length + this.#taken.length;
  }

  /** @internal How many messages the broker may send now. */
  get room(): number {
    const { prefetch } = this.#parts.options;
    return prefetch === 0 ? this.#waiting.length - this.#ahead.length : prefetch - this.held;
  }

  /**
   * The next message. It waits for one, `timeout` seconds at most: then undefined. Fails with JMSException where the
   * connection is lost.
   */
  receive(timeout = Infinity): Reply<BrokerMessage | undefined> {
    const { simulation, queue } = this.#parts;
    const reply = new Reply<BrokerMessage | undefined>(simulation, `a message of ${queue.name}`);
    if (!this.#open) {
      reply.reject(new JmsError('The consumer is closed.'));
      return reply;
    }
    const waiting: Waiting = { reply };
    const giveUp = () => {
      this.#waiting = this.#waiting.filter((one) => one !== waiting);
      reply.resolve(undefined);
    };
    if (timeout < Infinity) waiting.timer = simulation.timer(timeout, giveUp);
    reply.onAbandon = giveUp;
    this.#waiting.push(waiting);
    this.#serve();
    queue.dispatch();
    return reply;
  }

  /** Ends it: what it held goes back to the queue. Does nothing where it is closed. */
  close(): void {
    const { queue } = this.#parts;
    queue.putBack(this.cut('The consumer is closed.'));
  }

  /** @internal Takes a message that the broker sends. */
  take(message: Stored): void {
    this.#ahead.push(message);
    this.#serve();
  }

  /** @internal */
  acknowledge(message: Stored): void {
    const index = this.#taken.indexOf(message);
    if (index < 0) return;
    this.#taken.splice(0, index + 1);
    this.#parts.queue.dispatch();
  }

  /** @internal */
  recover(): void {
    const { simulation, options, bury, queue } = this.#parts;
    const again: Stored[] = [];
    for (const message of this.#taken) {
      message.redeliveries++;
      if (message.redeliveries > options.maximumRedeliveries) bury(message);
      else again.push(message);
    }
    this.#taken = [];
    this.#ahead.unshift(...again);
    if (again.length > 0) {
      this.#pausedUntil = simulation.now + options.redeliveryDelay;
      simulation.schedule(options.redeliveryDelay, () => this.#serve());
    }
    queue.dispatch();
  }

  /** @internal Ends it; answers what it held, oldest first. What was received counts as delivered. */
  cut(why: string): Stored[] {
    if (!this.#open) return [];
    this.#open = false;
    for (const message of this.#taken) message.redeliveries++;
    const held = [...this.#taken, ...this.#ahead];
    this.#taken = [];
    this.#ahead = [];
    for (const { reply, timer } of this.#waiting.splice(0)) {
      timer?.cancel();
      reply.reject(new JmsError(why));
    }
    this.#parts.queue.detach(this);
    this.#parts.onClose();
    return held;
  }

  #serve(): void {
    const { simulation, options } = this.#parts;
    while (this.#waiting.length > 0 && this.#ahead.length > 0 && simulation.now >= this.#pausedUntil) {
      const message = this.#ahead.shift()!;
      const { reply, timer } = this.#waiting.shift()!;
      timer?.cancel();
      if (options.mode === 'CLIENT_ACKNOWLEDGE') this.#taken.push(message);
      reply.resolve(handed(message, this));
    }
    if (options.mode === 'AUTO_ACKNOWLEDGE') this.#parts.queue.dispatch();
  }
}
