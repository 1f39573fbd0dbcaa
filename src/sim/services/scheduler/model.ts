import { DEFAULT_RETRY_CURVE, type RetryCurve } from '../../cloud/redelivery.ts';

/** What AWS does not tell about Scheduler, as parameters: `cloud.scheduler.model`. */
export interface SchedulerModel {
  /**
   * Seconds within which a schedule without a flexible window fires after its time, drawn evenly. AWS says: within 60.
   * Default 0: at its time.
   */
  spread: number;
  /** How delays between tries grow. AWS says "exponential backoff" for 24 hours and 185 times. */
  retryCurve: RetryCurve;
  /** Seconds for which a group that is deleted is DELETING; its schedules go on meanwhile. Default 0. */
  groupDeletion: number;
}

/** What applies where nothing is set. */
export const defaultModel: Readonly<SchedulerModel> = {
  spread: 0,
  retryCurve: DEFAULT_RETRY_CURVE,
  groupDeletion: 0,
};
