import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error of Cognito's user pools, by its name in the schema. */
export const poolsError = (name: keyof typeof schema.errors, message: string): AwsError =>
  new AwsError(schema.serviceId, name, schema.errors[name]!, message);

/** Values that do not fit. */
export const invalid = (message: string): AwsError => poolsError('InvalidParameterException', message);

/** Who may not. */
export const notAuthorized = (message: string): AwsError => poolsError('NotAuthorizedException', message);
