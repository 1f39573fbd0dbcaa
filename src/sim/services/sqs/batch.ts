import { AwsError, within } from '../../cloud/index.ts';
import { checkOptions } from '../../cloud/options.ts';
import { sqsError } from './errors.ts';
import { sqsLimits } from './limits.ts';

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

/**
 * The entries of a batch, copied, once its make-up is checked. `action` as AWS writes it in `SendMessageBatch`; `known` has
 * the members of an entry as keys.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-batch-api-actions.html
 */
export function batchEntries<E extends { id: string }>(
  action: string,
  given: readonly E[],
  known: object,
): E[] {
  if (!Array.isArray(given))
    throw new TypeError(`${action}Batch takes a list of entries, not ${typeof given}.`);
  const { batchEntries: count, batchEntryId } = sqsLimits;
  const { length } = given;
  if (length < count.min)
    throw sqsError(
      'EmptyBatchRequest',
      `There should be at least one ${action}BatchRequestEntry in the request.`,
    );
  if (length > count.max) {
    throw sqsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${count.max}. You have sent ${length}.`,
    );
  }
  const ids = new Set<string>();
  return Array.from(given as readonly E[], (entry, i) => {
    if (typeof entry !== 'object' || entry === null)
      throw new TypeError(`Entry ${i} of a ${action}Batch is an object with an id, not ${String(entry)}.`);
    checkOptions(`An entry of a ${action}Batch`, entry, known);
    const { id } = entry;
    if (typeof id !== 'string' || !within(batchEntryId, id.length) || !/^[\w-]+$/.test(id)) {
      throw sqsError(
        'InvalidBatchEntryId',
        `A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most ${batchEntryId.max} letters long.`,
      );
    }
    if (ids.has(id)) throw sqsError('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);
    ids.add(id);
    return { ...entry };
  });
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
