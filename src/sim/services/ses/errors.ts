import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error of SES, by its name in the schema, or by a code that the schema does not list. */
export function sesError(name: string, message: string): AwsError {
  const shape = Object.hasOwn(schema.errors, name)
    ? schema.errors[name]!
    : { status: 400, fault: 'client' as const };
  return new AwsError(schema.serviceId, name, shape, message);
}
