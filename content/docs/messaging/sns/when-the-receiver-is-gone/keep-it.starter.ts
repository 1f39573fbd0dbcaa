import type { Cloud } from 'desired-capacity';
import { subscribeQueue } from '../topic.ts';

// The queue `orders` subscribes to a topic. Your turn: what can't be
// delivered to it should be kept on a queue of its own, `orders-dlq`.
export function subscribe(cloud: Cloud, topicArn: string) {
  const dead = cloud.sqs.createQueue('orders-dlq');
  subscribeQueue(cloud, topicArn, 'orders', {
    RawMessageDelivery: 'true',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn }),
  });
}
