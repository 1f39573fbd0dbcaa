/** What AWS does not tell about Managed Service for Apache Flink, as parameters: `cloud.kinesisanalyticsv2.model`. */
export interface FlinkModel {
  /**
   * Seconds between two reads of a shard. Flink's connector polls every 0.2 s unless told otherwise, which is all that a
   * shard allows. Default 1.
   */
  poll: number;
  /**
   * Records a second that one KPU works through. It hangs on the reader's code: AWS advises to begin with one KPU for
   * each MB a second. Default 1,000: records of about 1 KB.
   */
  recordsPerKpu: number;
  /** Records that a job has read of a shard and not yet worked through, at most. Default 2,000. */
  buffered: number;
  /**
   * Seconds from the barriers of a checkpoint until it is complete. It hangs on the size of the state and on how far
   * tasks are behind. Default 1.
   */
  checkpoint: number;
  /** Seconds from StartApplication to RUNNING. Default 120. */
  start: number;
  /** Seconds of a stop, and of an update or scaling of an application that runs, in which nothing is read. Default 60. */
  stop: number;
  /** Seconds from a failure of the job until it runs again. Default 10. */
  restart: number;
  /** Whether snapshots are enabled where CreateApplication does not say. Default true, as in AWS's console. */
  snapshots: boolean;
}

/** What applies where nothing is set. */
export const defaultModel: Readonly<FlinkModel> = {
  poll: 1,
  recordsPerKpu: 1000,
  buffered: 2000,
  checkpoint: 1,
  start: 120,
  stop: 60,
  restart: 10,
  snapshots: true,
};
