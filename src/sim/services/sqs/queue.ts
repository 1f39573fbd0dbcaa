import type { Metric } from '../../cloud/index.ts';
import { checkOptions } from '../../cloud/options.ts';
import { Reply } from '../../kernel/index.ts';
import type { QueueAttributes } from './attributes.ts';
import {
  checkBatch,
  draftBatch,
  eachEntry,
  type BatchResult,
  type ChangeMessageVisibilityBatchEntry,
  type DeleteMessageBatchEntry,
  type SendMessageBatchEntry,
  type SendMessageBatchResult,
} from './batch.ts';
import { sqsError, wrongQueueType } from './errors.ts';
import { FifoThroughput, type ThrottledAction } from './fifo-throughput.ts';
import { sqsLimits } from './limits.ts';
import { LongPolls } from './long-polls.ts';
import { MessageStore } from './message-store.ts';
import type { Message } from './message.ts';
import { QueueMetrics, type Gauges, type SqsMetricName } from './metrics.ts';
import type { QueueModel } from './model.ts';
import {
  checkMaxNumberOfMessages,
  checkReceiveVisibility,
  checkVisibilityTimeout,
  checkWaitTimeSeconds,
} from './parameters.ts';
import { nonexistent, QueueSettings } from './queue-settings.ts';
import {
  RECEIVE_OPTIONS,
  type Delivery,
  type ReceiveMessageOptions,
  type ReceiveRequest,
} from './receive.ts';
import { checkId, draft, type Draft, type SendMessageOptions, type SendMessageResult } from './send.ts';
import type { Sqs } from './sqs.ts';
import type { QuietCounts } from './standard-backlog.ts';
import type { StoredMessage } from './stored-message.ts';

const MICROS = 1_000_000;

/**
 * A queue of Amazon SQS: a standard one, or with `fifoQueue` a FIFO one.
 *
 * Calls act at this instant and take no virtual time, a long poll aside. AWS's errors are thrown at once. What AWS
 * lets settle within a minute (attributes, a purge, the approximate numbers) is settled at once here.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-types.html
 */
export class Queue extends QueueSettings implements Gauges {
  /** What AWS does not tell, as this queue assumes it. */
  readonly model: Readonly<QueueModel>;
  readonly #store: MessageStore;
  readonly #metrics: QueueMetrics;
  readonly #polls: LongPolls;
  /** On a FIFO queue. */
  readonly #throughput: FifoThroughput | undefined;
  #lastPurge = -Infinity;

