import { checkObject } from '../../../cloud/options.ts';
import { Reply } from '../../../kernel/index.ts';
import {
  checkAttributes,
  copyAttributes,
  withChanges,
  type QueueAttributeChanges,
  type QueueAttributes,
  type QueueStatus,
} from '../attributes.ts';
import type { QueueState, QueueWorld } from '../queue-state.ts';
import { redriveAllowPolicy, redrivePolicy } from '../redrive.ts';

/** As `Queue.getQueueAttributes` says. */
export function getQueueAttributes(queue: QueueState): Reply<QueueStatus> {
  queue.access();
  queue.billOther();
  const { visible, inFlight, delayed } = queue.catchUp();
  return Reply.resolved(queue.simulation, {
    ...copyAttributes(queue.attributes),
    queueArn: queue.arn,
    createdTimestamp: Math.floor(queue.created / 1000),
    lastModifiedTimestamp: Math.floor(queue.lastModified / 1000),
    approximateNumberOfMessages: visible,
    approximateNumberOfMessagesNotVisible: inFlight,
    approximateNumberOfMessagesDelayed: delayed,
  });
}

/** As `Queue.setQueueAttributes` says. */
export function setQueueAttributes(queue: QueueState, changes: QueueAttributeChanges): Reply<void> {
  queue.access();
  checkObject('setQueueAttributes', changes);
  const attributes = changed(queue.world, queue.attributes, changes, queue.arn);
  // Until now the attributes of before have held.
  queue.catchUp();
  queue.set(attributes);
  queue.billOther();
  queue.attributesChanged();
  queue.polls.serve();
  return queue.done;
}

/** Attributes with changes made, once they have been checked; nothing in them is the caller's. */
export function changed(
  world: QueueWorld,
  attributes: QueueAttributes,
  changes: QueueAttributeChanges,
  arn: string,
): QueueAttributes {
  checkAttributes(changes, attributes.fifoQueue === true);
  const own = { ...changes };
  if (own.redriveAllowPolicy) own.redriveAllowPolicy = redriveAllowPolicy(own.redriveAllowPolicy);
  if (own.redrivePolicy)
    own.redrivePolicy = redrivePolicy(own.redrivePolicy, arn, (target) => world.find(target)?.attributes);
  return withChanges(attributes, own);
}
