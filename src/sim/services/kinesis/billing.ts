import type { Lasting, Price, Region } from '../../cloud/index.ts';
import { kinesisPrices as prices } from './prices.ts';
import type { StreamMode } from './schema.ts';
import type { StreamRecord } from './shards/record-log.ts';

const KiB = 1024;
const GB = KiB * KiB * KiB;
const PAYLOAD_UNIT = 25 * KiB;
/** Hours. AWS reckons a month as 730. */
const [WEEK, MONTH] = [168, 730];

/** What a stream costs by the hour. */
interface Lasts {
  readonly mode: StreamMode;
  readonly shards: number;
  readonly consumers: number;
  readonly retentionHours: number;
}

/** The bill of one stream. */
export class Billing {
  readonly #region: Region;
  #lasting: Lasting[] = [];
  #retentionHours = 24;

  constructor(region: Region) {
    this.#region = region;
  }

  /** From now on the stream has so many shards and consumers. */
  last({ mode, shards, consumers, retentionHours }: Lasts): void {
    this.stop();
    this.#retentionHours = retentionHours;
    if (mode === 'ON_DEMAND') this.#start(prices.streamHours, 1);
    else {
      this.#start(prices.shardHours, shards);
      if (retentionHours > 24) this.#start(prices.extendedRetention, shards);
      if (consumers > 0) this.#start(prices.fanOutHours, consumers * shards);
    }
  }

  /** The stream is gone. */
  stop(): void {
    for (const lasting of this.#lasting) lasting.stop();
    this.#lasting = [];
  }

  /** A record was stored. */
  put(mode: StreamMode, bytes: number): void {
    if (mode === 'PROVISIONED')
      this.#add(prices.putPayloadUnits, Math.max(1, Math.ceil(bytes / PAYLOAD_UNIT)));
    else this.#add(prices.dataIn, rounded(bytes));
    // What is kept beyond 24 hours, by the GB and month: counted at once, for as long as the retention says now.
    const kept = Math.min(this.#retentionHours, WEEK) - 24;
    if (mode === 'ON_DEMAND' && kept > 0) this.#add(prices.retained, (rounded(bytes) * kept) / MONTH);
  }

  /** Records were read by polling. */
  get(mode: StreamMode, records: readonly StreamRecord[]): void {
    if (mode === 'PROVISIONED' || records.length === 0) return;
    this.#add(prices.dataOut, sum(records));
  }

  /** Records were pushed to a consumer. */
  push(mode: StreamMode, records: readonly StreamRecord[]): void {
    this.#add(mode === 'PROVISIONED' ? prices.fanOutData : prices.fanOutOnDemand, sum(records));
  }

  #start(price: Price, hours: number): void {
    this.#lasting.push(this.#region.world.meter.usage(price).start(hours / 3600));
  }

  #add(price: Price, quantity: number): void {
    this.#region.world.meter.usage(price).add(quantity);
  }
}

/** GB of a record, a whole KiB at least. */
const rounded = (bytes: number): number => (Math.max(1, Math.ceil(bytes / KiB)) * KiB) / GB;

/** GB that were read. AWS tells of the rounding for data in; for data out it was not found on a page of AWS's. */
const sum = (records: readonly StreamRecord[]): number =>
  records.reduce((all, { bytes }) => all + rounded(bytes), 0);
