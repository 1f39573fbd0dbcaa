import type { Cloud } from 'desired-capacity';
import type { Queue } from 'desired-capacity/sqs';

/** Takes a queue down for so many seconds, as if SQS itself had failed. */
export function outage(cloud: Cloud, queue: Queue, lasting: number): void {
  if (lasting > 0)
    cloud.faults.raise({ kind: 'down', place: queue.arn }, { lasting });
}

/** The times of all attempts to deliver to the queue, from the trace. */
export function attemptsOf(cloud: Cloud, queue: Queue): number[] {
  return cloud.trace
    .entries()
    .filter(({ what, source }) => what === 'deliver' && source === queue.arn)
    .map(({ at }) => at);
}
