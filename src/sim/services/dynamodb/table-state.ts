import type { Lasting, Region } from '../../cloud/index.ts';
import { Lifecycle } from '../../cloud/lifecycle.ts';
import { MetricSet } from '../../cloud/metric-set.ts';
import { OnDemandCapacity } from './capacity/on-demand.ts';
import { ProvisionedCapacity } from './capacity/provisioned.ts';
import { Throughput } from './capacity/throughput.ts';
import { readUnits, writeUnits, type Consistency } from './capacity/units.ts';
import { ChangeStream } from './change-stream.ts';
import { conditionFailed, dynamoError } from './errors.ts';
import { Items } from './items/items.ts';
import { keyAttributes, keyText, type KeySchema } from './items/key.ts';
import { itemSize } from './items/size.ts';
import { awsItem, type AttributeValue, type Item } from './items/value.ts';
import { commit, type Prepared } from './items/write.ts';
import { dynamodbLimits as limits } from './limits.ts';
import { dynamodbMetrics } from './metrics.ts';
import type { DynamoDBModel } from './model.ts';
import { dynamodbPrices as prices } from './prices.ts';
import type { Model, StreamViewType, TableDescription } from './schema.ts';

const GB = 1024 * 1024 * 1024;
/** AWS reckons a month as 730 hours. */
const MONTH = 730 * 3600;
const FIVE_YEARS = 5 * 365 * 86_400;

/** What pays for a table's reads and writes. */
export type CapacitySettings =
  | { readonly mode: 'PROVISIONED'; readonly read: number; readonly write: number }
  | {
      readonly mode: 'PAY_PER_REQUEST';
      readonly maxRead?: number | undefined;
      readonly maxWrite?: number | undefined;
    };

/** What a table is made with. */
export interface TableSettings {
  readonly name: string;
  readonly id: string;
  readonly key: KeySchema;
  readonly capacity: CapacitySettings;
  readonly protected: boolean;
}

/** A table: its items, what they may be read and written at, and who is told of changes. */
export class TableState {
  readonly name: string;
  readonly arn: string;
  readonly created: Date;
  readonly lifecycle: Lifecycle<'CREATING' | 'ACTIVE' | 'UPDATING' | 'DELETING'>;
  readonly items: Items;
  readonly metrics: MetricSet<keyof typeof dynamodbMetrics>;
  protected: boolean;
  stream: ChangeStream | undefined;
  /** The attribute that says when an item expires. */
  timeToLive: string | undefined;
  readonly #region: Region;
  readonly #id: string;
  readonly #model: Readonly<DynamoDBModel>;
  #capacity!: CapacitySettings;
  #read!: Throughput;
  #write!: Throughput;
  readonly #levels: { read?: ProvisionedCapacity | undefined; write?: ProvisionedCapacity | undefined } = {};
  #provisioned: Lasting[] = [];
  #storage: Lasting | undefined;
  #bytes = 0;
  #count = 0;
  #expiring = false;

