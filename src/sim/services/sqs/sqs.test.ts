import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';

const error = (name: string, more: object = {}) => expect.objectContaining({ name, ...more });

test('a queue has a name, an ARN and a URL', () => {
  const cloud = new Cloud();
  expect(cloud.sqs.createQueue('jobs')).toMatchObject({
    name: 'jobs',
    arn: 'arn:aws:sqs:us-east-1:123456789012:jobs',
    url: 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs',
  });
  expect(cloud.region('cn-north-1').sqs.createQueue('jobs').url).toBe(
    'https://sqs.cn-north-1.amazonaws.com.cn/123456789012/jobs',
  );
});

test('creating a queue again gives the same one, unless an attribute that is named differs', () => {
  const { sqs } = new Cloud();
  const dlq = sqs.createQueue('dlq');
  const redrivePolicy = { deadLetterTargetArn: dlq.arn, maxReceiveCount: 3 };
  const queue = sqs.createQueue('jobs', { delaySeconds: 5, redrivePolicy });
  expect(sqs.createQueue('jobs')).toBe(queue);
  expect(sqs.createQueue('jobs', { delaySeconds: 5 })).toBe(queue);
  expect(
    sqs.createQueue('jobs', { delaySeconds: 5, visibilityTimeout: 30, redrivePolicy: { ...redrivePolicy } }),
  ).toBe(queue);
  expect(() => sqs.createQueue('jobs', { delaySeconds: 6 })).toThrow(
    error('QueueNameExists', {
      code: 'QueueAlreadyExists',
      message: 'A queue already exists with the same name and a different value for attribute DelaySeconds',
    }),
  );
  queue.setQueueAttributes({ delaySeconds: 6 });
  expect(sqs.createQueue('jobs', { delaySeconds: 6 })).toBe(queue);
  expect(() => sqs.createQueue('jobs', { delaySeconds: 5 })).toThrow(error('QueueNameExists'));
});

test.each(['a', 'A-b_9', 'x'.repeat(80)])('%j is a name', (name) => {
  expect(new Cloud().sqs.createQueue(name).name).toBe(name);
});

test.each(['', 'x'.repeat(81), 'a b', 'a.b', 'ä', 'a/b'])('%j is no name', (name) => {
  expect(() => new Cloud().sqs.createQueue(name)).toThrow(
    error('InvalidParameterValue', { $metadata: expect.objectContaining({ httpStatusCode: 400 }) }),
  );
});

test('names differ by case', () => {
  const { sqs } = new Cloud();
  expect(sqs.createQueue('Jobs')).not.toBe(sqs.createQueue('jobs'));
});

test('queues are found by name and listed by prefix', () => {
  const { sqs } = new Cloud();
  const [b, a, other] = ['jobs-b', 'jobs-a', 'mail'].map((name) => sqs.createQueue(name));
  expect(sqs.getQueue('mail')).toBe(other);
  expect(sqs.getQueueUrl('mail')).toBe(other!.url);
  expect(sqs.listQueues('jobs')).toEqual([a, b]);
  expect(sqs.listQueues()).toHaveLength(3);
  expect(() => sqs.getQueueUrl('none')).toThrow(
    error('QueueDoesNotExist', {
      code: 'AWS.SimpleQueueService.NonExistentQueue',
      message: 'The specified queue does not exist.',
    }),
  );
});

test('a thousand queues are listed at once', () => {
  const { sqs } = new Cloud();
  for (let i = 0; i < 1001; i++) sqs.createQueue(`q${i}`);
  expect(sqs.listQueues()).toHaveLength(1000);
});

test('a deleted queue is gone, and its name is free after 60 s', async () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs');
  queue.sendMessage('lost');
  queue.deleteQueue();
  for (const call of [
    () => queue.sendMessage('x'),
    () => queue.receiveMessage(),
    () => queue.deleteMessage('x'),
    () => queue.changeMessageVisibility('x', 0),
    () => queue.getQueueAttributes(),
    () => queue.setQueueAttributes({}),
    () => queue.purgeQueue(),
    () => queue.deleteQueue(),
    () => cloud.sqs.getQueue('jobs'),
  ]) {
    expect(call).toThrow(error('QueueDoesNotExist'));
  }
  expect(cloud.sqs.listQueues()).toEqual([]);
  await cloud.run(59.999);
  expect(() => cloud.sqs.createQueue('jobs')).toThrow(
    error('QueueDeletedRecently', { code: 'AWS.SimpleQueueService.QueueDeletedRecently' }),
  );
  await cloud.run(0.001);
  const again = cloud.sqs.createQueue('jobs');
  expect(again).not.toBe(queue);
  expect(again.approximateNumberOfMessages).toBe(0);
});

