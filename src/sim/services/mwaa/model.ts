/** What AWS does not tell about Amazon MWAA, or tells as a range, as parameters: `cloud.mwaa.model`. */
export interface MwaaModel {
  /**
   * Seconds from CreateEnvironment until the environment is available. Default 1500: “about twenty to thirty minutes”.
   * https://docs.aws.amazon.com/mwaa/latest/userguide/create-environment.html (checked 2026-11-28)
   */
  creationTime: number;
  /**
   * Seconds that an update takes. Default 300: “a few minutes”.
   * https://docs.aws.amazon.com/mwaa/latest/userguide/mwaa-autoscaling.html (checked 2026-11-28)
   */
  updateTime: number;
  /** Seconds that a deletion takes. AWS tells no figure. Default 600. */
  deletionTime: number;
  /** Seconds from a change to the scheduler's next look at it. Default 1. */
  loopTime: number;
  /** Seconds from one look at the tasks to the next, for the number of workers. Default 60. */
  evaluationPeriod: number;
  /** Seconds until a new worker takes tasks. Default 120. */
  workerStartTime: number;
  /** Seconds without work before a worker that is not needed goes. Default 300. */
  idleTime: number;
}

/** What applies where nothing is set. */
export const defaultModel: Readonly<MwaaModel> = {
  ...{ creationTime: 1500, updateTime: 300, deletionTime: 600, loopTime: 1 },
  ...{ evaluationPeriod: 60, workerStartTime: 120, idleTime: 300 },
};
