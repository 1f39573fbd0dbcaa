import type { AwsError, Region } from '../../cloud/index.ts';
import { epochSeconds } from '../../cloud/epoch.ts';
import { Lifecycle } from '../../cloud/lifecycle.ts';
import { MetricSet } from '../../cloud/metric-set.ts';
import type { Signal } from '../../kernel/index.ts';
import { invalidArgument, kinesisError, notFound } from './errors.ts';
import { Billing } from './billing.ts';
import { Consumers } from './fan-out/consumers.ts';
import { getRecords, type Batch } from './iterators/get-records.ts';
import { getShardIterator, type ShardIterator, type StartingPosition } from './iterators/shard-iterator.ts';
import { kinesisLimits as limits } from './limits.ts';
import { kinesisMetrics, type KinesisMetricName } from './metrics.ts';
import type { KinesisModel } from './model.ts';
import type { StreamMode, StreamStatus } from './schema.ts';
import { ShardMonitoring } from './shard-monitoring.ts';
import { DataStream } from './shards/data-stream.ts';
import type { RecordEntry } from './shards/record-log.ts';
import { updateShardCount } from './shards/update-shard-count.ts';
import { OnDemandCapacity, type OnDemandBounds } from './throughput/on-demand.ts';
import { hashKeyIn, putRecords, type PutResult } from './throughput/put-records.ts';
import { StreamThroughput } from './throughput/stream-throughput.ts';

const MiB = 1024 * 1024;
/** Where a stream on demand takes in the most. */
const LARGE_REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1'];

/** What a stream is made with. */
export interface StreamSettings {
  readonly name: string;
  readonly mode: StreamMode;
  readonly shardCount: number;
  readonly warmThroughput?: number | undefined;
  readonly maxRecordKiB: number;
  readonly auto: boolean;
  readonly consumers: number;
}

/** A data stream: its shards, who it is, and what it counts. */
export class StreamState {
  readonly region: Region;
  readonly name: string;
  readonly arn: string;
  readonly created: Date;
  readonly lifecycle: Lifecycle<StreamStatus>;
  readonly data: DataStream;
  readonly throughput: StreamThroughput;
  readonly consumers: Consumers;
  readonly metrics: MetricSet<KinesisMetricName>;
  readonly monitoring: ShardMonitoring;
  readonly billing: Billing;
  readonly model: Readonly<KinesisModel>;
  /** Fires when records arrive, and when shards change. */
  readonly arrived: Signal;
  tags: ReadonlyMap<string, string> = new Map();
  policy: string | undefined;
  maxRecordKiB: number;
  /** Whether records are shared out evenly, whatever their keys. */
  auto: boolean;
  warmThroughput: number | undefined;
  /** When UpdateShardCount was called, and the mode changed: seconds of the Unix epoch. */
  readonly updates: number[] = [];
  readonly modeChanges: number[] = [];
  #onDemand: { readonly bounds: OnDemandBounds; readonly capacity: OnDemandCapacity } | undefined;
  #next = 0;

  /** @param active whether it can be used at once */
  constructor(region: Region, settings: StreamSettings, model: Readonly<KinesisModel>, active = false) {
    const { name, mode, shardCount } = settings;
    const { simulation } = region.world;
    this.region = region;
    this.name = name;
    this.model = model;
    this.arn = region.arn('kinesis', `stream/${name}`);
    this.created = new Date(simulation.epochMillis);
    this.lifecycle = new Lifecycle<StreamStatus>(simulation, active ? 'ACTIVE' : 'CREATING');
    this.data = new DataStream(
      { name, account: region.account },
      shardCount,
      epochSeconds(simulation),
      model,
    );
    this.throughput = new StreamThroughput(this.data);
    this.consumers = new Consumers(settings.consumers);
    this.metrics = new MetricSet(region, kinesisMetrics, { StreamName: name });
    this.monitoring = new ShardMonitoring(region, name);
    this.billing = new Billing(region);
    this.arrived = simulation.signal('records');
    this.maxRecordKiB = settings.maxRecordKiB;
    this.auto = settings.auto;
    this.warmThroughput = settings.warmThroughput;
    this.mode = mode;
    if (!active) this.lifecycle.to('ACTIVE', model.creation);
  }

  /** Seconds of the Unix epoch. */
  get now(): number {
    return epochSeconds(this.region.world.simulation);
  }

  get mode(): StreamMode {
    return this.#onDemand ? 'ON_DEMAND' : 'PROVISIONED';
  }

