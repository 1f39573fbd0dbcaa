import { AwsError, type Region } from '../../../cloud/index.ts';
import { parseArn } from '../../../cloud/index.ts';
import type { Reply, Yieldable } from '../../../kernel/index.ts';
import { Environment, type Program, type Source } from './environment.ts';
import { defaultMaxParallelism, subtaskOf } from './key-groups.ts';
import type { OperatorSnapshot, Progress } from './operator.ts';
import { SinkOperator, type Pending } from './sink-operator.ts';
import { Split, type SplitPosition } from './split.ts';

/** What a job was like at a checkpoint. */
export interface JobSnapshot {
  readonly splits: readonly (readonly [source: number, position: SplitPosition])[];
  readonly ended: readonly string[];
  readonly operators: readonly OperatorSnapshot[];
}

/** What a job needs of the application around it. Seconds. */
export interface JobPorts {
  readonly region: Region;
  readonly arn: string;
  readonly poll: number;
  readonly buffered: number;
  readonly parallelism: number;
  /** Records a second of one subtask. */
  readonly speed: number;
  /** From the beginning of a checkpoint to that of the next one; Infinity for none. */
  readonly checkpointInterval: number;
  /** From the end of a checkpoint to the beginning of the next one, at least. */
  readonly checkpointPause: number;
  /** From the barriers of a checkpoint until it is complete. */
  readonly checkpointDuration: number;
  readonly onCheckpoint: (snapshot: JobSnapshot, duration: number) => void;
  readonly count: (metric: 'numRecordsIn' | 'numRecordsOut' | 'numLateRecordsDropped') => void;
}

/**
 * A program that runs: it reads the shards of its sources, works records through its operators, and keeps checkpoints.
 * A checkpoint holds the positions in all shards together with the state. After a failure both are put back, and the
 * records since are read again. So state counts each record exactly once.
 * https://nightlies.apache.org/flink/flink-docs-stable/docs/concepts/stateful-stream-processing/
 *
 * The barriers of a checkpoint go through the whole job at once, as if no record was between two tasks: so what it holds
 * is of one moment. Until it is complete the job goes on, and a failure leads back to the one before it.
 */
export class Job implements Progress {
  readonly #ports: JobPorts;
  readonly #environment: Environment;
  readonly #sinks: SinkOperator[];
  readonly #groups: number;
  readonly #ended = new Set<string>();
  #splits: Split[] = [];
  /** Seconds of work of each subtask: in this turn, and since it was asked for. */
  readonly #load: number[];
  readonly #worked: number[];
  #asked: number;
  #subtask: number | undefined;
  #begun: number;
  #completed: number;
  #barrier: JobSnapshot | undefined;

