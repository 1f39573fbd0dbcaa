import { AwsError, type Metric, type Region } from '../../cloud/index.ts';
import { Lifecycle } from '../../cloud/lifecycle.ts';
import { MetricSet } from '../../cloud/metric-set.ts';
import { Tank } from '../../cloud/tank.ts';
import type { Reply, Yieldable } from '../../kernel/index.ts';
import { utf8 } from '../../cloud/digest/index.ts';
import { Delivery } from './delivery.ts';
import type { DeliveryRecord, Fate } from './delivery-record.ts';
import type { Outside } from './destination.ts';
import { firehoseError, invalidArgument } from './errors.ts';
import { callFunction } from './function.ts';
import { firehoseLimits as limits } from './limits.ts';
import { firehoseMetrics, type FirehoseMetricName } from './metrics.ts';
import type { FirehoseModel } from './model.ts';
import { firehosePrices as prices } from './prices.ts';
import type { DeliveryStreamStatus, Input } from './schema.ts';
import { settingsOf, type DeliverySettings } from './settings.ts';
import { StreamSource } from './stream-source.ts';

const GB = 1024 * 1024 * 1024;
const BILLED = 5 * 1024;

/** What the streams of a Region share. */
export interface FirehoseWorld {
  readonly region: Region;
  readonly model: FirehoseModel;
  readonly outside: Outside;
  readonly newId: () => string;
  readonly activePartitions: number;
}

/** What became of the records of a stream so far. */
export type Fates = Readonly<Record<Fate, number>>;

/** A Firehose stream: where records come from, and where they go. */
export class FirehoseStream {
  /** Its name. */
  readonly name: string;
  /** Its ARN. */
  readonly arn: string;
  /** @internal */
  readonly created: Date;
  /** @internal */
  readonly lifecycle: Lifecycle<DeliveryStreamStatus>;
  /** @internal */
  readonly metrics: MetricSet<FirehoseMetricName>;
  /** @internal The configuration that it was given. */
  configuration: Input<'CreateDeliveryStream'>;
  /** @internal */
  settings: DeliverySettings;
  /** @internal */
  tags: ReadonlyMap<string, string> = new Map();
  /** @internal */
  version = 1;
  readonly #world: FirehoseWorld;
  readonly #source: StreamSource | undefined;
  readonly #tanks: { readonly bytes: Tank; readonly requests: Tank; readonly records: Tank };
  readonly #fates = { delivered: 0, dropped: 0, failed: 0, lost: 0 };
  #delivery: Delivery;
  #count = 0;

