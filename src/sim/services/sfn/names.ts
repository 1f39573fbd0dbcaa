import { within } from '../../cloud/index.ts';
import { invalidArn, notValid, sfnError } from './errors.ts';
import { sfnLimits as limits } from './limits.ts';
import { byteLength, type Json } from './machine/json.ts';

const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]+$/u;

/** The ARN of a state machine in that of a version or an alias. */
export const unqualified = (arn: string): string => arn.split(':').slice(0, 7).join(':');

/** An operation that Express executions do not have. */
export const notSupported = () => invalidArn('Resource type not valid in this context: express');

/** An ARN of this kind. @throws InvalidArn */
export function checkArn(arn: string, kind: string): string {
  const parts = arn.split(':');
  if (parts[0] !== 'arn') throw invalidArn(`Invalid ARN prefix: ${arn}`);
  if (parts.length < 7) throw invalidArn(`Invalid ARN: ${arn}`);
  if (parts[5] !== kind) throw invalidArn(`Resource type not valid in this context: ${parts[5]}`);
  return arn;
}

/** A name of a state machine, an execution or an activity. @throws InvalidName */
export function checkName(name: string): void {
  if (!within(limits.name, name.length) || !NAME.test(name))
    throw sfnError('InvalidName', `Invalid Name: '${name}'`);
}

/** An execution's input. @throws InvalidExecutionInput, ValidationException */
export function inputOf(text: string): Json {
  if (byteLength(text) > limits.payload.max)
    throw notValid(`Value at 'input' failed to satisfy constraint: Member must have length less than or equal to ${limits.payload.max}`); // prettier-ignore
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw sfnError(
      'InvalidExecutionInput',
      'Invalid State Machine Execution Input: the input is not valid JSON',
    );
  }
}
