import { NotModelled, type Lasting, type Metric, type Region } from '../../cloud/index.ts';
import { Lifecycle } from '../../cloud/lifecycle.ts';
import { MetricSet } from '../../cloud/metric-set.ts';
import { Registry } from '../../cloud/registry.ts';
import type { Process, Reply, Yieldable } from '../../kernel/index.ts';
import { checkKpus, type ApplicationSettings } from './application-settings.ts';
import { flinkError } from './errors.ts';
import type { Program } from './job/environment.ts';
import { Job, type JobSnapshot } from './job/job.ts';
import { flinkLimits as limits } from './limits.ts';
import { flinkMetrics, type FlinkMetricName } from './metrics.ts';
import type { FlinkModel } from './model.ts';
import { flinkPrices as prices } from './prices.ts';
import { KpuScaling, kpus } from './scaling.ts';
import type { ApplicationStatus } from './schema.ts';

const MONTH = 730 * 3600;

/** A snapshot: what the job was like, under a name. */
export interface Snapshot {
  readonly name: string;
  readonly created: Date;
  readonly version: number;
  readonly job: JobSnapshot;
}

/** From what an application starts. */
export type RestoreFrom = 'latest' | 'none' | { readonly snapshot: string };

/** What an application needs of the service around it. */
export interface ApplicationPorts {
  readonly region: Region;
  readonly model: Readonly<FlinkModel>;
  /** What lies there as code. */
  readonly program: (code: string) => Program;
  readonly mostKpus: () => number;
}

/** An application: a program that runs on KPUs, its checkpoints, and its snapshots. */
export class Application {
  /** Its name. */
  readonly name: string;
  /** Its ARN. */
  readonly arn: string;
  /** @internal */
  readonly created: Date;
  /** @internal */
  readonly lifecycle: Lifecycle<ApplicationStatus>;
  /** @internal */
  readonly metrics: MetricSet<FlinkMetricName>;
  /** @internal */
  readonly snapshots: Registry<Snapshot>;
  /** @internal */
  tags: ReadonlyMap<string, string> = new Map();
  /** @internal */
  version = 1;
  readonly #ports: ApplicationPorts;
  #settings: ApplicationSettings;
  #parallelism: number;
  #job: Job | undefined;
  #process: Process<void> | undefined;
  #watch: Process<void> | undefined;
  #bill: Lasting[] = [];
  #checkpoint: JobSnapshot | undefined;
  #checkpoints = 0;
  #restarts = 0;
  #failure: string | undefined;
  #since = 0;

  /** Made by `KinesisAnalyticsV2`. */
  constructor(ports: ApplicationPorts, name: string, settings: ApplicationSettings) {
    const { region } = ports;
    checkKpus(settings, ports.mostKpus());
    this.#ports = ports;
    this.#settings = settings;
    this.#parallelism = settings.parallelism;
    this.name = name;
    this.arn = region.arn('kinesisanalytics', `application/${name}`);
    this.created = new Date(region.world.simulation.epochMillis);
    this.lifecycle = new Lifecycle<ApplicationStatus>(region.world.simulation, 'READY');
    this.metrics = new MetricSet(region, flinkMetrics, { Application: name });
    this.snapshots = new Registry((missing) =>
      flinkError('ResourceNotFoundException', `The application ${name} has no snapshot ${missing}.`),
    );
  }

  /** READY, STARTING, RUNNING, UPDATING, AUTOSCALING, STOPPING, FORCE_STOPPING or DELETING. */
  get status(): ApplicationStatus {
    return this.lifecycle.state;
  }

  /** Parallel tasks now: what automatic scaling has made of what is configured. */
  get parallelism(): number {
    return this.#parallelism;
  }

