import { AwsError, NotModelled } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error of Application Auto Scaling, by its name in the schema. */
export const scalingError = (name: string, message: string): AwsError =>
  new AwsError(schema.serviceId, name, schema.errors[name]!, message);

/** Values that do not fit. */
export const notValid = (message: string): AwsError => scalingError('ValidationException', message);

/** What AWS has and the model has not. */
export const notModelled = (feature: string): NotModelled =>
  new NotModelled('Application Auto Scaling', feature);
