import { AwsError, type Region } from '../../../cloud/index.ts';
import type { Process, Reply, Yieldable } from '../../../kernel/index.ts';
import type { IntegrationOutcome } from '../responses/index.ts';

/**
 * Calls a function, and settles with what its answer holds, read as JSON. What goes wrong at once rejects too.
 *
 * @param from the ARN of the method or authorizer that calls, for the function's policy
 * @param credentials the role by which it is called, in place of the function's policy
 */
export function invoke(
  region: Region,
  arn: string,
  event: unknown,
  from: string,
  credentials?: string,
): Process<unknown> {
  const principal = credentials ?? 'apigateway.amazonaws.com';
  return region.world.simulation.process(function* (): Generator<Yieldable, unknown, never> {
    const payload = JSON.stringify(event);
    const answer = yield* region.deliver(arn, { payload, principal, from, synchronous: true }) as Reply<string | undefined>; // prettier-ignore
    return answer === undefined ? null : (JSON.parse(answer) as unknown);
  }, 'API Gateway');
}

/** What became of a call that failed. */
export function functionFailure(error: unknown): IntegrationOutcome {
  if (!(error instanceof AwsError)) throw error;
  // An error of the function's own comes with a good status.
  if (error.$metadata.httpStatusCode === 200) return 'function error';
  return error.name === 'TooManyRequestsException' ? 'function throttled' : 'not permitted';
}
