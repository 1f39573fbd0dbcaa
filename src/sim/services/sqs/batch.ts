import { AwsError, within } from '../../cloud/index.ts';
import { sqsError } from './errors.ts';
import { sqsLimits } from './limits.ts';
import {
  checkSize,
  delayOf,
  envelopeOf,
  messageSize,
  type Draft,
  type SendMessageOptions,
  type SendMessageResult,
} from './send.ts';
import type { QueueAttributes } from './attributes.ts';

/** A message of a SendMessageBatch. */
export interface SendMessageBatchEntry extends SendMessageOptions {
  /** Tells it from the others of its batch: 1 to 80 letters, digits, hyphens and underscores. */
  id: string;
  /** The message's body. */
  messageBody: string;
}

/** A deletion of a DeleteMessageBatch. */
export interface DeleteMessageBatchEntry {
  /** Tells it from the others of its batch: 1 to 80 letters, digits, hyphens and underscores. */
  id: string;
  /** The receipt handle of the latest receive. */
  receiptHandle: string;
}

/** A change of a ChangeMessageVisibilityBatch. */
export interface ChangeMessageVisibilityBatchEntry extends DeleteMessageBatchEntry {
  /** Seconds from now, 0 to 43,200. */
  visibilityTimeout: number;
}

/** An entry of a batch that failed, while others may have succeeded. */
export interface BatchFailure {
  /** The entry's. */
  readonly id: string;
  /** The error's code on the wire: `InvalidParameterValue`. */
  readonly code: string;
  /** The error's message. */
  readonly message: string;
  /** Whether it was the caller's fault. */
  readonly senderFault: boolean;
}

/** What a batch answers: HTTP 200 even where every entry failed. */
export interface BatchResult<T> {
  /** The entries that succeeded, in the order of the request. */
  readonly successful: readonly ({ readonly id: string } & T)[];
  /** The entries that failed, in the order of the request. */
  readonly failed: readonly BatchFailure[];
}

/** What SendMessageBatch answers. */
export type SendMessageBatchResult = BatchResult<SendMessageResult>;

/**
 * Checks how a batch is made up. `action` as AWS writes it in `SendMessageBatch`.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-batch-api-actions.html
 */
export function checkBatch(action: string, entries: readonly { id: string }[]): void {
  const { batchEntries, batchEntryId } = sqsLimits;
  if (entries.length < batchEntries.min) {
    throw sqsError(
      'EmptyBatchRequest',
      `There should be at least one ${action}BatchRequestEntry in the request.`,
    );
  }
  if (entries.length > batchEntries.max) {
    throw sqsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${batchEntries.max}. You have sent ${entries.length}.`,
    );
  }
  const ids = new Set<string>();
  for (const { id } of entries) {
    if (typeof id !== 'string' || !within(batchEntryId, id.length) || !/^[\w-]+$/.test(id)) {
      throw sqsError(
        'InvalidBatchEntryId',
        `A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most ${batchEntryId.max} letters long.`,
      );
    }
    if (ids.has(id)) throw sqsError('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);
    ids.add(id);
  }
}

/**
 * Checks the messages of a batch. What is wrong with its group or its content's id fails the batch, as does a payload
 * that is too large together; all else fails the one message.
 */
export function draftBatch(
  entries: readonly SendMessageBatchEntry[],
  queue: QueueAttributes,
): BatchResult<Draft> {
  const envelopes = new Map(entries.map((entry) => [entry.id, envelopeOf(entry.messageBody, entry, queue)]));
  let bytes = 0;
  const checked = eachEntry(entries, (entry): Draft => {
    const { id, messageBody: body, messageAttributes: attributes } = entry;
    const size = messageSize(body, attributes);
    bytes += size;
    checkSize(size, queue, 'cannot be validated');
    return { body, attributes, size, envelope: envelopes.get(id), delay: delayOf(entry, queue) };
  });
  const { max } = sqsLimits.batchSize;
  if (bytes > max) {
    throw sqsError(
      'BatchRequestTooLong',
      `Batch requests cannot be longer than ${max} bytes. You have sent ${bytes} bytes.`,
    );
  }
  return checked;
}

/** Does each entry for itself: one that AWS refuses does not hold the others up. */
export function eachEntry<E extends { id: string }, T>(
  entries: readonly E[],
  act: (entry: E) => T,
): BatchResult<T> {
  const successful: ({ id: string } & T)[] = [];
  const failed: BatchFailure[] = [];
  for (const entry of entries) {
    const { id } = entry;
    try {
      successful.push({ id, ...act(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failed.push({ id, code: error.code, message: error.message, senderFault: error.$fault === 'client' });
    }
  }
  return { successful, failed };
}
