import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error of AppFlow, by its name in the schema. */
export const appflowError = (name: keyof typeof schema.errors, message: string): AwsError =>
  new AwsError(schema.serviceId, name, schema.errors[name]!, message);

/** Settings that do not go together. The words are ours. */
export const notValid = (message: string): AwsError => appflowError('ValidationException', message);