  constructor(program: Program, ports: JobPorts) {
    this.#ports = ports;
    this.#environment = new Environment(() => ports.count('numRecordsOut'));
    program(this.#environment);
    this.#sinks = this.#environment.operators.filter((one) => one instanceof SinkOperator);
    this.#groups = defaultMaxParallelism(ports.parallelism);
    this.#load = new Array<number>(ports.parallelism).fill(0);
    this.#worked = [...this.#load];
    this.#asked = this.#now;
    this.#begun = this.#now;
    this.#completed = this.#now;
  }

  /** How far event time is at the sink that is furthest behind: milliseconds. */
  get watermark(): number {
    return this.#sinks.reduce((least, { watermark }) => Math.min(least, watermark), Infinity);
  }

  get now(): number {
    return this.#now * 1000;
  }

  /** How old what was read last is, in the shard that is furthest behind. */
  get millisBehindLatest(): number {
    return this.#splits.reduce((most, split) => Math.max(most, split.millisBehindLatest), 0);
  }

  /** What share of its time each subtask has worked since this was asked last: 0 to 1. */
  utilisation(): number[] {
    const seconds = this.#now - this.#asked;
    const shares = this.#worked.map((work) => (seconds > 0 ? Math.min(1, work / seconds) : 0));
    this.#worked.fill(0);
    this.#asked = this.#now;
    return shares;
  }

  route(key: string): void {
    this.#subtask ??= subtaskOf(key, this.#ports.parallelism, this.#groups);
  }

  dropped(): void {
    this.#ports.count('numLateRecordsDropped');
  }

  /** Runs until it is cancelled, from a snapshot or from the start. What the reader's code throws ends it. */
  *run(from?: JobSnapshot): Generator<Yieldable, void, never> {
    yield* this.#loadReferences();
    if (from) this.#restore(from);
    else for (const [index] of this.#environment.sources.entries()) yield* this.#discover(index);
    for (;;) {
      yield* this.#read();
      this.#work();
      for (const operator of this.#environment.operators) operator.hear(this);
      yield* this.#flush();
      yield* this.#checkpoint();
      yield this.#ports.poll;
    }
  }

  /** What it is like now. */
  snapshot(): JobSnapshot {
    const { sources, operators } = this.#environment;
    return {
      splits: this.#splits.map((split) => [sources.indexOf(split.source), split.position] as const),
      ended: [...this.#ended],
      operators: operators.map((operator) => operator.keep()),
    };
  }

  /** Hands over what waited for a checkpoint: a stop in good order ends with it. */
  commit(): Reply<void> {
    for (const sink of this.#sinks) sink.prepare();
    return this.#ports.region.world.simulation.process(() => this.#commit(), 'Flink commit');
  }

  get #now(): number {
    return this.#ports.region.world.simulation.now;
  }

  *#loadReferences(): Generator<Yieldable, void, never> {
    for (const reference of this.#environment.references) {
      const { bucket, key } = reference;
      const answer = yield* this.#ports.region.call('s3', 'GetObject', { Bucket: bucket, Key: key });
      reference.load(new TextDecoder().decode((answer as { Body: Uint8Array }).Body));
    }
  }

  #restore({ splits, ended, operators }: JobSnapshot): void {
    for (const [index, kept] of operators.entries())
      this.#environment.operators[index]?.resume(kept, this.now);
    for (const id of ended) this.#ended.add(id);
    for (const [source, position] of splits) this.#open(source, position);
  }

  *#discover(index: number): Generator<Yieldable, void, never> {
    const { arn, options } = this.#environment.sources[index]!;
    const { region } = this.#ports;
    const since = options.from === 'TRIM_HORIZON' ? options.from : region.world.simulation.epochMillis;
    const input = {
      StreamARN: arn,
      ShardFilter: { Type: since === 'TRIM_HORIZON' ? 'AT_TRIM_HORIZON' : 'AT_LATEST' },
    };
    const { Shards } = (yield* region.call('kinesis', 'ListShards', input)) as {
      Shards: readonly { readonly ShardId: string }[];
    };
    for (const { ShardId } of Shards) this.#open(index, { arn, shardId: ShardId, since });
  }

  #open(index: number, position: SplitPosition): void {
    const source: Source = this.#environment.sources[index]!;
    const split = new Split(source, position);
    if (this.#splits.some(({ id }) => id === split.id)) return;
    this.#splits.push(split);
    const { outOfOrderness = 0, idleness = Infinity } = source.options;
    source.operator.watermarks.open(split.id, this.now, outOfOrderness * 1000, idleness * 1000);
  }

  /** Reads all shards of which less is waiting than may. */
  *#read(): Generator<Yieldable, void, never> {
    const { region, buffered } = this.#ports;
    const reads = this.#splits
      .filter((split) => split.open && split.waiting.length < buffered)
      .map((split) => split.read(region, buffered - split.waiting.length));
    for (const read of reads) yield* read;
  }

