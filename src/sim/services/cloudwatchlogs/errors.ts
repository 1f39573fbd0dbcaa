import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error of CloudWatch Logs, by its name in the schema. */
export const logsError = (name: string, message: string): AwsError =>
  new AwsError(schema.serviceId, name, schema.errors[name] ?? { status: 400, fault: 'client' }, message);

/** A parameter that does not fit. */
export const invalid = (message: string): AwsError => logsError('InvalidParameterException', message);

/** A group, stream or filter that is not there. */
export const notFound = (what: string): AwsError =>
  logsError('ResourceNotFoundException', `The specified ${what} does not exist.`);
