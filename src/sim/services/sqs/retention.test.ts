import { expect, test } from 'vitest';
import { Cloud, days } from '../../index.ts';
import type { Queue } from './index.ts';
import { setup } from './testing.ts';

const look = (queue: Queue) =>
  queue
    .receiveMessage({ maxNumberOfMessages: 10, visibilityTimeout: 0 })
    .take()
    .map(({ body }) => body);

test('a message expires four days after it was sent', async () => {
  const { cloud, queue } = setup();
  queue.sendMessage('a');
  await cloud.run(1);
  queue.sendMessage('b');
  await cloud.run(days(4) - 1.000001);
  expect(look(queue)).toEqual(['a', 'b']);
  await cloud.run(0.000001);
  expect(queue.approximateNumberOfMessages).toBe(1);
  expect(look(queue)).toEqual(['b']);
});

test('a shorter retention acts on what is there, and a longer one too', async () => {
  const { cloud, queue } = setup();
  queue.sendMessage('a');
  await cloud.run(100);
  queue.sendMessage('b');
  queue.setQueueAttributes({ messageRetentionPeriod: 60 });
  expect(queue.approximateNumberOfMessages).toBe(1);
  await cloud.run(30);
  queue.setQueueAttributes({ messageRetentionPeriod: 600 });
  await cloud.run(500);
  expect(look(queue)).toEqual(['b']);
});

test.each([{}, { fifoQueue: true, contentBasedDeduplication: true }] as const)(
  'what has expired does not come back with a longer retention %o',
  async (type) => {
    const cloud = new Cloud();
    const name = 'fifoQueue' in type ? 'jobs.fifo' : 'jobs';
    const queue = cloud.sqs.createQueue(name, { ...type, messageRetentionPeriod: 60 }, { hosts: 1 });
    queue.sendMessage('a', 'fifoQueue' in type ? { messageGroupId: 'g' } : {});
    await cloud.run(60);
    queue.setQueueAttributes({ messageRetentionPeriod: 600 });
    expect(look(queue)).toEqual([]);
  },
);

test('a message in flight or delayed beyond its retention does not come back', async () => {
  const { cloud, queue } = setup({ messageRetentionPeriod: 60, visibilityTimeout: 90 });
  queue.sendMessage('in flight');
  queue.receiveMessage();
  queue.sendMessage('delayed', { delaySeconds: 80 });
  await cloud.run(100);
  expect(queue.approximateNumberOfMessages).toBe(0);
  expect(look(queue)).toEqual([]);
});

test('what nobody reads does not pile up past its retention', async () => {
  const { cloud, queue } = setup({ messageRetentionPeriod: 60 });
  let most = 0;
  cloud.process(function* () {
    for (let i = 0; i < 500; i++) {
      queue.sendMessage('x');
      most = Math.max(most, queue.approximateNumberOfMessages);
      yield 1;
    }
  });
  await cloud.run();
  expect(most).toBe(60);
});

test('a long poll does not return what has expired', async () => {
  const { cloud, queue } = setup({ messageRetentionPeriod: 60 });
  queue.sendMessage('x');
  await cloud.run(61);
  expect(await queue.receiveMessage({ waitTimeSeconds: 1 })).toEqual([]);
});

test('a message’s own delay goes before the queue’s', async () => {
  const { cloud, queue } = setup({ delaySeconds: 10 });
  queue.sendMessage('queue');
  queue.sendMessage('own', { delaySeconds: 5 });
  queue.sendMessage('none', { delaySeconds: 0 });
  expect(queue.approximateNumberOfMessagesDelayed).toBe(2);
  expect(look(queue)).toEqual(['none']);
  await cloud.run(5);
  expect(look(queue)).toContain('own');
  await cloud.run(4.999999);
  expect(look(queue)).not.toContain('queue');
  await cloud.run(0.000001);
  expect(queue.approximateNumberOfMessagesDelayed).toBe(0);
  expect(look(queue)).toHaveLength(3);
});

test('a change of the queue’s delay does not touch what was sent before', async () => {
  const { cloud, queue } = setup({ delaySeconds: 10 });
  queue.sendMessage('before');
  queue.setQueueAttributes({ delaySeconds: 0 });
  queue.sendMessage('after');
  expect(look(queue)).toEqual(['after']);
  await cloud.run(10);
  expect(look(queue)).toContain('before');
});

test('a delayed message takes its turn when its delay ends', async () => {
  const { cloud, queue } = setup();
  queue.sendMessage('delayed', { delaySeconds: 5 });
  queue.sendMessage('at once');
  await cloud.run(10);
  queue.sendMessage('later');
  expect(look(queue)).toEqual(['at once', 'delayed', 'later']);
});
