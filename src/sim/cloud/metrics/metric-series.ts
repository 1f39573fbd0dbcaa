import { RawValuesRing, type ValueCounts } from './raw-values.ts';
import { MINUTES, PUT_AHEAD, SUB_MINUTE, TIERS, tierFor } from './retention.ts';
import { StatisticRing } from './statistic-ring.ts';
import { Tally, type StatisticSet } from './statistic-set.ts';

/** How a series is stored and read. */
export interface MetricSeriesOptions {
  /** AWS's StorageResolution: 60, the default, or 1 for a metric of high resolution. */
  resolution?: 1 | 60;
  /**
   * Seconds from the end of a period until its datapoint can be read, as with a service that publishes once a period.
   * Absent: at once, while the period still runs, as with PutMetricData.
   */
  publishedAfter?: number;
}

/**
 * The datapoints of one metric in one unit, in one ring per retention tier.
 *
 * Values of the running period gather in a tally, which goes into the rings when another period begins. Reading adds
 * the tally to what it finds and leaves the tally unchanged, so no reader alters the last bit of a later sum.
 */
export class MetricSeries {
  readonly resolution: 1 | 60;
  readonly publishedAfter: number | undefined;
  /** When its newest datapoint came, in seconds since 1970; -Infinity before the first. */
  lastAt = -Infinity;
  /** Finest first. */
  readonly #rings: readonly StatisticRing[];
  readonly #open = new Tally();
  /** When the open period began; NaN if none is open. */
  #openStart = NaN;
  /** Whether the tally has all of the open period: none of it lies in a ring, as it does if values came late. */
  #whole = true;
  #newestStart = -Infinity;
  /** Only of periods whose values differ: a statistic set says all about the others. */
  readonly #values: readonly RawValuesRing[];

  constructor({ resolution = 60, publishedAfter }: MetricSeriesOptions = {}) {
    this.resolution = resolution;
    this.publishedAfter = publishedAfter;
    const tiers = resolution === 1 ? [SUB_MINUTE, ...TIERS] : TIERS;
    const rings: StatisticRing[] = [];
    for (const { period, keep } of [...tiers].reverse()) {
      rings.unshift(new StatisticRing(period, keep + PUT_AHEAD, rings[0]));
    }
    this.#rings = rings;
    const raw = resolution === 1 ? [SUB_MINUTE, MINUTES] : [MINUTES];
    this.#values = raw.map(({ period, keep }) => new RawValuesRing(period, keep + PUT_AHEAD));
  }

  /** Takes a value that occurred `count` times at `time`, in seconds since 1970. */
  add(time: number, value: number, count = 1): void {
    const open = this.#at(time);
    for (const ring of this.#values) {
      const values = ring.find(time) ?? this.#differing(ring, time, value, value);
      values?.add(value, count);
    }
    open.add(value, count);
  }

  /** Takes a statistic set for `time`. */
  addSet(time: number, set: StatisticSet): void {
    const open = this.#at(time);
    for (const ring of this.#values) {
      const values = ring.find(time) ?? this.#differing(ring, time, set.min, set.max);
      values?.addSet(set);
    }
    open.merge(set);
  }

  /** Adds to a tally what can be read at `now` of the datapoints stamped from `start` on and before `start + period`. */
  collect(start: number, period: number, now: number, tally: Tally): void {
    const tier = tierFor(period, now - start);
    if (tier === undefined) return;
    // What is not rolled up yet is read as if it were: by the stamps of the tier.
    const from = Math.ceil(start / tier.period) * tier.period;
    const to = Math.min(Math.ceil((start + period) / tier.period) * tier.period, this.#visibleEnd(now));
    this.#collect(from, to, Math.max(tier.period, this.resolution), tally);
  }

  /** The raw values of the same datapoints; undefined where they are not, or no longer, kept. */
  values(start: number, period: number, now: number): ValueCounts[] | undefined {
    const tier = tierFor(period, now - start);
    if (tier === undefined) return undefined;
    const ring = this.#values.find((each) => each.period === Math.max(tier.period, this.resolution));
    if (ring === undefined) return undefined;
    const end = Math.min(start + period, this.#visibleEnd(now));
    const found: ValueCounts[] = [];
    for (let time = Math.ceil(start / ring.period) * ring.period; time < end; time += ring.period) {
      const values = ring.find(time) ?? this.#equal(time, ring.period);
      if (values?.complete === false) return undefined;
      if (values) found.push(values);
    }
    return found;
  }

  /** Bytes of the statistic sets. */
  get bytes(): number {
    return this.#rings.reduce((sum, ring) => sum + ring.bytes, 0);
  }

  /** Where values begin to differ within a period, keeps them from then on: those before were all equal. */
  #differing(ring: RawValuesRing, time: number, min: number, max: number) {
    const start = Math.floor(time / ring.period) * ring.period;
    const before = this.#setOf(start, ring.period);
    if (Math.min(min, before.min) === Math.max(max, before.max)) return undefined;
    const values = ring.begin(time);
    if (before.count > 0) values?.add(before.min, before.count);
    return values;
  }

  /** The values of a period in which all are equal. */
  #equal(start: number, period: number): (ValueCounts & { complete: true }) | undefined {
    const { count, min } = this.#setOf(start, period);
    return count > 0 ? { values: [min], counts: [count], complete: true } : undefined;
  }

  #setOf(start: number, period: number): StatisticSet {
    if (start === this.#openStart && period === this.resolution && this.#whole) return this.#open;
    const tally = new Tally();
    this.#collect(start, start + period, period, tally);
    return tally;
  }

  #collect(from: number, to: number, coarsest: number, tally: Tally): void {
    for (const ring of this.#rings) if (ring.period <= coarsest) ring.collect(from, to, tally);
    if (this.#openStart >= from && this.#openStart < to) tally.merge(this.#open);
  }

  /** The tally for a value at `time`. */
  #at(time: number): Tally {
    if (time > this.lastAt) this.lastAt = time;
    const start = Math.floor(time / this.resolution) * this.resolution;
    if (start === this.#openStart) return this.#open;
    this.#close();
    this.#whole = !(start <= this.#newestStart);
    if (this.#whole) this.#newestStart = start;
    this.#openStart = start;
    return this.#open;
  }

  #close(): void {
    if (Number.isNaN(this.#openStart)) return;
    this.#rings[0]?.merge(this.#openStart, this.#open);
    this.#open.clear();
  }

  /** Datapoints stamped before this can be read. */
  #visibleEnd(now: number): number {
    if (this.publishedAfter === undefined) return Infinity;
    return Math.floor((now - this.publishedAfter) / this.resolution) * this.resolution;
  }
}
