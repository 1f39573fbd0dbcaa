import { AwsError, NotModelled } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error of Amazon ECS, by its name in the schema. */
export const ecsError = (name: string, message: string): AwsError =>
  new AwsError(schema.serviceId, name, schema.errors[name]!, message);

/** The refusal of a value that ECS does not take. */
export const invalidParameter = (message: string): AwsError => ecsError('InvalidParameterException', message);

/** The refusal of a request that its sender has to mend. */
export const clientException = (message: string): AwsError => ecsError('ClientException', message);

/** What AWS has and the model has not. */
export const notModelled = (feature: string): NotModelled => new NotModelled('Amazon ECS', feature);

/** Throws InvalidParameterException unless a value is a whole number within a range. */
export function requireWhole(name: string, value: number, low: number, high: number): void {
  if (Number.isSafeInteger(value) && value >= low && value <= high) return;
  throw invalidParameter(`${name} must be a whole number from ${low} to ${high}.`);
}
