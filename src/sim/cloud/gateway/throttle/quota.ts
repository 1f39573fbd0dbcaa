/** How often a quota begins again. */
export type Period = 'DAY' | 'WEEK' | 'MONTH';

/** A usage plan's quota. https://docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html */
export interface QuotaSettings {
  readonly limit: number;
  readonly period: Period;
  /** How many requests fewer the first period allows. */
  readonly offset?: number;
}

const DAY = 86_400_000_000;
/** 1970-01-01 was a Thursday. */
const FIRST_SUNDAY = 3;

/**
 * The moment at which the period begins that a moment lies in. Moments are microseconds since 1970.
 *
 * AWS does not say when periods begin. Here they do at midnight UTC: of each day, of Sundays, of firsts of months.
 */
export function periodStart(period: Period, at: number): number {
  const day = Math.floor(at / DAY);
  if (period === 'DAY') return day * DAY;
  if (period === 'WEEK') return (Math.floor((day - FIRST_SUNDAY) / 7) * 7 + FIRST_SUNDAY) * DAY;
  return (day - new Date(day * 86_400_000).getUTCDate() + 1) * DAY;
}

/** What one API key has used of a usage plan's quota. */
export class Quota {
  readonly settings: QuotaSettings;
  #start: number | undefined;
  #used = 0;

  constructor(settings: QuotaSettings) {
    this.settings = settings;
  }

  /** How many requests are left in the period of a moment. The first period is that of the first call. */
  remaining(at: number): number {
    const start = periodStart(this.settings.period, at);
    if (this.#start === undefined) {
      this.#start = start;
      this.#used = this.settings.offset ?? 0;
    } else if (start > this.#start) {
      this.#start = start;
      this.#used = 0;
    }
    return Math.max(0, this.settings.limit - this.#used);
  }

  /** Counts a request, if there is one left. */
  use(at: number): boolean {
    if (this.remaining(at) === 0) return false;
    this.#used += 1;
    return true;
  }

  /** Grants more requests in the period of a moment, as UpdateUsage does. */
  extend(requests: number, at: number): void {
    this.remaining(at);
    this.#used -= requests;
  }
}
