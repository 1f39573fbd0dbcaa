import { AwsError, NotModelled } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error of Auto Scaling, by its name in the schema. */
export const autoScalingError = (name: keyof typeof schema.errors, message: string): AwsError =>
  new AwsError(schema.serviceId, name, schema.errors[name]!, message);

/** The commonest refusal: the API reference does not list it, yet the service sends it. */
export const validationError = (message: string): AwsError =>
  new AwsError(schema.serviceId, 'ValidationError', { status: 400, fault: 'client' }, message);

/** What AWS has and the model has not. */
export const notModelled = (feature: string): NotModelled =>
  new NotModelled('Amazon EC2 Auto Scaling', feature);

/** Throws ValidationError unless a value is a whole number within a range. */
export function requireWhole(name: string, value: number, low: number, high = Infinity): void {
  if (Number.isSafeInteger(value) && value >= low && value <= high) return;
  const range = high === Infinity ? `of at least ${low}` : `from ${low} to ${high}`;
  throw validationError(`${name} must be a whole number ${range}.`);
}
