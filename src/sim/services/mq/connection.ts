import { Reply, type Simulation } from '../../kernel/index.ts';
import { Consumer, type ConsumerOptions } from './consumer.ts';
import { DEFAULTS } from './defaults.ts';
import { JmsError } from './errors.ts';
import type { Stored } from './message.ts';
import type { MqModel } from './model.ts';
import type { MessageQueue } from './queue.ts';

/** How a message is sent. */
export interface SendOptions {
  /** Whether the broker stores it before it answers. Default true, as in JMS. */
  readonly persistent?: boolean;
}

/** What a connection needs of its broker. */
interface Host {
  readonly name: string;
  readonly simulation: Simulation;
  readonly model: MqModel;
  readonly available: boolean;
  readonly epoch: number;
  queue(name: string): MessageQueue;
  subscription(topic: string, durable?: string): MessageQueue;
  unsubscribe(topic: string, queue: MessageQueue): void;
  store(destination: string, body: string, persistent: boolean): void;
  bury(message: Stored): void;
  owns(consumer: Consumer, queue: MessageQueue): void;
  returned(consumer: Consumer): void;
  closed(connection: object): void;
}

/** A client's connection to one instance of a broker. */
export class Connection {
  readonly #broker: Host;
  readonly #consumers = new Set<Consumer>();
  /** @internal The instance that it leads to. */
  readonly instance: number;
  #open = true;

  /** @internal Made by `Broker.connect`. */
  constructor(broker: Host, instance: number) {
    this.#broker = broker;
    this.instance = instance;
  }

  /** Whether it still stands. */
  get open(): boolean {
    return this.#open;
  }

  /**
   * Sends to `queue://name`, or just `name`, or to `topic://name`. The answer says that the broker has the message. Fails
   * with JMSException where the broker is lost before it answers: then nobody knows whether the message is stored.
   */
  send(destination: string, body: string, { persistent = true }: SendOptions = {}): Reply<void> {
    const { simulation, model } = this.#broker;
    const reply = new Reply<void>(simulation, `the answer of ${this.#broker.name}`);
    if (!this.#open || !this.#broker.available) {
      reply.reject(new JmsError(this.#open ? 'No instance takes messages now.' : 'The connection is lost.'));
      return reply;
    }
    const { epoch } = this.#broker;
    const stillThere = () => this.#open && this.#broker.epoch === epoch;
    const store = () => this.#broker.store(destination, body, persistent);
    if (!persistent) {
      store();
      reply.resolve();
      return reply;
    }
    simulation.schedule(model.storeTime / 2, () => {
      if (!stillThere()) return reply.reject(new JmsError('The connection is lost.'));
      store();
      simulation.schedule(model.storeTime / 2, () => {
        if (stillThere()) reply.resolve();
        else reply.reject(new JmsError('The connection is lost.'));
      });
    });
    return reply;
  }

  /** Receives from a queue. Several consumers of one queue compete. */
  consume(queue: string, options: ConsumerOptions = {}): Consumer {
    return this.#add(this.#broker.queue(queue), DEFAULTS.queuePrefetch, options);
  }

  /**
   * Receives from a topic what is published from now on. A durable subscription has a name: what is published while its
   * consumer is away waits for it.
   */
  subscribe(topic: string, { durable, ...options }: ConsumerOptions & { durable?: string } = {}): Consumer {
    const queue = this.#broker.subscription(topic, durable);
    if (durable !== undefined && queue.consumers.length > 0)
      throw new JmsError(`The durable subscription ${durable} is in use.`);
    const { durablePrefetch, topicPrefetch } = DEFAULTS;
    const prefetch = durable === undefined ? topicPrefetch : durablePrefetch;
    const onClose = durable === undefined ? () => this.#broker.unsubscribe(topic, queue) : undefined;
    return this.#add(queue, prefetch, options, onClose);
  }

  /** Ends it: what its consumers held goes back to the queues. */
  close(): void {
    for (const consumer of [...this.#consumers]) consumer.close();
    this.#open = false;
    this.#broker.closed(this);
  }

  /** @internal The instance is gone. What its consumers held goes back. */
  lose(): void {
    this.#open = false;
    for (const consumer of [...this.#consumers]) this.#broker.returned(consumer);
  }

  #add(queue: MessageQueue, prefetch: number, options: ConsumerOptions, onClose?: () => void): Consumer {
    if (!this.#open) throw new JmsError('The connection is lost.');
    const consumer: Consumer = new Consumer({
      simulation: this.#broker.simulation,
      queue,
      options: {
        ...{ prefetch, mode: 'CLIENT_ACKNOWLEDGE' },
        maximumRedeliveries: DEFAULTS.maximumRedeliveries,
        redeliveryDelay: DEFAULTS.redeliveryDelay,
        ...options,
      },
      bury: (message) => this.#broker.bury(message),
      onClose: () => {
        this.#consumers.delete(consumer);
        onClose?.();
      },
    });
    this.#broker.owns(consumer, queue);
    this.#consumers.add(consumer);
    return consumer;
  }
}
