import { Reply } from '../../../kernel/index.ts';
import { batchEntries, eachEntry, type BatchResult, type DeleteMessageBatchEntry } from '../batch.ts';
import type { QueueState } from '../queue-state.ts';
import { find, groupsOf } from './handles.ts';

/** As `Queue.deleteMessage` says. */
export function deleteMessage(queue: QueueState, receiptHandle: string): Reply<void> {
  const now = queue.access();
  queue.throttle('DeleteMessage', () => groupsOf(queue, [receiptHandle]));
  queue.backlog.advance(now);
  return queue.bill(0, deleteOne(queue, receiptHandle));
}

/** As `Queue.deleteMessageBatch` says. */
export function deleteMessageBatch(
  queue: QueueState,
  given: readonly DeleteMessageBatchEntry[],
): Reply<BatchResult<object>> {
  const now = queue.access();
  const entries = batchEntries('DeleteMessage', given, { id: true, receiptHandle: true });
  queue.throttle('DeleteMessage', () =>
    groupsOf(
      queue,
      entries.map(({ receiptHandle }) => receiptHandle),
    ),
  );
  queue.backlog.advance(now);
  let grouped = false;
  const result = eachEntry(entries, ({ receiptHandle }): object => {
    if (deleteOne(queue, receiptHandle)) grouped = true;
    return {};
  });
  queue.bill(0, grouped);
  return Reply.resolved(queue.simulation, result);
}

/** Returns whether the message had a group. A message that is gone was deleted before: that is no error. */
function deleteOne(queue: QueueState, receiptHandle: string): boolean {
  const held = find(queue, receiptHandle);
  const { message } = held;
  const deletes = message !== undefined && queue.deletes(held, receiptHandle);
  queue.metrics.NumberOfMessagesDeleted!.add(1);
  if (deletes) {
    queue.trace('DeleteMessage', message);
    queue.backlog.drop(message);
    queue.polls.serve();
  }
  return message?.envelope?.groupId !== undefined;
}