  /** Made by `Firehose`. */
  constructor(world: FirehoseWorld, configuration: Input<'CreateDeliveryStream'>, active: boolean) {
    const { region, model } = world;
    const { simulation } = region.world;
    this.#world = world;
    this.name = configuration.deliveryStreamName;
    this.arn = region.arn('firehose', `deliverystream/${this.name}`);
    this.created = new Date(simulation.epochMillis);
    this.configuration = configuration;
    this.settings = settingsOf(configuration);
    this.metrics = new MetricSet(region, firehoseMetrics, { DeliveryStreamName: this.name });
    const tank = (rate: number) => new Tank(rate, rate * model.burst, simulation.now);
    const { putBytes, putRequests, putRecords } = limits;
    this.#tanks = {
      bytes: tank(putBytes.max),
      requests: tank(putRequests.max),
      records: tank(putRecords.max),
    };
    this.#delivery = this.#deliver();
    this.lifecycle = new Lifecycle<DeliveryStreamStatus>(simulation, active ? 'ACTIVE' : 'CREATING');
    const source = configuration.kinesisStreamSourceConfiguration;
    if (source)
      this.#source = new StreamSource(region, source.kinesisStreamARN, {
        poll: model.poll,
        take: (data) => this.#take(data),
        running: () => this.lifecycle.is('ACTIVE'),
        read: (records) => this.metrics.count('DataReadFromKinesisStream.Records', records),
      });
    if (active) this.#source?.start();
    else {
      this.lifecycle.to('ACTIVE', model.creation);
      simulation.schedule(model.creation, () => this.#source?.start());
    }
  }

  /** What became of its records so far, each once: of those that are still on their way, nothing yet. */
  get fates(): Fates {
    return { ...this.#fates };
  }

  /** Partitions with something to deliver. */
  get activePartitions(): number {
    return this.#delivery.activePartitions;
  }

  /**
   * Puts a record, as PutRecord does; answers its id.
   *
   * @param data text, which is sent as UTF-8, or bytes
   * @throws ServiceUnavailableException (more than the limits of direct puts), InvalidArgumentException
   */
  putRecord(data: string | Uint8Array): string {
    const [result] = this.put([typeof data === 'string' ? utf8(data) : data.slice()]);
    if (result!.error) throw result!.error;
    return result!.recordId!;
  }

  /** One of its CloudWatch metrics: `cloud.record(lake.metric('DeliveryToS3.ObjectCount'))`. */
  metric(name: FirehoseMetricName): Metric {
    return this.metrics.get(name);
  }

  /** @internal Takes records that are put directly, or tells why not, one by one. */
  put(all: readonly Uint8Array[]): { recordId?: string; error?: AwsError }[] {
    if (!this.lifecycle.is('ACTIVE'))
      throw firehoseError('ResourceNotFoundException', `Firehose ${this.name} is not ACTIVE.`);
    if (this.#source)
      throw invalidArgument(`This operation is not permitted on KinesisStreamAsSource delivery stream type.`);
    const { now } = this.#world.region.world.simulation;
    const { bytes, requests, records } = this.#tanks;
    const open = requests.holds(1, now);
    if (open) requests.take(1, now);
    this.metrics.count('IncomingPutRequests');
    return all.map((data) => {
      if (!open || !bytes.holds(data.length, now) || !records.holds(1, now)) {
        this.metrics.count('ThrottledRecords');
        return { error: firehoseError('ServiceUnavailableException', 'Slow down.') };
      }
      bytes.take(data.length, now);
      records.take(1, now);
      return { recordId: this.#take(data) };
    });
  }

  /** @internal Delivers to another destination from now on. */
  update(configuration: Input<'CreateDeliveryStream'>): void {
    this.settings = settingsOf(configuration);
    this.configuration = configuration;
    this.version++;
    this.#delivery = this.#deliver();
  }

  #take(data: Uint8Array): string {
    const { meter, simulation } = this.#world.region.world;
    this.metrics.count('IncomingBytes', data.length);
    this.metrics.count('IncomingRecords');
    meter.usage(prices.ingested).add((Math.max(1, Math.ceil(data.length / BILLED)) * BILLED) / GB);
    const recordId = `${String(this.#count++).padStart(56, '0')}000000`;
    const arrival = simulation.epochMillis;
    this.#delivery.put({ recordId, data, bytes: data.length, arrival, partitionKeys: {} });
    this.metrics.count('PartitionCount', this.#delivery.activePartitions);
    return recordId;
  }

  #deliver(): Delivery {
    const { region, model, outside, newId, activePartitions } = this.#world;
    const { settings, name, version, arn } = this;
    const called = settings.processing.function;
    return new Delivery({ name, version }, settings, {
      simulation: region.world.simulation,
      model,
      newId,
      activePartitions,
      s3Retry: limits.s3Retry.default * 3600,
      store: (bucket, key, body) => this.#store(bucket, key, body),
      send: (records, key) => outside.send({ address: settings.address, records, key }),
      transform: called && ((records) => callFunction(region, called.arn, arn, records)),
      onFate: (fate, records) => this.#tell(fate, records),
    });
  }

  #store(bucket: string, key: string, body: Uint8Array): Reply<boolean> {
    const { region } = this.#world;
    const { metrics } = this;
    return region.world.simulation.process(function* (): Generator<Yieldable, boolean, never> {
      try {
        yield* region.call('s3', 'PutObject', { Bucket: bucket, Key: key, Body: body });
        metrics.count('DeliveryToS3.Success');
        metrics.count('DeliveryToS3.ObjectCount');
        return true;
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        metrics.count('DeliveryToS3.Success', 0);
        return false;
      }
    }, 'Firehose to S3');
  }

  #tell(fate: Fate, records: readonly DeliveryRecord[]): void {
    this.#fates[fate] += records.length;
    const { meter, simulation } = this.#world.region.world;
    if (fate !== 'delivered') return;
    const bytes = records.reduce((sum, record) => sum + record.bytes, 0);
    this.metrics.count('DeliveryToS3.Records', records.length);
    this.metrics.count('DeliveryToS3.Bytes', bytes);
    const oldest = Math.min(...records.map(({ arrival }) => arrival));
    this.metrics.count('DeliveryToS3.DataFreshness', (simulation.epochMillis - oldest) / 1000);
    if (!this.settings.dynamicPartitioning) return;
    meter.usage(prices.partitioned).add(bytes / GB);
    meter.usage(prices.objects).add(1);
  }
}
