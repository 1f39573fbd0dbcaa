/** What AWS does not tell about Pipes, as parameters: `cloud.pipes.model`. */
export interface PipesModel {
  /** Seconds that a pipe takes to be made, changed, started, stopped or deleted. Default 10. */
  transition: number;
  /** How many batches of a queue are read at a time: at first, more in each minute, and at most. */
  scaling: { start: number; perMinute: number; top: number };
}

/** What applies where nothing is set. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-sqs.html */
export const defaultModel: Readonly<PipesModel> = {
  transition: 10,
  scaling: { start: 5, perMinute: 300, top: 1000 },
};
