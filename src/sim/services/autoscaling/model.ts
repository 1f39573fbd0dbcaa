import type { Forecast } from './plan/predictive.ts';
import { meanOfSameHour } from './plan/predictive.ts';

/** M of N periods that put an alarm into ALARM. */
export interface AlarmPeriods {
  /** How many of them breach. */
  datapointsToAlarm: number;
  /** Of how many. */
  evaluationPeriods: number;
}

/** What AWS does not tell about EC2 Auto Scaling, as parameters: `cloud.autoscaling.model`. Set them before a group is made. */
export interface AutoScalingModel {
  /** Seconds from a change of what is wanted to the launch or termination. Published activities show 4 to 21. Default 10. */
  reaction: number;
  /** Seconds from a launch to InService at least, hooks aside. Published activities took about 32. Default 32. */
  launchActivity: number;
  /** Seconds between two looks at the instances' health. Status checks come once a minute. Default 60. */
  healthCheckEvery: number;
  /** Seconds for which an instance whose status checks fail is given time to recover. AWS: "a few minutes". Default 180. */
  impairedPatience: number;
  /** Seconds until what EC2 has refused is tried again: a launch in a zone, a termination. Default 300. */
  retryAfter: number;
  /**
   * The pair of alarms of target tracking: three minutes above the target, fifteen below a part of it, as published alarms
   * have them. AWS documents neither, and has tuned them by itself since November 2024.
   */
  targetTracking: { high: AlarmPeriods; low: AlarmPeriods; lowFraction: number };
  /** What target tracking takes the share of: capacity past its warm-up (default), all in service, or what is desired. */
  proportionalBase: 'warm' | 'in-service' | 'desired';
  /** The most of a group that one decision of target tracking takes away, as a part of it. Default 1: all that is due. */
  mostTaken: number;
  /** Seconds that a scheduled action is late at most, drawn evenly. AWS says up to two minutes. Default 0. */
  scheduledDelay: number;
  /** Seconds that a replacement by age takes, with the pause after it. Default 600. */
  lifetimePace: number;
  /** How surely a Spot pool gives and keeps capacity, higher is better: by default how many more instances fit. */
  spotScore: (pool: { readonly type: string; readonly zone: string; readonly free?: number }) => number;
  /** The part of the best score at which a Spot pool counts as good as the best: among those the price decides. Default 0.9. */
  spotBand: number;
  /** How predictive scaling guesses: AWS's own way is secret. Default: the mean of the same hour of the days seen. */
  forecast: Forecast;
}

/** What applies where nothing is set. */
export const defaultModel = (): AutoScalingModel => ({
  reaction: 10,
  launchActivity: 32,
  healthCheckEvery: 60,
  impairedPatience: 180,
  retryAfter: 300,
  targetTracking: {
    high: { datapointsToAlarm: 3, evaluationPeriods: 3 },
    low: { datapointsToAlarm: 15, evaluationPeriods: 15 },
    lowFraction: 0.7,
  },
  proportionalBase: 'warm',
  mostTaken: 1,
  scheduledDelay: 0,
  lifetimePace: 600,
  spotScore: ({ free = 1e6 }) => Math.min(free, 1e6),
  spotBand: 0.9,
  forecast: meanOfSameHour,
});
