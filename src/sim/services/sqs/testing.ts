import { expect } from 'vitest';
import { Cloud } from '../../index.ts';
import type { QueueAttributes, QueueModel } from './index.ts';

/** An error of that name, and with that message where one is given. */
export const error = (name: string, message?: unknown): unknown =>
  expect.objectContaining(message === undefined ? { name } : { name, message });

/** A cloud with a queue `jobs`, on one host unless the model says otherwise; with `fifoQueue`, `jobs.fifo`. */
export function setup(attributes: Partial<QueueAttributes> = {}, model: Partial<QueueModel> = {}) {
  const cloud = new Cloud();
  const name = attributes.fifoQueue ? 'jobs.fifo' : 'jobs';
  return { cloud, queue: cloud.sqs.createQueue(name, attributes, { hosts: 1, ...model }) };
}
