import type { Cloud } from 'desired-capacity';

/** Creates a topic; answers its ARN. */
export function createTopic(cloud: Cloud, name: string): string {
  return cloud.sns.createTopic({ name }).topicArn!;
}

/** Creates a queue that the topic may send to, and subscribes it. */
export function subscribeQueue(cloud: Cloud, topicArn: string, name: string) {
  const queue = cloud.sqs.createQueue(name, {
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: cloud.arn('sqs', name),
        Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
      },
    }),
  });
  cloud.sns.subscribe({
    topicArn,
    protocol: 'sqs',
    endpoint: queue.arn,
    attributes: { RawMessageDelivery: 'true' },
  });
  return queue;
}
