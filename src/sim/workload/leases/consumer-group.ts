import { AwsError } from '../../cloud/index.ts';
import type { Process, Simulation, Yieldable } from '../../kernel/index.ts';
import { SHARD_END, TRIM_HORIZON, type Lease } from './lease.ts';
import { leaseModel, renewalInterval, takingInterval, type LeaseModel } from './lease-model.ts';
import { LeaseTable } from './lease-table.ts';
import { LeaseWorker } from './lease-worker.ts';

/** A stream whose shards are shared out: `cloud.kinesis.stream(…)` is one. */
export interface LeaseSource<R extends { readonly sequenceNumber: string }> {
  /** Its shards, and which they came from. */
  readonly shards: readonly { readonly shardId: string; readonly parents: readonly string[] }[];
  /** Begins to read a shard. */
  reader(
    shardId: string,
    start: { type: 'TRIM_HORIZON' } | { type: 'AFTER_SEQUENCE_NUMBER'; sequenceNumber: string },
  ): { next(limit?: number): { readonly records: readonly R[] }; readonly ended: boolean };
}

/** How a group of consumers works. */
export interface ConsumerGroupOptions<R> extends Partial<LeaseModel> {
  /** What is done with each record, in its shard's order; the seconds that it takes, where it takes any. */
  readonly process: (record: R, shardId: string, worker: string) => number | void;
  /** Records of a shard from one checkpoint to the next. Default: a checkpoint after each batch. */
  readonly checkpointEvery?: number;
  /** Seconds between two reads of a shard. Default 1, as in KCL. */
  readonly pollInterval?: number;
  /** Seconds between two looks at the list of shards. Default 60, as in KCL. */
  readonly shardSync?: number;
  /** Records of one read at most. Default 10,000. */
  readonly maxRecords?: number;
}

interface Running {
  readonly leases: LeaseWorker;
  readonly processes: Set<Process<void>>;
  readonly shards: Map<string, Process<void>>;
}

/**
 * Workers that share the shards of a stream out among them by leases, as the Kinesis Client Library does: each shard is
 * read by one worker, in order, from its last checkpoint on; a worker that falls silent loses its leases.
 * https://docs.aws.amazon.com/streams/latest/dev/kcl.html
 */
export class ConsumerGroup<R extends { readonly sequenceNumber: string }> {
  /** The leases, as the table holds them. */
  readonly table = new LeaseTable();
  readonly #simulation: Simulation;
  readonly #source: LeaseSource<R>;
  readonly #options: ConsumerGroupOptions<R>;
  readonly #model: LeaseModel;
  readonly #workers = new Map<string, Running>();

  /** Made by `consumerGroup`. */
  constructor(simulation: Simulation, source: LeaseSource<R>, options: ConsumerGroupOptions<R>) {
    this.#simulation = simulation;
    this.#source = source;
    this.#options = options;
    this.#model = { ...leaseModel, ...defined(options) };
  }

