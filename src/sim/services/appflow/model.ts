/** What AWS does not tell about Amazon AppFlow, as parameters: `cloud.appflow.model`. */
export interface AppflowModel {
  /** Seconds that a run takes. Default 5. */
  runTime: number;
}

/** What applies where nothing is set. */
export const defaultModel: Readonly<AppflowModel> = { runTime: 5 };
