import { checkOptions } from '../../../cloud/options.ts';
import { traceHeader } from '../../../cloud/trace-header.ts';
import { Reply } from '../../../kernel/index.ts';
import { batchEntries, eachEntry, type BatchResult } from '../batch.ts';
import { missing, sqsError } from '../errors.ts';
import { sqsLimits } from '../limits.ts';
import { attributesLength, copyMessageAttributes, type MessageAttributes } from '../message-attributes.ts';
import type { SendMessageOptions, SendMessageResult } from '../message.ts';
import type { QueueState } from '../queue-state.ts';
import { StoredMessage, type Envelope } from '../stored-message.ts';
import { byteLength } from '../text.ts';

const MICROS = 1_000_000;

/** A message of a SendMessageBatch. */
export interface SendMessageBatchEntry extends SendMessageOptions {
  /** Tells it from the others of its batch: 1 to 80 letters, digits, hyphens and underscores. */
  id: string;
  /** The message's body. */
  messageBody: string;
}

/** What SendMessageBatch answers. */
export type SendMessageBatchResult = BatchResult<SendMessageResult>;

/** A message that has passed the checks. Nothing of it is the caller's. */
interface Draft {
  readonly body: string;
  readonly attributes: MessageAttributes | undefined;
  /** Bytes, attributes included. */
  readonly size: number;
  readonly envelope: Envelope | undefined;
  /** Seconds; undefined where the queue's applies. */
  readonly delay: number | undefined;
}

const OPTIONS: Record<keyof SendMessageOptions, true> = {
  delaySeconds: true,
  messageAttributes: true,
  messageGroupId: true,
  messageDeduplicationId: true,
  awsTraceHeader: true,
};
const ENTRY: Record<keyof SendMessageBatchEntry, true> = { id: true, messageBody: true, ...OPTIONS };

/** As `Queue.sendMessage` says. */
export function sendMessage(
  queue: QueueState,
  body: string,
  options: SendMessageOptions,
): Reply<SendMessageResult> {
  queue.access();
  checkOptions('sendMessage', options, OPTIONS);
  const { messageAttributes } = options;
  const size = messageSize(body, messageAttributes);
  checkSize(size, queue, 'are invalid');
  const delay = delayOf(queue, options);
  const envelope = queue.envelope(body, traced(queue, options));
  const groupId = envelope?.groupId;
  queue.throttle('SendMessage', () => [groupId!]);
  const result = accept(queue, { body, attributes: copied(messageAttributes), size, envelope, delay });
  queue.bill(size, groupId !== undefined);
  queue.polls.serve();
  return Reply.resolved(queue.simulation, result);
}

/** As `Queue.sendMessageBatch` says. */
export function sendMessageBatch(
  queue: QueueState,
  given: readonly SendMessageBatchEntry[],
): Reply<SendMessageBatchResult> {
  queue.access();
  const { successful: drafts, failed } = drafted(queue, batchEntries('SendMessage', given, ENTRY));
  const groups = drafts.flatMap(({ envelope }) => envelope?.groupId ?? []);
  queue.throttle('SendMessage', () => groups);
  const successful = drafts.map((draft) => ({ id: draft.id, ...accept(queue, draft) }));
  const bytes = drafts.reduce((sum, { size }) => sum + size, 0);
  queue.bill(bytes, groups.length > 0);
  queue.polls.serve();
  return Reply.resolved(queue.simulation, { successful, failed });
}

/**
 * Checks the messages of a batch. A fault of a group or of a deduplication id fails the batch, as does a payload that is
 * too large together; all else fails the one message.
 */
function drafted(queue: QueueState, entries: readonly SendMessageBatchEntry[]): BatchResult<Draft> {
  // The code of a batch differs from that of a single send.
  if (queue.fifo && entries.some(({ messageGroupId }) => messageGroupId === undefined))
    throw sqsError('InvalidParameterValue', missing('MessageGroupId').message);
  const envelopes = new Map(
    entries.map((entry) => [entry.id, queue.envelope(entry.messageBody, traced(queue, entry))]),
  );
  let bytes = 0;
  const checked = eachEntry(entries, (entry): Draft => {
    const { id, messageBody: body, messageAttributes } = entry;
    const size = messageSize(body, messageAttributes);
    bytes += size;
    checkSize(size, queue, 'cannot be validated');
    const delay = delayOf(queue, entry);
    return { body, attributes: copied(messageAttributes), size, envelope: envelopes.get(id), delay };
  });
  const { max } = sqsLimits.batchSize;
  if (bytes <= max) return checked;
  throw sqsError(
    'BatchRequestTooLong',
    `Batch requests cannot be longer than ${max} bytes. You have sent ${bytes} bytes.`,
  );
}

/** A message of a function's bears the X-Ray header of its chain of requests, as the SDKs send it. */
function traced(queue: QueueState, options: SendMessageOptions): SendMessageOptions {
  const { awsTraceHeader = traceHeader(queue.simulation) } = options;
  return awsTraceHeader === undefined ? options : { ...options, awsTraceHeader };
}

/** Takes a message that was moved back in, as a new one. */
export function sendAnew(queue: QueueState, { body, attributes, size, envelope }: StoredMessage): void {
  add(queue, { body, attributes, size, envelope, delay: undefined });
  queue.polls.serve();
}

/** Takes a message in, unless it repeats another. */
function accept(queue: QueueState, draft: Draft): SendMessageResult {
  const repeated = queue.duplicate(draft.envelope);
  if (!repeated) return add(queue, draft);
  queue.metrics.NumberOfDeduplicatedSentMessages!.add(1);
  return repeated;
}

function add(queue: QueueState, { body, attributes, size, envelope, delay }: Draft): SendMessageResult {
  const { backlog, metrics } = queue;
  const now = queue.simulation.nowMicros;
  metrics.NumberOfMessagesSent!.add(1);
  metrics.SentMessageSize!.add(size);
  const message = new StoredMessage(queue.world.nextMessage(), body, attributes, size, now, envelope);
  backlog.advance(now);
  backlog.add(message, now, (delay ?? queue.attributes.delaySeconds) * MICROS);
  backlog.expireBefore(message, queue.cutoff);
  queue.trace('SendMessage', message);
  return queue.accepted(message, queue.idOf(message));
}

/** The size of a message in bytes, attributes included. Throws where it holds what no message may hold. */
function messageSize(body: string, attributes: MessageAttributes | undefined): number {
  if (typeof body !== 'string' && body != null)
    throw new TypeError(`The body of a message is a text, not of type ${typeof body}.`);
  if (!body) throw missing('MessageBody');
  const length = byteLength(body);
  if (length < 0) {
    throw sqsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.',
    );
  }
  return attributes ? length + attributesLength(attributes) : length;
}

/** Refuses a message that is too large for its queue. AWS says so in other words where it was in a batch. */
function checkSize(size: number, queue: QueueState, what: 'are invalid' | 'cannot be validated'): void {
  const { maximumMessageSize } = queue.attributes;
  if (size <= maximumMessageSize) return;
  throw sqsError(
    'InvalidParameterValue',
    `One or more parameters ${what}. Reason: Message must be shorter than ${maximumMessageSize} bytes.`,
  );
}

function delayOf(queue: QueueState, { delaySeconds }: SendMessageOptions): number | undefined {
  return delaySeconds === undefined ? undefined : queue.delay(delaySeconds);
}

const copied = (attributes: MessageAttributes | undefined) => attributes && copyMessageAttributes(attributes);
