import type { Message, Queue } from 'desired-capacity/sqs';

/** A consumer of a quiet queue. It ends when it has been stopped. */
export function* consume(
  queue: Queue,
  handle: (message: Message) => void,
  stopped: () => boolean,
) {
  while (!stopped()) {
    const [message] = yield* queue.receiveMessage();
    if (message) {
      handle(message);
      queue.deleteMessage(message.receiptHandle);
    } else {
      yield 1; // second
    }
  }
}
