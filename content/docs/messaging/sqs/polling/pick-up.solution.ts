import type { Message, Queue } from 'desired-capacity/sqs';

/** A consumer of a quiet queue. It ends when it has been stopped. */
export function* consume(
  queue: Queue,
  handle: (message: Message) => void,
  stopped: () => boolean,
) {
  while (!stopped()) {
    // Ten seconds: long enough to be cheap, and short enough to stop.
    const [message] = yield* queue.receiveMessage({ waitTimeSeconds: 10 });
    if (!message) continue;
    handle(message);
    queue.deleteMessage(message.receiptHandle);
  }
}