test('a long poll on a queue that is deleted fails', async () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs');
  const reply = queue.receiveMessage({ waitTimeSeconds: 20 });
  cloud.simulation.schedule(5, () => void queue.deleteQueue());
  await expect(reply).rejects.toThrow(error('QueueDoesNotExist'));
  expect(cloud.now).toBe(5);
});

test('a purge takes everything, once in 60 s', async () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs');
  queue.sendMessage('in flight');
  const [message] = queue.receiveMessage({ waitTimeSeconds: 1 }).take();
  queue.sendMessage('visible');
  queue.sendMessage('delayed', { delaySeconds: 5 });
  queue.purgeQueue();
  expect(await queue.getQueueAttributes()).toMatchObject({
    approximateNumberOfMessages: 0,
    approximateNumberOfMessagesNotVisible: 0,
    approximateNumberOfMessagesDelayed: 0,
  });
  queue.deleteMessage(message!.receiptHandle);
  queue.sendMessage('after');
  await cloud.run(59.999);
  expect(() => queue.purgeQueue()).toThrow(
    error('PurgeQueueInProgress', {
      message: 'Only one PurgeQueue operation on jobs is allowed every 60 seconds.',
    }),
  );
  expect(
    queue
      .receiveMessage({ waitTimeSeconds: 1, maxNumberOfMessages: 10 })
      .take()
      .map(({ body }) => body),
  ).toEqual(['after']);
  await cloud.run(0.001);
  queue.purgeQueue();
});

test('attributes are read back as they were set', async () => {
  const cloud = new Cloud({ start: '2026-06-01T00:00:00Z' });
  const queue = cloud.sqs.createQueue('jobs', { visibilityTimeout: 60 });
  queue.sendMessage('x');
  await cloud.run(90.5);
  queue.setQueueAttributes({ delaySeconds: 3, visibilityTimeout: undefined });
  expect(await queue.getQueueAttributes()).toEqual({
    delaySeconds: 3,
    maximumMessageSize: 1_048_576,
    messageRetentionPeriod: 345_600,
    receiveMessageWaitTimeSeconds: 0,
    sqsManagedSseEnabled: true,
    visibilityTimeout: 60,
    queueArn: queue.arn,
    createdTimestamp: Date.parse('2026-06-01T00:00:00Z') / 1000,
    lastModifiedTimestamp: Date.parse('2026-06-01T00:01:30Z') / 1000,
    approximateNumberOfMessages: 1,
    approximateNumberOfMessagesNotVisible: 0,
    approximateNumberOfMessagesDelayed: 0,
  });
  expect(queue.attributes.delaySeconds).toBe(3);
});

test('a refused change changes nothing', () => {
  const queue = new Cloud().sqs.createQueue('jobs');
  expect(() => queue.setQueueAttributes({ delaySeconds: 5, visibilityTimeout: -1 })).toThrow(
    error('InvalidAttributeValue'),
  );
  expect(queue.attributes.delaySeconds).toBe(0);
});

test('an attribute that AWS does not know is refused', () => {
  const { sqs } = new Cloud();
  expect(() => sqs.createQueue('jobs', { colour: 3 } as object)).toThrow(
    error('InvalidAttributeName', { message: 'Unknown Attribute Colour.' }),
  );
});

test.each([
  ['fifoQueue', 'Unknown Attribute FifoQueue.'],
  ['contentBasedDeduplication', 'Unknown Attribute ContentBasedDeduplication.'],
  ['deduplicationScope', 'You can specify the DeduplicationScope only when FifoQueue is set to true.'],
  ['fifoThroughputLimit', 'You can specify the FifoThroughputLimit only when FifoQueue is set to true.'],
])('a standard queue has no attribute %s', (key, message) => {
  const { sqs } = new Cloud();
  expect(() => sqs.createQueue('jobs', { [key]: false })).toThrow(error('InvalidAttributeName', { message }));
  expect(() => sqs.createQueue('jobs').setQueueAttributes({ [key]: true })).toThrow(
    error('InvalidAttributeName', { message }),
  );
});

test('queues of other accounts are not modelled, and say so', () => {
  const { sqs } = new Cloud();
  const { url } = sqs.createQueue('jobs');
  expect(sqs.getQueueUrl('jobs', { queueOwnerAWSAccountId: '123456789012' })).toBe(url);
  expect(() => sqs.getQueueUrl('jobs', { queueOwnerAWSAccountId: '210987654321' })).toThrow(
    error('NotModelled', { service: 'Amazon SQS', feature: 'queues of other accounts' }),
  );
});

test('a queue shows what it is called, and no more of the cloud', () => {
  const { sqs } = new Cloud();
  expect(Object.keys(sqs.createQueue('jobs')).sort()).toEqual(['arn', 'model', 'name', 'url']);
});
