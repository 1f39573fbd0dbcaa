import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error of AWS Glue, by its name in the schema. */
export const glueError = (name: keyof typeof schema.errors, message: string): AwsError =>
  new AwsError(schema.serviceId, name, schema.errors[name]!, message);

/** Something that is not there. */
export const notFound = (what: string): AwsError =>
  glueError('EntityNotFoundException', `${what} not found.`);
