import { invalidParameter, requireWhole } from '../errors.ts';

/** How production traffic moves to the new revision. */
export type TrafficStrategy =
  | { readonly strategy: 'BLUE_GREEN' }
  | { readonly strategy: 'LINEAR'; readonly stepPercent?: number; readonly stepBakeTimeInMinutes?: number }
  | {
      readonly strategy: 'CANARY';
      readonly canaryPercent?: number;
      readonly canaryBakeTimeInMinutes?: number;
    };

/** From this minute on, counted from the first shift, green gets this share of production traffic. */
export interface TrafficShift {
  readonly minute: number;
  readonly percent: number;
}

/** When production traffic moves. */
export interface TrafficSchedule {
  readonly shifts: readonly TrafficShift[];
  /** When both revisions have run side by side long enough and blue goes. */
  readonly end: number;
}

/** The longest bake time, in minutes. */
export const MOST_MINUTES = 1440;
/**
 * CloudFormation's for all three; the API wants it said for BLUE_GREEN.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-service-deploymentconfiguration.html (checked 2026-11-28)
 */
export const DEFAULT_BAKE_MINUTES = 15;

/**
 * When production traffic moves, if no hook and no alarm stops it.
 *
 * Linear: equal steps, and a wait behind each but the last, which may be smaller. Canary: a first share, a wait, the
 * rest. Blue/green: all at once. The bake time then runs at 100 %.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinearConfiguration.html
 */
export function trafficSchedule(
  given: TrafficStrategy,
  bakeTimeInMinutes: number = DEFAULT_BAKE_MINUTES,
): TrafficSchedule {
  requireWhole('bakeTimeInMinutes', bakeTimeInMinutes, 0, MOST_MINUTES);
  const shifts: TrafficShift[] = [];
  let minute = 0;
  if (given.strategy === 'LINEAR') {
    const step = requireTenths('stepPercent', given.stepPercent ?? 10, 3);
    const wait = given.stepBakeTimeInMinutes ?? 6;
    requireWhole('stepBakeTimeInMinutes', wait, 0, MOST_MINUTES);
    // In tenths, so that ten steps of 0.1 come to 1.
    for (let tenths = step; tenths < 1000; tenths += step, minute += wait) {
      shifts.push({ minute, percent: tenths / 10 });
    }
  } else if (given.strategy === 'CANARY') {
    const percent = requireTenths('canaryPercent', given.canaryPercent ?? 5, 0.1) / 10;
    const wait = given.canaryBakeTimeInMinutes ?? 10;
    requireWhole('canaryBakeTimeInMinutes', wait, 0, MOST_MINUTES);
    if (percent < 100) {
      shifts.push({ minute, percent });
      minute += wait;
    }
  }
  shifts.push({ minute, percent: 100 });
  return { shifts, end: minute + bakeTimeInMinutes };
}

/** A percentage in tenths, which AWS wants as a multiple of 0.1. */
function requireTenths(name: string, percent: number, low: number): number {
  const tenths = Math.round(percent * 10);
  if (percent >= low && percent <= 100 && Math.abs(percent * 10 - tenths) < 1e-6) return tenths;
  throw invalidParameter(`${name} must be a multiple of 0.1 from ${low} to 100.`);
}
