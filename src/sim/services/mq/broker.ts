import type { Region } from '../../cloud/index.ts';
import { Reply, type Simulation } from '../../kernel/index.ts';
import { Connection } from './connection.ts';
import type { Consumer } from './consumer.ts';
import { DEPLOYMENTS, endpointsOf } from './deployment.ts';
import { JmsError } from './errors.ts';
import type { Stored } from './message.ts';
import type { MqModel } from './model.ts';
import { MessageQueue } from './queue.ts';
import type { BrokerState, CreateBrokerRequest, DescribeBrokerResponse, Model } from './schema.ts';

/** ActiveMQ's shared queue for dead letters. */
const DEAD_LETTERS = 'ActiveMQ.DLQ';

/** What a queue of a broker holds. */
export interface BrokerQueueState {
  /** Messages that no consumer has. */
  readonly waiting: number;
  /** Messages that consumers hold, unacknowledged. */
  readonly inFlight: number;
}

interface Instance {
  readonly zone: string;
  up: boolean;
}

/** A broker: what its clients see of it, whichever instance answers. Its wire protocols are not modelled. */
export class Broker {
  /** Its name. */
  readonly name: string;
  /** Its id: `b-…`. */
  readonly id: string;
  /** Its ARN. */
  readonly arn: string;
  /** @internal */
  readonly model: MqModel;
  /** @internal Rises with each instance that takes over: what was under way before is lost. */
  epoch = 0;
  /** @internal */
  state: BrokerState = 'CREATION_IN_PROGRESS';
  readonly #region: Region;
  readonly #settings: Model<CreateBrokerRequest>;
  readonly #created: Date;
  readonly #instances: Instance[];
  readonly #queues = new Map<string, MessageQueue>();
  readonly #topics = new Map<string, Map<string | MessageQueue, MessageQueue>>();
  readonly #connections = new Set<Connection>();
  readonly #owners = new Map<Consumer, MessageQueue>();
  #waiting: (() => void)[] = [];
  #active: number | undefined;
  #sequence = 0;
  #turn = 0;

