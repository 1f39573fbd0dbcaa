import type { Cloud } from 'desired-capacity';

/** Creates a topic; answers its ARN. */
export function createTopic(cloud: Cloud, name: string): string {
  const attributes: Record<string, string> = name.endsWith('.fifo')
    ? { FifoTopic: 'true' }
    : {};
  return cloud.sns.createTopic({ name, attributes }).topicArn!;
}

/** Lets a topic send to a queue: without such a policy it may not. */
export function allow(queueArn: string, topicArn: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queueArn,
      Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
    },
  });
}

/** Creates a queue that the topic may send to, and subscribes it. */
export function subscribeQueue(
  cloud: Cloud,
  topicArn: string,
  name: string,
  attributes: Record<string, string> = { RawMessageDelivery: 'true' },
) {
  const queue = cloud.sqs.createQueue(name, {
    policy: allow(cloud.arn('sqs', name), topicArn),
    ...(name.endsWith('.fifo') && { fifoQueue: true }),
  });
  cloud.sns.subscribe({
    topicArn,
    protocol: 'sqs',
    endpoint: queue.arn,
    attributes,
  });
  return queue;
}
