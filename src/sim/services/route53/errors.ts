import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error of Route 53, by its name in the schema. */
export const route53Error = (name: keyof typeof schema.errors, message: string): AwsError =>
  new AwsError(schema.serviceId, name, schema.errors[name]!, message);

/** What is wrong with a request by itself. */
export const invalidInput = (message: string): AwsError =>
  route53Error('InvalidInput', `Invalid request: ${message}`);
