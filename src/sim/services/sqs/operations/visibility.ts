import { Reply } from '../../../kernel/index.ts';
import {
  batchEntries,
  eachEntry,
  type BatchResult,
  type ChangeMessageVisibilityBatchEntry,
} from '../batch.ts';
import { checkRange } from '../checks.ts';
import { invalidParameter } from '../errors.ts';
import { sqsLimits } from '../limits.ts';
import type { QueueState } from '../queue-state.ts';
import { find, groupsOf } from './handles.ts';

const MICROS = 1_000_000;

/** As `Queue.changeMessageVisibility` says. */
export function changeMessageVisibility(
  queue: QueueState,
  receiptHandle: string,
  visibilityTimeout: number,
): Reply<void> {
  const now = queue.access();
  checkRange.newVisibilityTimeout(visibilityTimeout);
  queue.throttle('ChangeMessageVisibility', () => groupsOf(queue, [receiptHandle]));
  queue.backlog.advance(now);
  const grouped = changeOne(queue, receiptHandle, visibilityTimeout);
  queue.bill(0, grouped);
  queue.polls.serve();
  return queue.done;
}

/** As `Queue.changeMessageVisibilityBatch` says. */
export function changeMessageVisibilityBatch(
  queue: QueueState,
  given: readonly ChangeMessageVisibilityBatchEntry[],
): Reply<BatchResult<object>> {
  const now = queue.access();
  const known = { id: true, receiptHandle: true, visibilityTimeout: true };
  const entries = batchEntries('ChangeMessageVisibility', given, known);
  queue.throttle('ChangeMessageVisibility', () =>
    groupsOf(
      queue,
      entries.map(({ receiptHandle }) => receiptHandle),
    ),
  );
  queue.backlog.advance(now);
  let grouped = false;
  const result = eachEntry(entries, ({ receiptHandle, visibilityTimeout }): object => {
    checkRange.newVisibilityTimeout(visibilityTimeout);
    if (changeOne(queue, receiptHandle, visibilityTimeout)) grouped = true;
    return {};
  });
  queue.bill(0, grouped);
  queue.polls.serve();
  return Reply.resolved(queue.simulation, result);
}

/** Returns whether the message has a group. */
function changeOne(queue: QueueState, receiptHandle: string, visibilityTimeout: number): boolean {
  const { backlog } = queue;
  const { message, current } = find(queue, receiptHandle);
  const inFlight = message !== undefined && current && backlog.isInFlight(message);
  if (!message || !(inFlight || queue.ignoresLateChange)) {
    const reason = 'Message does not exist or is not available for visibility timeout change.';
    throw invalidParameter('ReceiptHandle', receiptHandle, reason);
  }
  if (inFlight) {
    const now = queue.simulation.nowMicros;
    const deadline = now + visibilityTimeout * MICROS;
    const { max } = sqsLimits.visibilityTimeout;
    if (deadline > message.lastReceived! + max * MICROS) {
      const reason = `Total VisibilityTimeout for the message is beyond the limit [${max} seconds]`;
      throw invalidParameter('VisibilityTimeout', visibilityTimeout, reason);
    }
    backlog.move(message, deadline);
    backlog.advance(now);
    queue.trace('ChangeMessageVisibility', message);
  }
  return message.envelope?.groupId !== undefined;
}
