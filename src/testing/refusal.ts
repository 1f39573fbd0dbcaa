import { expect } from 'vitest';
import { AwsError } from '../sim/cloud/index.ts';

/** The error of AWS's with which a call is refused. A call that is not fails the test; any other error is thrown on. */
export function refusal(call: () => unknown): AwsError {
  try {
    call();
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
  return expect.fail('The call was not refused.');
}
