import { Cloud, type CloudOptions } from 'desired-capacity';
import type { Queue } from 'desired-capacity/sqs';

/** A message as a queue got it. */
export type Received = Awaited<ReturnType<Queue['receiveMessage']>>[number];

/** A cloud whose short polls see everything. */
export function oneHost(options: CloudOptions = {}): Cloud {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 }, ...options });
  cloud.sqs.model.hosts = 1;
  return cloud;
}

/** A policy that lets a service send to a queue. */
export function allow(service: string, queueArn: string, from: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: `${service}.amazonaws.com` },
      Action: 'sqs:SendMessage',
      Resource: queueArn,
      Condition: { ArnLike: { 'aws:SourceArn': from } },
    },
  });
}

/** A queue that topics, rules or another service may send to. */
export function openQueue(cloud: Cloud, name: string, service = 'sns'): Queue {
  const fifoQueue = name.endsWith('.fifo');
  const queue = cloud.sqs.createQueue(name, fifoQueue ? { fifoQueue } : {});
  void queue.setQueueAttributes({ policy: allow(service, queue.arn, cloud.arn(service, '*')) });
  return queue;
}

/** A topic's ARN; `subscribed` queues get its messages raw. */
export function topicWith(
  cloud: Cloud,
  name: string,
  subscribed: readonly Queue[] = [],
  attributes: Record<string, string> = {},
): string {
  const fifo: Record<string, string> = name.endsWith('.fifo') ? { FifoTopic: 'true' } : {};
  const { topicArn } = cloud.sns.createTopic({ name, attributes: { ...fifo, ...attributes } });
  for (const queue of subscribed)
    cloud.sns.subscribe({
      topicArn: topicArn!,
      protocol: 'sqs',
      endpoint: queue.arn,
      attributes: { RawMessageDelivery: 'true' },
    });
  return topicArn!;
}

/** Takes all that a queue holds, and deletes it. */
export async function drain(queue: Queue): Promise<Received[]> {
  const all: Received[] = [];
  for (;;) {
    const messages = await queue.receiveMessage({ maxNumberOfMessages: 10 });
    if (messages.length === 0) return all;
    for (const message of messages) {
      all.push(message);
      await queue.deleteMessage(message.receiptHandle);
    }
  }
}

/** The bodies of all that a queue holds. */
export const bodies = async (queue: Queue): Promise<string[]> => (await drain(queue)).map(({ body }) => body);
