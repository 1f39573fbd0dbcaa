import type { Reply } from '../../../kernel/index.ts';
import { sqsError } from '../errors.ts';
import { sqsLimits } from '../limits.ts';
import type { QueueState } from '../queue-state.ts';

const MICROS = 1_000_000;

/** As `Queue.purgeQueue` says. */
export function purgeQueue(queue: QueueState): Reply<void> {
  const now = queue.access();
  const interval = sqsLimits.purgeInterval.default;
  if (now < queue.lastPurge + interval * MICROS) {
    throw sqsError(
      'PurgeQueueInProgress',
      `Only one PurgeQueue operation on ${queue.name} is allowed every ${interval} seconds.`,
    );
  }
  queue.lastPurge = now;
  queue.clear();
  queue.billOther();
  queue.polls.serve();
  return queue.done;
}
