import { exp, gammaln, log, log1p, normalQuantile, pow } from './math.ts';

/**
 * A stream of random numbers, named, and fixed by its seed and name alone.
 *
 * Streams do not share state: what one consumer draws never changes what another one gets. So two runs that differ in
 * one part of a model meet the same arrivals (common random numbers), and each variate that can takes exactly one
 * number off its stream, to keep them in step.
 *
 * The generator is xoshiro128** (Blackman and Vigna, 2018): 128 bits of state, period 2^128 − 1.
 * It is no source of secrets.
 */
export class RandomStream {
  /** What it begins with, together with its name. */
  readonly seed: number;
  /** What it is for. */
  readonly name: string;
  readonly #state: Int32Array;

  /**
   * @param seed any finite number; -0 is 0
   * @param name what the stream is for, say `arrivals`; the same seed and name give the same numbers
   */
  constructor(seed: number, name: string) {
    if (!Number.isFinite(seed)) refuse('seed', seed, 'a finite number');
    this.seed = seed + 0;
    this.name = name;
    this.#state = hash(this.seed, name);
  }

  /** A stream of its own, whatever this one has drawn: the stream of the same seed named `parent/name`. */
  split(name: string): RandomStream {
    return new RandomStream(this.seed, `${this.name}/${name}`);
  }

