import { Metric, type MetricShape, type Region } from '../../cloud/index.ts';
import { Lifecycle } from '../../cloud/lifecycle.ts';
import type { Lasting } from '../../cloud/meter.ts';
import { Reply, type Simulation, type Timer } from '../../kernel/index.ts';
import { Connection } from './connection.ts';
import type { RdsModel } from './model.ts';
import { rdsPrices } from './prices.ts';
import { Work } from './work.ts';

/** The capacity range of a cluster. */
export interface CapacityRange {
  /** ACUs. 0 lets the instance pause. */
  readonly minCapacity: number;
  readonly maxCapacity: number;
  /** Seconds without connections before it pauses; undefined where it does not. */
  readonly secondsUntilAutoPause?: number;
}

/** The metrics of an instance. */
export type RdsMetricName = 'ServerlessDatabaseCapacity' | 'ACUUtilization' | 'DatabaseConnections';

const shape = (name: RdsMetricName, unit: MetricShape['unit']): MetricShape => ({
  ...{ namespace: 'AWS/RDS', name, unit, period: 60, statistic: 'Average' },
});

/** The least capacity of an instance that is not paused, in ACUs. */
const LEAST = 0.5;
const DAY = 86_400;

/**
 * The writer of an Aurora Serverless cluster: its capacity follows its load, and where nobody is connected it pauses. Readers are
 * not modelled.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html (checked 2026-11-28)
 */
export class ServerlessInstance {
  /** Its identifier. */
  readonly id: string;
  /** @internal */
  readonly life: Lifecycle<'creating' | 'available' | 'deleting'>;
  /** @internal */
  readonly created: Date;
  readonly #region: Region;
  readonly #model: RdsModel;
  readonly #range: () => CapacityRange;
  readonly #work: Work;
  readonly #metrics: ReadonlyMap<RdsMetricName, Metric>;
  readonly #connections = new Set<Connection>();
  #capacity = 0;
  #bill: Lasting | undefined;
  #tick: Timer | undefined;
  #pause: Timer | undefined;
  #pausedSince: number | undefined;
  #resumed: Reply<void> | undefined;

