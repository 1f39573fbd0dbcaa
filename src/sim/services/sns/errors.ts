import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** The name of an error of Amazon SNS. */
export type SnsErrorName = keyof typeof schema.errors & string;

/** An error of Amazon SNS. */
export function snsError(name: string, message: string): AwsError {
  return new AwsError(schema.serviceId, name, schema.errors[name]!, message);
}

/** The commonest: `Invalid parameter: …`. */
export function invalid(what: string): AwsError {
  return snsError('InvalidParameterException', `Invalid parameter: ${what}`);
}

/** Something that is not there: 'Topic does not exist'. */
export function notFound(what: string): AwsError {
  return snsError('NotFoundException', `${what} does not exist`);
}
