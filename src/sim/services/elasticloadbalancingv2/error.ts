import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error of Elastic Load Balancing, by its code on the wire. */
export function elbError(code: string, message: string): AwsError {
  const [name, shape] = Object.entries(schema.errors).find(([, one]) => one.code === code) ?? [
    code,
    undefined,
  ];
  return new AwsError(schema.serviceId, name, shape ?? { status: 400, fault: 'client' }, message);
}

/** A value that has the wrong form or lies outside its range. */
export function validationError(message: string): AwsError {
  return elbError('ValidationError', message);
}

/** Values that are well formed, but do not go together. */
export function invalidConfiguration(message: string): AwsError {
  return elbError('InvalidConfigurationRequest', message);
}