  /** @internal Made by `Rds.createDBInstance`. */
  constructor(region: Region, model: RdsModel, id: string, range: () => CapacityRange) {
    const { simulation, metrics } = region.world;
    this.#region = region;
    this.#model = model;
    this.#range = range;
    this.id = id;
    this.created = new Date(simulation.epochMillis);
    this.#work = new Work(
      simulation,
      () => model.queryCapacity,
      () => this.#watch(),
    );
    const publish = (name: RdsMetricName, unit: MetricShape['unit'], read: () => number) =>
      [
        name,
        metrics.publish(
          new Metric(shape(name, unit), { DBInstanceIdentifier: id }, region, () => true, read),
        ),
      ] as const;
    this.#metrics = new Map([
      publish('ServerlessDatabaseCapacity', 'Count', () => this.capacity),
      publish('ACUUtilization', 'Percent', () => (100 * this.capacity) / range().maxCapacity),
      publish('DatabaseConnections', 'Count', () => this.connections),
    ]);
    this.life = new Lifecycle<'creating' | 'available' | 'deleting'>(simulation, 'creating', (to) => {
      if (to !== 'available') return;
      this.#set(this.#least);
      this.#rest();
    });
    this.life.to('available', model.creation);
  }

  get #simulation(): Simulation {
    return this.#region.world.simulation;
  }

  /** ACUs that it has now: 0 while it is paused. */
  get capacity(): number {
    return this.#capacity;
  }

  /** Whether it rests: its status stays `available`, and its next connection has to wait. */
  get paused(): boolean {
    return this.#pausedSince !== undefined;
  }

  /** Connections that are open. */
  get connections(): number {
    return this.#connections.size;
  }

  /** One of its CloudWatch metrics: `cloud.record(database.metric('ServerlessDatabaseCapacity'))`. */
  metric(name: RdsMetricName): Metric {
    return this.#metrics.get(name)!;
  }

  /** Connects. A paused instance resumes first, and that takes its time. */
  connect(): Reply<Connection> {
    return this.#simulation.process(
      function* (this: ServerlessInstance) {
        yield* this.life.until('available', 'deleting');
        if (this.life.is('deleting')) throw new Error(`The instance ${this.id} is gone.`);
        yield* this.#wake();
        this.#pause?.cancel();
        const connection = new Connection(this.#work, () => {
          this.#connections.delete(connection);
          this.#rest();
        });
        this.#connections.add(connection);
        return connection;
      }.bind(this),
      `a connection to ${this.id}`,
    );
  }

  /** @internal The cluster's range is another from now on: a paused instance resumes for that. */
  rangeChanged(): void {
    if (!this.life.is('available')) return;
    void this.#simulation.process(
      function* (this: ServerlessInstance) {
        yield* this.#wake();
        this.#watch();
        this.#rest();
      }.bind(this),
      `a change of ${this.id}`,
    );
  }

  /** @internal It goes. */
  delete(): void {
    this.life.to('deleting');
    this.#tick?.cancel();
    this.#pause?.cancel();
    for (const connection of [...this.#connections]) connection.close();
    this.#pause?.cancel();
    this.#set(0);
    for (const metric of this.#metrics.values()) this.#region.world.metrics.withdraw(metric);
  }

  get #least(): number {
    return Math.max(LEAST, this.#range().minCapacity);
  }

  #set(capacity: number): void {
    if (capacity === this.#capacity) return;
    this.#capacity = capacity;
    this.#bill?.stop();
    this.#bill =
      capacity > 0 ? this.#region.world.meter.usage(rdsPrices.capacity).start(capacity / 3600) : undefined;
    this.#work.capacity = capacity;
  }

  /** Looks at the load each second, for as long as the capacity is not what it should be. */
  #watch(): void {
    if (this.#tick?.pending || this.paused || !this.life.is('available') || this.#fits) return;
    this.#tick = this.#simulation.timer(1, () => {
      if (!this.paused) this.#set(this.#next);
      this.#watch();
    });
  }

  get #fits(): boolean {
    return this.#next === this.#capacity;
  }

  /** The capacity of the next second: in whole steps of half an ACU, up. */
  get #next(): number {
    const { scale } = this.#model;
    const wanted = scale({ capacity: this.#capacity, load: this.#work.load });
    const { maxCapacity } = this.#range();
    return Math.min(maxCapacity, Math.max(this.#least, Math.ceil(wanted / LEAST - 1e-9) * LEAST));
  }

  /** Pauses when nobody has been connected for long enough, whatever its capacity is by then. */
  #rest(): void {
    this.#pause?.cancel();
    const { minCapacity, secondsUntilAutoPause } = this.#range();
    if (minCapacity > 0 || this.connections > 0 || this.paused || !this.life.is('available')) return;
    this.#pause = this.#simulation.timer(secondsUntilAutoPause!, () => {
      this.#pausedSince = this.#simulation.now;
      this.#tick?.cancel();
      this.#set(0);
    });
  }

  /** Settles when it is awake; several who come meanwhile wait for the same. */
  #wake(): Reply<void> {
    if (!this.paused) return Reply.resolved<void>(this.#simulation, undefined);
    if (this.#resumed) return this.#resumed;
    const { resume, deepResume } = this.#model;
    const seconds = this.#simulation.now - this.#pausedSince! > DAY ? deepResume : resume;
    const resumed = (this.#resumed = new Reply<void>(this.#simulation, `${this.id} resumes`));
    this.#simulation.schedule(seconds, () => {
      this.#pausedSince = undefined;
      this.#resumed = undefined;
      if (this.life.is('available')) this.#set(this.#least);
      this.#rest();
      resumed.resolve();
    });
    return resumed;
  }
}
