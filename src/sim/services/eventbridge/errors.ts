import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error of EventBridge: by its name in the schema, or ValidationException. */
export function eventsError(name: string, message: string): AwsError {
  const shape = schema.errors[name] ?? ({ status: 400, fault: 'client' } as const);
  return new AwsError(schema.serviceId, name, shape, message);
}

/** Values that do not fit. */
export const notValid = (message: string): AwsError => eventsError('ValidationException', message);

/** Something that is not there. */
export const notThere = (what: string): AwsError => eventsError('ResourceNotFoundException', what);
