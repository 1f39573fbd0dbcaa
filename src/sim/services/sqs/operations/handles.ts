import { sqsError } from '../errors.ts';
import type { Held, QueueState } from '../queue-state.ts';

/** The message of a receipt handle. Throws ReceiptHandleIsInvalid. */
export function find(queue: QueueState, receiptHandle: string): Held {
  const receipt = queue.handles.read(receiptHandle);
  if (!receipt) {
    throw sqsError(
      'ReceiptHandleIsInvalid',
      `The input receipt handle "${receiptHandle}" is not a valid receipt handle.`,
    );
  }
  const message = queue.backlog.find(receipt.slot, receipt.message);
  return { message, current: message?.receives === receipt.receive };
}

/** The groups of the messages of some handles, without the messages that are gone or have no group. */
export function groupsOf(queue: QueueState, receiptHandles: readonly string[]): string[] {
  return receiptHandles.flatMap((handle) => {
    const receipt = queue.handles.read(handle);
    return (receipt && queue.backlog.find(receipt.slot, receipt.message)?.envelope?.groupId) ?? [];
  });
}
