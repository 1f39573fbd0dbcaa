const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** What an alarm's clock goes by. */
export interface AlarmClockOptions {
  /** Length of the alarm's period, in seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  /**
   * Second of the hour at which the alarm is evaluated; each alarm has its own. An alarm of the minute uses the phase
   * modulo 60, an alarm of ten seconds modulo 10.
   */
  readonly phase: number;
}

/**
 * The times at which an alarm is evaluated, and the data that it then reads: each minute; every 10 seconds below a period of a
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
    // A fraction of so large a number has few bits: the sum may round down to `time` itself.
    return next > time ? next : next + this.interval;
  }

  /** End of the newest period of an evaluation at `now`: the windows slide with the evaluation. */
  windowEnd(now: number): number {
    return Math.floor(now / this.interval) * this.interval;
  }
}
