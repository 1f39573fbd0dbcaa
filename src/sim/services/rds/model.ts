/** What the scaling of an instance looks at. */
export interface CapacityState {
  /** ACUs that it has. */
  readonly capacity: number;
  /** ACUs that its queries could use just now. */
  readonly load: number;
}

/** What AWS does not tell about Aurora Serverless, or tells as a range, as parameters: `cloud.rds.model`. */
export interface RdsModel {
  /** Seconds until a new cluster or instance is `available`. AWS gives no number. Default 0: at once after the answer. */
  creation: number;
  /** Seconds until what is deleted is gone. AWS gives no number. Default 0. */
  deletion: number;
  /**
   * Seconds that a paused instance takes to resume. Default 15: "typically approximately 15 seconds".
   * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html (checked 2026-11-28)
   */
  resume: number;
  /** The same after more than a day of pause. Default 30: "30 seconds or longer". */
  deepResume: number;
  /** ACUs that one query can use at most: it runs on one of the processors. AWS does not tell. Default 1. */
  queryCapacity: number;
  /**
   * The capacity of the next second, before it is held to the cluster's range. AWS says: in steps as small as half an ACU,
   * larger ones the larger the capacity is. Default: towards the load, up by half of the capacity or by half an ACU, whichever is
   * more, and down by a twentieth or by half an ACU.
   */
  scale: (state: CapacityState) => number;
}

/** The least step. */
const STEP = 0.5;

/** What applies where nothing is set. */
export const defaultModel: Readonly<RdsModel> = {
  creation: 0,
  deletion: 0,
  resume: 15,
  deepResume: 30,
  queryCapacity: 1,
  scale: ({ capacity, load }) =>
    load > capacity
      ? Math.min(load, capacity + Math.max(STEP, capacity / 2))
      : Math.max(load, capacity - Math.max(STEP, capacity / 20)),
};
