/** What AWS does not tell about DynamoDB, as parameters: `cloud.dynamodb.model`. Times in seconds. */
export interface DynamoDBModel {
  /** How long a table that CreateTable makes is CREATING. Default 5. */
  creation: number;
  /** How long a table is UPDATING. Default 5. */
  update: number;
  /** How long a table is DELETING. Default 5. */
  deletion: number;
  /** How many seconds' units a provisioned table begins with. Default 1. */
  startSeconds: number;
  /** On demand: over how many seconds a peak is reckoned. Default 60. */
  peakWindow: number;
  /**
   * From the time at which an item expires until it is deleted. AWS: "within a few days". Default two days.
   * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
   */
  timeToLiveDelay: number;
}

/** What applies where nothing is set. */
export const defaultModel: Readonly<DynamoDBModel> = {
  creation: 5,
  update: 5,
  deletion: 5,
  startSeconds: 1,
  peakWindow: 60,
  timeToLiveDelay: 2 * 86_400,
};
