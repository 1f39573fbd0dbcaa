import { AwsError } from '../../cloud/index.ts';
import {
  MalformedPolicyDocument,
  policyIn,
  type PolicyDocument,
  type PolicyUse,
} from '../../cloud/policy/index.ts';
import { schema } from './schema.ts';

/** An error of IAM, by its name in the schema. */
export function iamError(name: keyof typeof schema.errors, message: string): AwsError {
  return new AwsError(schema.serviceId, name, schema.errors[name]!, message);
}

/** What is not there, in IAM's words. */
export const noSuch = (message: string): AwsError => iamError('NoSuchEntityException', message);

/** What is there already. */
export const exists = (message: string): AwsError => iamError('EntityAlreadyExistsException', message);

/** What something else still needs. */
export const conflict = (message: string): AwsError => iamError('DeleteConflictException', message);

/** More of something than a quota allows. */
export const overQuota = (message: string): AwsError => iamError('LimitExceededException', message);

/** A value that does not fit; no error of the schema. */
export const notValid = (message: string): AwsError =>
  new AwsError(schema.serviceId, 'ValidationError', { status: 400, fault: 'client' }, message);

/** A policy, read. @throws MalformedPolicyDocument, as AWS's error */
export function documentOf(text: string, use: PolicyUse): PolicyDocument {
  try {
    return policyIn(text, use);
  } catch (error) {
    if (!(error instanceof MalformedPolicyDocument)) throw error;
    throw iamError('MalformedPolicyDocumentException', error.message);
  }
}
