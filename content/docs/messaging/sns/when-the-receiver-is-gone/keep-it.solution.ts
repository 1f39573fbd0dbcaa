import type { Cloud } from 'desired-capacity';
import { allow, subscribeQueue } from '../topic.ts';

// SNS needs the permission of the dead-letter queue as it needs that of
// the queue. The permission is for this topic, and for no other.
export function subscribe(cloud: Cloud, topicArn: string) {
  const dead = cloud.sqs.createQueue('orders-dlq', {
    policy: allow(cloud.arn('sqs', 'orders-dlq'), topicArn),
  });
  subscribeQueue(cloud, topicArn, 'orders', {
    RawMessageDelivery: 'true',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn }),
  });
}
