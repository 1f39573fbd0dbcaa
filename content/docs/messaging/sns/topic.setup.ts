import type { Cloud, Shell } from 'desired-capacity';

/** A topic, and a queue that subscribes to it: the topic may send there. */
export function setUp(cloud: Cloud, { variables }: Shell): void {
  const { topicArn = '' } = cloud.sns.createTopic({ name: 'orders' });
  const queue = cloud.sqs.createQueue('orders', {
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: cloud.arn('sqs', 'orders'),
        Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
      },
    }),
  });
  const { subscriptionArn = '' } = cloud.sns.subscribe({
    topicArn,
    protocol: 'sqs',
    endpoint: queue.arn,
    attributes: { RawMessageDelivery: 'true' },
  });
  variables.set('topic', topicArn);
  variables.set('url', queue.url);
  variables.set('subscription', subscriptionArn);
}
