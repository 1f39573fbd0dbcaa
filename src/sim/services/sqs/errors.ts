import { AwsError, NotModelled, type ErrorShape } from '../../cloud/index.ts';
import { schema } from './schema.ts';

// prettier-ignore
const NAMES = [
  'BatchEntryIdsNotDistinct', 'BatchRequestTooLong', 'EmptyBatchRequest', 'InvalidAddress',
  'InvalidAttributeName', 'InvalidAttributeValue', 'InvalidBatchEntryId', 'InvalidMessageContents',
  'InvalidParameterValue', 'MessageNotInflight', 'MissingParameter', 'OverLimit', 'PurgeQueueInProgress',
  'QueueDeletedRecently', 'QueueDoesNotExist', 'QueueNameExists', 'ReceiptHandleIsInvalid',
  'RequestThrottled', 'ResourceNotFoundException', 'TooManyEntriesInBatchRequest', 'UnsupportedOperation',
] as const;

/** The name of an error of Amazon SQS, as the SDK's class is called. */
export type SqsErrorName = (typeof NAMES)[number];

/**
 * The errors of Amazon SQS: name, code on the wire and HTTP status, from AWS's own model; two are common to all services
 * and not in it. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
 *
 * The reference also lists MessageNotInflight (ChangeMessageVisibility). AWS does not return it: a change by a
 * handle whose timeout has passed succeeds and changes nothing on a standard queue (recorded from AWS in 2023 by
 * LocalStack, https://github.com/localstack/localstack/pull/9632). So nothing here raises it. What is not listed cannot
 * come up: InvalidSecurity (a request without HTTPS or signature), InvalidIdFormat (receipt handles of another version)
 * and those of AWS KMS (nothing is encrypted here).
 */
export const sqsErrors = Object.fromEntries(
  NAMES.map((name) => [name, schema.errors[name] ?? { status: 400, fault: 'client' }]),
) as Record<SqsErrorName, ErrorShape>;

/** An error that Amazon SQS answers with. */
export function sqsError(name: SqsErrorName, message: string): AwsError {
  return new AwsError('SQS', name, sqsErrors[name], message);
}

/** A parameter that is not there. */
export function missing(parameter: string): AwsError {
  return sqsError('MissingParameter', `The request must contain the parameter ${parameter}.`);
}

/** A parameter that is out of its range, in AWS's words. */
export function invalidParameter(name: string, value: unknown, reason: string): AwsError {
  return sqsError(
    'InvalidParameterValue',
    `Value ${String(value)} for parameter ${name} is invalid. Reason: ${reason}`,
  );
}

/** A parameter that a queue of this type does not take. */
export function wrongQueueType(name: string, value: unknown): AwsError {
  const reason = 'The request include parameter that is not valid for this queue type.';
  return invalidParameter(name, value, reason);
}

/** The answer to every call on a queue that is not there. */
export function nonexistent(): AwsError {
  return sqsError('QueueDoesNotExist', 'The specified queue does not exist.');
}

/**
 * A `Cloud` is one account. To reach the queues of another hangs on their policies, and nothing here evaluates those.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-limitations-of-custom-policies.html
 */
export function otherAccount(): NotModelled {
  return new NotModelled('Amazon SQS', 'queues of other accounts');
}
