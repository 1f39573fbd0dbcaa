import { check, Cloud } from 'desired-capacity';
import { createTopic } from '../topic.ts';
import { subscribe } from './keep-it.starter.ts';

const cloud = new Cloud();
const topicArn = createTopic(cloud, 'orders');
subscribe(cloud, topicArn);
const queue = cloud.sqs.getQueue('orders');
const dead = cloud.sqs.getQueue('orders-dlq');

cloud.sns.publish({ topicArn, message: 'before' });
await cloud.run(1);
await queue.deleteQueue();
for (let i = 0; i < 10; i += 1)
  cloud.sns.publish({ topicArn, message: `order ${i}` });
await cloud.run(1);
const kept = dead.approximateNumberOfMessages;
check('what can’t be delivered is kept', kept === 10, `${kept} of 10 are`);

// Another topic, whose subscription names the same dead-letter queue.
const stranger = createTopic(cloud, 'stranger');
cloud.sns.subscribe({
  topicArn: stranger,
  protocol: 'sqs',
  endpoint: queue.arn,
  attributes: {
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn }),
  },
});
cloud.sns.publish({ topicArn: stranger, message: 'not yours' });
await cloud.run(1);
const all = dead.approximateNumberOfMessages;
check(
  'of this topic, and of no other',
  kept === 10 && all === 10,
  `${all} messages`,
);
