import { kinesisLimits as limits } from '../limits.ts';
import type { KinesisModel } from '../model.ts';

/** How many times the peak a stream takes in, and how long, in seconds, a peak is remembered. */
const FACTOR = 2;
const MEMORY = 30 * 86_400;

/** How much an on-demand stream takes in at least and at most, in bytes a second. */
export interface OnDemandBounds {
  start: number;
  readonly most: number;
}

type Measure = Pick<KinesisModel, 'onDemandInterval' | 'onDemandReaction'>;

/** The throughput of an interval, and when the interval ended. */
interface Peak {
  readonly end: number;
  readonly rate: number;
}

/**
 * How much an on-demand stream takes in: twice its peak of the last 30 days. Who more than doubles that within 15
 * minutes is throttled, however evenly the keys are spread.
 * https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html
 */
export class OnDemandCapacity {
  readonly #bounds: OnDemandBounds;
  readonly #model: Measure;
  /** Intervals that do not count yet. */
  readonly #young: Peak[] = [];
  /** Of those that count, each that none after it has reached: the highest first. */
  readonly #peaks: Peak[] = [];
  #interval = -1;
  #bytes = 0;

  /** @param bounds may change: warm throughput raises where a stream starts */
  constructor(bounds: OnDemandBounds, model: Measure) {
    this.#bounds = bounds;
    this.#model = model;
  }

  /** Counts what was written. */
  wrote(bytes: number, now: number): void {
    this.#close(now);
    this.#bytes += bytes;
  }

  /** Bytes a second. */
  capacity(now: number): number {
    const { start, most } = this.#bounds;
    const { onDemandReaction: reaction } = this.#model;
    this.#close(now);
    while (this.#young.length > 0 && this.#young[0]!.end <= now - reaction) {
      const peak = this.#young.shift()!;
      while (this.#peaks.length > 0 && this.#peaks.at(-1)!.rate <= peak.rate) this.#peaks.pop();
      this.#peaks.push(peak);
    }
    while (this.#peaks.length > 0 && this.#peaks[0]!.end <= now - MEMORY) this.#peaks.shift();
    return Math.min(most, Math.max(start, FACTOR * (this.#peaks[0]?.rate ?? 0)));
  }

  /** Shards for that much: each still takes in no more than a shard does, so a single key is not helped. */
  shards(now: number): number {
    return Math.ceil(this.capacity(now) / limits.shardWriteBytes.max);
  }

  /** Ends the interval that is under way, when its time is over. */
  #close(now: number): void {
    const { onDemandInterval: interval } = this.#model;
    const current = Math.floor(now / interval);
    if (current === this.#interval) return;
    if (this.#bytes > 0) {
      this.#young.push({ end: (this.#interval + 1) * interval, rate: this.#bytes / interval });
    }
    this.#interval = current;
    this.#bytes = 0;
  }
}