  /**
   * Works records through, one of each shard in turn, until nothing is left or a subtask is at its limit. Then all have
   * to wait for that one: its input is full, so those before it stop. This is back-pressure.
   */
  #work(): void {
    const { parallelism, poll } = this.#ports;
    for (let subtask = 0; subtask < parallelism; subtask++)
      this.#load[subtask] = Math.max(0, this.#load[subtask]! - poll);
    let busy = true;
    while (busy) {
      busy = false;
      for (const [index, split] of this.#splits.entries()) {
        if (this.#load.some((load) => load >= poll)) return this.#close();
        if (split.waiting.length === 0) continue;
        busy = true;
        this.#one(split, index % parallelism);
      }
    }
    this.#close();
  }

  #one(split: Split, subtask: number): void {
    const { data, arrival } = split.next();
    const { options, operator } = split.source;
    this.#ports.count('numRecordsIn');
    const text = new TextDecoder().decode(data);
    const value: unknown = options.read ? options.read(text) : JSON.parse(text);
    const time = options.time ? Math.round(options.time(value) * 1000) : arrival.getTime();
    operator.watermarks.record(split.id, time, this.now);
    this.#subtask = undefined;
    operator.take({ value, time, key: '' }, this);
    const work = 1 / this.#ports.speed;
    const at = this.#subtask ?? subtask;
    this.#load[at]! += work;
    this.#worked[at]! += work;
  }

  /** Goes on with the children of shards that are done. */
  #close(): void {
    for (const split of this.#splits.filter(({ done }) => done)) {
      this.#ended.add(split.shardId);
      split.source.operator.watermarks.close(split.id);
      this.#splits = this.#splits.filter((other) => other !== split);
      const index = this.#environment.sources.indexOf(split.source);
      for (const { ShardId, ParentShards } of split.children)
        if (ParentShards.every((id) => this.#ended.has(id)))
          this.#open(index, { arn: split.position.arn, shardId: ShardId, since: 'TRIM_HORIZON' });
    }
  }

  /** Begins a checkpoint when it is time, and completes one that has taken its time. */
  *#checkpoint(): Generator<Yieldable, void, never> {
    const { checkpointInterval, checkpointPause, checkpointDuration, onCheckpoint } = this.#ports;
    const due = Math.max(this.#begun + checkpointInterval, this.#completed + checkpointPause);
    if (!this.#barrier && this.#now >= due) {
      this.#begun = this.#now;
      for (const sink of this.#sinks) sink.prepare();
      this.#barrier = this.snapshot();
    }
    if (!this.#barrier || this.#now < this.#begun + checkpointDuration) return;
    yield* this.#commit();
    this.#completed = this.#now;
    onCheckpoint(this.#barrier, this.#completed - this.#begun);
    this.#barrier = undefined;
  }

  /** Hands results to streams; what they do not take now is tried again the next time. */
  *#flush(): Generator<Yieldable, void, never> {
    for (const sink of this.#sinks) {
      if (sink.arn === undefined) continue;
      let taken = 0;
      for (const pending of [...sink.pending]) {
        if (!(yield* this.#deliver(sink.arn, pending))) break;
        taken++;
      }
      sink.taken(taken);
    }
  }

  *#deliver(arn: string, { text, key }: Pending): Generator<Yieldable, boolean, never> {
    const { region, arn: from } = this.#ports;
    const partitionKey = key === '' ? text.slice(0, 256) : key;
    try {
      yield* region.deliver(arn, {
        payload: text,
        principal: 'kinesisanalytics.amazonaws.com',
        from,
        partitionKey,
      });
      return true;
    } catch (error) {
      if (error instanceof AwsError) return false;
      throw error;
    }
  }

  *#commit(): Generator<Yieldable, void, never> {
    for (const sink of this.#sinks) {
      const lines = sink.commit();
      if (sink.arn === undefined || lines.length === 0) continue;
      const { region } = this.#ports;
      const stamp = new Date(region.world.simulation.epochMillis).toISOString().slice(0, 19);
      const body = new TextEncoder().encode(lines.map(({ text }) => `${text}\n`).join(''));
      const input = { Bucket: parseArn(sink.arn)!.resource, Key: `${stamp}/part-0`, Body: body };
      yield* region.call('s3', 'PutObject', input);
    }
  }
}
