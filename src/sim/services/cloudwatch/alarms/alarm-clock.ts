const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** What an alarm's clock goes by. */
export interface AlarmClockOptions {
  /** Length of the alarm's period, in seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  /**
   * Second of the hour at which the alarm is evaluated, of which it has one of its own. An alarm of the minute uses what
   * is left of it past the minute, one of ten seconds what is left past ten.
   */
  readonly phase: number;
}

/**
 * When an alarm is evaluated, and which periods it then looks at: each minute; every 10 seconds below a period of a
 * minute; each hour, on data up to the full hour, if the evaluation reaches back more than a day.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
export class AlarmClock {
  /** Seconds from one evaluation to the next: 10, 60 or 3600. */
  readonly interval: number;
  /** Second of the hour at which the alarm is evaluated. */
  readonly phase: number;
  readonly #phase: number;

  constructor({ period, evaluationPeriods, phase }: AlarmClockOptions) {
    this.interval = period < MINUTE ? 10 : period * evaluationPeriods > DAY ? HOUR : MINUTE;
    this.phase = phase;
    this.#phase = phase % this.interval;
  }

  /** The first evaluation after `time`, in seconds since 1970. */
  next(time: number): number {
    const passed = Math.floor((time - this.#phase) / this.interval);
    const next = (passed + 1) * this.interval + this.#phase;
    // Seconds since 1970 leave a fraction a few bits short: what rounds down to `time` itself is not after it.
    return next > time ? next : next + this.interval;
  }

  /** Where the newest period ends that an evaluation at `now` looks at: the windows slide with the evaluation. */
  windowEnd(now: number): number {
    return Math.floor(now / this.interval) * this.interval;
  }
}