  set mode(mode: StreamMode) {
    if (mode === 'PROVISIONED') this.#onDemand = undefined;
    else if (!this.#onDemand) {
      const bounds = { start: this.#start(), most: this.#most() };
      this.#onDemand = { bounds, capacity: new OnDemandCapacity(bounds, this.model) };
    }
    this.rebill();
  }

  /** What a stream on demand takes in now, in bytes a second; undefined for a provisioned one. */
  get capacity(): number | undefined {
    return this.#onDemand?.capacity.capacity(this.now);
  }

  /** Makes a stream on demand take in at least that much, in MiB a second. */
  warm(throughput: number): void {
    this.warmThroughput = throughput;
    if (this.#onDemand) this.#onDemand.bounds.start = this.#start();
    this.#grow();
  }

  /** Counts shards and time for the bill anew. */
  rebill(): void {
    const { mode, consumers, data } = this;
    const { retentionHours } = data;
    this.billing.last({ mode, shards: data.openShards.length, consumers: consumers.size, retentionHours });
  }

  /** Stores records, or tells why not, one by one. */
  put(entries: readonly RecordEntry[]): PutResult[] {
    this.check();
    const { now, data, throughput, maxRecordKiB, metrics, monitoring, billing } = this;
    this.#grow();
    const keyOf = this.auto ? () => this.#evenly() : hashKeyIn;
    const results = putRecords(data, throughput, entries, now, maxRecordKiB * 1024, keyOf);
    for (const { shard, record } of results) {
      if (record) {
        metrics.count('IncomingBytes', record.bytes);
        metrics.count('IncomingRecords');
        monitoring.count(shard, 'IncomingBytes', record.bytes);
        monitoring.count(shard, 'IncomingRecords');
        billing.put(this.mode, record.bytes);
        this.#onDemand?.capacity.wrote(record.bytes, now);
      } else {
        metrics.count('WriteProvisionedThroughputExceeded');
        monitoring.count(shard, 'WriteProvisionedThroughputExceeded');
      }
    }
    this.arrived.fire();
    return results;
  }

  /** Counts a PutRecord, or a PutRecords, in the metrics. */
  putMetrics(results: readonly PutResult[], batch = false): void {
    const { metrics } = this;
    const stored = results.flatMap(({ record }) => (record ? [record.bytes] : []));
    const bytes = stored.reduce((sum, size) => sum + size, 0);
    if (!batch) {
      if (stored.length > 0) metrics.count('PutRecord.Bytes', bytes);
      if (stored.length > 0) metrics.count('PutRecord.Success');
      return;
    }
    metrics.count('PutRecords.Bytes', bytes);
    metrics.count('PutRecords.Success', stored.length > 0 ? 1 : 0);
    metrics.count('PutRecords.TotalRecords', results.length);
    metrics.count('PutRecords.SuccessfulRecords', stored.length);
    metrics.count('PutRecords.ThrottledRecords', results.length - stored.length);
    metrics.count('PutRecords.FailedRecords', 0);
  }

  /** Makes a change after the time that it takes; the stream is UPDATING meanwhile. */
  update(change: () => void): void {
    const { lifecycle, model, region } = this;
    lifecycle.to('UPDATING');
    const done = () => {
      if (!lifecycle.is('UPDATING')) return;
      change();
      this.rebill();
      lifecycle.to('ACTIVE');
      this.arrived.fire();
    };
    if (model.update > 0) region.world.simulation.schedule(model.update, done);
    else done();
  }

  /** A place in a shard. */
  iterator(shardId: string, start: StartingPosition): ShardIterator {
    this.check();
    return getShardIterator(this.data, shardId, start, this.now);
  }

  /** Reads from a place on. */
  get(iterator: ShardIterator, limit?: number): Batch {
    this.check();
    const { data, throughput, now, metrics, monitoring, billing } = this;
    let batch: Batch;
    try {
      batch = getRecords(data, throughput, iterator, now, limit);
    } catch (error) {
      if ((error as AwsError).name === 'ProvisionedThroughputExceededException') {
        metrics.count('ReadProvisionedThroughputExceeded');
        monitoring.count({ id: iterator.shardId }, 'ReadProvisionedThroughputExceeded');
      }
      throw error;
    }
    const { records, millisBehindLatest: age } = batch;
    const bytes = records.reduce((sum, record) => sum + record.bytes, 0);
    const shard = { id: iterator.shardId };
    metrics.count('GetRecords.Success');
    metrics.count('GetRecords.Bytes', bytes);
    metrics.count('GetRecords.Records', records.length);
    metrics.count('GetRecords.IteratorAgeMilliseconds', age);
    monitoring.count(shard, 'OutgoingBytes', bytes);
    monitoring.count(shard, 'OutgoingRecords', records.length);
    monitoring.count(shard, 'IteratorAgeMilliseconds', age);
    billing.get(this.mode, records);
    return batch;
  }

  /** Throws where the stream is still in the making, or going, or has no power. */
  check(): void {
    if (!this.region.world.faults.isUp(this.arn))
      throw kinesisError('InternalFailureException', `The stream ${this.name} does not answer.`);
    if (!this.lifecycle.is('ACTIVE', 'UPDATING'))
      throw notFound(`Stream ${this.name} under account ${this.region.account} not found.`);
  }

  /** Throws where the stream has no such mode. */
  require(mode: StreamMode, what: string): void {
    if (this.mode !== mode)
      throw invalidArgument(
        `Request is invalid. ${what} is not supported for the stream ${this.name} under account ` +
          `${this.region.account} in ${this.mode} mode.`,
      );
  }

  /** On demand: as many shards as the capacity needs, each no more than a shard can take. */
  #grow(): void {
    const { data, now } = this;
    if (!this.#onDemand) return;
    const wanted = this.#onDemand.capacity.shards(now);
    if (wanted === data.openShards.length) return;
    updateShardCount(data, wanted, now);
    this.rebill();
  }

  /** The first key of one open shard after the other. */
  #evenly(): bigint {
    const open = this.data.openShards;
    return open[this.#next++ % open.length]!.range.startingHashKey;
  }

  #start(): number {
    return Math.max(limits.onDemandStart.default, this.warmThroughput ?? 0) * MiB;
  }

  #most(): number {
    const { onDemandMost, onDemandMostElsewhere } = limits;
    return (LARGE_REGIONS.includes(this.region.name) ? onDemandMost : onDemandMostElsewhere).max * MiB;
  }
}
