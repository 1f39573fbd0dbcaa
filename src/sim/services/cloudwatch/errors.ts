import { AwsError, NotModelled } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error that CloudWatch answers with, by its name in the schema. */
export function cloudWatchError(name: string, message: string): AwsError {
  return new AwsError(schema.serviceId, name, schema.errors[name]!, message);
}

/** Settings or a rule that CloudWatch refuses. */
export function validationError(message: string): AwsError {
  return cloudWatchError('ValidationException', message);
}

/** A parameter that CloudWatch refuses. */
export function invalidParameter(message: string): AwsError {
  return cloudWatchError('InvalidParameterValueException', message);
}

/** A fault in a metric math expression of a query. AWS's texts are known only in part. */
export function expressionError(id: string, detail: string): AwsError {
  return validationError(`Error in expression '${id}': ${detail}`);
}

/** Part of CloudWatch that is left out, by AWS's name. */
export function notModelled(feature: string): NotModelled {
  return new NotModelled(schema.title, feature);
}
