const STEPS = 128; // of each doubling: a value is known to 1/128 of itself
const SHIFTS = 24; // doublings above 256 µs, up to 2³² µs

/**
 * Latencies in buckets that grow with the value: quantiles to within 0.4 %, in constant memory however many there are. The
 * idea of HdrHistogram (http://hdrhistogram.org), without logarithms. Microseconds up to about an hour; longer ones count as that.
 */
export class LatencyHistogram {
  readonly #counts = new Float64Array(STEPS * (SHIFTS + 2));
  #count = 0;
  #sum = 0;
  #max = 0;

  /** Takes a latency in seconds. */
  add(seconds: number): void {
    if (!(seconds >= 0 && seconds < Infinity))
      throw new RangeError(`A latency is 0 seconds or more; not ${seconds}.`);
    const at = bucketOf(seconds);
    this.#counts[at] = this.#counts[at]! + 1;
    this.#count++;
    this.#sum += seconds;
    if (seconds > this.#max) this.#max = seconds;
  }

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  /** NaN where there is none. */
  get mean(): number {
    return this.#count > 0 ? this.#sum / this.#count : NaN;
  }

  /** NaN where there is none. */
  get max(): number {
    return this.#count > 0 ? this.#max : NaN;
  }

  /** The latency that a share p of them lies at or below, in seconds; NaN where there is none. */
  quantile(p: number): number {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`p must be from 0 to 1, not ${p}`);
    if (this.#count === 0) return NaN;
    const wanted = Math.max(1, Math.ceil(p * this.#count));
    if (wanted === this.#count) return this.#max;
    let seen = 0;
    let at = 0;
    while ((seen += this.#counts[at]!) < wanted) at++;
    return Math.min(this.#max, middleOf(at) / 1e6);
  }

  /** Forgets them. */
  reset(): void {
    this.#counts.fill(0);
    this.#count = this.#sum = this.#max = 0;
  }
}

/** 2⁰, 2¹ and so on. */
const POWERS = [1];
for (let i = 1; i <= SHIFTS + 2; i++) POWERS.push(2 * POWERS[i - 1]!);

/** Below 256 µs each microsecond has its own bucket; above, the eight highest bits of a value choose one. */
function bucketOf(seconds: number): number {
  const micros = Math.min(0xffffffff, Math.floor(seconds * 1e6 + 0.5));
  const shift = Math.max(0, 24 - Math.clz32(micros));
  return shift * STEPS + Math.floor(micros / POWERS[shift]!);
}

/** The middle of a bucket, in microseconds. */
function middleOf(bucket: number): number {
  const shift = Math.max(0, Math.floor(bucket / STEPS) - 1);
  const low = (bucket - shift * STEPS) * POWERS[shift]!;
  return low + (POWERS[shift]! - 1) / 2;
}