  constructor(region: Region, settings: TableSettings, model: Readonly<DynamoDBModel>, active: boolean) {
    const { name, id, key, capacity } = settings;
    const { simulation } = region.world;
    this.#region = region;
    this.#id = id;
    this.#model = model;
    this.name = name;
    this.protected = settings.protected;
    this.arn = region.arn('dynamodb', `table/${name}`);
    this.created = new Date(simulation.epochMillis);
    this.lifecycle = new Lifecycle<TableState['lifecycle']['state']>(
      simulation,
      active ? 'ACTIVE' : 'CREATING',
    );
    this.items = new Items(key, (before, after) => this.#changed(before, after));
    this.metrics = new MetricSet(region, dynamodbMetrics, { TableName: name });
    this.capacity = capacity;
    if (!active) this.lifecycle.to('ACTIVE', model.creation);
  }

  get capacity(): CapacitySettings {
    return this.#capacity;
  }

  /** Sets what it may be read and written at. What is left of a burst stays, as far as it fits. */
  set capacity(capacity: CapacitySettings) {
    const before = this.#capacity as CapacitySettings | undefined;
    this.#capacity = capacity;
    this.#read = this.#throughput('read', before, limits.partitionRead.max);
    this.#write = this.#throughput('write', before, limits.partitionWrite.max);
    for (const lasting of this.#provisioned) lasting.stop();
    this.#provisioned =
      capacity.mode === 'PROVISIONED'
        ? [
            this.#usage(prices.readCapacity).start(capacity.read / 3600),
            this.#usage(prices.writeCapacity).start(capacity.write / 3600),
          ]
        : [];
  }

  /** Pays for a read; answers its units. `partition` is the partition key; undefined for many. */
  read(bytes: number, consistency: Consistency, partition?: AttributeValue): number {
    return this.#take('Read', readUnits(bytes, consistency), partition);
  }

  /** Pays for a write; answers its units. */
  pay({ size, key, items }: Prepared, transactional = false): number {
    return this.#take('Write', writeUnits(size, transactional), key[items.key.partition.name]);
  }

  /** Pays for a write and does it, unless its condition does not hold: it has been paid for all the same. */
  write(prepared: Prepared, shown = false): number {
    const units = this.pay(prepared);
    if (!prepared.holds) {
      this.metrics.count('ConditionalCheckFailedRequests');
      throw conditionFailed(shown && prepared.before ? awsItem(prepared.before) : undefined);
    }
    commit(prepared);
    return units;
  }

  /** Begins, or ends, a stream of changes. */
  setStream(view: StreamViewType | undefined): void {
    if (this.stream) this.stream.open = false;
    if (view) this.stream = new ChangeStream(this.#region, { arn: this.arn, key: this.items.key }, view);
  }

  /** Sets the attribute that says when an item expires. Items that are there get their time too. */
  setTimeToLive(attribute: string | undefined): void {
    this.timeToLive = attribute;
    for (const item of this.items.after()) this.#await(item);
  }

  /** The table is gone. */
  remove(): void {
    this.setStream(undefined);
    this.timeToLive = undefined;
    this.#storage?.stop();
    for (const lasting of this.#provisioned) lasting.stop();
    this.metrics.withdraw();
  }

  describe(): Model<TableDescription> {
    const { stream, items, name, arn } = this;
    const capacity = this.#capacity;
    const { partition, sort } = items.key;
    return {
      tableName: name,
      tableArn: arn,
      tableId: this.#id,
      tableStatus: this.lifecycle.state,
      creationDateTime: this.created,
      attributeDefinitions: keyAttributes(items.key).map((one) => ({
        attributeName: one.name,
        attributeType: one.type,
      })),
      keySchema: [
        { attributeName: partition.name, keyType: 'HASH' },
        ...(sort ? [{ attributeName: sort.name, keyType: 'RANGE' as const }] : []),
      ],
      provisionedThroughput: {
        numberOfDecreasesToday: 0,
        readCapacityUnits: capacity.mode === 'PROVISIONED' ? capacity.read : 0,
        writeCapacityUnits: capacity.mode === 'PROVISIONED' ? capacity.write : 0,
      },
      ...(capacity.mode === 'PAY_PER_REQUEST' && { billingModeSummary: { billingMode: capacity.mode } }),
      tableSizeBytes: this.#bytes,
      itemCount: this.#count,
      deletionProtectionEnabled: this.protected,
      ...(stream && {
        latestStreamArn: stream.arn,
        latestStreamLabel: stream.label,
        ...(stream.open && { streamSpecification: { streamEnabled: true, streamViewType: stream.view } }),
      }),
    };
  }

  get #now(): number {
    return this.#region.world.simulation.now;
  }

  #usage(price: (typeof prices)[keyof typeof prices]) {
    return this.#region.world.meter.usage(price);
  }

  #throughput(
    what: 'read' | 'write',
    before: CapacitySettings | undefined,
    perPartition: number,
  ): Throughput {
    const capacity = this.#capacity;
    const now = this.#now;
    const units = before?.mode === 'PROVISIONED' ? before[what] : 0;
    if (capacity.mode === 'PROVISIONED') {
      const level = this.#levels[what]?.level(now) ?? this.#model.startSeconds * capacity[what];
      const tank = new ProvisionedCapacity(capacity[what], level, now);
      this.#levels[what] = tank;
      return new Throughput(tank, perPartition);
    }
    this.#levels[what] = undefined;
    const row = what === 'read' ? limits.onDemandRead : limits.onDemandWrite;
    const bounds = {
      // A table that was provisioned keeps at least what it had.
      initial: Math.max(row.default, units),
      quota: this.#region.quotas.get(limits.onDemandMost) ?? limits.onDemandMost.max,
      maximum: what === 'read' ? capacity.maxRead : capacity.maxWrite,
      window: this.#model.peakWindow,
    };
    return new Throughput(new OnDemandCapacity(bounds, now), perPartition);
  }

  #take(operation: 'Read' | 'Write', units: number, partition: AttributeValue | undefined): number {
    const throughput = operation === 'Read' ? this.#read : this.#write;
    const exceeded = throughput.take(units, partition && keyText(partition), this.#now);
    if (exceeded) {
      this.metrics.count(`${operation}ThrottleEvents`);
      const details = { ThrottlingReasons: [{ reason: `Table${operation}${exceeded}`, resource: this.arn }] };
      throw this.#capacity.mode === 'PROVISIONED'
        ? dynamoError(
            'ProvisionedThroughputExceededException',
            'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.',
            details,
          )
        : dynamoError(
            'ThrottlingException',
            'Throughput exceeds the current capacity of your table or index.',
            details,
          );
    }
    this.metrics.count(`Consumed${operation}CapacityUnits`, units);
    if (this.#capacity.mode === 'PAY_PER_REQUEST')
      this.#usage(operation === 'Read' ? prices.reads : prices.writes).add(units);
    return units;
  }

  #changed(before: Item | undefined, after: Item | undefined): void {
    this.#count += (after ? 1 : 0) - (before ? 1 : 0);
    const more = (after ? itemSize(after) : 0) - (before ? itemSize(before) : 0);
    if (more !== 0) {
      this.#bytes += more;
      this.#storage?.stop();
      this.#storage = this.#usage(prices.storage).start(this.#bytes / GB / MONTH);
    }
    if (this.stream?.open) this.stream.append(before, after, this.#expiring);
    if (after) this.#await(after);
  }

  /** The time at which an item expires, in epoch seconds: it counts where it is a number, and no more than five years ago. */
  #expiry(item: Item): number | undefined {
    const value = this.timeToLive === undefined ? undefined : item[this.timeToLive];
    if (!value || !('n' in value)) return undefined;
    const at = Number(value.n);
    return at >= this.#region.world.simulation.epochMillis / 1000 - FIVE_YEARS ? at : undefined;
  }

  /**
   * Deletes an item after it has expired, at no cost. Until then it is read like any other.
   * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
   */
  #await(item: Item): void {
    const expiry = this.#expiry(item);
    if (expiry === undefined) return;
    const { simulation } = this.#region.world;
    const due = expiry + this.#model.timeToLiveDelay - simulation.epochMillis / 1000;
    simulation.schedule(Math.max(0, due), () => {
      const found = this.items.find(item);
      // It may have been given more time.
      if (!found || this.#expiry(found) !== expiry) return;
      this.#expiring = true;
      this.items.replace(found, undefined);
      this.#expiring = false;
      this.metrics.count('TimeToLiveDeletedItemCount');
    });
  }
}
