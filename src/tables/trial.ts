import { AwsError, Cloud } from '../sim/index.ts';
import type { QueueAttributes, QueueModel } from '../sim/services/sqs/index.ts';

/** Of messages that belong together. */
export const group = { messageGroupId: 'a' };

/** A queue in a cloud of its own, for a cell to try. A FIFO queue tells messages apart by their content. */
export function trial(
  fifo: boolean,
  attributes: Partial<QueueAttributes> = {},
  model: Partial<QueueModel> = {},
) {
  const cloud = new Cloud();
  const own: Partial<QueueAttributes> = fifo ? { fifoQueue: true, contentBasedDeduplication: true } : {};
  const create = (name: string, attributes: Partial<QueueAttributes> = {}) =>
    cloud.sqs.createQueue(fifo ? `${name}.fifo` : name, { ...own, ...attributes }, model);
  return { cloud, create, queue: create('jobs', attributes) };
}

/** Whether AWS refuses a call. What fails otherwise fails the cell. */
export function refuses(call: () => unknown): boolean {
  try {
    call();
    return false;
  } catch (error) {
    if (error instanceof AwsError) return true;
    throw error;
  }
}

/** How many of so many calls at one instant SQS accepts. */
export function accepted(calls: number, call: (number: number) => unknown): number {
  let count = 0;
  for (let i = 0; i < calls; i++) if (!refuses(() => call(i))) count++;
  return count;
}
