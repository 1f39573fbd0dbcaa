import { SUB_MINUTE, TIERS } from '../../cloud/metrics/retention.ts';
import { cloudWatchError, invalidParameter } from './errors.ts';
import { cloudWatchLimits } from './limits.ts';

const { statisticsDatapoints, timestampFuture } = cloudWatchLimits;

/** Periods one after the other. */
export interface Windows {
  /** When the first begins, in seconds since 1970. */
  readonly start: number;
  readonly period: number;
  readonly count: number;
}

/**
 * The periods that a request from `start`, inclusive, to `end`, exclusive, asks for at `now`, in seconds since 1970.
 * They follow from the start, which AWS rounds down: to the minute, for data of more than 15 days ago to 5 minutes and
 * of more than 63 days ago to the hour, and for a period below a minute to a whole multiple of it. What lies before the
 * retention of such periods or more than two hours ahead is left out, so that no request is endless.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
 */
export function windowsOf(start: number, end: number, period: number, now: number): Windows {
  checkPeriod(period);
  // Not `start >= end`: an invalid date has to be refused too.
  if (!(start < end)) {
    throw invalidParameter('The parameter StartTime must be less than the parameter EndTime.');
  }
  const age = now - start;
  const tier = TIERS.find(({ keep }) => age < keep) ?? TIERS.at(-1)!;
  const step = period < 60 ? period : tier.period;
  const rounded = Math.floor(start / step) * step;
  // Periods beyond retention, and periods too far ahead, hold no datapoint.
  const skipped = Math.max(0, Math.ceil((now - keptFor(period) - rounded) / period));
  const first = rounded + skipped * period;
  const last = Math.min(end, now + timestampFuture.max + period);
  return { start: first, period, count: Math.max(0, Math.ceil((last - first) / period)) };
}

/** Refuses a GetMetricStatistics that asks for too much. */
export function checkStatisticsRange(start: number, end: number, period: number): void {
  const asked = Math.floor((end - start) / period);
  if (asked > statisticsDatapoints.max) {
    throw cloudWatchError(
      'InvalidParameterCombinationException',
      `You have requested up to ${asked} datapoints, which exceeds the limit of ${statisticsDatapoints.max}. ` +
        'You may reduce the datapoints requested by increasing Period, or decreasing the time range.',
    );
  }
}

/** How long datapoints are kept that answer a period of that length, in seconds. */
function keptFor(period: number): number {
  if (period < 60) return SUB_MINUTE.keep;
  return Math.max(...TIERS.filter((tier) => period % tier.period === 0).map(({ keep }) => keep));
}

/** 1, 5, 10, 20 or 30 seconds, or whole minutes. */
function checkPeriod(period: number): void {
  if ([1, 5, 10, 20, 30].includes(period)) return;
  if (!Number.isInteger(period) || period < 60 || period % 60 !== 0) {
    throw invalidParameter(
      `The value ${period} for parameter Period is invalid: it must be 1, 5, 10, 20, 30 or a multiple of 60.`,
    );
  }
}
