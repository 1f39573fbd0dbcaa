/** What AWS does not say about alarms, as parameters: `cloud.cloudwatch.model`. They hold for alarms that are made later. */
export interface CloudWatchModel {
  /**
   * The second of the minute at which alarms are evaluated (of the hour where an alarm is evaluated once an hour). AWS
   * gives each alarm a time of its own and does not say which. Default: undefined, one by seed for each alarm.
   */
  evaluationSecond: number | undefined;
  /**
   * Periods that an evaluation reads beyond the evaluation periods, for where some are missing. AWS says that the number
   * depends on the alarm; its examples read five periods for three, and published recoveries agree. Default 2.
   */
  extraPeriods: number;
  /** Seconds from a change of state to the action: to a message at the topic, to the call of a policy. Default 1. */
  actionLatency: number;
}
