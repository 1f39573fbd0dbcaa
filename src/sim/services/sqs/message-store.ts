import { hashText } from '../../cloud/digest/index.ts';
import type { RandomStream, Simulation } from '../../kernel/index.ts';
import type { QueueAttributes } from './attributes.ts';
import type { Backlog } from './backlog.ts';
import { Deduplication } from './deduplication.ts';
import { invalidParameter, sqsError } from './errors.ts';
import { FifoBacklog } from './fifo-backlog.ts';
import { sqsLimits } from './limits.ts';
import type { Message, MessageSystemAttributes } from './message.ts';
import type { QueueModel } from './model.ts';
import { ReceiptHandles } from './receipt-handle.ts';
import { ReceiveAttempts } from './receive-attempts.ts';
import type { Delivery, ReceiveRequest } from './receive.ts';
import type { Draft, SendMessageResult } from './send.ts';
import { sequenceNumber } from './sequence-number.ts';
import type { Sqs } from './sqs.ts';
import { StandardBacklog, type QuietCounts } from './standard-backlog.ts';
import { StoredMessage, type Envelope } from './stored-message.ts';

const MICROS = 1_000_000;

/** What a store needs of its queue. */
export interface StoreOwner {
  readonly name: string;
  readonly arn: string;
  readonly model: Readonly<QueueModel>;
  readonly attributes: Readonly<QueueAttributes>;
  /** Where messages go that may not be delivered again; undefined where it was deleted. */
  readonly deadLetterQueue: { admit(message: StoredMessage, from: string): void } | undefined;
}

/** What a handle stands for: no message where it is gone; not current where it was received again. */
interface Held {
  readonly message: StoredMessage | undefined;
  readonly current: boolean;
}

/** The messages of one queue, and how they come, go and come back. Knows no requests: what they count and cost is the queue's. */
export class MessageStore {
  readonly backlog: Backlog;
  readonly #sqs: Sqs;
  readonly #simulation: Simulation;
  readonly #owner: StoreOwner;
  readonly #handles: ReceiptHandles;
  readonly #startMillis: number;
  /** What a FIFO queue keeps beside its messages; undefined on a standard one. */
  readonly #fifo: { ids: Deduplication; attempts: ReceiveAttempts; backlog: FifoBacklog } | undefined;
  readonly #standard: StandardBacklog | undefined;
  readonly #streams = new Map<string, RandomStream>();

  constructor(sqs: Sqs, owner: StoreOwner) {
    const { simulation } = sqs.region.world;
    this.#sqs = sqs;
    this.#simulation = simulation;
    this.#owner = owner;
    this.#startMillis = simulation.epochMillis - Math.floor(simulation.nowMicros / 1000);
    const identity = `${simulation.seed} ${owner.arn} ${simulation.nowMicros}`;
    this.#handles = new ReceiptHandles(identity);
    if (owner.attributes.fifoQueue) {
      const backlog = new FifoBacklog(owner.attributes.delaySeconds * MICROS);
      this.#fifo = { ids: new Deduplication(), attempts: new ReceiveAttempts(), backlog };
      this.backlog = backlog;
    } else {
      const random = (purpose: string) => this.#random(purpose);
      const chances = {
        get polls() {
          return random('short polls');
        },
        get order() {
          return random('order');
        },
      };
      this.#standard = new StandardBacklog(owner.model, hashText(identity), chances);
      this.backlog = this.#standard;
    }
  }

  /** Whether there is room for another message in flight. */
  get hasRoom(): boolean {
    return this.backlog.inFlight < this.#owner.model.inFlightMessages;
  }

  /** Groups of which messages are in flight; on a FIFO queue only. */
  get groupsInFlight(): number | undefined {
    return this.#fifo?.backlog.groupsInFlight;
  }

  /** What is there without the messages of noisy groups; on a standard queue only. */
  get quiet(): QuietCounts | undefined {
    return this.#standard?.quiet;
  }

  /** When the oldest message came that is not of a noisy group; on a standard queue only. */
  get oldestQuiet(): number | undefined {
    return this.#standard?.oldest(true);
  }

