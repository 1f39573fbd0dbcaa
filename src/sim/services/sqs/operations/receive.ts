import { checkOptions } from '../../../cloud/options.ts';
import { Reply } from '../../../kernel/index.ts';
import { checkId, checkRange } from '../checks.ts';
import { wrongQueueType } from '../errors.ts';
import { sqsLimits } from '../limits.ts';
import { copyMessageAttributes } from '../message-attributes.ts';
import type { Message, MessageSystemAttributes, ReceiveMessageOptions } from '../message.ts';
import type { QueueState } from '../queue-state.ts';
import { sequenceNumber } from '../sequence-number.ts';
import type { StoredMessage } from '../stored-message.ts';
import { arrive } from './redrive.ts';

const MICROS = 1_000_000;

const OPTIONS: Record<keyof ReceiveMessageOptions, true> = {
  maxNumberOfMessages: true,
  visibilityTimeout: true,
  waitTimeSeconds: true,
  receiveRequestAttemptId: true,
};

/** As `Queue.receiveMessage` says. */
export function receiveMessage(queue: QueueState, options: ReceiveMessageOptions): Reply<Message[]> {
  const now = queue.access();
  checkOptions('receiveMessage', options, OPTIONS);
  const {
    maxNumberOfMessages: max = sqsLimits.maxNumberOfMessages.default,
    visibilityTimeout = queue.attributes.visibilityTimeout,
    waitTimeSeconds: wait = queue.attributes.receiveMessageWaitTimeSeconds,
    receiveRequestAttemptId: attemptId,
  } = options;
  const { backlog, attempts } = queue;
  checkRange.maxNumberOfMessages(max);
  checkRange.visibilityTimeout(visibilityTimeout);
  checkRange.waitTimeSeconds(wait);
  if (attemptId !== undefined) {
    if (!attempts) throw wrongQueueType('ReceiveRequestAttemptId', attemptId);
    checkId('ReceiveRequestAttemptId', attemptId);
  }
  queue.throttle('ReceiveMessage');
  backlog.advance(now);
  const timeout = visibilityTimeout * MICROS;
  const request = { max, timeout, attemptId };
  const again =
    attemptId === undefined ? undefined : attempts!.repeat(attemptId, backlog, now, now + timeout);
  const messages = received(queue, again ?? receive(queue, request, wait === 0));
  if (messages.length === 0) {
    if (wait > 0) return queue.polls.add(wait, () => received(queue, receive(queue, request, false)));
    const limit = queue.inFlightLimit;
    if (backlog.inFlight >= limit) queue.overLimit(limit);
    queue.countEmpty();
  }
  return Reply.resolved(queue.simulation, messages, 'ReceiveMessage');
}

/** A receive whose parameters have been checked. */
interface Request {
  readonly max: number;
  /** Visibility timeout in microseconds. */
  readonly timeout: number;
  readonly attemptId: string | undefined;
}

/** Takes messages from the queue. Messages that were received too often move away on the way. */
function receive(queue: QueueState, { max, timeout, attemptId }: Request, short: boolean): StoredMessage[] {
  const { backlog, cutoff } = queue;
  const now = queue.simulation.nowMicros;
  const room = Math.min(max, queue.inFlightLimit - backlog.inFlight);
  const messages: StoredMessage[] = [];
  let shownAgain: StoredMessage[] | undefined;
  if (room > 0) backlog.poll(short);
  while (messages.length < room) {
    const message = backlog.take();
    if (!message) break;
    if (message.sent <= cutoff) {
      backlog.release(message);
      continue;
    }
    if (moveAway(queue, message)) continue;
    message.receives++;
    message.firstReceived ??= now;
    message.lastReceived = now;
    backlog.register(message);
    messages.push(message);
    queue.trace('ReceiveMessage', message);
    if (queue.missesReceive()) (shownAgain ??= []).push(message);
    else backlog.hide(message, now + timeout);
  }
  // Not before: one call returns a message once.
  if (shownAgain) for (const message of shownAgain) backlog.show(message);
  backlog.settle();
  if (attemptId !== undefined) queue.attempts!.remember(attemptId, now, now + timeout, messages);
  return messages;
}

/** Counts and bills what a receive has brought, and hands it out. */
function received(queue: QueueState, stored: readonly StoredMessage[]): Message[] {
  if (stored.length === 0) return [];
  let bytes = 0;
  let grouped = false;
  for (const { size, envelope } of stored) {
    bytes += size;
    if (envelope?.groupId !== undefined) grouped = true;
  }
  queue.metrics.NumberOfMessagesReceived!.add(stored.length);
  queue.bill(bytes, grouped);
  return stored.map((message) => deliver(queue, message));
}

/** Moves a message to the dead-letter queue if it may not be delivered again. */
function moveAway(queue: QueueState, message: StoredMessage): boolean {
  const { redrivePolicy } = queue.attributes;
  if (!redrivePolicy || message.receivesHere < redrivePolicy.maxReceiveCount) return false;
  // AWS does not say what becomes of messages whose dead-letter queue was deleted: they are delivered on here.
  const target = queue.world.find(redrivePolicy.deadLetterTargetArn);
  if (!target) return false;
  queue.trace('moved to the dead-letter queue', message);
  queue.backlog.release(message);
  arrive(target, message, queue.arn);
  return true;
}

/** A message as it is at this receive. */
function deliver(queue: QueueState, message: StoredMessage): Message {
  const { number, slot, receives, body, moved, envelope, attributes: messageAttributes } = message;
  const attributes: MessageSystemAttributes = {
    approximateReceiveCount: receives,
    approximateFirstReceiveTimestamp: queue.epochMillis(message.firstReceived!),
    sentTimestamp: queue.epochMillis(message.sent),
    senderId: queue.world.region.account,
  };
  if (moved) attributes.deadLetterQueueSourceArn = moved.from;
  if (envelope) {
    const { groupId, deduplicationId, awsTraceHeader } = envelope;
    if (groupId !== undefined) attributes.messageGroupId = groupId;
    if (deduplicationId !== undefined) {
      attributes.messageDeduplicationId = deduplicationId;
      attributes.sequenceNumber = sequenceNumber(message.order);
    }
    if (awsTraceHeader !== undefined) attributes.awsTraceHeader = awsTraceHeader;
  }
  const messageId = queue.idOf(message);
  const receiptHandle = queue.handles.write(slot, number, receives);
  if (messageAttributes === undefined) return { messageId, receiptHandle, body, attributes };
  const copy = copyMessageAttributes(messageAttributes);
  return { messageId, receiptHandle, body, attributes, messageAttributes: copy };
}
