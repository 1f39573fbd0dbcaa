import { AwsError, NotModelled, type ErrorShape } from '../../cloud/index.ts';

const client = (status: number, code?: string): ErrorShape => ({ status, code, fault: 'client' });
const legacy = (name: string, status = 400): ErrorShape => client(status, `AWS.SimpleQueueService.${name}`);

/**
 * The errors of Amazon SQS: name, code on the wire and HTTP status.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html and each action's page.
 *
 * The reference also lists MessageNotInflight (ChangeMessageVisibility). AWS does not return it: a change by a
 * handle whose timeout has passed succeeds and changes nothing on a standard queue (recorded from AWS in 2023 by
 * LocalStack, https://github.com/localstack/localstack/pull/9632). So nothing here raises it. What is not listed cannot
 * come up: InvalidSecurity (a request without HTTPS or signature), InvalidIdFormat (receipt handles of another version)
 * and those of AWS KMS (nothing is encrypted here).
 */
export const sqsErrors = {
  BatchEntryIdsNotDistinct: legacy('BatchEntryIdsNotDistinct'),
  BatchRequestTooLong: legacy('BatchRequestTooLong'),
  EmptyBatchRequest: legacy('EmptyBatchRequest'),
  InvalidAddress: client(404),
  InvalidAttributeName: client(400),
  InvalidAttributeValue: client(400),
  InvalidBatchEntryId: legacy('InvalidBatchEntryId'),
  InvalidMessageContents: client(400),
  InvalidParameterValue: client(400),
  MessageNotInflight: legacy('MessageNotInflight'),
  MissingParameter: client(400),
  OverLimit: client(403),
  PurgeQueueInProgress: legacy('PurgeQueueInProgress', 403),
  QueueDeletedRecently: legacy('QueueDeletedRecently'),
  QueueDoesNotExist: legacy('NonExistentQueue'),
  QueueNameExists: client(400, 'QueueAlreadyExists'),
  ReceiptHandleIsInvalid: client(404),
  RequestThrottled: client(403),
  ResourceNotFoundException: client(404),
  TooManyEntriesInBatchRequest: legacy('TooManyEntriesInBatchRequest'),
  UnsupportedOperation: legacy('UnsupportedOperation'),
} as const satisfies Record<string, ErrorShape>;

/** The name of an error of Amazon SQS, as the SDK's class is called. */
export type SqsErrorName = keyof typeof sqsErrors;

/** An error that Amazon SQS answers with. */
export function sqsError(name: SqsErrorName, message: string): AwsError {
  return new AwsError('SQS', name, sqsErrors[name], message);
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
  return invalidParameter(
    name,
    value,
    'The request include parameter that is not valid for this queue type.',
  );
}

/**
 * A `Cloud` is one account. To reach the queues of another hangs on their policies, and nothing here evaluates those.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-limitations-of-custom-policies.html
 */
export function otherAccount(): NotModelled {
  return new NotModelled('Amazon SQS', 'queues of other accounts');
}
