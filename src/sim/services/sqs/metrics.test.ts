import { expect, test } from 'vitest';
import { Cloud, days, hours, minutes } from '../../index.ts';
import { sqsMetrics, type SqsMetricName } from './index.ts';
import { FIFO_METRICS } from './metrics.ts';
import { setup as queueOf } from './testing.ts';

function setup(attributes = {}) {
  const { cloud, queue } = queueOf(attributes);
  const at = (time: number, action: () => unknown) => cloud.simulation.schedule(time, () => void action());
  const record = (name: SqsMetricName, options = {}) => cloud.record(queue.metric(name), options);
  return { cloud, queue, at, record };
}

test('metrics are AWS’s by name, namespace and dimension, once a minute', () => {
  const { cloud, queue } = setup();
  for (const name of Object.keys(sqsMetrics) as SqsMetricName[]) {
    if (FIFO_METRICS.includes(name)) {
      expect(() => queue.metric(name)).toThrow(RangeError);
      continue;
    }
    expect(queue.metric(name).shape).toMatchObject({ namespace: 'AWS/SQS', name, period: 60 });
    expect(cloud.metrics.find('us-east-1', 'AWS/SQS', name, { QueueName: 'jobs' })).toBe(queue.metric(name));
  }
  queue.deleteQueue();
  expect(cloud.metrics.list()).toEqual([]);
});

test('what is sent, received and deleted is counted, and what comes back empty', async () => {
  const { cloud, queue, at, record } = setup({ maximumMessageSize: 1024 });
  const sent = record('NumberOfMessagesSent');
  const size = record('SentMessageSize');
  const sizes = record('SentMessageSize', { statistic: 'Maximum' });
  const received = record('NumberOfMessagesReceived');
  const deleted = record('NumberOfMessagesDeleted');
  const empty = record('NumberOfEmptyReceives');
  at(5, () => queue.sendMessage('aaaa'));
  at(6, () => queue.sendMessage('bb'));
  at(7, () => expect(() => queue.sendMessage('c'.repeat(1025))).toThrow());
  at(8, () => queue.receiveMessage());
  at(70, () => {
    const handles = queue
      .receiveMessage({ maxNumberOfMessages: 10 })
      .take()
      .map((message) => message.receiptHandle);
    for (const handle of handles) queue.deleteMessage(handle);
    // Every deletion with a valid handle counts, a repeated one too.
    queue.deleteMessage(handles[0]!);
  });
  at(75, () => queue.receiveMessage());
  at(100, () => queue.receiveMessage({ waitTimeSeconds: 20 }));
  await cloud.run(180);
  expect(sent).toEqual([
    [0, 2],
    [60, 0],
    [120, 0],
  ]);
  expect(size).toEqual([[0, 3]]);
  expect(sizes).toEqual([[0, 4]]);
  expect(received).toEqual([
    [0, 1],
    [60, 2],
    [120, 0],
  ]);
  expect(deleted).toEqual([
    [0, 0],
    [60, 3],
    [120, 0],
  ]);
  // The long poll counts when it ends.
  expect(empty).toEqual([
    [0, 0],
    [60, 1],
    [120, 1],
  ]);
});

test('the levels are read each minute', async () => {
  const { cloud, queue, at, record } = setup({ visibilityTimeout: 90 });
  const visible = record('ApproximateNumberOfMessagesVisible');
  const notVisible = record('ApproximateNumberOfMessagesNotVisible');
  const delayed = record('ApproximateNumberOfMessagesDelayed');
  at(10, () => queue.sendMessage('a'));
  at(20, () => queue.sendMessage('b', { delaySeconds: 100 }));
  at(70, () => queue.receiveMessage());
  await cloud.run(300);
  const values = (points: [number, number][]) => points.map(([, value]) => value);
  expect(values(visible)).toEqual([0, 1, 1, 2, 2]);
  expect(values(notVisible)).toEqual([0, 0, 1, 0, 0]);
  expect(values(delayed)).toEqual([0, 1, 0, 0, 0]);
});

test('the age is that of the oldest message, in flight or not, and none where there is no message', async () => {
  const { cloud, queue, at, record } = setup({ visibilityTimeout: 300 });
  const age = record('ApproximateAgeOfOldestMessage');
  at(30, () => queue.sendMessage('a'));
  at(90, () => queue.sendMessage('b'));
  let handle = '';
  at(100, () => (handle = queue.receiveMessage().take()[0]!.receiptHandle));
  at(200, () => queue.deleteMessage(handle));
  at(250, () => queue.deleteMessage(queue.receiveMessage().take()[0]!.receiptHandle));
  await cloud.run(360);
  expect(age).toEqual([
    [60, 30],
    [120, 90],
    [180, 150],
    [240, 150],
  ]);
});

test('a message received three times no longer counts as the oldest', async () => {
  const { cloud, queue } = setup({ visibilityTimeout: 0 });
  queue.sendMessage('poison');
  await cloud.run(10);
  queue.sendMessage('next');
  await cloud.run(10);
  for (let n = 1; n <= 2; n++) queue.receiveMessage();
  expect(queue.approximateAgeOfOldestMessage).toBe(20);
  queue.receiveMessage();
  expect(queue.approximateAgeOfOldestMessage).toBe(10);
  for (let n = 1; n <= 3; n++) queue.receiveMessage();
  expect(queue.approximateAgeOfOldestMessage).toBeUndefined();
});

test('a message that moves to a dead-letter queue is not sent there', async () => {
  const cloud = new Cloud();
  const dlq = cloud.sqs.createQueue('dlq');
  const queue = cloud.sqs.createQueue(
    'jobs',
    { visibilityTimeout: 0, redrivePolicy: { deadLetterTargetArn: dlq.arn, maxReceiveCount: 1 } },
    { hosts: 1 },
  );
  const sent = cloud.record(dlq.metric('NumberOfMessagesSent'));
  const visible = cloud.record(dlq.metric('ApproximateNumberOfMessagesVisible'));
  queue.sendMessage('poison');
  queue.receiveMessage();
  queue.receiveMessage();
  await cloud.run(minutes(2));
  expect(sent).toEqual([
    [0, 0],
    [60, 0],
  ]);
  expect(visible).toEqual([
    [0, 0],
    [60, 1],
  ]);
});

test('a queue that is empty and has not been called for six hours publishes nothing', async () => {
  const { cloud, queue, at, record } = setup({ messageRetentionPeriod: hours(8) });
  const visible = record('ApproximateNumberOfMessagesVisible', { period: hours(1) });
  const sent = record('NumberOfMessagesSent', { period: hours(1) });
  at(hours(1), () => queue.sendMessage('a'));
  await cloud.run(days(1));
  expect(visible.map(([time]) => time / 3600)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(sent.at(-1)![0] / 3600).toBeLessThanOrEqual(8);
  queue.receiveMessage();
  await cloud.run(hours(2));
  expect(visible.at(-1)![0]).toBe(hours(25));
});

test('a deleted queue publishes nothing more', async () => {
  const { cloud, queue, record } = setup();
  const visible = record('ApproximateNumberOfMessagesVisible');
  const sent = record('NumberOfMessagesSent');
  await cloud.run(90);
  queue.deleteQueue();
  await cloud.run(300);
  expect(visible.map(([time]) => time)).toEqual([0, 60]);
  expect(sent.map(([time]) => time)).toEqual([0]);
});
