import type { Metric } from '../../cloud/index.ts';
import { Reply } from '../../kernel/index.ts';
import {
  copyAttributes,
  type QueueAttributeChanges,
  type QueueAttributes,
  type QueueStatus,
} from './attributes.ts';
import type { BatchResult, ChangeMessageVisibilityBatchEntry, DeleteMessageBatchEntry } from './batch.ts';
import type { Message, ReceiveMessageOptions, SendMessageOptions, SendMessageResult } from './message.ts';
import type { SqsMetricName } from './metrics.ts';
import type { QueueModel } from './model.ts';
import { getQueueAttributes, setQueueAttributes } from './operations/attributes.ts';
import { deleteQueue } from './operations/delete-queue.ts';
import { deleteMessage, deleteMessageBatch } from './operations/delete.ts';
import { addPermission, removePermission } from './operations/permissions.ts';
import { purgeQueue } from './operations/purge.ts';
import { receiveMessage } from './operations/receive.ts';
import {
  sendMessage,
  sendMessageBatch,
  type SendMessageBatchEntry,
  type SendMessageBatchResult,
} from './operations/send.ts';
import { listQueueTags, tagQueue, untagQueue } from './operations/tags.ts';
import { changeMessageVisibility, changeMessageVisibilityBatch } from './operations/visibility.ts';
import type { QueueState } from './queue-state.ts';
import type { QuietCounts } from './standard-backlog.ts';

/**
 * A queue of Amazon SQS: a standard one, or with `fifoQueue` a FIFO one.
 *
 * Calls act at this instant and take no virtual time, a long poll aside. AWS's errors are thrown at once. What AWS
 * lets settle within a minute (attributes, a purge, the approximate numbers) is settled at once here.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-types.html
 */
export class Queue {
  /** Its name; that of a FIFO queue ends in `.fifo`. */
  readonly name: string;
  /** Its ARN: `arn:aws:sqs:us-east-1:123456789012:jobs`. */
  readonly arn: string;
  /** Its URL, as `QueueUrl` takes it. */
  readonly url: string;
  /** What AWS does not tell, as this queue assumes it. */
  readonly model: Readonly<QueueModel>;
  readonly #state: QueueState;
  readonly #sources: () => Queue[];

  /** Made by `Sqs.createQueue`. */
  constructor(state: QueueState, sources: () => Queue[]) {
    this.name = state.name;
    this.arn = state.arn;
    this.url = state.url;
    this.model = state.model;
    this.#state = state;
    this.#sources = sources;
  }

