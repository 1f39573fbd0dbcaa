import type { Limit } from '../sim/cloud/index.ts';
import { sqsLimits } from '../sim/sqs/index.ts';

/** The services that the simulator knows, and the limits that it enforces. */
export const services = {
  sqs: { name: 'Amazon SQS', limits: sqsLimits },
} as const satisfies Record<string, { name: string; limits: Record<string, Limit> }>;

/** A service by the name that its AWS SDK client bears. */
export type ServiceName = keyof typeof services;
