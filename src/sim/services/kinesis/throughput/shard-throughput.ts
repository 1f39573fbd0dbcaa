import { kinesisLimits as limits } from '../limits.ts';
import type { KinesisModel } from '../model.ts';
import { Tank } from '../../../cloud/tank.ts';

/** How many seconds of their rate the tanks hold. */
type Bursts = Pick<KinesisModel, 'writeBurst' | 'readBurst'>;

/**
 * What one shard lets through: writes by bytes and by records, reads by calls, bytes and records, which all polling
 * consumers share.
 */
export class ShardThroughput {
  readonly #writeBytes: Tank;
  readonly #writeRecords: Tank;
  readonly #readCalls: Tank;
  readonly #readBytes: Tank;
  readonly #readRecords: Tank;

  constructor(now: number, { writeBurst, readBurst }: Bursts) {
    const tank = (rate: number, seconds: number) => new Tank(rate, rate * seconds, now);
    this.#writeBytes = tank(limits.shardWriteBytes.max, writeBurst);
    this.#writeRecords = tank(limits.shardWriteRecords.max, writeBurst);
    this.#readCalls = tank(limits.shardReadCalls.max, readBurst);
    this.#readBytes = tank(limits.shardReadBytes.max, readBurst);
    this.#readRecords = tank(limits.shardReadRecords.max, readBurst);
  }

  /** Lets a record in, or not; what is refused takes nothing. */
  write(bytes: number, now: number): boolean {
    if (!this.#writeBytes.holds(bytes, now) || !this.#writeRecords.holds(1, now)) return false;
    this.#writeBytes.take(bytes, now);
    this.#writeRecords.take(1, now);
    return true;
  }

  /** Lets a GetRecords begin, or not. A call that is refused still is one of the five. */
  read(now: number): boolean {
    if (!this.#readCalls.holds(1, now)) return false;
    this.#readCalls.take(1, now);
    return this.#readBytes.level(now) >= 0 && this.#readRecords.level(now) >= 0;
  }

  /** Tells what a GetRecords returned. */
  returned(records: number, bytes: number, now: number): void {
    if (records === 0) return;
    this.#readBytes.overdraw(bytes, now);
    this.#readRecords.overdraw(records, now);
  }
}
