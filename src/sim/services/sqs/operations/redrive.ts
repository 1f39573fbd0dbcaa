import type { QueueState } from '../queue-state.ts';
import type { StoredMessage } from '../stored-message.ts';

/**
 * Takes in a message that another queue gave up. It keeps its id and its receive count; on a standard queue the time
 * of its sending too, from which its retention counts, while on a FIFO queue that begins anew.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export function arrive(queue: QueueState, message: StoredMessage, from: string): void {
  const now = queue.simulation.nowMicros;
  queue.backlog.advance(now);
  message.moved = { at: now, from, receives: message.receives };
  queue.arrive(message);
  queue.backlog.add(message, now, 0);
  queue.polls.serve();
}

/** Takes the next visible message out for good, if it is `wanted`. */
export function takeOut(
  queue: QueueState,
  wanted: (message: StoredMessage) => boolean,
): StoredMessage | undefined {
  const { backlog, cutoff } = queue;
  backlog.advance(queue.simulation.nowMicros);
  backlog.poll(false);
  let message = backlog.take();
  for (; message && message.sent <= cutoff; message = backlog.take()) backlog.release(message);
  const out = message && wanted(message) ? message : undefined;
  if (out) backlog.release(out);
  else if (message) backlog.show(message);
  backlog.settle();
  return out;
}
