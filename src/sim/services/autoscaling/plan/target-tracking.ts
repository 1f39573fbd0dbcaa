import { askFor, noAsk, type Ask, type Group } from './ask.ts';

/** A target tracking policy, as far as its arithmetic goes. */
export interface TargetTrackingPolicy {
  readonly name: string;
  /** Of a count: what one instance should get in one minute, whatever the period of the metric. */
  readonly targetValue: number;
  readonly disableScaleIn?: boolean;
  /** What turns the value of a period into that of a minute: 6 for a sum of 10 s. Default 1. */
  readonly perMinute?: number;
}

/** The state of an alarm. */
export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** What a policy sees at one evaluation. */
export interface Reading {
  readonly high: AlarmState;
  /** Nothing where scale-in is disabled. */
  readonly low?: AlarmState;
  /** The newest value of the metric, of one period. */
  readonly metric?: number;
}

/** What AWS does not say about the arithmetic. */
export interface TrackingModel {
  /**
   * What the metric's share is taken of: the capacity past warm-up (default), all in service, or what is desired.
   * The first goes with EC2's own metrics, which leave the warming out. A target group's metric can't, so it
   * already sees the newcomers while the base does not.
   */
  readonly proportionalBase: 'warm' | 'in-service' | 'desired';
  /** The most of a group that one evaluation takes, as a part of it; at least one unit. 1 takes all that is due. */
  readonly mostTaken: number;
}

/** What applies where nothing is said. */
export const trackingModel: TrackingModel = { proportionalBase: 'warm', mostTaken: 1 };

/**
 * The least whole capacity that brings a metric to its target, if load spreads evenly.
 *
 * Thirds and tenths have no exact binary form: 3 × 1.1 / 1.1 comes out above 3, and must not be 4.
 */
export function capacityFor(base: number, metric: number, target: number): number {
  const exact = (base * metric) / target;
  const nearest = Math.round(exact);
  return Math.abs(exact - nearest) <= 1e-9 * Math.max(1, nearest) ? nearest : Math.ceil(exact);
}

/**
 * What a target tracking policy asks for, at each minute for as long as its alarm is in ALARM.
 *
 * Out: in proportion, rounded up. In: the same, so that what is left is never pushed above the target; that is why
 * a group of two at 60 % of its target keeps both. Between the two thresholds nothing happens.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
 */
export function askTargetTracking(
  policy: TargetTrackingPolicy,
  { high, low, metric }: Reading,
  group: Group,
  model: TrackingModel = trackingModel,
): Ask {
  const { size, capacity } = group;
  const { name, targetValue } = policy;
  const out = high === 'ALARM';
  if (!out && low !== 'ALARM') return noAsk(name, size, quiet(high, low));
  if (!out && policy.disableScaleIn) return noAsk(name, size, 'scale-in is disabled');
  if (metric === undefined || Number.isNaN(metric)) return noAsk(name, size, 'the metric has no value');
  const value = metric * (policy.perMinute ?? 1);
  const base = baseOf(group, model) + (out ? 0 : capacity.terminating);
  // A group of none has no share to multiply: it is taken for one of one.
  const none = size.desired === 0 && capacity.warm + capacity.warming + capacity.coming === 0;
  const exact = capacityFor(none ? 1 : base, value, targetValue);
  const why = `${value} against a target of ${targetValue} on ${base}`;
  if (out) return askFor(name, Math.max(size.desired, exact), group, why);
  const least = size.desired - Math.max(1, Math.floor(size.desired * model.mostTaken));
  return askFor(name, Math.min(size.desired, Math.max(exact, least)), group, why);
}

function baseOf({ size, capacity }: Group, { proportionalBase }: TrackingModel): number {
  if (proportionalBase === 'desired') return size.desired;
  return proportionalBase === 'warm' ? capacity.warm : capacity.warm + capacity.warming;
}

function quiet(high: AlarmState, low: AlarmState | undefined): string {
  if (high === 'INSUFFICIENT_DATA' || low === 'INSUFFICIENT_DATA') return 'the metric has too few points';
  return 'the metric is near its target';
}
