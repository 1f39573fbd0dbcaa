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
  const done = messages.filter((message) => {
    try {
      work(message);
      return true;
    } catch {
      return false; // Not deleted, it comes back.
    }
  });
  // A batch without entries is refused.
  if (done.length === 0) return;
  queue.deleteMessageBatch(
    done.map(({ messageId, receiptHandle }) => ({
      id: messageId,
      receiptHandle,
    })),
  );
}
