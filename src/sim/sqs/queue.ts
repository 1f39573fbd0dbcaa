import { NotModelled, within, type Limit, type Metric } from '../cloud/index.ts';
import { Reply, type RandomStream, type Simulation, type Timer } from '../kernel/index.ts';
import type { QueueAttributeChanges, QueueAttributes, QueueStatus } from './attributes.ts';
import { Backlog } from './backlog.ts';
import { invalidParameter, sqsError } from './errors.ts';
import { hashText } from './hash.ts';
import { sqsLimits } from './limits.ts';
import { attributesLength, type MessageAttributes } from './message-attributes.ts';
import type { Message, MessageSystemAttributes, SendMessageResult } from './message.ts';
import { QueueMetrics, type Gauges, type SqsMetricName } from './metrics.ts';
import type { QueueModel } from './model.ts';
import type { Poll, ReceiveMessageOptions } from './poll.ts';
import { ReceiptHandles } from './receipt-handle.ts';
import type { Sqs } from './sqs.ts';
import { StoredMessage } from './stored-message.ts';
import { byteLength } from './text.ts';

/** What goes with a message that is sent. */
export interface SendMessageOptions {
  /** How long it stays out of sight, in seconds. Default: the queue's `delaySeconds`; 0 to 900. */
  delaySeconds?: number;
  /** Up to 10 attributes beside the body. */
  messageAttributes?: MessageAttributes;
}

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
  readonly #polls = new Set<Poll>();
  #sampling: RandomStream | undefined;
  #alarm: Timer | undefined;
  #alarmAt = Infinity;
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
    this.#backlog = new Backlog(model.hosts, hashText(identity));
    this.#metrics = new QueueMetrics(region, name, this);
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
    const size = this.#sizeOf(body, messageAttributes);
    if (!within(sqsLimits.delaySeconds, delaySeconds)) {
      const { min, max } = sqsLimits.delaySeconds;
      throw invalidParameter('DelaySeconds', delaySeconds, `DelaySeconds must be >= ${min} and <= ${max}.`);
    }
    const message = new StoredMessage(this.#sqs.nextMessageNumber(), body, messageAttributes, size, now);
    this.#backlog.advance(now);
    this.#backlog.add(message, delaySeconds > 0 ? now + delaySeconds * MICROS : undefined);
    this.#backlog.expireBefore(message, this.#cutoff);
    this.#bill(size);
    this.#metrics.sent.add(1);
    this.#metrics.sentSize.add(size);
    this.#trace('SendMessage', message);
    if (this.#polls.size > 0) this.#serve();
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
    checkRange(
      'MaxNumberOfMessages',
      max,
      sqsLimits.maxNumberOfMessages,
      'Must be between 1 and 10, if provided.',
    );
    checkRange(
      'VisibilityTimeout',
      visibilityTimeout,
      sqsLimits.visibilityTimeout,
      'Must be between 0 and 43200, if provided.',
    );
    checkRange(
      'WaitTimeSeconds',
      wait,
      sqsLimits.receiveMessageWaitTimeSeconds,
      'Must be >= 0 and <= 20, if provided.',
    );
    this.#backlog.advance(now);
    const full = this.#backlog.inFlight >= this.model.inFlightMessages;
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html
    if (full && wait === 0)
      throw sqsError(
        'OverLimit',
        'Too many messages in flight: delete some, or let their visibility timeouts pass.',
      );
    const messages = full
      ? []
      : this.#collect(wait === 0 ? this.#sample() : this.model.hosts, max, visibilityTimeout);
    if (messages.length === 0 && wait > 0) return this.#poll(max, visibilityTimeout, wait);
    if (messages.length === 0) this.#countEmpty();
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
    if (this.#polls.size > 0) this.#serve();
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
    const { min, max } = sqsLimits.visibilityTimeout;
    checkRange(
      'VisibilityTimeout',
      visibilityTimeout,
      sqsLimits.visibilityTimeout,
      `VisibilityTimeout must be an integer between ${min} and ${max}.`,
    );
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
    if (this.#polls.size > 0) this.#serve();
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
    this.#setAlarm();
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
    for (const poll of [...this.#polls]) {
      this.#leave(poll);
      poll.reply.reject(nonexistent());
    }
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

  #sizeOf(body: string, attributes: MessageAttributes | undefined): number {
    if (typeof body !== 'string' || body === '') {
      throw sqsError('MissingParameter', 'The request must contain the parameter MessageBody.');
    }
    const length = byteLength(body);
    if (length < 0) {
      throw sqsError(
        'InvalidMessageContents',
        'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.',
      );
    }
    const size = length + (attributes ? attributesLength(attributes) : 0);
    const { maximumMessageSize } = this.#attributes;
    if (size > maximumMessageSize) {
      throw sqsError(
        'InvalidParameterValue',
        `One or more parameters are invalid. Reason: Message must be shorter than ${maximumMessageSize} bytes.`,
      );
    }
    return size;
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
    if (this.#polls.size > 0) this.#serve();
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

  #poll(max: number, visibilityTimeout: number, wait: number): Reply<Message[]> {
    const reply = new Reply<Message[]>(this.#simulation, `ReceiveMessage on '${this.name}'`);
    const poll: Poll = { reply, max, visibilityTimeout, timeout: undefined };
    poll.timeout = this.#simulation.timer(wait, () => this.#answer(poll, []));
    // Whoever asked has stopped waiting: the request was made, and is billed.
    reply.onAbandon = () => {
      if (!this.#polls.has(poll)) return;
      this.#leave(poll);
      this.#countEmpty();
    };
    this.#polls.add(poll);
    this.#setAlarm();
    return reply;
  }

  #answer(poll: Poll, messages: Message[]): void {
    this.#leave(poll);
    if (messages.length === 0) this.#countEmpty();
    poll.reply.resolve(messages);
  }

  #leave(poll: Poll): void {
    this.#polls.delete(poll);
    poll.timeout?.cancel();
    if (this.#polls.size === 0) this.#setAlarm();
  }

  /** Hands visible messages to those who wait, the longest waiting first. */
  #serve(): void {
    while (this.#polls.size > 0 && this.#backlog.visible > 0) {
      const [poll] = this.#polls;
      const messages = this.#collect(this.model.hosts, poll!.max, poll!.visibilityTimeout);
      if (messages.length === 0) break;
      this.#answer(poll!, messages);
      this.#backlog.advance(this.#simulation.nowMicros);
    }
    this.#setAlarm();
  }

  /** While somebody waits, and only then, an event stands for the next deadline. */
  #setAlarm(): void {
    const at = this.#polls.size > 0 ? this.#backlog.nextVisible : Infinity;
    if (at === this.#alarmAt) return;
    this.#alarm?.cancel();
    this.#alarmAt = at;
    this.#alarm = undefined;
    if (at === Infinity) return;
    this.#alarm = this.#simulation.timer((at - this.#simulation.nowMicros) / MICROS, () => {
      this.#alarmAt = Infinity;
      this.#backlog.advance(this.#simulation.nowMicros);
      this.#serve();
    });
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

function checkRange(name: string, value: number, limit: Limit, reason: string): void {
  if (!within(limit, value)) throw invalidParameter(name, value, reason);
}

/** What SendMessage takes on AWS and not here. */
function refuseUnmodelled(
  options: SendMessageOptions & { messageGroupId?: string; messageSystemAttributes?: unknown },
): void {
  if (options.messageGroupId !== undefined)
    throw new NotModelled('Amazon SQS', 'fair queues (messageGroupId on a standard queue)');
  if (options.messageSystemAttributes !== undefined)
    throw new NotModelled('Amazon SQS', 'message system attributes (AWSTraceHeader)');
}
