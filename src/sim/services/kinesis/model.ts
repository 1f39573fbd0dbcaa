/** What AWS does not tell about Kinesis Data Streams, as parameters: `cloud.kinesis.model`. Times in seconds. */
export interface KinesisModel {
  /**
   * From the put of a record until it can be read. AWS tells of about 70 ms with enhanced fan-out and 200 ms with one
   * polling consumer, whose polls are 200 ms apart. Default 0.07.
   */
  propagation: number;
  /** How many seconds of its rate a shard's tank for writes holds. Default 1. */
  writeBurst: number;
  /** How many seconds of its rate a shard's tank for reads holds. Default 1. */
  readBurst: number;
  /** How long a stream that CreateStream makes is CREATING. Default 10. */
  creation: number;
  /** How long a stream is UPDATING: a split, a merge, another number of shards, mode or retention. Default 30. */
  update: number;
  /** How long a stream is DELETING. Default 10. */
  deletion: number;
  /** How long a consumer that is registered is CREATING, and DELETING afterwards. Default 10. */
  consumerChange: number;
  /** On demand: over how long AWS averages the throughput whose peak counts. Default 60. */
  onDemandInterval: number;
  /** On demand: how long a new peak takes to count. AWS says that more than double within 15 minutes is throttled. Default 900. */
  onDemandReaction: number;
}

/** What applies where nothing is set. */
export const defaultModel: Readonly<KinesisModel> = {
  propagation: 0.07,
  writeBurst: 1,
  readBurst: 1,
  creation: 10,
  update: 30,
  deletion: 10,
  consumerChange: 10,
  onDemandInterval: 60,
  onDemandReaction: 900,
};
