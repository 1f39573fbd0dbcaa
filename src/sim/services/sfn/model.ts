/** What AWS does not tell about Step Functions, as parameters: `cloud.sfn.model`. */
export interface SfnModel {
  /** Seconds that each transition into a state takes. Default 0. */
  transitionTime: number;
  /** The share of Express executions that run twice: AWS says “at least once”, not how often. Default 0. */
  expressDuplicates: number;
  /** Megabytes that an Express execution uses, by which it is billed. Default 64: the least. */
  expressMemory: number;
  /** Seconds between two looks at the job of a `.sync` task. Default 5. */
  syncPollInterval: number;
}

/** What applies where nothing is set. */
export const defaultModel: Readonly<SfnModel> = {
  transitionTime: 0,
  expressDuplicates: 0,
  expressMemory: 64,
  syncPollInterval: 5,
};
