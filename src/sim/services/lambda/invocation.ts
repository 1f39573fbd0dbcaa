import type { Outcome } from './environments/code.ts';
import type { Report } from './environments/life.ts';
import type { Refusal } from './errors.ts';

/** What came of a call: the function ran, whatever it came to, or Lambda refused. */
export type InvokeResult =
  | {
      readonly requestId: string;
      readonly executedVersion: string;
      readonly outcome: Outcome;
      readonly report: Report;
      readonly refused?: undefined;
    }
  | {
      readonly requestId: string;
      readonly refused: Refusal;
      readonly outcome?: undefined;
      readonly report?: undefined;
    };

/** Whether the function ran to a good end. */
export const succeeded = (result: InvokeResult): boolean => result.outcome?.status === 'succeeded';

/** The refusal of a call that would go on with a loop. */
export const RECURSIVE = 'RecursiveInvocationException';

/** Whether the call was refused for want of room. */
export const wasThrottled = (result: InvokeResult): boolean =>
  result.refused?.name === 'TooManyRequestsException';
