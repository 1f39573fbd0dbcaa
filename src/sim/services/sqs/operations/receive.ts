import { checkOptions } from '../../../cloud/options.ts';
import { Reply } from '../../../kernel/index.ts';
import { checkRange } from '../checks.ts';
import { sqsLimits } from '../limits.ts';
import { copyMessageAttributes } from '../message-attributes.ts';
import type { Message, MessageSystemAttributes, ReceiveMessageOptions } from '../message.ts';
import type { Delivery, QueueState, ReceiveRequest } from '../queue-state.ts';
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

export function receiveMessage(queue: QueueState, options: ReceiveMessageOptions): Reply<Message[]> {
  const now = queue.access();
  checkOptions('receiveMessage', options, OPTIONS);
  const {
    maxNumberOfMessages: max = sqsLimits.maxNumberOfMessages.default,
    visibilityTimeout = queue.attributes.visibilityTimeout,
    waitTimeSeconds: wait = queue.attributes.receiveMessageWaitTimeSeconds,
    receiveRequestAttemptId: attemptId,
  } = options;
  checkRange.maxNumberOfMessages(max);
  checkRange.visibilityTimeout(visibilityTimeout);
  checkRange.waitTimeSeconds(wait);
  if (attemptId !== undefined) queue.checkAttempt(attemptId);
  queue.throttle('ReceiveMessage');
  queue.backlog.advance(now);
  const request = { max, visibilityTimeout, attemptId };
  const messages = received(queue, queue.again(request) ?? receive(queue, request, wait === 0));
  if (messages.length === 0) {
    if (wait > 0) return queue.polls.add(wait, () => received(queue, receive(queue, request, false)));
    const limit = queue.inFlightLimit;
    if (queue.backlog.inFlight >= limit) queue.overLimit(limit);
    queue.countEmpty();
  }
  return Reply.resolved(queue.simulation, messages, 'ReceiveMessage');
}

/** Takes messages from the queue. Messages that were received too often move away on the way. */
function receive(queue: QueueState, request: ReceiveRequest, short: boolean): Delivery {
  const { backlog, cutoff } = queue;
  const now = queue.simulation.nowMicros;
  const deadline = now + request.visibilityTimeout * MICROS;
  const room = Math.min(request.max, queue.inFlightLimit - backlog.inFlight);
  const messages: Message[] = [];
  const taken: StoredMessage[] | undefined = request.attemptId === undefined ? undefined : [];
  let shownAgain: StoredMessage[] | undefined;
  let bytes = 0;
  let grouped = false;
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
    messages.push(deliver(queue, message));
    taken?.push(message);
    bytes += message.size;
    if (message.envelope?.groupId !== undefined) grouped = true;
    queue.trace('ReceiveMessage', message);
    if (queue.missesReceive()) (shownAgain ??= []).push(message);
    else backlog.hide(message, deadline);
  }
  // Not before: one call returns a message once.
  if (shownAgain) for (const message of shownAgain) backlog.show(message);
  backlog.settle();
  const delivery = { messages, bytes, grouped };
  if (taken && taken.length > 0) queue.remember(request, delivery, taken);
  return delivery;
}

/** Counts and bills what a receive has brought. */
function received(queue: QueueState, { messages, bytes, grouped }: Delivery): Message[] {
  if (messages.length > 0) {
    queue.metrics.NumberOfMessagesReceived!.add(messages.length);
    queue.bill(bytes, grouped);
  }
  return messages;
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
