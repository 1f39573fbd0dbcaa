import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error of Data Firehose, by its name in the schema. */
export const firehoseError = (name: keyof typeof schema.errors, message: string): AwsError =>
  new AwsError(schema.serviceId, name, schema.errors[name]!, message);

/** An argument that does not fit. */
export const invalidArgument = (message: string): AwsError =>
  firehoseError('InvalidArgumentException', message);
