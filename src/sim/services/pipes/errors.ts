import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error of Pipes, by its name in the schema. */
export const pipesError = (name: keyof typeof schema.errors, message: string): AwsError =>
  new AwsError(schema.serviceId, name, schema.errors[name]!, message);

/** Values that do not fit. */
export const notValid = (message: string): AwsError => pipesError('ValidationException', message);
