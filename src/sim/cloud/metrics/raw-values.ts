import { exp } from '../../kernel/math/exponential.ts';
import { log } from '../../kernel/math/logarithm.ts';
import type { StatisticSet } from './statistic-set.ts';

/** From so many values on, a period keeps classes of values in place of the values. */
const EXACT = 500;
/** Width of a class, as a natural logarithm: values of one class differ by at most 1 %. */
const WIDTH = 0.01;

/** Values of a period, each with how often it occurred. */
export interface ValueCounts {
  readonly values: readonly number[];
  /** Absent while each value occurred once. */
  readonly counts: readonly number[] | undefined;
}

/**
 * The values of one period one by one, as percentiles need them. Past 500, values go into classes 1 % wide, so
 * that a period of a million requests takes no more memory than one of ten thousand: a percentile is then right to
 * half a per cent. AWS approximates too, and does not say how.
 */
export class RawValues implements ValueCounts {
  #values: number[] = [];
  #counts: number[] | undefined;
  #classes: Map<number, number> | undefined;
  /** False once a statistic set has hidden its values. */
  complete = true;

  get values(): readonly number[] {
    return this.#values;
  }

  get counts(): readonly number[] | undefined {
    return this.#counts;
  }

  add(value: number, count: number): void {
    if (this.#classes) {
      this.#addToClass(value, count);
      return;
    }
    if (count !== 1) this.#counts ??= this.#values.map(() => 1);
    this.#values.push(value);
    this.#counts?.push(count);
    if (this.#values.length > EXACT) this.#classify();
  }

  /**
   * Takes a statistic set. Its values are known only where all are equal.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html#Requirements-percentiles
   */
  addSet({ count, sum, min, max }: StatisticSet): void {
    if (min === max && sum === min * count) this.add(min, count);
    else this.complete = false;
  }

  #classify(): void {
    const [values, counts] = [this.#values, this.#counts];
    this.#values = [];
    this.#counts = [];
    this.#classes = new Map();
    for (const [index, value] of values.entries()) this.#addToClass(value, counts?.[index] ?? 1);
  }

  /** A class is known by its middle. Zero is a class of its own; negative values, which have no percentiles, join it. */
  #addToClass(value: number, count: number): void {
    const number = value > 0 ? Math.floor(log(value) / WIDTH) : -Infinity;
    const index = this.#classes!.get(number);
    if (index !== undefined) {
      this.#counts![index]! += count;
      return;
    }
    this.#classes!.set(number, this.#values.length);
    this.#values.push(value > 0 ? exp((number + 0.5) * WIDTH) : 0);
    this.#counts!.push(count);
  }
}

/** The raw values of a metric by period, for as long back as a retention tier asks. */
export class RawValuesRing {
  /** Length of a period, in seconds. */
  readonly period: number;
  readonly #length: number;
  readonly #slots = new Map<number, RawValues>();
  #newest = -Infinity;

  constructor(period: number, span: number) {
    this.period = period;
    this.#length = Math.ceil(span / period);
  }

  /** The values of the period in which `time` lies; undefined where none are kept. */
  find(time: number): RawValues | undefined {
    return this.#slots.get(Math.floor(time / this.period));
  }

  /** Begins to keep the values of the period in which `time` lies; undefined if that is too long ago. */
  begin(time: number): RawValues | undefined {
    const slot = Math.floor(time / this.period);
    if (slot <= this.#newest - this.#length) return undefined;
    const values = new RawValues();
    this.#slots.set(slot, values);
    if (slot > this.#newest) this.#advance(slot);
    return values;
  }

  /** Drops what falls out of the span. Each slot is visited once in its life, or all of them after a long silence. */
  #advance(newest: number): void {
    const oldest = newest - this.#length + 1;
    const wasOldest = this.#newest - this.#length + 1;
    if (oldest - wasOldest <= this.#length) {
      for (let slot = wasOldest; slot < oldest; slot++) this.#slots.delete(slot);
    } else {
      for (const slot of this.#slots.keys()) if (slot < oldest) this.#slots.delete(slot);
    }
    this.#newest = newest;
  }
}