  /** Made by `Sqs.createQueue`. */
  constructor(
    sqs: Sqs,
    name: string,
    attributes: QueueAttributes,
    model: QueueModel,
    tags: ReadonlyMap<string, string>,
  ) {
    super(sqs, name, attributes, tags);
    const { region } = sqs;
    const { simulation } = region.world;
    this.model = { ...model };
    const store = new MessageStore(sqs, this);
    this.#store = store;
    const fifo = attributes.fifoQueue === true;
    this.#throughput = fifo ? new FifoThroughput(region.name, this.model) : undefined;
    this.#metrics = new QueueMetrics(region, name, this, fifo);
    this.#polls = new LongPolls(simulation, {
      name,
      anyVisible: () => {
        store.backlog.advance(simulation.nowMicros);
        return store.backlog.ready;
      },
      get nextVisible() {
        return store.backlog.nextVisible;
      },
      collect: (request) => this.#collect(request, false),
      countEmpty: () => this.#countEmpty(),
    });
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
    this.access();
    const message = draft(body, options, this.attributes);
    const groupId = message.envelope?.groupId;
    if (this.#fifo) this.#throttle('SendMessage', [groupId!]);
    const result = this.#send(message);
    this.requests.bill(message.size, groupId !== undefined);
    this.#polls.serve();
    return Reply.resolved(this.simulation, result);
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
    this.access();
    checkBatch('SendMessage', entries);
    const { successful: drafts, failed } = draftBatch(entries, this.attributes);
    const groups = drafts.flatMap(({ envelope }) => envelope?.groupId ?? []);
    this.#throttle('SendMessage', groups);
    const successful = drafts.map((message) => ({ id: message.id, ...this.#send(message) }));
    const bytes = drafts.reduce((sum, { size }) => sum + size, 0);
    this.requests.bill(bytes, groups.length > 0);
    this.#polls.serve();
    return Reply.resolved(this.simulation, { successful, failed });
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
    const now = this.access();
    checkOptions('receiveMessage', options, RECEIVE_OPTIONS);
    const {
      maxNumberOfMessages: max = sqsLimits.maxNumberOfMessages.default,
      visibilityTimeout = this.attributes.visibilityTimeout,
      waitTimeSeconds: wait = this.attributes.receiveMessageWaitTimeSeconds,
      receiveRequestAttemptId: attemptId,
    } = options;
    checkMaxNumberOfMessages(max);
    checkReceiveVisibility(visibilityTimeout);
    checkWaitTimeSeconds(wait);
    if (attemptId !== undefined) {
      if (!this.#fifo) throw wrongQueueType('ReceiveRequestAttemptId', attemptId);
      checkId('ReceiveRequestAttemptId', attemptId);
    }
    this.#throttle('ReceiveMessage');
    this.#store.backlog.advance(now);
    const request = { max, visibilityTimeout, attemptId };
    const again = this.#store.receiveAgain(request);
    let messages: Message[] = [];
    if (again) {
      messages = this.#received(again);
    } else if (this.#store.hasRoom) {
      messages = this.#collect(request, wait === 0);
    } else if (wait === 0 && !this.#fifo) {
      // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html
      const { inFlightMessages } = this.model;
      throw sqsError('OverLimit', `The queue has ${inFlightMessages} messages in flight: delete some first.`);
    }
    if (messages.length === 0) {
      if (wait > 0) return this.#polls.add(request, wait);
      this.#countEmpty();
    }
    return Reply.resolved<Message[]>(this.simulation, messages, 'ReceiveMessage');
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
    const now = this.access();
    if (this.#fifo) this.#throttle('DeleteMessage', this.#groupsOf([receiptHandle]));
    this.#store.backlog.advance(now);
    const grouped = this.#delete(receiptHandle);
    this.requests.bill(0, grouped);
    return this.done;
  }

  /**
   * Deletes up to ten messages in one request, each for itself.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html
   *
   * @throws EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId, BatchEntryIdsNotDistinct,
   *   QueueDoesNotExist; FIFO: RequestThrottled
   */
  deleteMessageBatch(entries: readonly DeleteMessageBatchEntry[]): Reply<BatchResult<object>> {
    const now = this.access();
    checkBatch('DeleteMessage', entries);
    if (this.#fifo)
      this.#throttle('DeleteMessage', this.#groupsOf(entries.map((entry) => entry.receiptHandle)));
    this.#store.backlog.advance(now);
    let grouped = false;
    const result = eachEntry(entries, ({ receiptHandle }): object => {
      if (this.#delete(receiptHandle)) grouped = true;
      return {};
    });
    this.requests.bill(0, grouped);
    return Reply.resolved(this.simulation, result);
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
    const now = this.access();
    checkVisibilityTimeout(visibilityTimeout);
    if (this.#fifo) this.#throttle('ChangeMessageVisibility', this.#groupsOf([receiptHandle]));
    this.#store.backlog.advance(now);
    const grouped = this.#changeVisibility(receiptHandle, visibilityTimeout);
    this.requests.bill(0, grouped);
    this.#polls.serve();
    return this.done;
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
    const now = this.access();
    checkBatch('ChangeMessageVisibility', entries);
    if (this.#fifo)
      this.#throttle('ChangeMessageVisibility', this.#groupsOf(entries.map((entry) => entry.receiptHandle)));
    this.#store.backlog.advance(now);
    let grouped = false;
    const result = eachEntry(entries, ({ receiptHandle, visibilityTimeout }): object => {
      checkVisibilityTimeout(visibilityTimeout);
      if (this.#changeVisibility(receiptHandle, visibilityTimeout)) grouped = true;
      return {};
    });
    this.requests.bill(0, grouped);
    this.#polls.serve();
    return Reply.resolved(this.simulation, result);
  }

  // ── The queue itself ──────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Deletes all messages, those in flight and delayed too. What a FIFO queue remembers to find duplicates goes with them.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html
   *
   * @throws PurgeQueueInProgress within 60 s of the last purge, QueueDoesNotExist
   */
  purgeQueue(): Reply<void> {
    const now = this.access();
    const interval = sqsLimits.purgeInterval.default;
    if (now < this.#lastPurge + interval * MICROS) {
      throw sqsError(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${this.name} is allowed every ${interval} seconds.`,
      );
    }
    this.#lastPurge = now;
    this.#store.clear();
    this.requests.billOther();
    this.#polls.serve();
    return this.done;
  }

  /**
   * Deletes the queue with all that is in it. A long poll under way fails with QueueDoesNotExist, as does every later call.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html
   */
  deleteQueue(): Reply<void> {
    this.access();
    this.requests.billOther();
    this.markDeleted();
    this.#store.clear();
    this.#metrics.withdraw();
    this.sqs.forget(this);
    this.#polls.fail(nonexistent());
    return this.done;
  }

  // ── What an observer sees: no request, no bill ────────────────────────────────────────────────────────────────

  /** Messages that can be received. */
  get approximateNumberOfMessages(): number {
    this.#store.catchUp();
    return this.#store.backlog.visible;
  }

  /** Messages in flight: received, neither deleted nor visible again. */
  get approximateNumberOfMessagesNotVisible(): number {
    this.#store.catchUp();
    return this.#store.backlog.inFlight;
  }

  /** Messages that are delayed. */
  get approximateNumberOfMessagesDelayed(): number {
    this.#store.catchUp();
    return this.#store.backlog.delayed;
  }

  /**
   * How long the oldest message has been in this queue, in seconds; in a dead-letter queue, since it moved there.
   * On a standard queue, those received three times and more are left out. Undefined where there is none.
   */
  get approximateAgeOfOldestMessage(): number | undefined {
    this.#store.catchUp();
    return this.#age(this.#store.backlog.oldest());
  }

  /** Fair queues: message groups that are noisy. */
  get approximateNumberOfNoisyGroups(): number | undefined {
    return this.quietGroups?.noisyGroups;
  }

  /** Fair queues: the messages that are not of noisy groups, by their states. */
  get quietGroups(): QuietCounts | undefined {
    this.#store.catchUp();
    return this.#store.quiet;
  }

  /** Fair queues: how long the oldest message that is not of a noisy group has been here, in seconds. */
  get approximateAgeOfOldestMessageInQuietGroups(): number | undefined {
    this.#store.catchUp();
    return this.#age(this.#store.oldestQuiet);
  }

  /** FIFO: message groups with a message in flight. */
  get approximateNumberOfGroupsWithInflightMessages(): number | undefined {
    this.#store.catchUp();
    return this.#store.groupsInFlight;
  }

  /** FIFO, in high throughput mode: its partitions, of which AWS shows nothing. */
  get partitions(): number | undefined {
    return this.#highThroughput ? this.#throughput!.partitions(this.simulation.nowMicros) : undefined;
  }

  /** Whether it publishes metrics: it holds messages, or was called within the last six hours. */
  get active(): boolean {
    if (this.deleted) return false;
    if (this.simulation.nowMicros <= this.lastAccess + sqsLimits.activeQueue.default * MICROS) return true;
    this.#store.catchUp();
    const { visible, inFlight, delayed } = this.#store.backlog;
    return visible + inFlight + delayed > 0;
  }

  /** One of its CloudWatch metrics: `cloud.record(queue.metric('NumberOfMessagesSent'))`. */
  metric(name: SqsMetricName): Metric {
    return this.#metrics.get(name);
  }

  // ── Inside ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** @internal Where messages go that may not be delivered again. */
  get deadLetterQueue(): Queue | undefined {
    const { redrivePolicy } = this.attributes;
    return redrivePolicy && this.sqs.find(redrivePolicy.deadLetterTargetArn);
  }

  /** @internal Takes in a message that another queue gave up. */
  admit(message: StoredMessage, from: string): void {
    this.#store.admit(message, from);
    this.#polls.serve();
  }

  /** @internal Takes the next visible message out for good, if it is `wanted`. */
  takeOut(wanted: (message: StoredMessage) => boolean): StoredMessage | undefined {
    return this.#store.takeOut(wanted);
  }

  /** @internal Takes in, as a new one, a message that was moved back. */
  sendAnew({ body, attributes, size, envelope }: StoredMessage): void {
    this.#metrics.sent.add(1);
    this.#metrics.sentSize.add(size);
    this.#store.add({ body, attributes, size, envelope, delay: undefined });
    this.#polls.serve();
  }

  protected override attributesChanging(): void {
    this.#store.catchUp();
  }

  protected override attributesChanged(): void {
    this.#store.attributesChanged();
    this.#polls.serve();
  }

  get #fifo(): boolean {
    return this.#throughput !== undefined;
  }

  get #highThroughput(): boolean {
    return this.attributes.fifoThroughputLimit === 'perMessageGroupId';
  }

  #age(since: number | undefined): number | undefined {
    return since === undefined ? undefined : (this.simulation.nowMicros - since) / MICROS;
  }

  /** Lets a call pass that concerns messages of some groups. Throws RequestThrottled; on FIFO queues only. */
  #throttle(action: ThrottledAction, groups: readonly string[] = []): void {
    const now = this.simulation.nowMicros;
    if (this.#highThroughput) this.#throughput!.useHigh(action, groups, now);
    else this.#throughput?.use(action, now);
  }

  /** The groups of the messages that handles stand for, those that are gone aside. */
  #groupsOf(receiptHandles: readonly string[]): string[] {
    return receiptHandles.flatMap((handle) => this.#store.groupOf(handle) ?? []);
  }

  #send(message: Draft): SendMessageResult {
    const repeated = this.#store.answerOfDuplicate(message);
    if (repeated) {
      this.#metrics.deduplicated!.add(1);
      return repeated;
    }
    this.#metrics.sent.add(1);
    this.#metrics.sentSize.add(message.size);
    return this.#store.add(message);
  }

  #collect(request: ReceiveRequest, short: boolean): Message[] {
    return this.#received(this.#store.receive(request, short));
  }

  #received({ messages, bytes, grouped }: Delivery): Message[] {
    if (messages.length > 0) {
      this.#metrics.received.add(messages.length);
      this.requests.bill(bytes, grouped);
    }
    return messages;
  }

  /** Returns whether the message had a group. */
  #delete(receiptHandle: string): boolean {
    const held = this.#store.find(receiptHandle);
    const deleted = this.#store.delete(held, receiptHandle);
    this.#metrics.deleted.add(1);
    if (deleted) this.#polls.serve();
    return held.message?.envelope?.groupId !== undefined;
  }

  /** Returns whether the message has a group. */
  #changeVisibility(receiptHandle: string, visibilityTimeout: number): boolean {
    const held = this.#store.find(receiptHandle);
    this.#store.changeVisibility(held, receiptHandle, visibilityTimeout);
    return held.message?.envelope?.groupId !== undefined;
  }

  /** A receive that brought nothing counts and costs too. */
  #countEmpty(): void {
    this.#metrics.emptyReceives.add(1);
    this.requests.bill(0, false);
  }
}
