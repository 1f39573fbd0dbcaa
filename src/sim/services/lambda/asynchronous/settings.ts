/**
 * How asynchronous events are retried.
 * https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html
 */
export interface EventInvokeSettings {
  /** How often an event is tried again after the function has failed on it. Default 2; 0 to 2. */
  maximumRetryAttempts: number;
  /** How old an event may grow in the queue, in seconds. Default 21,600; 60 to 21,600. */
  maximumEventAge: number;
}

/** What PutFunctionEventInvokeConfig sets: the settings that were given, and destinations. */
export interface InvokeConfig extends Partial<EventInvokeSettings> {
  lastModified: Date;
  /** ARNs. */
  onSuccess?: string;
  onFailure?: string;
}

/** What AWS does not tell about the queue. */
export interface AsynchronousModel {
  /** From the caller's 202 to the first attempt, in seconds. */
  readonly dispatch: number;
  /** What the interval after a throttle is multiplied by, drawn anew each time: 1 on average. */
  readonly spread: () => number;
  /** By how much the intervals grow when so many events are in the queue. */
  readonly crowding: (events: number) => number;
}

/** The settings with their defaults. */
export const eventInvokeSettings = (config: InvokeConfig | undefined): EventInvokeSettings => ({
  maximumRetryAttempts: config?.maximumRetryAttempts ?? 2,
  maximumEventAge: config?.maximumEventAge ?? 21_600,
});