  // ── Messages ──────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Puts a message on the queue.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
   *
   * @param body 1 byte to the queue's `maximumMessageSize`, in UTF-8, attributes counted in
   * @throws MissingParameter, InvalidMessageContents, InvalidParameterValue, QueueDoesNotExist; FIFO: RequestThrottled
   */
  sendMessage(body: string, options: SendMessageOptions = {}): Reply<SendMessageResult> {
    return sendMessage(this.#state, body, options);
  }

  /**
   * Sends up to ten messages, 1 MiB together, in one request. What is wrong with one message fails that one only; what
   * is wrong with the batch, or with a group or a deduplication id, fails it whole.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
   *
   * @throws EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId, BatchEntryIdsNotDistinct,
   *   BatchRequestTooLong, InvalidParameterValue, MissingParameter, QueueDoesNotExist; FIFO: RequestThrottled
   */
  sendMessageBatch(entries: readonly SendMessageBatchEntry[]): Reply<SendMessageBatchResult> {
    return sendMessageBatch(this.#state, entries);
  }

  /**
   * Asks for messages. A short poll (`waitTimeSeconds` 0) asks some of the hosts and answers at once; a long poll
   * asks all of them, and answers as soon as there is a message, or with none when its time is over. AWS names no limit
   * for what the messages hold together: ten of 1 MiB come at once, and are billed as 160 requests.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
   *
   * @throws InvalidParameterValue, OverLimit (a short poll with too many messages in flight; on a FIFO queue nothing
   *   comes then), QueueDoesNotExist; FIFO: RequestThrottled
   */
  receiveMessage(options: ReceiveMessageOptions = {}): Reply<Message[]> {
    return receiveMessage(this.#state, options);
  }

  /**
   * Deletes the message that a receipt handle stands for. On a standard queue it may be in flight or visible again; but
   * where it has been received once more, the older handle succeeds and deletes nothing. On a FIFO queue a handle whose
   * visibility timeout is over is refused.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html
   *
   * @throws ReceiptHandleIsInvalid, QueueDoesNotExist; FIFO: InvalidParameterValue, RequestThrottled
   */
  deleteMessage(receiptHandle: string): Reply<void> {
    return deleteMessage(this.#state, receiptHandle);
  }

  /**
   * Deletes up to ten messages in one request, each for itself.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html
   *
   * @throws EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId, BatchEntryIdsNotDistinct,
   *   QueueDoesNotExist; FIFO: RequestThrottled
   */
  deleteMessageBatch(entries: readonly DeleteMessageBatchEntry[]): Reply<BatchResult<object>> {
    return deleteMessageBatch(this.#state, entries);
  }

  /**
   * Sets how much longer a message in flight stays out of sight, counted from now; 0 gives it back at once. A handle
   * whose timeout has passed, or that a later receive has replaced, succeeds on a standard queue and changes nothing.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
   *
   * @param visibilityTimeout seconds, 0 to 43,200; not past 12 hours from the receive
   * @throws InvalidParameterValue (also for a message that is gone, and on a FIFO queue for one that is not in flight),
   *   ReceiptHandleIsInvalid, QueueDoesNotExist; FIFO: RequestThrottled
   */
  changeMessageVisibility(receiptHandle: string, visibilityTimeout: number): Reply<void> {
    return changeMessageVisibility(this.#state, receiptHandle, visibilityTimeout);
  }

  /**
   * Changes up to ten visibility timeouts in one request, each for itself.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html
   *
   * @throws EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId, BatchEntryIdsNotDistinct,
   *   QueueDoesNotExist; FIFO: RequestThrottled
   */
  changeMessageVisibilityBatch(
    entries: readonly ChangeMessageVisibilityBatchEntry[],
  ): Reply<BatchResult<object>> {
    return changeMessageVisibilityBatch(this.#state, entries);
  }

  // ── The queue itself ──────────────────────────────────────────────────────────────────────────────────────────

  /** Its attributes as they are set, copied. */
  get attributes(): Readonly<QueueAttributes> {
    return copyAttributes(this.#state.attributes);
  }

  /** Its attributes and numbers. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
  getQueueAttributes(): Reply<QueueStatus> {
    return getQueueAttributes(this.#state);
  }

  /**
   * Sets attributes. Retention acts on the messages that are there, and so does the delay of a FIFO queue; that of a
   * standard queue and the visibility timeout on later sends and receives only. An attribute that is undefined keeps
   * its value; null takes a policy or a key away.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
   *
   * @throws InvalidAttributeName, InvalidAttributeValue, InvalidParameterValue, QueueDoesNotExist
   */
  setQueueAttributes(attributes: QueueAttributeChanges): Reply<void> {
    return setQueueAttributes(this.#state, attributes);
  }

  /**
   * Sets tags. Stored only: nothing here reads them.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html
   *
   * @throws MissingParameter (none given), InvalidParameterValue (more than 50, or a bad key or value), QueueDoesNotExist
   */
  tagQueue(tags: Readonly<Record<string, string>>): Reply<void> {
    return tagQueue(this.#state, tags);
  }

  /**
   * Takes tags away; a key that is not there is no error.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_UntagQueue.html
   *
   * @throws InvalidParameterValue (no keys), QueueDoesNotExist
   */
  untagQueue(keys: readonly string[]): Reply<void> {
    return untagQueue(this.#state, keys);
  }

  /** Its tags. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueueTags.html */
  listQueueTags(): Reply<Record<string, string>> {
    return listQueueTags(this.#state);
  }

  /**
   * Writes a statement into the queue's policy that lets accounts act. Stored only: nothing here asks who calls.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html
   *
   * @param label 1 to 80 letters, digits, hyphens and underscores; new to the policy
   * @param accounts twelve digits each
   * @param actions up to seven: `SendMessage` and the like, or `*`
   * @throws InvalidParameterValue, MissingParameter, OverLimit, QueueDoesNotExist
   */
  addPermission(label: string, accounts: readonly string[], actions: readonly string[]): Reply<void> {
    return addPermission(this.#state, label, accounts, actions);
  }

  /**
   * Takes a statement out of the queue's policy.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_RemovePermission.html
   *
   * @throws InvalidParameterValue (no such label), QueueDoesNotExist
   */
  removePermission(label: string): Reply<void> {
    return removePermission(this.#state, label);
  }

  /**
   * The queues of which this is the dead-letter queue, by name.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html
   */
  listDeadLetterSourceQueues(): Reply<Queue[]> {
    this.#state.access();
    this.#state.billOther();
    return Reply.resolved(this.#state.simulation, this.#sources());
  }

  /**
   * Deletes all messages, those in flight and delayed too. What a FIFO queue remembers to find duplicates goes with them.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html
   *
   * @throws PurgeQueueInProgress within 60 s of the last purge, QueueDoesNotExist
   */
  purgeQueue(): Reply<void> {
    return purgeQueue(this.#state);
  }

  /**
   * Deletes the queue with all that is in it. A long poll under way fails with QueueDoesNotExist, as does every later call.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html
   */
  deleteQueue(): Reply<void> {
    return deleteQueue(this.#state);
  }

  // ── What an observer sees: no request, no bill ────────────────────────────────────────────────────────────────

  /** Messages that can be received. */
  get approximateNumberOfMessages(): number {
    return this.#state.catchUp().visible;
  }

  /** Messages in flight: received, neither deleted nor visible again. */
  get approximateNumberOfMessagesNotVisible(): number {
    return this.#state.catchUp().inFlight;
  }

  /** Messages that are delayed. */
  get approximateNumberOfMessagesDelayed(): number {
    return this.#state.catchUp().delayed;
  }

  /**
   * How long the oldest message has been in this queue, in seconds; in a dead-letter queue, since it moved there.
   * On a standard queue, those received three times and more are left out. Undefined where there is none.
   */
  get approximateAgeOfOldestMessage(): number | undefined {
    return this.#state.age;
  }

  /** Fair queues: message groups that are noisy. */
  get approximateNumberOfNoisyGroups(): number | undefined {
    return this.#state.quiet?.noisyGroups;
  }

  /** Fair queues: the messages that are not of noisy groups, by their states. */
  get quietGroups(): QuietCounts | undefined {
    return this.#state.quiet;
  }

  /** Fair queues: how long the oldest message that is not of a noisy group has been here, in seconds. */
  get approximateAgeOfOldestMessageInQuietGroups(): number | undefined {
    return this.#state.quietAge;
  }

  /** FIFO: message groups with a message in flight. */
  get approximateNumberOfGroupsWithInflightMessages(): number | undefined {
    return this.#state.groupsInFlight;
  }

  /** FIFO, in high throughput mode: its partitions, of which AWS shows nothing. */
  get partitions(): number | undefined {
    return this.#state.partitions;
  }

  /** Whether it publishes metrics: it holds messages, or was called within the last six hours. */
  get active(): boolean {
    return this.#state.active;
  }

  /** One of its CloudWatch metrics: `cloud.record(queue.metric('NumberOfMessagesSent'))`. */
  metric(name: SqsMetricName): Metric {
    const { metrics } = this.#state;
    if (!Object.hasOwn(metrics, name)) throw new RangeError(`A queue of this type has no metric ${name}.`);
    return metrics[name]!;
  }
}
