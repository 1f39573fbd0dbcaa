import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error of Managed Service for Apache Flink, by its name in the schema. */
export const flinkError = (name: keyof typeof schema.errors, message: string): AwsError =>
  new AwsError(schema.serviceId, name, schema.errors[name]!, message);
