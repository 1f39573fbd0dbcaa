import type { Limit } from '../sim/cloud/index.ts';
import { sqsFifoLimits, sqsLimits } from '../sim/services/sqs/index.ts';

/** The services that the simulator knows, and the limits that it enforces. */
export const services = {
  sqs: { name: 'Amazon SQS', limits: sqsLimits },
  sqsFifo: { name: 'FIFO queues of Amazon SQS', limits: sqsFifoLimits },
} as const satisfies Record<string, { name: string; limits: Record<string, Limit> }>;

/** A service, or what of it has limits of its own. */
export type ServiceName = keyof typeof services;
