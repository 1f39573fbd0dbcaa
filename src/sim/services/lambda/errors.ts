import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** What Lambda answers where it does not run a function, by the names of the SDK's classes. Made by the million, so plain. */
export interface Refusal {
  /** `TooManyRequestsException`. */
  readonly name: string;
  readonly message: string;
  /** Why: of a throttle, one of the SDK's reasons. */
  readonly reason?: string;
}

/** An error of Lambda's. Most bear a type: `User` where the caller can do something about it, else `Service`. */
export function lambdaError(name: string, message: string, reason?: string): AwsError {
  const shape = Object.hasOwn(schema.errors, name)
    ? schema.errors[name]!
    : ({ status: name === 'AccessDeniedException' ? 403 : 400, fault: 'client' } as const);
  const plain = name === 'ValidationException' || name === 'AccessDeniedException';
  const details = {
    ...(!plain && { Type: shape.fault === 'client' ? 'User' : 'Service' }),
    ...(reason !== undefined && { Reason: reason }),
  };
  return new AwsError(schema.serviceId, name, shape, message, details);
}

/** The error of a refusal. */
export const refused = ({ name, message, reason }: Refusal): AwsError => lambdaError(name, message, reason);

/** A parameter that AWS does not take. */
export const invalidParameter = (message: string): AwsError =>
  lambdaError('InvalidParameterValueException', message);

/** A parameter that is out of bounds, as all of AWS's services of this kind word it. */
export const violates = (name: string, value: string, constraint: string): AwsError =>
  lambdaError(
    'ValidationException',
    `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: ${constraint}`,
  );

/** Something that is not there. */
export const notFound = (message: string): AwsError => lambdaError('ResourceNotFoundException', message);

/** A function that is not there; `arn` with the version or alias where one was asked for. */
export const functionNotFound = (arn: string): AwsError => notFound(`Function not found: ${arn}`);

/** Something that is already there, or busy. */
export const conflict = (message: string): AwsError => lambdaError('ResourceConflictException', message);
