import { DEFAULT_RETRY_CURVE, type RetryCurve } from '../../cloud/redelivery.ts';

/** What AWS does not tell about EventBridge, as parameters: `cloud.eventbridge.model`. */
export interface EventBridgeModel {
  /** Seconds from an event's arrival to the first try at a target. AWS measured about half a second. Default 0.5. */
  deliveryLatency: number;
  /** How delays between tries grow. AWS says "exponential backoff and jitter" for 24 hours and 185 times. */
  retryCurve: RetryCurve;
  /**
   * Seconds within which a scheduled rule fires after the beginning of its minute, drawn evenly. AWS says that it fires
   * within that minute. Default 0: at its beginning.
   */
  scheduleSpread: number;
  /** Seconds until an event is in the archives. AWS asks for 10 minutes before a replay. Default 60. */
  archiveDelay: number;
  /** Seconds that a replay takes for each minute of events. AWS gives no number. Default 1. */
  replayMinute: number;
}

/** What applies where nothing is set. */
export const defaultModel: Readonly<EventBridgeModel> = {
  deliveryLatency: 0.5,
  retryCurve: DEFAULT_RETRY_CURVE,
  scheduleSpread: 0,
  archiveDelay: 60,
  replayMinute: 1,
};
