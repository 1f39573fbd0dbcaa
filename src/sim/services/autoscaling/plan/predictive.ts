import { noAsk, type Ask } from './ask.ts';
import type { GroupSize } from './capacity.ts';
import { requireWhole, validationError } from '../errors.ts';
import { capacityFor } from './target-tracking.ts';

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredictiveScalingConfiguration.html */
export interface PredictivePolicy {
  readonly name: string;
  /** What one unit of capacity should bear of the load metric. */
  readonly targetValue: number;
  readonly mode?: 'ForecastOnly' | 'ForecastAndScale';
  /** How long before the hour instances are launched: less than 3,600 s, default 300. */
  readonly schedulingBufferTime?: number;
  readonly maxCapacityBreachBehavior?: 'HonorMaxCapacity' | 'IncreaseMaxCapacity';
  /** In percent of the forecast; goes with IncreaseMaxCapacity, and must. */
  readonly maxCapacityBuffer?: number;
}

/** Seconds of an hour. */
export const HOUR = 3600;
/** Forecasts reach this far, in hours. */
export const HORIZON = 48;
/** They are made anew this often, in seconds. */
export const FORECAST_EVERY = 6 * HOUR;
const LEAST_HOURS = 24;
const MOST_HOURS = 14 * 24;

/** The load of whole hours, oldest first, up to the hour before the present one; a gap is undefined. */
export type HourlyLoad = readonly (number | undefined)[];

/** How the next hours are guessed from the past ones; AWS's own way is not published. */
export type Forecast = (history: HourlyLoad, hours: number) => number[] | undefined;

/** Throws ValidationError where a policy is none. */
export function checkPredictive(policy: PredictivePolicy): void {
  const { targetValue, schedulingBufferTime, maxCapacityBreachBehavior, maxCapacityBuffer } = policy;
  if (!(targetValue > 0 && targetValue < Infinity))
    throw validationError('The target must be a number above 0.');
  if (schedulingBufferTime !== undefined)
    requireWhole('SchedulingBufferTime', schedulingBufferTime, 0, HOUR - 1);
  const increases = maxCapacityBreachBehavior === 'IncreaseMaxCapacity';
  if (increases !== (maxCapacityBuffer !== undefined)) {
    throw validationError('MaxCapacityBuffer goes with IncreaseMaxCapacity, and must.');
  }
  if (maxCapacityBuffer !== undefined) requireWhole('MaxCapacityBuffer', maxCapacityBuffer, 0, 100);
}

/**
 * Ours, in place of AWS's: the mean of the same hour on the days seen, and once there are two whole weeks, of the
 * same hour on the same weekday. At least a day of history is needed; more than 14 days are not looked at.
 */
export const meanOfSameHour: Forecast = (history, hours) => {
  const seen = history.slice(-MOST_HOURS);
  if (seen.length < LEAST_HOURS) return undefined;
  const daily = averages(seen, 24);
  const weekly = seen.length >= MOST_HOURS ? averages(seen, 168) : undefined;
  const overall = averages(seen, 1)[0];
  if (overall === undefined) return undefined;
  return Array.from({ length: hours }, (_, ahead) => {
    return weekly?.[ahead % 168] ?? daily[ahead % 24] ?? overall;
  });
};

/** The means of each place in a cycle that ends where the history does: place 0 is the hour that comes next. */
function averages(history: HourlyLoad, cycle: number): (number | undefined)[] {
  return Array.from({ length: cycle }, (_, ahead) => {
    let sum = 0;
    let count = 0;
    for (let i = history.length - cycle + ahead; i >= 0; i -= cycle) {
      const load = history[i];
      if (load === undefined) continue;
      sum += load;
      count++;
    }
    return count > 0 ? sum / count : undefined;
  });
}

/** A forecast of load as capacities, one an hour. */
export function forecastCapacity(
  { targetValue }: PredictivePolicy,
  history: HourlyLoad,
  forecast: Forecast = meanOfSameHour,
  hours = HORIZON,
): number[] | undefined {
  return forecast(history, hours)?.map((load) => capacityFor(1, Math.max(0, load), targetValue));
}

/** When a policy acts for an hour: at its beginning, less the buffer. */
export function actsAt({ schedulingBufferTime = 300 }: PredictivePolicy, hour: number): number {
  return hour * HOUR - schedulingBufferTime;
}

/** The maximum while a policy may raise it; a raised one stays the group's. */
export function raisedMax({ max }: GroupSize, policy: PredictivePolicy, forecast: number): number {
  const { maxCapacityBreachBehavior, maxCapacityBuffer = 0 } = policy;
  if (maxCapacityBreachBehavior !== 'IncreaseMaxCapacity') return max;
  // Whole numbers: the product is exact.
  return Math.max(max, Math.ceil((forecast * (100 + maxCapacityBuffer)) / 100));
}

/**
 * What a predictive policy asks for as an hour comes: never less than there is, and within the bounds, the upper
 * one of which it may raise.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-predictive-scaling.html
 */
export function askPredictive(
  policy: PredictivePolicy,
  forecast: number,
  size: GroupSize,
): { readonly ask: Ask; readonly max: number } {
  const { name, mode = 'ForecastOnly' } = policy;
  if (mode === 'ForecastOnly') return { ask: noAsk(name, size, 'it only forecasts'), max: size.max };
  const max = raisedMax(size, policy, forecast);
  const desired = Math.max(size.min, Math.min(max, forecast));
  if (desired <= size.desired) return { ask: noAsk(name, size, `${forecast} forecast, which is there`), max };
  return { ask: { policy: name, kind: 'out', desired, why: `${forecast} forecast for the hour` }, max };
}
