import { NotModelled, type Metric } from '../cloud/index.ts';
import { Reply, type RandomStream, type Simulation } from '../kernel/index.ts';
import type { QueueAttributeChanges, QueueAttributes, QueueStatus } from './attributes.ts';
import { Backlog } from './backlog.ts';
import { invalidParameter, sqsError } from './errors.ts';
import { hashText } from './hash.ts';
import { sqsLimits } from './limits.ts';
import { LongPolls } from './long-polls.ts';
import type { Message, MessageSystemAttributes } from './message.ts';
import { QueueMetrics, type Gauges, type SqsMetricName } from './metrics.ts';
import type { QueueModel } from './model.ts';
import {
  checkDelaySeconds,
  checkMaxNumberOfMessages,
  checkReceiveVisibility,
  checkVisibilityTimeout,
  checkWaitTimeSeconds,
} from './parameters.ts';
import { ReceiptHandles } from './receipt-handle.ts';
import type { ReceiveMessageOptions } from './receive.ts';
import { messageSize, refuseUnmodelled, type SendMessageOptions, type SendMessageResult } from './send.ts';
import type { Sqs } from './sqs.ts';
import { StoredMessage } from './stored-message.ts';

const MICROS = 1_000_000;

/**
 * A standard queue of Amazon SQS.
 *
 * Calls act at this instant and take no virtual time, a long poll aside. AWS's errors are thrown at once. What AWS
 * lets settle within a minute (attributes, a purge, the approximate numbers) is settled at once here.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues.html
 */
export class Queue implements Gauges {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  /** What AWS does not tell, as this queue assumes it. */
  readonly model: Readonly<QueueModel>;
  readonly #sqs: Sqs;
  readonly #simulation: Simulation;
  readonly #startMillis: number;
  readonly #handles: ReceiptHandles;
  readonly #backlog: Backlog;
  readonly #metrics: QueueMetrics;
  readonly #done: Reply<void>;
  readonly #created: number;
  readonly #polls: LongPolls;
  #sampling: RandomStream | undefined;
  #attributes: QueueAttributes;
  #lastModified: number;
  #lastAccess: number;
  #lastPurge = -Infinity;
  #deleted = false;

