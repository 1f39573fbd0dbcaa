/** M of N periods that put an alarm into ALARM. */
export interface AlarmPeriods {
  /** How many of them breach. */
  datapointsToAlarm: number;
  /** Of how many. */
  evaluationPeriods: number;
}

/** What AWS does not tell about Application Auto Scaling, as parameters: `cloud.applicationautoscaling.model`. */
export interface ApplicationAutoScalingModel {
  /** The alarm above the target: three minutes, as published alarms have it. */
  high: AlarmPeriods;
  /** The alarm below: fifteen minutes. */
  low: AlarmPeriods;
  /** The part of the target below which the second alarm is. Published alarms have 0.9. */
  lowFraction: number;
}

/** What applies where nothing is set. */
export const defaultModel = (): ApplicationAutoScalingModel => ({
  high: { datapointsToAlarm: 3, evaluationPeriods: 3 },
  low: { datapointsToAlarm: 15, evaluationPeriods: 15 },
  lowFraction: 0.9,
});