  /** Made by `Mq`. */
  constructor(
    region: Region,
    model: MqModel,
    id: string,
    settings: Model<CreateBrokerRequest>,
    zones: string[],
  ) {
    this.#region = region;
    this.model = model;
    this.id = id;
    this.name = settings.brokerName;
    this.arn = region.arn('mq', `broker:${this.name}:${id}`);
    this.#settings = settings;
    this.#created = new Date(this.simulation.epochMillis);
    this.#instances = zones.map((zone) => ({ zone, up: true }));
    const run = () => {
      this.state = 'RUNNING';
      this.#takeOver();
    };
    if (model.creationTime > 0) this.simulation.schedule(model.creationTime, run);
    else run();
    region.world.faults.listen(() => this.#zonesChanged());
  }

  /** @internal */
  get simulation(): Simulation {
    return this.#region.world.simulation;
  }

  /** Whether an instance answers now. */
  get available(): boolean {
    return this.#active !== undefined;
  }

  /** The instance that answers, or leads the cluster: 1, 2 or 3; undefined while there is none. */
  get activeInstance(): number | undefined {
    return this.#active === undefined ? undefined : this.#active + 1;
  }

  /** The Availability Zones of its instances. */
  get zones(): string[] {
    return this.#instances.map(({ zone }) => zone);
  }

  /**
   * Connects, as a client with the failover transport does: where no instance answers, it waits for one. Fails with
   * JMSException from the internet, unless the broker is publicly accessible.
   *
   * @param from where the client is. Default: in the VPC
   */
  connect({ from = 'vpc' }: { from?: 'vpc' | 'internet' } = {}): Reply<Connection> {
    const reply = new Reply<Connection>(this.simulation, `a connection to ${this.name}`);
    if (from === 'internet' && !this.#settings.publiclyAccessible) {
      reply.reject(new JmsError(`${this.name} has no public address.`));
      return reply;
    }
    const connect = () => {
      const up = this.#instances.flatMap((instance, index) => (instance.up ? [index] : []));
      const instance = this.#isCluster ? up[this.#turn++ % up.length]! : this.#active!;
      const connection = new Connection(this, instance);
      this.#connections.add(connection);
      reply.resolve(connection);
    };
    if (this.available) connect();
    else this.#waiting.push(connect);
    return reply;
  }

  /** What a queue holds now. */
  depth(queue: string): BrokerQueueState {
    const { waiting, consumers } = this.queue(queue);
    const inFlight = consumers.reduce((sum, consumer) => sum + consumer.held, 0);
    return { waiting: waiting.length, inFlight };
  }

  /** @internal What DescribeBroker answers. */
  describe(): Model<DescribeBrokerResponse> {
    const { id, arn, state: brokerState } = this;
    const { engineType, deploymentMode, users: _users, ...settings } = this.#settings;
    const host = `${id}.mq.${this.#region.name}.${this.#region.domain}`;
    const hosts = this.#isCluster
      ? [host]
      : this.#instances.map((_, i) => host.replace(id, `${id}-${i + 1}`));
    return {
      ...{ brokerId: id, brokerArn: arn, brokerName: this.name, brokerState, created: this.#created },
      ...{ engineType, deploymentMode, hostInstanceType: settings.hostInstanceType },
      ...{ storageType: settings.storageType, publiclyAccessible: settings.publiclyAccessible },
      brokerInstances: hosts.map((one) => ({ endpoints: endpointsOf(one, engineType) })),
    };
  }

  /** @internal The instance that answers is restarted. */
  reboot(): void {
    const index = this.#active;
    if (index === undefined) return;
    this.#down(index);
    this.simulation.schedule(this.model.rebootTime, () => this.#up(index));
  }

  /** @internal The broker is deleted. */
  delete(): void {
    this.state = 'DELETION_IN_PROGRESS';
    this.#active = undefined;
    for (const connection of [...this.#connections]) this.#lose(connection);
    for (const instance of this.#instances) instance.up = false;
  }

  /** @internal The queue of that name; a broker makes it when it is first spoken of. */
  queue(name: string): MessageQueue {
    let queue = this.#queues.get(name);
    if (!queue) this.#queues.set(name, (queue = new MessageQueue(name)));
    return queue;
  }

  /** @internal */
  subscription(topic: string, durable?: string): MessageQueue {
    const all = this.#topics.get(topic) ?? new Map<string | MessageQueue, MessageQueue>();
    this.#topics.set(topic, all);
    const known = durable === undefined ? undefined : all.get(durable);
    const queue = known ?? new MessageQueue(topic);
    all.set(durable ?? queue, queue);
    return queue;
  }

  /** @internal */
  unsubscribe(topic: string, queue: MessageQueue): void {
    this.#topics.get(topic)?.delete(queue);
  }

  /** @internal The broker has a message now: in its queue, or one for each subscription. */
  store(destination: string, body: string, persistent: boolean): void {
    const [, kind, name] = /^(?:(queue|topic):\/\/)?(.*)$/s.exec(destination)!;
    const message = (): Stored => ({
      ...{ sequence: ++this.#sequence, body, persistent, destination: name!, redeliveries: 0 },
    });
    if (kind === 'topic') for (const queue of this.#topics.get(name!)?.values() ?? []) queue.send(message());
    else this.queue(name!).send(message());
  }

  /** @internal A message came too often. */
  bury(message: Stored): void {
    if (message.persistent) this.queue(DEAD_LETTERS).send({ ...message, redeliveries: 0 });
  }

  /** @internal */
  owns(consumer: Consumer, queue: MessageQueue): void {
    this.#owners.set(consumer, queue);
  }

  /** @internal A consumer's connection is lost: what it held goes back. */
  returned(consumer: Consumer): void {
    const queue = this.#owners.get(consumer);
    this.#owners.delete(consumer);
    queue?.putBack(consumer.cut('The connection is lost.'));
  }

  /** @internal */
  closed(connection: object): void {
    this.#connections.delete(connection as Connection);
  }

  get #isCluster(): boolean {
    return this.#settings.deploymentMode === 'CLUSTER_MULTI_AZ';
  }

  #lose(connection: Connection): void {
    this.#connections.delete(connection);
    connection.lose();
  }

  #zonesChanged(): void {
    for (const [index, { zone, up }] of this.#instances.entries()) {
      const now = this.#region.world.faults.isUp(zone);
      if (up && !now) this.#down(index);
      else if (!up && now) this.#up(index);
    }
  }

  #down(index: number): void {
    this.#instances[index]!.up = false;
    const led = this.#active === index || !this.#hasEnough;
    if (led) {
      this.#active = undefined;
      this.epoch++;
    }
    const lost = [...this.#connections].filter(({ instance }) =>
      this.#isCluster ? instance === index : led,
    );
    for (const connection of lost) this.#lose(connection);
    if (!led) return;
    for (const queue of this.#all()) queue.forget();
    if (this.#hasEnough) this.simulation.schedule(this.model.failoverTime, () => this.#takeOver());
  }

  #up(index: number): void {
    this.#instances[index]!.up = true;
    if (this.available || this.state !== 'RUNNING' || !this.#hasEnough) return;
    this.simulation.schedule(this.model.failoverTime, () => this.#takeOver());
  }

  /** Of a cluster the majority, or else one. */
  get #hasEnough(): boolean {
    const { instances } = DEPLOYMENTS[this.#settings.deploymentMode];
    const needed = this.#isCluster ? Math.floor(instances / 2) + 1 : 1;
    return this.#instances.filter(({ up }) => up).length >= needed;
  }

  #takeOver(): void {
    if (this.available || !this.#hasEnough || this.state !== 'RUNNING') return;
    this.#active = this.#instances.findIndex(({ up }) => up);
    for (const connect of this.#waiting.splice(0)) connect();
    for (const queue of this.#all()) queue.dispatch();
  }

  *#all(): Generator<MessageQueue> {
    yield* this.#queues.values();
    for (const subscriptions of this.#topics.values()) yield* subscriptions.values();
  }
}
