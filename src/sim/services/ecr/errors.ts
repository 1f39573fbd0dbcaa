import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error of ECR, by its name in the schema. */
export const ecrError = (name: keyof typeof schema.errors & string, message: string): AwsError =>
  new AwsError(schema.serviceId, name, schema.errors[name]!, message);

/** A value that does not fit. */
export const invalidParameter = (message: string): AwsError =>
  ecrError('InvalidParameterException', `Invalid parameter: ${message}`);
