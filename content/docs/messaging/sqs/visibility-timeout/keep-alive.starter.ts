import type { Cloud } from 'desired-capacity';
import type { Message, Queue } from 'desired-capacity/sqs';

/**
 * Does the job of one message, whose visibility timeout is a minute.
 * `work` takes its time, and throws an error where the job fails.
 */
export function* handle(
  cloud: Cloud,
  queue: Queue,
  message: Message,
  work: () => Generator<number, void>,
) {
  yield* work();
  queue.deleteMessage(message.receiptHandle);
}