  /** KPUs that it runs on; the bill has one more. */
  get kpus(): number {
    return kpus(this.#parallelism, this.#settings.parallelismPerKpu);
  }

  /** How far event time is, in seconds of the Unix epoch; -Infinity before the first one. */
  get watermark(): number {
    return (this.#job?.watermark ?? -Infinity) / 1000;
  }

  /** How many checkpoints were completed. */
  get checkpoints(): number {
    return this.#checkpoints;
  }

  /** How often the job has failed, and begun anew from its last checkpoint. */
  get restarts(): number {
    return this.#restarts;
  }

  /** What the last failure said; undefined if there was none. */
  get lastFailure(): string | undefined {
    return this.#failure;
  }

  /** One of its CloudWatch metrics: `cloud.record(app.metric('millisBehindLatest'))`. */
  metric(name: FlinkMetricName): Metric {
    return this.metrics.get(name);
  }

  /** @internal */
  get settings(): ApplicationSettings {
    return this.#settings;
  }

  /**
   * Starts it, as StartApplication does; settles when it is RUNNING.
   *
   * @param from Default: the latest snapshot, where there is one.
   * @throws ResourceInUseException (not READY), ResourceNotFoundException (no such snapshot)
   */
  start(from: RestoreFrom = 'latest'): Reply<ApplicationStatus> {
    this.#require('READY');
    const snapshot = this.#snapshotFor(from);
    const { model } = this.#ports;
    this.#checkpoint = snapshot?.job;
    this.#parallelism = this.#settings.parallelism;
    this.lifecycle.to('STARTING');
    this.#run(model.start, limits.minimumBilled.default);
    return this.lifecycle.until('RUNNING');
  }

  /**
   * Stops it; settles when it is READY. If snapshots are enabled it makes one, from which the next start goes on.
   *
   * @param force at once and without a snapshot
   * @throws ResourceInUseException (not RUNNING)
   */
  stop(force = false): Reply<ApplicationStatus> {
    if (!force) this.#require('RUNNING');
    else if (this.lifecycle.is('READY', 'DELETING')) this.#require('RUNNING');
    this.lifecycle.to(force ? 'FORCE_STOPPING' : 'STOPPING');
    this.#halt(!force);
    this.#pay(0);
    this.lifecycle.to('READY', this.#ports.model.stop);
    return this.lifecycle.until('READY');
  }

  /** Lets the job fail, as if a machine under it had gone: it begins anew from its last checkpoint by itself. */
  crash(): void {
    if (!this.#process || !this.lifecycle.is('RUNNING')) return;
    this.#process.cancel();
    this.#launch(() => this.#supervise('The task manager was lost.'));
  }

  /** @internal Other settings; a job that runs goes on from a snapshot, in the state UPDATING meanwhile. */
  update(settings: ApplicationSettings, from: RestoreFrom = 'latest'): void {
    if (!this.lifecycle.is('READY', 'RUNNING')) this.#require('RUNNING');
    checkKpus(settings, this.#ports.mostKpus());
    const before = this.#settings;
    this.#settings = settings;
    this.version++;
    if (before.parallelism !== settings.parallelism || this.lifecycle.is('READY'))
      this.#parallelism = settings.parallelism;
    if (this.lifecycle.is('RUNNING')) this.#restart('UPDATING', from);
  }

  /** @internal A snapshot of the job as it is. */
  takeSnapshot(name: string): Snapshot {
    const { epochMillis } = this.#ports.region.world.simulation;
    const job = this.#job!.snapshot();
    void this.#job!.commit();
    return this.snapshots.add(name, { name, created: new Date(epochMillis), version: this.version, job });
  }

  /** @internal Ends it for good. */
  remove(): void {
    this.#process?.cancel();
    this.#watch?.cancel();
    this.#pay(0);
    this.metrics.withdraw();
  }

  #require(state: 'READY' | 'RUNNING'): void {
    if (!this.lifecycle.is(state))
      throw flinkError(
        'ResourceInUseException',
        `The application ${this.name} is ${this.status}; this needs the state ${state}.`,
      );
  }

  #snapshotFor(from: RestoreFrom): Snapshot | undefined {
    if (from === 'none') return undefined;
    return from === 'latest' ? this.snapshots.list().at(-1) : this.snapshots.get(from.snapshot);
  }

  /** Goes on with other settings, or another parallelism. Without snapshots the state is lost. */
  #restart(state: 'UPDATING' | 'AUTOSCALING', from: RestoreFrom): void {
    this.lifecycle.to(state);
    this.#halt(true);
    this.#checkpoint = this.#settings.snapshots ? this.#snapshotFor(from)?.job : undefined;
    this.#run(this.#ports.model.stop, 0);
  }

  /** Runs after so many seconds. */
  #run(after: number, minimum: number): void {
    const { simulation } = this.#ports.region.world;
    this.lifecycle.to('RUNNING', after);
    this.#since = simulation.now + after;
    this.#pay(this.kpus, minimum);
    this.#launch(() => this.#supervise(undefined, after));
    this.#watch = simulation.process(() => this.#observe(after), `${this.name}: scaling`);
  }

  /** Ends the job, with a snapshot if it shall go on from there. */
  #halt(snapshot: boolean): void {
    const job = this.#job;
    this.#process?.cancel();
    this.#watch?.cancel();
    this.#process = undefined;
    if (snapshot && job && this.#settings.snapshots) {
      this.takeSnapshot(`${this.name}-${this.version}-${this.#ports.region.world.simulation.epochMillis}`);
    }
    this.#job = undefined;
  }

