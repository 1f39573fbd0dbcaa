import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error of Kinesis Video Streams, by its name in the schema. */
export const videoError = (name: keyof typeof schema.errors, message: string): AwsError =>
  new AwsError(schema.serviceId, name, schema.errors[name]!, message);

/** An argument that does not fit. */
export const invalid = (message: string): AwsError => videoError('InvalidArgumentException', message);

/** A fragment that is not in the stream, in AWS's words. */
export const noFragment = (number: string): AwsError => invalid(`Fragment numbers are invalid : [${number}]`);
