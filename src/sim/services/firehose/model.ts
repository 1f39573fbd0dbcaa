/** What AWS does not tell about Data Firehose, as parameters: `cloud.firehose.model`. Times in seconds. */
export interface FirehoseModel {
  /** How long a stream that is made is CREATING. Default 10. */
  creation: number;
  /** How long a stream is DELETING. Default 10. */
  deletion: number;
  /** How long an interval of 0 is in truth: AWS says that most data arrives within 5 seconds. Default 5. */
  zeroBuffering: number;
  /** Between the first try of a delivery and the second; it doubles from try to try. Default 1. */
  firstRetry: number;
  /** The longest time between two tries of a delivery. Default 120. */
  lastRetry: number;
  /** Between two calls of a function that was throttled. Default 1. */
  functionRetry: number;
  /** Between two reads of a shard of a data stream. AWS says: once a second. Default 1. */
  poll: number;
  /** How many seconds of their rates the limits of direct puts let through at once. Default 1. */
  burst: number;
}

/** What applies where nothing is set. */
export const defaultModel: Readonly<FirehoseModel> = {
  creation: 10,
  deletion: 10,
  zeroBuffering: 5,
  firstRetry: 1,
  lastRetry: 120,
  functionRetry: 1,
  poll: 1,
  burst: 1,
};
