/** How starts slow down. AWS gives the cap only: 27 minutes, as of 2026-11-28. */
export interface ThrottleModel {
  /** Failures in a row that are started again at once. */
  readonly free: number;
  /** Seconds of the first pause, and what each further failure multiplies it by. */
  readonly first: number;
  readonly factor: number;
  readonly cap: number;
}

/** The pauses that hold unless a caller gives others. */
export const throttleModel: ThrottleModel = { free: 2, first: 15, factor: 2, cap: 1620 };

/**
 * Seconds to wait before the next start, by the tasks in a row that never ran. One that reaches RUNNING and exits at once is
 * started again without a pause, for ever. A new deployment begins to count anew.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html
 */
export function startDelay(failures: number, model: ThrottleModel = throttleModel): number {
  let delay = 0;
  for (let failure = model.free; failure < failures && delay < model.cap; failure++) {
    delay = delay === 0 ? model.first : delay * model.factor;
  }
  return Math.min(delay, model.cap);
}

/** The service event on tasks that stop again and again. */
export function unableToStart(service: string): string {
  return `(service ${service}) is unable to consistently start tasks successfully.`;
}