  /** 32 random bits, as a signed integer. */
  #bits(): number {
    const s = this.#state;
    const s0 = s[0] as number;
    const s1 = s[1] as number;
    const s2 = (s[2] as number) ^ s0;
    const s3 = (s[3] as number) ^ s1;
    const x = Math.imul(s1, 5);
    s[0] = s0 ^ s3;
    s[1] = s1 ^ s2;
    s[2] = s2 ^ (s1 << 9);
    s[3] = (s3 << 11) | (s3 >>> 21);
    return Math.imul((x << 7) | (x >>> 25), 9);
  }

  /** Uniform in [0, 1): a multiple of 2^-53. Mean 1/2. */
  next(): number {
    const high = this.#bits() >>> 5;
    return (high * 67108864 + (this.#bits() >>> 6)) * 1.1102230246251565e-16;
  }

  /** Uniform in (0, 1), both ends out: an odd multiple of 2^-53. */
  #open(): number {
    const high = this.#bits() >>> 6;
    return (high * 67108864 + (this.#bits() >>> 6) + 0.5) * 2.220446049250313e-16;
  }

  /** Uniform in [low, high). Mean (low + high) / 2. */
  uniform(low: number, high: number): number {
    requireFinite('low', low);
    requireFinite('high', high);
    if (!(low < high)) refuse('high', high, `more than low (${low})`);
    const u = this.next();
    const value = low * (1 - u) + high * u;
    // Rounding can reach a bound, or, by one ulp, pass it.
    return value < high ? (value < low ? low : value) : low;
  }

  /** A whole number from low to high, both included, each as likely. Mean (low + high) / 2. */
  integer(low: number, high: number): number {
    if (!Number.isSafeInteger(low)) refuse('low', low, 'a whole number');
    if (!Number.isSafeInteger(high)) refuse('high', high, 'a whole number');
    const count = high - low + 1;
    if (!(count >= 1)) refuse('high', high, `no less than low (${low})`);
    if (!(count <= 9007199254740992)) refuse('high', high, `less than 2^53 above low (${low})`);
    // Equal shares of the 2^53 numbers; those left over are drawn again, so that no value is favoured.
    const share = Math.floor(9007199254740992 / count);
    for (;;) {
      const value = Math.floor((this.next() * 9007199254740992) / share);
      if (value < count) return low + value;
    }
  }

  /** True with probability p. */
  bernoulli(p: number): boolean {
    if (!(p >= 0 && p <= 1)) refuse('p', p, 'a probability from 0 to 1');
    return this.next() < p;
  }

  /**
   * Exponential: the gap between arrivals that know nothing of each other.
   *
   * @param mean the mean, in the unit that comes out; more than 0. The rate is 1 / mean
   */
  exponential(mean: number): number {
    if (!(mean > 0 && mean < Infinity)) refuse('mean', mean, 'a finite number above 0');
    return -mean * log(1 - this.next());
  }

  /**
   * Normal. Values below 0 occur: for a time, prefer `logNormal` or `gamma`.
   *
   * @param mean the mean
   * @param sd the standard deviation, in the same unit; 0 or more
   */
  normal(mean: number, sd: number): number {
    requireFinite('mean', mean);
    if (!(sd >= 0 && sd < Infinity)) refuse('sd', sd, 'a finite number, 0 or more');
    return mean + sd * normalQuantile(this.#open());
  }

  /**
   * Log-normal, by the mean and standard deviation of the value itself (not of its logarithm): skewed to the right,
   * as response times are.
   *
   * @param mean the mean; more than 0
   * @param sd the standard deviation, in the same unit; 0 or more
   */
  logNormal(mean: number, sd: number): number {
    requirePositive('mean', mean);
    if (!(sd >= 0 && sd < Infinity)) refuse('sd', sd, 'a finite number, 0 or more');
    const ratio = sd / mean;
    const variance = log1p(ratio * ratio);
    return mean * exp(Math.sqrt(variance) * normalQuantile(this.#open()) - variance / 2);
  }

  /**
   * Gamma. Mean shape × scale, variance shape × scale².
   *
   * @param shape more than 0; 1 is exponential, larger is steadier
   * @param scale more than 0, in the unit that comes out
   */
  gamma(shape: number, scale: number): number {
    requirePositive('shape', shape);
    requirePositive('scale', scale);
    // Marsaglia and Tsang, ACM Transactions on Mathematical Software 26 (2000), 363-372.
    const d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normalQuantile(this.#open());
      const root = 1 + c * x;
      if (root <= 0) continue;
      const v = root * root * root;
      if (log(this.#open()) >= 0.5 * x * x + d - d * v + d * log(v)) continue;
      const value = d * v * scale;
      return shape < 1 ? value * pow(this.#open(), 1 / shape) : value;
    }
  }

  /**
   * Erlang: the sum of k equal exponential stages. Mean `mean`, variance mean² / k.
   *
   * @param k how many stages: a whole number from 1
   * @param mean the mean of the sum, in the unit that comes out; more than 0
   */
  erlang(k: number, mean: number): number {
    if (!(Number.isSafeInteger(k) && k >= 1)) refuse('k', k, 'a whole number from 1');
    requirePositive('mean', mean);
    return this.gamma(k, mean / k);
  }

  /**
   * Weibull: lifetimes. Mean scale × Γ(1 + 1 / shape).
   *
   * @param shape more than 0; below 1 failures come early, 1 is exponential, above 1 they come with age
   * @param scale more than 0, in the unit that comes out; 63 % lie below it
   */
  weibull(shape: number, scale: number): number {
    requirePositive('shape', shape);
    requirePositive('scale', scale);
    return scale * pow(-log(this.#open()), 1 / shape);
  }

  /**
   * Pareto: a heavy tail, as of file sizes. Mean shape × scale / (shape − 1) for a shape above 1, else infinite.
   *
   * @param shape more than 0; the smaller, the heavier the tail
   * @param scale the least value, more than 0, in the unit that comes out
   */
  pareto(shape: number, scale: number): number {
    requirePositive('shape', shape);
    requirePositive('scale', scale);
    return scale * pow(1 - this.next(), -1 / shape);
  }

  /** Poisson: how many events fall in a period that has `mean` of them on average. Variance `mean`. */
  poisson(mean: number): number {
    if (!(mean >= 0 && mean < 4503599627370496)) refuse('mean', mean, 'a number from 0, below 2^52');
    return mean < 30 ? this.#poissonByInversion(mean) : this.#poissonByRejection(mean);
  }

  #poissonByInversion(mean: number): number {
    let rest = this.next();
    let probability = exp(-mean);
    let count = 0;
    while (rest >= probability && probability > 0) {
      rest -= probability;
      count++;
      probability *= mean / count;
    }
    return count;
  }

  /** Transformed rejection: Hörmann's PTRS, Insurance: Mathematics and Economics 12 (1993), 39-45. */
  #poissonByRejection(mean: number): number {
    const b = 0.931 + 2.53 * Math.sqrt(mean);
    const a = -0.059 + 0.02483 * b;
    const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    const squeeze = 0.9277 - 3.6224 / (b - 2);
    const logMean = log(mean);
    for (;;) {
      const u = this.#open() - 0.5;
      const v = this.#open();
      const us = 0.5 - (u < 0 ? -u : u);
      const count = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
      if (us >= 0.07 && v <= squeeze) return count;
      if (count < 0 || (us < 0.013 && v > us)) continue;
      if (log((v * inverseAlpha) / (a / (us * us) + b)) <= count * logMean - mean - gammaln(count + 1))
        return count;
    }
  }

  /**
   * Geometric: how many trials until the first success, that one counted: 1, 2, … Mean 1 / p.
   *
   * @param p the probability that a trial succeeds; more than 0, at most 1
   */
  geometric(p: number): number {
    if (!(p > 0 && p <= 1)) refuse('p', p, 'a probability above 0, up to 1');
    if (p === 1) return 1;
    return Math.floor(log(this.#open()) / log1p(-p)) + 1;
  }

  /** One of the items, each as likely. */
  choice<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('items must not be empty');
    return items[this.integer(0, items.length - 1)] as T;
  }

  /**
   * One of the items, each in proportion to its weight.
   *
   * @param weights one for each item: finite, 0 or more, not all 0
   */
  weighted<T>(items: readonly T[], weights: readonly number[]): T {
    if (items.length === 0) throw new RangeError('items must not be empty');
    if (weights.length !== items.length)
      refuse('weights.length', weights.length, `${items.length}, one for each item`);
    let total = 0;
    let last = 0;
    for (const [i, weight] of weights.entries()) {
      if (!(weight >= 0 && weight < Infinity)) refuse(`weights[${i}]`, weight, 'a finite number, 0 or more');
      if (weight > 0) last = i;
      total += weight;
    }
    if (!(total > 0 && total < Infinity)) refuse('the sum of weights', total, 'a finite number above 0');
    let rest = this.next() * total;
    for (let i = 0; i < last; i++) {
      rest -= weights[i] as number;
      if (rest < 0) return items[i] as T;
    }
    return items[last] as T;
  }

  /** The items in random order, each order as likely; the array given is left as it is. */
  shuffle<T>(items: readonly T[]): T[] {
    const copy = [...items];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = this.integer(0, i);
      const item = copy[i] as T;
      copy[i] = copy[j] as T;
      copy[j] = item;
    }
    return copy;
  }
}

/**
 * 128 bits from seed and name. A sponge: each word goes in, then the state is stirred by rounds of Chaskey's permutation
 * (Mouha et al., 2014), which spreads one bit of difference over all of them.
 */
function hash(seed: number, name: string): Int32Array {
  const state = Int32Array.of(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344);
  const absorb = (word: number, rounds: number): void => {
    state[3] = (state[3] as number) ^ word;
    for (let i = 0; i < rounds; i++) stir(state);
    state[0] = (state[0] as number) ^ word;
  };
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, seed);
  absorb(view.getInt32(0), 4);
  absorb(view.getInt32(4), 4);
  for (let i = 0; i < name.length; i++) absorb(name.charCodeAt(i), 4);
  absorb(name.length, 12);
  // The one state that xoshiro never leaves.
  if (state.every((word) => word === 0)) state[0] = 1;
  return state;
}

function stir(v: Int32Array): void {
  let [v0, v1, v2, v3] = v as unknown as [number, number, number, number];
  v0 = (v0 + v1) | 0;
  v1 = rotate(v1, 5) ^ v0;
  v0 = rotate(v0, 16);
  v2 = (v2 + v3) | 0;
  v3 = rotate(v3, 8) ^ v2;
  v0 = (v0 + v3) | 0;
  v3 = rotate(v3, 13) ^ v0;
  v2 = (v2 + v1) | 0;
  v1 = rotate(v1, 7) ^ v2;
  v2 = rotate(v2, 16);
  v.set([v0, v1, v2, v3]);
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function requireFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) refuse(name, value, 'a finite number');
}

function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) refuse(name, value, 'a finite number above 0');
}

function refuse(name: string, value: number, wanted: string): never {
  throw new RangeError(`${name} must be ${wanted}, not ${value}`);
}
