import { Cloud } from '../../../src/sim/index.ts';
import { SUBSCRIBERS } from '../events.ts';

/** Messages that a topic delivers to many queues. Gives the messages that came. */
export async function run(messages: string): Promise<number> {
  const cloud = new Cloud();
  const { topicArn } = cloud.sns.createTopic({ name: 't' });
  const Statement = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' };
  const policy = JSON.stringify({ Version: '2012-10-17', Statement });
  const queues = Array.from({ length: SUBSCRIBERS }, (_, i) => cloud.sqs.createQueue(`q${i}`, { policy }));
  for (const { arn } of queues) cloud.sns.subscribe({ topicArn: topicArn!, protocol: 'sqs', endpoint: arn });
  for (let i = 0; i < Number(messages); i++) cloud.sns.publish({ topicArn: topicArn!, message: 'a message' });
  await cloud.run(1);
  return queues.reduce((sum, queue) => sum + queue.approximateNumberOfMessages, 0);
}
