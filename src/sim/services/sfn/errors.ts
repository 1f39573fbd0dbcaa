import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error of Step Functions, by its name in the schema. */
export const sfnError = (name: keyof typeof schema.errors, message: string): AwsError =>
  new AwsError(schema.serviceId, name, schema.errors[name] ?? { status: 400, fault: 'client' }, message);

/** Too many requests. */
export const throttled = (): AwsError => sfnError('ThrottlingException', 'Rate exceeded');

/** An ARN that is not of the kind that an operation takes. */
export const invalidArn = (reason: string): AwsError => sfnError('InvalidArn', `Invalid Arn: '${reason}'`);

/** A value that breaks a rule that only the service knows. */
export const notValid = (message: string): AwsError => sfnError('ValidationException', message);
