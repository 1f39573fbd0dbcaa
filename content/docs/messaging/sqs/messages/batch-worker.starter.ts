import type { Message, Queue } from 'desired-capacity/sqs';

/**
 * Does a batch of jobs, as one receive brought them. `work` throws an
 * error where a job fails; the job is to come back then, and only it.
 */
export function handleBatch(
  queue: Queue,
  messages: Message[],
  work: (message: Message) => void,
) {
  for (const message of messages) work(message);
  queue.deleteMessageBatch(
    messages.map(({ messageId, receiptHandle }) => ({
      id: messageId,
      receiptHandle,
    })),
  );
}
