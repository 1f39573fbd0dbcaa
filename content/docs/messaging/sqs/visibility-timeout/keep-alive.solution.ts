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
  const heart = cloud.process(function* beat() {
    while (true) {
      yield 30;
      queue.changeMessageVisibility(message.receiptHandle, 60);
    }
  });
  try {
    yield* work();
    queue.deleteMessage(message.receiptHandle);
  } finally {
    heart.cancel(); // Done or failed, it beats no more.
  }
}
