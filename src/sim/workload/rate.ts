/** How many arrivals a second there are, over time: seconds since the arrivals began. */
export class Rate {
  readonly #times: readonly number[];
  readonly #rates: readonly number[];

  /**
   * The rate at some times, in order; between two of them it changes evenly, after the last it stays. Two points at
   * one time make a jump. Arrivals a second, 0 or more; the first time is 0.
   */
  constructor(points: readonly (readonly [time: number, rate: number])[]) {
    points.forEach(([time, rate], i) => {
      const previous = i === 0 ? 0 : points[i - 1]![0];
      if (!(time >= previous) || (i === 0 && time !== 0))
        throw new RangeError(`A rate's times begin at 0 and go on; not at ${time}.`);
      if (!(rate >= 0 && Number.isFinite(rate)))
        throw new RangeError(`A rate is 0 or more arrivals a second; not ${rate}.`);
    });
    if (points.length === 0) throw new RangeError('A rate needs one point at least.');
    this.#times = points.map(([time]) => time);
    this.#rates = points.map(([, rate]) => rate);
  }

  /** Arrivals a second at that time. */
  at(time: number): number {
    const times = this.#times;
    let i = times.length - 1;
    while (i > 0 && times[i]! > time) i--;
    if (i === times.length - 1) return this.#rates[i]!;
    const share = (time - times[i]!) / (times[i + 1]! - times[i]!);
    return this.#rates[i]! + share * (this.#rates[i + 1]! - this.#rates[i]!);
  }

  /** The time by which `amount` arrivals are expected from `time` on; Infinity where it never comes to that. */
  after(time: number, amount: number): number {
    const times = this.#times;
    let i = times.length - 1;
    while (i > 0 && times[i]! > time) i--;
    let rate = this.at(time);
    for (; i < times.length - 1; i++) {
      const length = times[i + 1]! - time;
      const end = this.#rates[i + 1]!;
      const expected = ((rate + end) / 2) * length;
      if (expected >= amount && expected > 0) return time + within(rate, (end - rate) / length, amount);
      amount -= expected;
      time = times[i + 1]!;
      // A jump: the last of the points at this time counts.
      while (i + 2 < times.length && times[i + 2] === time) i++;
      rate = this.#rates[i + 1]!;
    }
    return rate > 0 ? time + amount / rate : Infinity;
  }
}

/** How long it takes until `rate·t + slope·t²/2` is `amount`, in the form that loses no digits for a small slope. */
function within(rate: number, slope: number, amount: number): number {
  return (2 * amount) / (rate + Math.sqrt(Math.max(0, rate * rate + 2 * slope * amount)));
}

/** The same number of arrivals a second all the time. */
export function constant(rate: number): Rate {
  return new Rate([[0, rate]]);
}

/** A rate that goes evenly from one value to another, `over` so many seconds from `start` on (default 0), and stays there. */
export function ramp({
  from,
  to,
  over,
  start = 0,
}: {
  from: number;
  to: number;
  over: number;
  start?: number;
}): Rate {
  return new Rate([
    [0, from],
    [start, from],
    [start + over, to],
  ]);
}

/** A rate that jumps from `base` to `peak` at some time, and back when it has lasted. */
export function spike({
  base,
  peak,
  at,
  lasting,
}: {
  base: number;
  peak: number;
  at: number;
  lasting: number;
}): Rate {
  return new Rate([
    [0, base],
    [at, base],
    [at, peak],
    [at + lasting, peak],
    [at + lasting, base],
  ]);
}
