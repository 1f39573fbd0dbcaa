import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** The name of an error of Amazon SNS. */
export type SnsErrorName = keyof typeof schema.errors & string;

/** An error of Amazon SNS, or one that all of AWS's services have: ThrottlingException. */
export function snsError(name: string, message: string): AwsError {
  const shape = schema.errors[name] ?? ({ status: 400, fault: 'client' } as const);
  return new AwsError(schema.serviceId, name, shape, message);
}

/** The commonest: `Invalid parameter: …`. */
export function invalid(what: string): AwsError {
  return snsError('InvalidParameterException', `Invalid parameter: ${what}`);
}

/** Something that is not there: 'Topic does not exist'. */
export function notFound(what: string): AwsError {
  return snsError('NotFoundException', `${what} does not exist`);
}
