/** What AWS does not tell about Amazon SNS, as parameters: `cloud.sns.model`. */
export interface SnsModel {
  /**
   * Seconds from Publish to the first try of a delivery. AWS speaks of "typically under 30 milliseconds" and promises
   * nothing. Default 0.02.
   */
  deliveryLatency: number;
  /**
   * The share of a retry's delay by which it is drawn up or down. AWS says that delays are jittered, not how much.
   * Default 0: no jitter.
   */
  retryJitter: number;
  /**
   * Seconds until a change of a filter policy takes effect. AWS says that it can take up to 15 minutes. Default 0.
   */
  filterPolicyDelay: number;
  /** Seconds for which a replay is in progress. AWS gives no number. Default 1. */
  replayDuration: number;
  /** Deliveries that are kept for `cloud.sns.outside`. Default 1000, the latest. */
  recorded: number;
  /** Whether the account begins in the SMS sandbox, as accounts do. Default true. */
  smsSandbox: boolean;
  /**
   * Whether the account has a registered origination number of the United States, which numbers beginning with +1
   * demand. Default false.
   */
  usOriginationNumber: boolean;
  /** Who calls, as an account's ARNs name it: `SubscriptionPrincipal` shows it. Default 'user/admin'. */
  caller: string;
}

/** What applies where nothing is set. */
export const defaultModel: Readonly<SnsModel> = {
  deliveryLatency: 0.02,
  retryJitter: 0,
  filterPolicyDelay: 0,
  replayDuration: 1,
  recorded: 1000,
  smsSandbox: true,
  usOriginationNumber: false,
  caller: 'user/admin',
};
