import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error of Elastic Beanstalk's: by its name in AWS's model, or by a code that the model does not list. */
export function elasticBeanstalkError(name: string, message: string): AwsError {
  const shape = Object.hasOwn(schema.errors, name) ? schema.errors[name]! : { status: 400, fault: 'client' as const }; // prettier-ignore
  return new AwsError(schema.serviceId, name, shape, message);
}

/** What most refusals are. */
export const invalidParameter = (message: string) => elasticBeanstalkError('InvalidParameterValue', message);