  /** Made by `Sqs.createQueue`. */
  constructor(sqs: Sqs, name: string, attributes: QueueAttributes, model: QueueModel) {
    const { region } = sqs;
    const { simulation } = region.world;
    this.name = name;
    this.arn = region.arn('sqs', name);
    this.url = `https://sqs.${region.name}.${region.domain}/${region.world.account}/${name}`;
    this.model = { ...model };
    this.#sqs = sqs;
    this.#simulation = simulation;
    this.#attributes = attributes;
    this.#created = this.#lastModified = simulation.epochMillis;
    this.#startMillis = simulation.epochMillis - Math.floor(simulation.nowMicros / 1000);
    this.#lastAccess = simulation.nowMicros;
    const identity = `${simulation.seed} ${this.arn} ${simulation.nowMicros}`;
    this.#handles = new ReceiptHandles(identity);
    const backlog = new Backlog(model.hosts, hashText(identity));
    this.#backlog = backlog;
    this.#metrics = new QueueMetrics(region, name, this);
    this.#polls = new LongPolls(simulation, {
      name,
      anyVisible: () => {
        this.#backlog.advance(simulation.nowMicros);
        return this.#backlog.visible > 0;
      },
      get nextVisible() {
        return backlog.nextVisible;
      },
      collect: (max, visibilityTimeout) => this.#collect(model.hosts, max, visibilityTimeout),
      countEmpty: () => this.#countEmpty(),
    });
    this.#done = Reply.resolved<void>(simulation, undefined);
  }

  // ── Messages ──────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Puts a message on the queue.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
   *
   * @param body 1 byte to the queue's `maximumMessageSize`, in UTF-8, attributes counted in
   * @throws MissingParameter, InvalidMessageContents, InvalidParameterValue, QueueDoesNotExist
   */
  sendMessage(body: string, options: SendMessageOptions = {}): Reply<SendMessageResult> {
    const now = this.#access();
    refuseUnmodelled(options);
    const { delaySeconds = this.#attributes.delaySeconds, messageAttributes } = options;
    const size = messageSize(body, messageAttributes, this.#attributes.maximumMessageSize);
    checkDelaySeconds(delaySeconds);
    const message = new StoredMessage(this.#sqs.nextMessageNumber(), body, messageAttributes, size, now);
    this.#backlog.advance(now);
    this.#backlog.add(message, delaySeconds > 0 ? now + delaySeconds * MICROS : undefined);
    this.#backlog.expireBefore(message, this.#cutoff);
    this.#bill(size);
    this.#metrics.sent.add(1);
    this.#metrics.sentSize.add(size);
    this.#trace('SendMessage', message);
    this.#polls.serve();
    return Reply.resolved(this.#simulation, { messageId: this.#sqs.messageIds.of(message.number) });
  }

  /**
   * Asks for messages. A short poll (`waitTimeSeconds` 0) asks some of the hosts and answers at once; a long poll
   * asks all of them, and answers as soon as there is a message, or with none when its time is over.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
   *
   * @throws InvalidParameterValue, OverLimit (a short poll with too many messages in flight), QueueDoesNotExist
   */
  receiveMessage(options: ReceiveMessageOptions = {}): Reply<Message[]> {
    const now = this.#access();
    const {
      maxNumberOfMessages: max = sqsLimits.maxNumberOfMessages.default,
      visibilityTimeout = this.#attributes.visibilityTimeout,
      waitTimeSeconds: wait = this.#attributes.receiveMessageWaitTimeSeconds,
    } = options;
    checkMaxNumberOfMessages(max);
    checkReceiveVisibility(visibilityTimeout);
    checkWaitTimeSeconds(wait);
    this.#backlog.advance(now);
    let messages: Message[] = [];
    if (this.#backlog.inFlight < this.model.inFlightMessages) {
      messages = this.#collect(wait === 0 ? this.#sample() : this.model.hosts, max, visibilityTimeout);
    } else if (wait === 0) {
      // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html
      const { inFlightMessages } = this.model;
      throw sqsError('OverLimit', `The queue has ${inFlightMessages} messages in flight: delete some first.`);
    }
    if (messages.length === 0) {
      if (wait > 0) return this.#polls.add(max, visibilityTimeout, wait);
      this.#countEmpty();
    }
    return Reply.resolved<Message[]>(this.#simulation, messages, 'ReceiveMessage');
  }

  /**
   * Deletes the message that a receipt handle stands for. It may be in flight or visible again; but where it has
   * been received once more, the older handle succeeds and deletes nothing.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html
   *
   * @throws ReceiptHandleIsInvalid, QueueDoesNotExist
   */
  deleteMessage(receiptHandle: string): Reply<void> {
    this.#access();
    const { message, current } = this.#find(receiptHandle);
    this.#bill(0);
    this.#metrics.deleted.add(1);
    if (!message || !current) return this.#done;
    const { missedDeleteProbability: missed } = this.model;
    if (missed > 0 && this.#sqs.random(this, 'missed deletes').bernoulli(missed)) return this.#done;
    this.#trace('DeleteMessage', message);
    this.#backlog.drop(message);
    this.#polls.serve();
    return this.#done;
  }

  /**
   * Sets how much longer a message in flight stays out of sight, counted from now; 0 gives it back at once. A handle
   * whose timeout has passed, or that a later receive has replaced, succeeds and changes nothing.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
   *
   * @param visibilityTimeout seconds, 0 to 43,200; not past 12 hours from the receive
   * @throws InvalidParameterValue (also for a message that is gone), ReceiptHandleIsInvalid, QueueDoesNotExist
   */
  changeMessageVisibility(receiptHandle: string, visibilityTimeout: number): Reply<void> {
    const now = this.#access();
    checkVisibilityTimeout(visibilityTimeout);
    this.#backlog.advance(now);
    const { message, current } = this.#find(receiptHandle);
    if (!message) {
      throw invalidParameter(
        'ReceiptHandle',
        receiptHandle,
        'Message does not exist or is not available for visibility timeout change.',
      );
    }
    this.#bill(0);
    if (!current || !this.#backlog.isInFlight(message)) return this.#done;
    const deadline = now + visibilityTimeout * MICROS;
    const { max } = sqsLimits.visibilityTimeout;
    if (deadline > message.lastReceived! + max * MICROS) {
      throw invalidParameter(
        'VisibilityTimeout',
        visibilityTimeout,
        `Total VisibilityTimeout for the message is beyond the limit [${max} seconds]`,
      );
    }
    this.#backlog.move(message, deadline);
    this.#backlog.advance(now);
    this.#trace('ChangeMessageVisibility', message);
    this.#polls.serve();
    return this.#done;
  }

  // ── The queue itself ──────────────────────────────────────────────────────────────────────────────────────────

  /** Its attributes and numbers. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
  getQueueAttributes(): Reply<QueueStatus> {
    this.#access();
    this.#bill(0);
    return Reply.resolved(this.#simulation, {
      ...this.#attributes,
      queueArn: this.arn,
      createdTimestamp: Math.floor(this.#created / 1000),
      lastModifiedTimestamp: Math.floor(this.#lastModified / 1000),
      approximateNumberOfMessages: this.approximateNumberOfMessages,
      approximateNumberOfMessagesNotVisible: this.approximateNumberOfMessagesNotVisible,
      approximateNumberOfMessagesDelayed: this.approximateNumberOfMessagesDelayed,
    });
  }

  /**
   * Sets attributes. Retention acts on the messages that are there; delay and visibility timeout on later sends and
   * receives only. An attribute that is undefined keeps its value; null takes a policy away.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
   *
   * @throws InvalidAttributeName, InvalidAttributeValue, InvalidParameterValue, QueueDoesNotExist
   */
  setQueueAttributes(attributes: QueueAttributeChanges): Reply<void> {
    this.#access();
    this.#attributes = this.#sqs.changed(this.#attributes, attributes, this.arn);
    this.#lastModified = this.#simulation.epochMillis;
    this.#bill(0);
    return this.#done;
  }

  /**
   * Deletes all messages, those in flight and delayed too.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html
   *
   * @throws PurgeQueueInProgress within 60 s of the last purge, QueueDoesNotExist
   */
  purgeQueue(): Reply<void> {
    const now = this.#access();
    const interval = sqsLimits.purgeInterval.default;
    if (now < this.#lastPurge + interval * MICROS) {
      throw sqsError(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${this.name} is allowed every ${interval} seconds.`,
      );
    }
    this.#lastPurge = now;
    this.#backlog.clear();
    this.#bill(0);
    this.#polls.serve();
    return this.#done;
  }

  /**
   * Deletes the queue with all that is in it. A long poll under way fails with QueueDoesNotExist, as does every later call.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html
   */
  deleteQueue(): Reply<void> {
    this.#access();
    this.#bill(0);
    this.#deleted = true;
    this.#backlog.clear();
    this.#metrics.withdraw();
    this.#sqs.forget(this);
    this.#polls.fail(nonexistent());
    return this.#done;
  }

  /** Sends up to ten messages in one request. Not modelled yet. */
  sendMessageBatch(): never {
    throw new NotModelled('Amazon SQS', 'SendMessageBatch');
  }

  /** Deletes up to ten messages in one request. Not modelled yet. */
  deleteMessageBatch(): never {
    throw new NotModelled('Amazon SQS', 'DeleteMessageBatch');
  }

  /** Changes up to ten visibility timeouts in one request. Not modelled yet. */
  changeMessageVisibilityBatch(): never {
    throw new NotModelled('Amazon SQS', 'ChangeMessageVisibilityBatch');
  }

  // ── What an observer sees: no request, no bill ────────────────────────────────────────────────────────────────

  /** Messages that can be received. */
  get approximateNumberOfMessages(): number {
    this.#catchUp();
    return this.#backlog.visible;
  }

  /** Messages in flight: received, neither deleted nor visible again. */
  get approximateNumberOfMessagesNotVisible(): number {
    this.#catchUp();
    return this.#backlog.inFlight;
  }

  /** Messages that are delayed. */
  get approximateNumberOfMessagesDelayed(): number {
    this.#catchUp();
    return this.#backlog.delayed;
  }

  /**
   * How long the oldest message has been in this queue, in seconds; in a dead-letter queue, since it moved there.
   * Those received three times and more are left out. Undefined where there is none.
   */
  get approximateAgeOfOldestMessage(): number | undefined {
    this.#catchUp();
    const oldest = this.#backlog.oldest();
    return oldest === undefined ? undefined : (this.#simulation.nowMicros - oldest) / MICROS;
  }

  /** Whether it publishes metrics: it holds messages, or was called within the last six hours. */
  get active(): boolean {
    if (this.#deleted) return false;
    if (this.#simulation.nowMicros <= this.#lastAccess + sqsLimits.activeQueue.default * MICROS) return true;
    this.#catchUp();
    return this.#backlog.visible + this.#backlog.inFlight + this.#backlog.delayed > 0;
  }

  /** One of its CloudWatch metrics: `cloud.record(queue.metric('NumberOfMessagesSent'))`. */
  metric(name: SqsMetricName): Metric {
    return this.#metrics.get(name);
  }

  /** Its attributes as they are set. */
  get attributes(): Readonly<QueueAttributes> {
    return this.#attributes;
  }

  // ── Inside ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Begins a call: the queue must exist, and is in use. Returns the time in microseconds. */
  #access(): number {
    if (this.#deleted) throw nonexistent();
    return (this.#lastAccess = this.#simulation.nowMicros);
  }

  /** What a handle stands for: no message where it is gone; not current where it was received again. */
  #find(receiptHandle: string): { message: StoredMessage | undefined; current: boolean } {
    const receipt = this.#handles.read(receiptHandle);
    if (!receipt)
      throw sqsError(
        'ReceiptHandleIsInvalid',
        `The input receipt handle "${receiptHandle}" is not a valid receipt handle.`,
      );
    const message = this.#backlog.find(receipt.slot, receipt.message);
    return { message, current: message?.receives === receipt.receive };
  }

  /** Asks some hosts; returns how many. */
  #sample(): number {
    const { hosts, sampledHosts } = this.model;
    if (sampledHosts >= hosts) return hosts;
    if (this.#backlog.visible > 0)
      this.#backlog.sample(sampledHosts, (this.#sampling ??= this.#sqs.random(this, 'short polls')));
    return sampledHosts;
  }

  /** Receives up to `max` messages from the first `asked` hosts; moves on the way those that were received too often. */
  #collect(asked: number, max: number, visibilityTimeout: number): Message[] {
    const now = this.#simulation.nowMicros;
    const { model } = this;
    const backlog = this.#backlog;
    const cutoff = this.#cutoff;
    const room = Math.min(max, model.inFlightMessages - backlog.inFlight);
    const messages: Message[] = [];
    let shownAgain: StoredMessage[] | undefined;
    let bytes = 0;
    while (messages.length < room) {
      const message = this.#take(asked);
      if (!message) break;
      if (message.sent <= cutoff) {
        backlog.release(message);
        continue;
      }
      if (this.#moveAway(message)) continue;
      message.receives++;
      message.firstReceived ??= now;
      message.lastReceived = now;
      backlog.register(message);
      messages.push(this.#deliver(message));
      bytes += message.size;
      this.#trace('ReceiveMessage', message);
      const { missedReceiveProbability: missed } = model;
      if (missed > 0 && this.#sqs.random(this, 'missed receives').bernoulli(missed))
        (shownAgain ??= []).push(message);
      else backlog.hide(message, now + visibilityTimeout * MICROS);
    }
    // Not before: one call returns a message once.
    if (shownAgain) for (const message of shownAgain) backlog.show(message);
    if (messages.length > 0) {
      this.#metrics.received.add(messages.length);
      this.#bill(bytes);
    }
    return messages;
  }

  #take(asked: number): StoredMessage | undefined {
    const { outOfOrderProbability } = this.model;
    if (outOfOrderProbability > 0) {
      const random = this.#sqs.random(this, 'order');
      if (random.bernoulli(outOfOrderProbability)) return this.#backlog.takeAnywhere(asked, random);
    }
    return this.#backlog.take(asked);
  }

  /** Moves a message to the dead-letter queue if it may not be delivered again. */
  #moveAway(message: StoredMessage): boolean {
    const { redrivePolicy } = this.#attributes;
    if (!redrivePolicy || message.receivesHere < redrivePolicy.maxReceiveCount) return false;
    // AWS does not say what becomes of messages whose dead-letter queue was deleted: they are delivered on here.
    const target = this.#sqs.find(redrivePolicy.deadLetterTargetArn);
    if (!target) return false;
    this.#trace('moved to the dead-letter queue', message);
    this.#backlog.release(message);
    target.#admit(message, this.arn);
    return true;
  }

  /** Takes in a message that another queue gave up. It keeps its id, its receive count and the time of its sending. */
  #admit(message: StoredMessage, from: string): void {
    const now = this.#simulation.nowMicros;
    this.#backlog.advance(now);
    message.moved = { at: now, from, receives: message.receives };
    this.#backlog.add(message);
    this.#polls.serve();
  }

  /** A message as it is at this receive. */
  #deliver(message: StoredMessage): Message {
    const { number, slot, receives, body, moved, attributes: messageAttributes } = message;
    const attributes: MessageSystemAttributes = {
      approximateReceiveCount: receives,
      approximateFirstReceiveTimestamp: this.#epochMillis(message.firstReceived!),
      sentTimestamp: this.#epochMillis(message.sent),
      senderId: this.#sqs.region.world.account,
    };
    if (moved) attributes.deadLetterQueueSourceArn = moved.from;
    const messageId = this.#sqs.messageIds.of(number);
    const receiptHandle = this.#handles.write(slot, number, receives);
    if (messageAttributes === undefined) return { messageId, receiptHandle, body, attributes };
    return { messageId, receiptHandle, body, attributes, messageAttributes };
  }

  #epochMillis(micros: number): number {
    return this.#startMillis + Math.floor(micros / 1000);
  }

  /** A receive that brought nothing counts and costs too. */
  #countEmpty(): void {
    this.#metrics.emptyReceives.add(1);
    this.#bill(0);
  }

  /** One request for each 64 KB of payload, and one at least. */
  #bill(bytes: number): void {
    const chunk = sqsLimits.billedChunk.default;
    this.#sqs.requests.add(bytes <= chunk ? 1 : Math.ceil(bytes / chunk));
  }

  /** Brings visibility and retention up to now. */
  #catchUp(): void {
    this.#backlog.advance(this.#simulation.nowMicros);
    this.#backlog.expire(this.#cutoff);
  }

  /** Whatever was sent then or before has expired. */
  get #cutoff(): number {
    return this.#simulation.nowMicros - this.#attributes.messageRetentionPeriod * MICROS;
  }

  #trace(what: string, message: StoredMessage): void {
    const { trace } = this.#simulation;
    if (trace.enabled)
      trace.add(this.name, what, {
        messageId: this.#sqs.messageIds.of(message.number),
        receives: message.receives,
      });
  }
}

const nonexistent = () => sqsError('QueueDoesNotExist', 'The specified queue does not exist.');
