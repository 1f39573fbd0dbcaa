import { environmentModel, type EnvironmentModel } from './environments/model.ts';

/** What AWS does not tell about AWS Lambda, as parameters: `cloud.lambda.model`. Set them before a function is made. */
export interface LambdaModel {
  /** Seconds until a new function is active. AWS gives no number. Default 0: at once after the answer. */
  creation: number;
  /** Seconds that an update of a function's code or configuration takes. Default 0: done at once after the answer. */
  update: number;
  /** Seconds that an event source mapping takes to be made, changed or deleted. AWS gives no number. Default 0. */
  mapping: number;
  /** Seconds that a function's way into a VPC takes to be made. AWS says "several minutes". Default 90. */
  network: number;
  /** Seconds that INIT takes besides what the code waits for. AWS says under 100 ms to over 1 s. Default 0.2. */
  initDuration: number | (() => number);
  /** Seconds that an invocation takes besides what the handler waits for. Default 0.002. */
  duration: number | (() => number);
  /** Seconds that SnapStart's restore takes. AWS gives no number: it starts "sub-second". Default 0.1. */
  restoreDuration: number | (() => number);
  /** Seconds from the acceptance of an asynchronous event to its first invocation. AWS gives no number. Default 0. */
  dispatch: number;
  /**
   * The share by which the interval after a throttle of an asynchronous event is drawn up or down. AWS gives the curve
   * and no jitter; without any, events that were refused together would come back together. Default 0.5.
   */
  throttleJitter: number;
  /**
   * By how much retries are put off where so many asynchronous events wait: AWS says that the interval grows, and no
   * more. Default: by nothing.
   */
  crowding: (events: number) => number;
  /** Runs of a function in one chain of requests, after which the next is stopped. AWS says "approximately 16". Default 16. */
  recursion: number;
  /** Seconds for which unused requests of the account's request rate add up. Default 1. */
  requestBurst: number;
  /** What is assumed about execution environments: keep-alive, which idle one is called, allocation. */
  environments: EnvironmentModel;
  /** The account's concurrent executions, in place of the quota: new accounts have fewer. Default: the quota, 1,000. */
  concurrentExecutions: number | undefined;
}

/** What applies where nothing is set. */
export const defaultModel = (random: () => number): LambdaModel => ({
  creation: 0,
  update: 0,
  mapping: 0,
  network: 90,
  initDuration: 0.2,
  duration: 0.002,
  restoreDuration: 0.1,
  dispatch: 0,
  throttleJitter: 0.5,
  crowding: () => 1,
  recursion: 16,
  requestBurst: 1,
  environments: { ...environmentModel, random },
  concurrentExecutions: undefined,
});
