import type { JsonObject } from './json.ts';

/** Names that the language reserves. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export const errors = {
  all: 'States.ALL',
  dataLimitExceeded: 'States.DataLimitExceeded',
  exceedToleratedFailureThreshold: 'States.ExceedToleratedFailureThreshold',
  heartbeatTimeout: 'States.HeartbeatTimeout',
  itemReaderFailed: 'States.ItemReaderFailed',
  queryEvaluationError: 'States.QueryEvaluationError',
  resultWriterFailed: 'States.ResultWriterFailed',
  resultPathMatchFailure: 'States.ResultPathMatchFailure',
  runtime: 'States.Runtime',
  taskFailed: 'States.TaskFailed',
  timeout: 'States.Timeout',
} as const;

/** Why a state failed. Retriers and catchers look at its name; an execution that it ends shows both. */
export class StateFailure extends Error {
  /** Undefined where a task, or a Fail state, gave none. */
  readonly error: string | undefined;
  /** Empty where there is a name but nothing to add, as with timeouts: events leave it out, catchers see "". */
  override readonly cause: string | undefined;
  /** It ends the execution: neither Retry nor Catch sees it. */
  readonly fatal: boolean;
  /** Another name by which handlers know it. */
  readonly alias: string | undefined;

  constructor(error: string | undefined, cause: string | undefined, fatal = false, alias?: string) {
    super(`${error ?? 'no error name'}: ${cause ?? ''}`);
    this.name = 'StateFailure';
    this.error = error;
    this.cause = cause;
    this.fatal = fatal;
    this.alias = alias;
  }

  /** `$states.errorOutput`; what a catcher puts at its ResultPath. */
  get output(): JsonObject {
    return { Error: this.error ?? null, Cause: this.cause ?? null };
  }

  /** Its part of an event's details. */
  get details(): { error?: string; cause?: string } {
    return {
      ...(this.error !== undefined && { error: this.error }),
      ...(this.cause && { cause: this.cause }),
    };
  }
}

/**
 * A task that did not send its heartbeat in time. Where AWS's answers are recorded it shows as States.Timeout; Retry and
 * Catch know it by its own name too. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function heartbeatMissed(): StateFailure {
  return new StateFailure(errors.timeout, '', false, errors.heartbeatTimeout);
}

/** Whether a retrier or catcher is meant. `States.TaskFailed` stands for every error but a timeout.
 * AWS's documentation says that `States.ALL` leaves out States.DataLimitExceeded; its recorded answers catch that of a task. */
export function covers(errorEquals: readonly string[], { error, alias }: StateFailure): boolean {
  const isTimeout = error === errors.timeout || error === errors.heartbeatTimeout;
  return errorEquals.some(
    (name) =>
      name === error ||
      name === errors.all ||
      (name === errors.taskFailed && !isTimeout) ||
      (name === errors.timeout && isTimeout) ||
      (alias !== undefined && name === alias),
  );
}
