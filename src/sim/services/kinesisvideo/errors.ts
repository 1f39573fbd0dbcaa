import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error of Kinesis Video Streams, by its name in the schema. */
export const videoError = (name: keyof typeof schema.errors, message: string): AwsError =>
  new AwsError(schema.serviceId, name, schema.errors[name]!, message);

/** An argument that does not fit. */
export const invalid = (message: string): AwsError => videoError('InvalidArgumentException', message);

/** An operation on media that is not in the schema of the control plane. */
export const noFragment = (): AwsError =>
  new AwsError(
    'Kinesis Video',
    'ResourceNotFoundException',
    { status: 404, fault: 'client' },
    'No such fragment.',
  );
