import type { Refusal } from '../errors.ts';

/** Why an invocation was throttled: the SDK's reasons that an invocation can meet. */
export type ThrottleReason =
  | 'CallerRateLimitExceeded'
  | 'ConcurrentInvocationLimitExceeded'
  | 'FunctionInvocationRateLimitExceeded'
  | 'ReservedFunctionConcurrentInvocationLimitExceeded'
  | 'ReservedFunctionInvocationRateLimitExceeded';

/** What a throttled caller is answered: 429. The account's request rate speaks in another spelling. */
const refusal = (reason: ThrottleReason, message = 'Rate Exceeded.'): Refusal =>
  Object.freeze({ name: 'TooManyRequestsException', message, reason });

const refusals: Readonly<Record<ThrottleReason, Refusal>> = {
  CallerRateLimitExceeded: refusal('CallerRateLimitExceeded', 'Rate exceeded'),
  ConcurrentInvocationLimitExceeded: refusal('ConcurrentInvocationLimitExceeded'),
  FunctionInvocationRateLimitExceeded: refusal('FunctionInvocationRateLimitExceeded'),
  ReservedFunctionConcurrentInvocationLimitExceeded: refusal(
    'ReservedFunctionConcurrentInvocationLimitExceeded',
  ),
  ReservedFunctionInvocationRateLimitExceeded: refusal('ReservedFunctionInvocationRateLimitExceeded'),
};

/** The refusal for a reason: one and the same each time. */
export const throttled = (reason: ThrottleReason): Refusal => refusals[reason];