  /** What the message was answered that this one repeats; undefined where it is no duplicate, as on every standard queue. */
  answerOfDuplicate({ envelope }: Draft): SendMessageResult | undefined {
    const accepted = this.#fifo?.ids.find(
      envelope!.deduplicationId!,
      this.#scopeOf(envelope),
      this.#simulation.nowMicros,
    );
    return accepted && { messageId: accepted.messageId, sequenceNumber: accepted.sequenceNumber };
  }

  /** Takes a new message in. */
  add({ body, attributes, size, envelope, delay }: Draft): SendMessageResult {
    const { backlog } = this;
    const now = this.#simulation.nowMicros;
    const message = new StoredMessage(this.#sqs.nextMessageNumber(), body, attributes, size, now, envelope);
    backlog.advance(now);
    backlog.add(message, now, (delay ?? this.#owner.attributes.delaySeconds) * MICROS);
    backlog.expireBefore(message, this.#cutoff);
    this.#trace('SendMessage', message);
    const messageId = this.#idOf(message);
    if (!this.#fifo) return { messageId };
    const answer = { messageId, sequenceNumber: sequenceNumber(message.order) };
    this.#fifo.ids.add(envelope!.deduplicationId!, this.#scopeOf(envelope), { at: now, ...answer });
    return answer;
  }

  /** Receives; moves on the way those that were received too often. */
  receive(request: ReceiveRequest, short: boolean): Delivery {
    const now = this.#simulation.nowMicros;
    const { max, visibilityTimeout, attemptId } = request;
    const { backlog } = this;
    const { model } = this.#owner;
    const cutoff = this.#cutoff;
    const deadline = now + visibilityTimeout * MICROS;
    const room = Math.min(max, model.inFlightMessages - backlog.inFlight);
    const messages: Message[] = [];
    let shownAgain: StoredMessage[] | undefined;
    let bytes = 0;
    let grouped = false;
    const held: StoredMessage[] | undefined = attemptId === undefined ? undefined : [];
    backlog.poll(short);
    while (messages.length < room) {
      const message = backlog.take();
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
      held?.push(message);
      bytes += message.size;
      if (message.envelope?.groupId !== undefined) grouped = true;
      this.#trace('ReceiveMessage', message);
      if (!this.#fifo && this.#happens('missed receives', model.missedReceiveProbability))
        (shownAgain ??= []).push(message);
      else backlog.hide(message, deadline);
    }
    // Not before: one call returns a message once.
    if (shownAgain) for (const message of shownAgain) backlog.show(message);
    backlog.settle();
    const delivery = { messages, bytes, grouped };
    if (held && held.length > 0) this.#fifo!.attempts.remember(attemptId!, now, deadline, delivery, held);
    return delivery;
  }

  /** What a receive that is repeated brings; undefined where it can't be. */
  receiveAgain({ attemptId, visibilityTimeout }: ReceiveRequest): Delivery | undefined {
    if (attemptId === undefined) return undefined;
    const now = this.#simulation.nowMicros;
    return this.#fifo!.attempts.repeat(attemptId, this.backlog, now, now + visibilityTimeout * MICROS);
  }

  /** The message that a handle stands for. Throws ReceiptHandleIsInvalid. */
  find(receiptHandle: string): Held {
    const receipt = this.#handles.read(receiptHandle);
    if (!receipt)
      throw sqsError(
        'ReceiptHandleIsInvalid',
        `The input receipt handle "${receiptHandle}" is not a valid receipt handle.`,
      );
    const message = this.backlog.find(receipt.slot, receipt.message);
    return { message, current: message?.receives === receipt.receive };
  }

  /** The group of the message that a handle stands for; undefined where it is gone or has none. */
  groupOf(receiptHandle: string): string | undefined {
    const receipt = this.#handles.read(receiptHandle);
    return receipt && this.backlog.find(receipt.slot, receipt.message)?.envelope?.groupId;
  }

  /** Deletes what was found by a handle; says whether it did. On a FIFO queue, throws where its visibility timeout is over. */
  delete({ message, current }: Held, receiptHandle: string): boolean {
    if (!message) return false;
    if (this.#fifo && !(current && this.backlog.isInFlight(message)))
      throw invalidParameter('ReceiptHandle', receiptHandle, 'The receipt handle has expired.');
    if (!current) return false;
    if (!this.#fifo && this.#happens('missed deletes', this.#owner.model.missedDeleteProbability))
      return false;
    this.#trace('DeleteMessage', message);
    this.backlog.drop(message);
    return true;
  }

  /** Changes the visibility timeout of what was found by a handle. */
  changeVisibility({ message, current }: Held, receiptHandle: string, visibilityTimeout: number): void {
    const inFlight = message !== undefined && current && this.backlog.isInFlight(message);
    if (!message || (this.#fifo && !inFlight)) {
      throw invalidParameter(
        'ReceiptHandle',
        receiptHandle,
        'Message does not exist or is not available for visibility timeout change.',
      );
    }
    if (!inFlight) return;
    const now = this.#simulation.nowMicros;
    const deadline = now + visibilityTimeout * MICROS;
    const { max } = sqsLimits.visibilityTimeout;
    if (deadline > message.lastReceived! + max * MICROS) {
      throw invalidParameter(
        'VisibilityTimeout',
        visibilityTimeout,
        `Total VisibilityTimeout for the message is beyond the limit [${max} seconds]`,
      );
    }
    this.backlog.move(message, deadline);
    this.backlog.advance(now);
    this.#trace('ChangeMessageVisibility', message);
  }

  /**
   * Takes in a message that another queue gave up. It keeps its id and its receive count; on a standard queue the time
   * of its sending too, from which its retention counts, while on a FIFO queue that begins anew.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
   */
  admit(message: StoredMessage, from: string): void {
    const now = this.#simulation.nowMicros;
    this.backlog.advance(now);
    message.moved = { at: now, from, receives: message.receives };
    if (this.#fifo) {
      message.sent = now;
      // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
      message.envelope = { ...message.envelope, deduplicationId: this.#idOf(message) };
    }
    this.backlog.add(message, now, 0);
  }

  /** Takes the next visible message out for good, if it is `wanted`. */
  takeOut(wanted: (message: StoredMessage) => boolean): StoredMessage | undefined {
    const { backlog } = this;
    backlog.advance(this.#simulation.nowMicros);
    backlog.poll(false);
    let message = backlog.take();
    for (; message && message.sent <= this.#cutoff; message = backlog.take()) backlog.release(message);
    const out = message && wanted(message) ? message : undefined;
    if (out) backlog.release(out);
    else if (message) backlog.show(message);
    backlog.settle();
    return out;
  }

  /** The queue's attributes have changed. */
  attributesChanged(): void {
    const now = this.#simulation.nowMicros;
    this.#fifo?.backlog.setDelay(this.#owner.attributes.delaySeconds * MICROS, now);
  }

  /** Drops everything; deduplication begins anew. */
  clear(): void {
    this.backlog.clear();
    this.#fifo?.ids.clear();
    this.#fifo?.attempts.clear();
  }

  /** Brings visibility and retention up to now. */
  catchUp(): void {
    this.backlog.advance(this.#simulation.nowMicros);
    this.backlog.expire(this.#cutoff);
  }

  /** Moves a message to the dead-letter queue if it may not be delivered again. */
  #moveAway(message: StoredMessage): boolean {
    const { redrivePolicy } = this.#owner.attributes;
    if (!redrivePolicy || message.receivesHere < redrivePolicy.maxReceiveCount) return false;
    // AWS does not say what becomes of messages whose dead-letter queue was deleted: they are delivered on here.
    const target = this.#owner.deadLetterQueue;
    if (!target) return false;
    this.#trace('moved to the dead-letter queue', message);
    this.backlog.release(message);
    target.admit(message, this.#owner.arn);
    return true;
  }

  /** A message as it is at this receive. */
  #deliver(message: StoredMessage): Message {
    const { number, slot, receives, body, moved, envelope, attributes: messageAttributes } = message;
    const attributes: MessageSystemAttributes = {
      approximateReceiveCount: receives,
      approximateFirstReceiveTimestamp: this.#epochMillis(message.firstReceived!),
      sentTimestamp: this.#epochMillis(message.sent),
      senderId: this.#sqs.region.account,
    };
    if (moved) attributes.deadLetterQueueSourceArn = moved.from;
    if (envelope) {
      const { groupId, deduplicationId, awsTraceHeader } = envelope;
      if (groupId !== undefined) attributes.messageGroupId = groupId;
      if (deduplicationId !== undefined) attributes.messageDeduplicationId = deduplicationId;
      if (this.#fifo) attributes.sequenceNumber = sequenceNumber(message.order);
      if (awsTraceHeader !== undefined) attributes.awsTraceHeader = awsTraceHeader;
    }
    const messageId = this.#idOf(message);
    const receiptHandle = this.#handles.write(slot, number, receives);
    if (messageAttributes === undefined) return { messageId, receiptHandle, body, attributes };
    return { messageId, receiptHandle, body, attributes, messageAttributes };
  }

  /** The group in which a deduplication id counts; undefined where it counts in the whole queue. */
  #scopeOf(envelope: Envelope | undefined): string | undefined {
    return this.#owner.attributes.deduplicationScope === 'messageGroup' ? envelope!.groupId : undefined;
  }

  #idOf(message: StoredMessage): string {
    return this.#sqs.messageIds.of(message.number);
  }

  #epochMillis(micros: number): number {
    return this.#startMillis + Math.floor(micros / 1000);
  }

  /** Whatever was sent then or before has expired. */
  get #cutoff(): number {
    return this.#simulation.nowMicros - this.#owner.attributes.messageRetentionPeriod * MICROS;
  }

  #happens(purpose: string, probability: number): boolean {
    return probability > 0 && this.#random(purpose).bernoulli(probability);
  }

  #random(purpose: string): RandomStream {
    let stream = this.#streams.get(purpose);
    if (!stream) this.#streams.set(purpose, (stream = this.#sqs.random(this.#owner.name, purpose)));
    return stream;
  }

  #trace(what: string, message: StoredMessage): void {
    const { trace } = this.#simulation;
    if (trace.enabled)
      trace.add(this.#owner.name, what, { messageId: this.#idOf(message), receives: message.receives });
  }
}