  /** The workers that run. */
  get workers(): string[] {
    return [...this.#workers.keys()];
  }

  /** Who owns which shard now, by shard; shards that are done are left out. */
  get owners(): Map<string, string | undefined> {
    const undone = this.table.scan().filter(({ checkpoint }) => checkpoint !== SHARD_END);
    return new Map(undone.map(({ leaseKey, leaseOwner }) => [leaseKey, leaseOwner]));
  }

  /** Starts a worker. Throws RangeError where one of that name runs. */
  start(name: string): void {
    if (this.#workers.has(name)) throw new RangeError(`A worker '${name}' runs already.`);
    const leases = new LeaseWorker(name, this.table, this.#model);
    const worker: Running = { leases, processes: new Set(), shards: new Map() };
    this.#workers.set(name, worker);
    worker.processes.add(this.#simulation.process(() => this.#heartbeat(worker), `${name}: leases`));
  }

  /** Ends a worker in the middle of what it does: what it has not checkpointed is done again by another. */
  crash(name: string): void {
    this.#end(name);
  }

  /** Ends a worker in good order: its leases are free at once. What it has not checkpointed is done again. */
  stop(name: string): void {
    this.#end(name)?.leases.shutDown();
  }

  #end(name: string): Running | undefined {
    const worker = this.#workers.get(name);
    if (!worker) return undefined;
    this.#workers.delete(name);
    for (const process of [...worker.processes, ...worker.shards.values()]) process.cancel();
    return worker;
  }

  /** Keeps the leases alive, and takes others. */
  *#heartbeat(worker: Running): Generator<Yieldable, void, never> {
    const { shardSync = 60 } = this.#options;
    const beat = renewalInterval(this.#model);
    const every = (interval: number) => Math.max(1, Math.round(interval / beat));
    for (let turn = 0; ; turn++) {
      const { now } = this.#simulation;
      if (turn > 0) worker.leases.renew(now);
      if (turn % every(shardSync) === 0) this.#sync();
      if (turn % every(takingInterval(this.#model)) === 0) worker.leases.take(now);
      for (const lease of worker.leases.working(now)) this.#work(worker, lease);
      yield beat;
    }
  }

  #sync(): void {
    const shards = this.#source.shards.map(({ shardId, parents }) => ({
      id: shardId,
      parents: parents.map((id) => ({ id })),
    }));
    this.table.sync(shards);
  }

  /** Begins to read a shard, unless this worker reads it already. */
  #work(worker: Running, lease: Lease): void {
    const { leaseKey } = lease;
    if (worker.shards.has(leaseKey)) return;
    const reading = this.#simulation.process(
      () => this.#read(worker, lease),
      `${worker.leases.id}: ${leaseKey}`,
    );
    worker.shards.set(leaseKey, reading);
  }

  *#read({ leases, shards }: Running, { leaseKey, checkpoint }: Lease): Generator<Yieldable, void, never> {
    const { process, checkpointEvery = 1, pollInterval = 1, maxRecords } = this.#options;
    const reader = this.#source.reader(
      leaseKey,
      checkpoint === TRIM_HORIZON
        ? { type: 'TRIM_HORIZON' }
        : { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: checkpoint },
    );
    const mine = () => leases.working(this.#simulation.now).some((one) => one.leaseKey === leaseKey);
    let open = 0;
    let last = checkpoint;
    while (mine()) {
      for (const record of this.#next(reader, maxRecords)) {
        const seconds = process(record, leaseKey, leases.id) ?? 0;
        if (seconds > 0) yield seconds;
        last = record.sequenceNumber;
        open++;
      }
      if (!mine()) break;
      if (reader.ended) {
        leases.checkpoint(leaseKey, SHARD_END, this.#simulation.now);
        this.#sync();
        break;
      }
      if (open >= checkpointEvery) {
        open = 0;
        leases.checkpoint(leaseKey, last, this.#simulation.now);
      }
      yield pollInterval;
    }
    shards.delete(leaseKey);
  }

  /** The next records; none where the shard's reads are used up by others. */
  #next(reader: ReturnType<LeaseSource<R>['reader']>, limit: number | undefined): readonly R[] {
    try {
      return reader.next(limit).records;
    } catch (error) {
      if (error instanceof AwsError && /ThroughputExceeded/.test(error.name)) return [];
      throw error;
    }
  }
}

/**
 * A group of workers that share the shards of a stream out among them by leases.
 *
 *     const group = consumerGroup(cloud, clicks, { process: (record) => { … } });
 *     group.start('a');
 *     group.start('b');
 *
 * @param cloud whose time it lives in
 * @param source the stream
 */
export function consumerGroup<R extends { readonly sequenceNumber: string }>(
  cloud: { readonly simulation: Simulation },
  source: LeaseSource<R>,
  options: ConsumerGroupOptions<R>,
): ConsumerGroup<R> {
  return new ConsumerGroup(cloud.simulation, source, options);
}

function defined({ failoverTime, maxLeasesForWorker, maxLeasesToStealAtOneTime }: Partial<LeaseModel>) {
  const given = { failoverTime, maxLeasesForWorker, maxLeasesToStealAtOneTime };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
