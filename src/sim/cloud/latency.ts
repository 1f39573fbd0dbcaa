import type { RandomStream } from '../kernel/index.ts';

/**
 * How long a call of `cloud.send` or of a connected client takes, there and back, besides what the service itself
 * waits (a long poll). AWS promises no number; its guide reckons with 20 ms on average between a client on EC2 and
 * SQS in the same Region. Log-normal, half of it each way.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-throughput-horizontal-scaling-and-batching.html
 */
export interface RequestLatency {
  /** Its mean, in seconds. Default 0.02; 0 for calls that take no time. */
  mean: number;
  /** Its standard deviation, in seconds. Default 0.01. */
  sd: number;
}

/** What applies where nothing is said. */
export const defaultRequestLatency: Readonly<RequestLatency> = { mean: 0.02, sd: 0.01 };

/** Draws the latency of one request, in seconds. */
export function drawLatency({ mean, sd }: RequestLatency, random: RandomStream): number {
  return mean === 0 ? 0 : random.logNormal(mean, sd);
}
