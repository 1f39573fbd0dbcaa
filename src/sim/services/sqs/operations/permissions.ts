import type { Reply } from '../../../kernel/index.ts';
import { withChanges } from '../attributes.ts';
import { withoutPermission, withPermission } from '../policy.ts';
import type { QueueState } from '../queue-state.ts';

/** As `Queue.addPermission` says. */
export function addPermission(
  queue: QueueState,
  label: string,
  accounts: readonly string[],
  actions: readonly string[],
): Reply<void> {
  queue.access();
  const policy = withPermission(queue.attributes.policy, queue.arn, label, accounts, actions);
  queue.set(withChanges(queue.attributes, { policy }));
  return queue.billOther();
}

/** As `Queue.removePermission` says. */
export function removePermission(queue: QueueState, label: string): Reply<void> {
  queue.access();
  const policy = withoutPermission(queue.attributes.policy, label) ?? null;
  queue.set(withChanges(queue.attributes, { policy }));
  return queue.billOther();
}
