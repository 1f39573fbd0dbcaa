import { Tally } from './tally.ts';

/** A tally that keeps its observations too, and so has exact quantiles. Memory grows with each one. */
export class Sample extends Tally {
  #values: number[] = [];
  #sorted: Float64Array | undefined;

  override add(value: number): void {
    super.add(value);
    this.#values.push(value);
    this.#sorted = undefined;
  }

  override reset(): void {
    super.reset();
    this.#values = [];
    this.#sorted = undefined;
  }

  /** The observations in the order they came. */
  get values(): readonly number[] {
    return this.#values;
  }

  /**
   * The value that a share p of the observations lies at or below, interpolated between neighbours: Hyndman and Fan's
   * type 7, which R, NumPy and spreadsheets take by default. NaN of an empty sample.
   *
   * @param p from 0, the least, to 1, the greatest; 0.99 is what is called p99
   */
  quantile(p: number): number {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`p must be from 0 to 1, not ${p}`);
    if (this.count === 0) return NaN;
    const sorted = (this.#sorted ??= Float64Array.from(this.#values).sort());
    const place = p * (sorted.length - 1);
    const below = Math.floor(place);
    const low = sorted[below] as number;
    const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
    return low + (place - below) * (high - low);
  }

  /** The observation in the middle. */
  get median(): number {
    return this.quantile(0.5);
  }
}
