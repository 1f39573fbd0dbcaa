import { AwsError, type Cloud } from 'desired-capacity';
import type { Queue } from 'desired-capacity/sqs';

/**
 * Until so many seconds are over, the queue answers as if SQS itself had
 * failed. Returns the times of all attempts to deliver to the queue.
 */
export function outage(cloud: Cloud, queue: Queue, until: number): number[] {
  const attempts: number[] = [];
  const deliver = cloud.sqs.deliver.bind(cloud.sqs);
  cloud.sqs.deliver = (arn, delivery) => {
    if (arn !== queue.arn) return deliver(arn, delivery);
    attempts.push(cloud.now);
    if (cloud.now >= until) return deliver(arn, delivery);
    const fault = { status: 503, fault: 'server' } as const;
    throw new AwsError('SQS', 'ServiceUnavailable', fault, 'down');
  };
  return attempts;
}
