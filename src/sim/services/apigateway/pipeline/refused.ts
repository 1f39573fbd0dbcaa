import type { Failure } from '../responses/index.ts';

/** A stage of the pipeline answers in place of the back end. */
export class Refused extends Error {
  readonly failure: Failure;
  /** What the execution log says. */
  readonly why: string;

  constructor(failure: Failure, why = '') {
    super(failure.type);
    this.failure = failure;
    this.why = why;
  }
}

/** A setting of the API's owner that leads to no answer: the client sees an internal error. */
export const misconfigured = (why: string): Refused => new Refused({ type: 'API_CONFIGURATION_ERROR' }, why);
