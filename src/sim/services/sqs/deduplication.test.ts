import { expect, test } from 'vitest';
import { minutes } from '../../index.ts';
import type { QueueAttributes } from './index.ts';
import { error, setup as queueOf } from './testing.ts';

function setup(attributes: Partial<QueueAttributes> = {}) {
  const { cloud, queue } = queueOf({ fifoQueue: true, ...attributes });
  const send = (body: string, messageDeduplicationId?: string, messageGroupId = 'a') =>
    queue.sendMessage(body, { messageGroupId, messageDeduplicationId }).take();
  const size = () => queue.approximateNumberOfMessages + queue.approximateNumberOfMessagesNotVisible;
  return { cloud, queue, send, size };
}

test('what is sent twice is there once, and answered alike', () => {
  const { send, size, queue } = setup();
  const first = send('x', 'id');
  expect(send('another body', 'id')).toEqual(first);
  expect(size()).toBe(1);
  expect(send('x', 'ID')).not.toEqual(first);
  expect(queue.receiveMessage().take()[0]!.body).toBe('x');
});

test('an id lasts for 5 minutes from its first send, whatever becomes of the message', async () => {
  const { cloud, queue, send, size } = setup();
  send('x', 'id');
  queue.deleteMessage(queue.receiveMessage().take()[0]!.receiptHandle);
  await cloud.run(minutes(4));
  send('x', 'id');
  expect(size()).toBe(0);
  await cloud.run(minutes(1) - 0.001);
  send('x', 'id');
  expect(size()).toBe(0);
  await cloud.run(0.001);
  send('x', 'id');
  expect(size()).toBe(1);
});

test('an id counts in the whole queue, or in its group', () => {
  const whole = setup();
  whole.send('x', 'id', 'a');
  whole.send('x', 'id', 'b');
  expect(whole.size()).toBe(1);
  const group = setup({ deduplicationScope: 'messageGroup' });
  group.send('x', 'id', 'a');
  group.send('x', 'id', 'b');
  group.send('x', 'id', 'b');
  expect(group.size()).toBe(2);
  // An id of a group is none of the whole queue.
  group.queue.setQueueAttributes({ deduplicationScope: 'queue' });
  group.send('x', 'id', 'c');
  expect(group.size()).toBe(3);
});

test('an id of the whole queue goes on counting where ids come to count in groups', () => {
  const { queue, send, size } = setup();
  const first = send('x', 'id', 'a');
  queue.setQueueAttributes({ deduplicationScope: 'messageGroup' });
  expect(send('x', 'id', 'b')).toEqual(first);
  expect(size()).toBe(1);
});

test('the id of a body is its SHA-256', () => {
  const { queue, send, size } = setup({ contentBasedDeduplication: true });
  const first = send('abc');
  expect(send('abc')).toEqual(first);
  send('abd');
  expect(size()).toBe(2);
  expect(queue.receiveMessage().take()[0]!.attributes.messageDeduplicationId).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  // An id that is given goes before that of the body.
  send('abc', 'other');
  expect(size()).toBe(3);
  send('another', 'other');
  expect(size()).toBe(3);
});

test('attributes are no part of the content', () => {
  const { queue, size } = setup({ contentBasedDeduplication: true });
  queue.sendMessage('x', { messageGroupId: 'a' });
  queue.sendMessage('x', {
    messageGroupId: 'a',
    messageAttributes: { k: { dataType: 'String', stringValue: 'v' } },
  });
  expect(size()).toBe(1);
});

test('a purge forgets the ids', () => {
  const { queue, send, size } = setup();
  send('x', 'id');
  queue.purgeQueue();
  send('x', 'id');
  expect(size()).toBe(1);
});

test('duplicates count as such, and not as sent', async () => {
  const { cloud, queue, send } = setup();
  const sent = cloud.record(queue.metric('NumberOfMessagesSent'));
  const deduplicated = cloud.record(queue.metric('NumberOfDeduplicatedSentMessages'));
  send('x', '1');
  send('x', '1');
  send('x', '2');
  send('x', '1');
  await cloud.run(60);
  expect([sent[0]![1], deduplicated[0]![1]]).toEqual([2, 2]);
});

test('a batch deduplicates too, and fails whole where an id is missing', () => {
  const { queue, size } = setup();
  const entry = (id: string, messageDeduplicationId?: string) => ({
    id,
    messageBody: 'x',
    messageGroupId: 'a',
    messageDeduplicationId,
  });
  const { successful } = queue.sendMessageBatch([entry('1', 'a'), entry('2', 'b'), entry('3', 'a')]).take();
  expect(successful).toHaveLength(3);
  expect(successful[2]!.messageId).toBe(successful[0]!.messageId);
  expect(size()).toBe(2);
  expect(() => queue.sendMessageBatch([entry('1', 'c'), entry('2')])).toThrow(error('InvalidParameterValue'));
  expect(() => queue.sendMessageBatch([{ id: '1', messageBody: 'x', messageDeduplicationId: 'd' }])).toThrow(
    error('InvalidParameterValue'),
  );
  expect(size()).toBe(2);
});