  #launch(body: () => Generator<Yieldable, void, never>): void {
    this.#process = this.#ports.region.world.simulation.process(body, `Flink: ${this.name}`);
  }

  /** Keeps the job running: after each failure from its last checkpoint. */
  *#supervise(failed: string | undefined, wait = 0): Generator<Yieldable, void, never> {
    let failure = failed;
    if (wait > 0) yield wait;
    for (;;) {
      if (failure !== undefined) {
        this.#failure = failure;
        this.#restarts++;
        yield this.#ports.model.restart;
        this.#since = this.#ports.region.world.simulation.now;
      }
      try {
        this.#job = new Job(this.#ports.program(this.#settings.code), this.#jobPorts());
        yield* this.#job.run(this.#checkpoint);
      } catch (error) {
        if (error instanceof NotModelled) throw error;
        failure = String(error);
      }
    }
  }

  #jobPorts(): ConstructorParameters<typeof Job>[1] {
    const { region, model } = this.#ports;
    const { parallelismPerKpu, checkpointing, checkpointInterval, checkpointPause } = this.#settings;
    return {
      region,
      arn: this.arn,
      poll: model.poll,
      buffered: model.buffered,
      parallelism: this.#parallelism,
      speed: model.recordsPerKpu / parallelismPerKpu,
      checkpointInterval: checkpointing ? checkpointInterval / 1000 : Infinity,
      checkpointPause: checkpointPause / 1000,
      checkpointDuration: model.checkpoint,
      onCheckpoint: (snapshot, duration) => {
        this.metrics.count('lastCheckpointDuration', duration * 1000);
        this.#checkpoint = snapshot;
        this.#checkpoints++;
      },
      count: (metric) => this.metrics.count(metric),
    };
  }

  /** Once a minute: the metrics, and automatic scaling. */
  *#observe(wait: number): Generator<Yieldable, void, never> {
    const { region, mostKpus } = this.#ports;
    const { parallelism, parallelismPerKpu, autoScaling } = this.#settings;
    const scaling = new KpuScaling(parallelism, mostKpus() * parallelismPerKpu);
    yield wait;
    for (;;) {
      yield 60;
      const { now } = region.world.simulation;
      const cpus = this.#cpus();
      for (const cpu of cpus) this.metrics.count('containerCPUUtilization', cpu);
      this.metrics.count('KPUs', this.kpus + 1);
      this.metrics.count('numRestarts', this.#restarts);
      this.metrics.count('runningTime', (now - this.#since) * 1000);
      this.metrics.count('millisBehindLatest', this.#job?.millisBehindLatest ?? 0);
      if (!autoScaling) continue;
      const next = scaling.observe(this.#parallelism, Math.max(0, ...cpus), now);
      if (next === this.#parallelism) continue;
      this.#parallelism = next;
      // Not from within: the restart ends this process.
      region.world.simulation.schedule(0, () => this.#restart('AUTOSCALING', 'latest'));
      return;
    }
  }

  /** Percent of each KPU: what its subtasks have worked. */
  #cpus(): number[] {
    const shares = this.#job?.utilisation() ?? [];
    const { parallelismPerKpu } = this.#settings;
    return Array.from({ length: this.kpus }, (_, kpu) => {
      const own = shares.filter((_share, subtask) => subtask % this.kpus === kpu);
      return (100 * own.reduce((sum, share) => sum + share, 0)) / parallelismPerKpu;
    });
  }

  /** From now on so many KPUs are on the bill, and one more; 0 for none at all. */
  #pay(count: number, minimum = 0): void {
    const { meter } = this.#ports.region.world;
    for (const lasting of this.#bill) lasting.stop();
    this.#bill = [];
    if (count === 0) return;
    const storage = (count * limits.storagePerKpu.default) / MONTH;
    this.#bill = [
      meter.usage(prices.kpuHours).start((count + 1) / 3600, minimum),
      meter.usage(prices.storage).start(storage, minimum),
    ];
  }
}
