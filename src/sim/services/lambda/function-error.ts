import type { Outcome, RuntimeExit } from './environments/code.ts';

/** The payload that stands for a function's error. */
export interface ErrorPayload {
  errorType: string;
  errorMessage: string;
  /** Of Node.js. */
  trace?: readonly string[];
  /** Of Python. */
  requestId?: string;
  stackTrace?: readonly string[];
}

/** Whose manner of reporting a handler's error it is. */
export type RuntimeFamily = 'nodejs' | 'python';

/**
 * The payload for an invocation that did not succeed: the handler's own error as its runtime reports it, or Lambda's
 * word for a timeout or a runtime that went down.
 *
 * @param seconds the function's timeout, for its message
 */
export function errorPayload(
  outcome: Exclude<Outcome, { status: 'succeeded' }>,
  requestId: string,
  report: { readonly duration: number } | undefined,
  family: RuntimeFamily = 'nodejs',
): ErrorPayload {
  switch (outcome.status) {
    case 'failed': {
      const { errorType, errorMessage, trace = [] } = outcome.error;
      return family === 'python'
        ? { errorMessage, errorType, requestId, stackTrace: trace }
        : { errorType, errorMessage, trace };
    }
    case 'timed-out':
      return timedOut(requestId, (report?.duration ?? 0) / 1e6);
    case 'exited':
      return exited(requestId, outcome.exit);
  }
}

/** The function took longer than its timeout, which the message gives with two decimals. */
export const timedOut = (requestId: string, seconds: number): ErrorPayload => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
});

/** The runtime went down under the function: `process.exit`, a crash, no memory left. */
export const exited = (requestId: string, { status, signal }: RuntimeExit = {}): ErrorPayload => ({
  errorType: 'Runtime.ExitError',
  errorMessage: `RequestId: ${requestId} Error: ${
    signal !== undefined
      ? `Runtime exited with error: signal: ${signal}`
      : status
        ? `Runtime exited with error: exit status ${status}`
        : 'Runtime exited without providing a reason'
  }`,
});
