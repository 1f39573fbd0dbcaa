import type { RandomStream } from '../../../kernel/index.ts';
import { exp, log } from '../../../kernel/math.ts';

/**
 * How a pool's price moves. AWS says that it follows long-term supply and demand, smoothly and without bids; the rest is
 * an assumption, and each figure a parameter.
 */
export interface PricePathOptions {
  /** USD an hour On-Demand: no Spot price passes it. */
  readonly onDemand: number;
  /** The share of the On-Demand price around which it moves. Default 0.35. */
  readonly fraction?: number;
  /** How far it strays: the standard deviation of its logarithm in the long run. Default 0.15. */
  readonly spread?: number;
  /** In how many hours half of a deviation has gone. Default 48. */
  readonly halfLife?: number;
  /** Hours from one price to the next. Default 1. */
  readonly step?: number;
}

/** A Spot price that is drawn back to its mean: an Ornstein-Uhlenbeck process of its logarithm, in steps. */
export class PricePath {
  readonly #random: RandomStream;
  readonly #onDemand: number;
  readonly #center: number;
  readonly #spread: number;
  readonly #keep: number;
  readonly #step: number;
  /** Its deviations, one a step, made as far as somebody asked. */
  readonly #deviations: number[];

  /** It begins at a random distance from its mean. */
  constructor(random: RandomStream, options: PricePathOptions) {
    const { onDemand, fraction = 0.35, spread = 0.15, halfLife = 48, step = 1 } = options;
    this.#random = random;
    this.#onDemand = onDemand;
    // Centred so that the mean of the price, not of its logarithm, is the fraction.
    this.#center = log(fraction) - (spread * spread) / 2;
    this.#spread = spread;
    this.#keep = exp((-step / halfLife) * log(2));
    this.#step = step * 3600;
    this.#deviations = [random.normal(0, spread)];
  }

  /** The On-Demand price of the same instance, USD an hour. */
  get onDemand(): number {
    return this.#onDemand;
  }

  /** USD an hour at a moment, in seconds since the run began. */
  at(moment: number): number {
    const index = Math.max(Math.floor(moment / this.#step), 0);
    while (this.#deviations.length <= index) {
      const noise = this.#random.normal(0, this.#spread * Math.sqrt(1 - this.#keep * this.#keep));
      this.#deviations.push(this.#keep * this.#deviations.at(-1)! + noise);
    }
    const price = this.#onDemand * exp(this.#center + this.#deviations[index]!);
    // AWS quotes four decimals.
    return Math.round(Math.min(price, this.#onDemand) * 1e4) / 1e4;
  }

  /** When the price may next be another, after a moment. */
  nextChange(moment: number): number {
    return (Math.floor(moment / this.#step) + 1) * this.#step;
  }
}
