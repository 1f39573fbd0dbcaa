import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error of Kinesis Data Streams, by its name in the schema. */
export const kinesisError = (name: keyof typeof schema.errors, message: string): AwsError =>
  new AwsError(schema.serviceId, name, schema.errors[name]!, message);

/** An argument that does not fit. */
export const invalidArgument = (message: string): AwsError =>
  kinesisError('InvalidArgumentException', message);

/** A stream, shard or consumer that is not there. */
export const notFound = (message: string): AwsError => kinesisError('ResourceNotFoundException', message);

/** A resource that is there already, or in a state that does not allow the call. */
export const inUse = (message: string): AwsError => kinesisError('ResourceInUseException', message);

/** More than the service allows. */
export const limitExceeded = (message: string): AwsError => kinesisError('LimitExceededException', message);

/** A parameter that breaks a constraint of AWS's own schema, in AWS's words. */
export const violates = (name: string, value: string, constraint: string): AwsError =>
  kinesisError(
    'ValidationException',
    `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: Member must ${constraint}`,
  );
