import type { Reply } from '../../../kernel/index.ts';
import { nonexistent } from '../errors.ts';
import { withdrawMetrics } from '../metrics.ts';
import type { QueueState } from '../queue-state.ts';

/** As `Queue.deleteQueue` says. */
export function deleteQueue(queue: QueueState): Reply<void> {
  queue.access();
  queue.billOther();
  queue.deleted = true;
  queue.clear();
  withdrawMetrics(queue.world.region, queue.metrics);
  queue.world.forget(queue.name);
  queue.polls.fail(nonexistent());
  return queue.done;
}
