import { expect, test } from 'vitest';
import { hours } from '../../index.ts';
import type { Message, Queue } from './index.ts';
import { error, setup as queueOf } from './testing.ts';

const receive = (queue: Queue, options = {}): Message | undefined =>
  queue.receiveMessage({ waitTimeSeconds: 1, ...options }).take()[0];

function setup(attributes = {}, model = {}) {
  const { cloud, queue } = queueOf(attributes, model);
  const look = () => queue.receiveMessage().take();
  return { cloud, queue, look };
}

test('a received message is out of sight for 30 s, then back', async () => {
  const { cloud, queue, look } = setup();
  queue.sendMessage('a');
  receive(queue);
  expect([queue.approximateNumberOfMessages, queue.approximateNumberOfMessagesNotVisible]).toEqual([0, 1]);
  await cloud.run(29.999999);
  expect(look()).toEqual([]);
  await cloud.run(0.000001);
  expect([queue.approximateNumberOfMessages, queue.approximateNumberOfMessagesNotVisible]).toEqual([1, 0]);
  expect(look()[0]!.attributes.approximateReceiveCount).toBe(2);
});

test('a receive may set its own timeout; the next goes back to the queue’s', async () => {
  const { cloud, queue, look } = setup({ visibilityTimeout: 10 });
  queue.sendMessage('a');
  receive(queue, { visibilityTimeout: 100 });
  await cloud.run(99);
  expect(look()).toEqual([]);
  await cloud.run(1);
  expect(look()).toHaveLength(1);
  await cloud.run(10);
  expect(look()).toHaveLength(1);
});

test('with a timeout of 0 a message stays visible, and is in one answer once', () => {
  const { queue } = setup({ visibilityTimeout: 0 });
  queue.sendMessage('a');
  for (let n = 1; n <= 3; n++) {
    const messages = queue.receiveMessage({ maxNumberOfMessages: 10 }).take();
    expect(messages.map(({ attributes }) => attributes.approximateReceiveCount)).toEqual([n]);
  }
});

test('a change of the queue’s timeout does not touch messages in flight', async () => {
  const { cloud, queue, look } = setup();
  queue.sendMessage('a');
  receive(queue);
  queue.setQueueAttributes({ visibilityTimeout: 300 });
  await cloud.run(30);
  expect(look()).toHaveLength(1);
  await cloud.run(299);
  expect(look()).toEqual([]);
});

test('a deleted message never comes back', async () => {
  const { cloud, queue, look } = setup();
  queue.sendMessage('a');
  queue.deleteMessage(receive(queue)!.receiptHandle);
  expect(queue.approximateNumberOfMessagesNotVisible).toBe(0);
  await cloud.run(100);
  expect(look()).toEqual([]);
});

test('deleting twice is fine', async () => {
  const { cloud, queue } = setup();
  queue.sendMessage('a');
  const { receiptHandle } = receive(queue)!;
  await queue.deleteMessage(receiptHandle);
  await queue.deleteMessage(receiptHandle);
  // Not even where another message has taken the place since.
  queue.sendMessage('b');
  receive(queue);
  await queue.deleteMessage(receiptHandle);
  await cloud.run(30);
  expect(receive(queue)!.body).toBe('b');
});

test('a handle deletes its message after the timeout, as long as nobody has received it since', async () => {
  const { cloud, queue, look } = setup();
  queue.sendMessage('a');
  const { receiptHandle } = receive(queue)!;
  await cloud.run(31);
  expect(queue.approximateNumberOfMessages).toBe(1);
  queue.deleteMessage(receiptHandle);
  expect(queue.approximateNumberOfMessages).toBe(0);
  expect(look()).toEqual([]);
});

test('a handle goes stale when the message is received again: it succeeds and does nothing', async () => {
  const { cloud, queue, look } = setup();
  queue.sendMessage('a');
  const old = receive(queue)!.receiptHandle;
  await cloud.run(30);
  const current = receive(queue)!.receiptHandle;
  await queue.deleteMessage(old);
  expect(queue.approximateNumberOfMessagesNotVisible).toBe(1);
  await queue.changeMessageVisibility(old, 0);
  expect(look()).toEqual([]);
  await queue.changeMessageVisibility(old, 1000);
  await cloud.run(30);
  expect(queue.approximateNumberOfMessages).toBe(1);
  await queue.deleteMessage(current);
  expect(queue.approximateNumberOfMessages).toBe(0);
});

test('a timeout can be extended, shortened and ended, counted from the call', async () => {
  const { cloud, queue, look } = setup();
  queue.sendMessage('a');
  const { receiptHandle } = receive(queue)!;
  await cloud.run(25);
  queue.changeMessageVisibility(receiptHandle, 60);
  await cloud.run(59);
  expect(look()).toEqual([]);
  queue.changeMessageVisibility(receiptHandle, 5);
  await cloud.run(4);
  expect(look()).toEqual([]);
  queue.changeMessageVisibility(receiptHandle, 0);
  expect(look()).toHaveLength(1);
});

test('a changed timeout is for this receive only', async () => {
  const { cloud, queue, look } = setup();
  queue.sendMessage('a');
  queue.changeMessageVisibility(receive(queue)!.receiptHandle, 100);
  await cloud.run(100);
  receive(queue);
  await cloud.run(30);
  expect(look()).toHaveLength(1);
});

test('a change after the timeout succeeds and changes nothing', async () => {
  const { cloud, queue, look } = setup({ visibilityTimeout: 1 });
  queue.sendMessage('a');
  const { receiptHandle } = receive(queue)!;
  await cloud.run(2);
  await queue.changeMessageVisibility(receiptHandle, 100);
  expect(queue.approximateNumberOfMessages).toBe(1);
  expect(look()).toHaveLength(1);
});

test('the message of a change must still be there', () => {
  const { queue } = setup();
  queue.sendMessage('a');
  const { receiptHandle } = receive(queue)!;
  queue.deleteMessage(receiptHandle);
  expect(() => queue.changeMessageVisibility(receiptHandle, 5)).toThrow(
    error(
      'InvalidParameterValue',
      `Value ${receiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    ),
  );
});

test('no receive keeps a message longer than 12 hours, however often it is extended', async () => {
  const { cloud, queue } = setup();
  queue.sendMessage('a');
  const { receiptHandle } = receive(queue)!;
  queue.changeMessageVisibility(receiptHandle, hours(12));
  await cloud.run(hours(11));
  queue.changeMessageVisibility(receiptHandle, hours(1));
  expect(() => queue.changeMessageVisibility(receiptHandle, hours(1) + 1)).toThrow(
    error(
      'InvalidParameterValue',
      'Value 3601 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds]',
    ),
  );
  await cloud.run(hours(1));
  // The next receive has 12 hours of its own.
  queue.changeMessageVisibility(receive(queue)!.receiptHandle, hours(12));
});

test.each(['garbage', ''])('%j is no receipt handle', (handle) => {
  const { queue } = setup();
  const invalid = expect.objectContaining({
    name: 'ReceiptHandleIsInvalid',
    message: `The input receipt handle "${handle}" is not a valid receipt handle.`,
    $metadata: expect.objectContaining({ httpStatusCode: 404 }),
  });
  expect(() => queue.deleteMessage(handle)).toThrow(invalid);
  expect(() => queue.changeMessageVisibility(handle, 0)).toThrow(invalid);
});

test('a handle of another queue is none of this one', () => {
  const { cloud, queue } = setup();
  const other = cloud.sqs.createQueue('other');
  other.sendMessage('a');
  expect(() => queue.deleteMessage(receive(other)!.receiptHandle)).toThrow(error('ReceiptHandleIsInvalid'));
});

test('a message comes back at its old turn; received three times, at the back', async () => {
  const { cloud, queue } = setup({ visibilityTimeout: 10 });
  queue.sendMessage('first');
  queue.sendMessage('second');
  const round = async () => {
    const order = [receive(queue)!.body, receive(queue)!.body];
    await cloud.run(10);
    return order;
  };
  queue.setQueueAttributes({ visibilityTimeout: 0 });
  for (let n = 1; n <= 3; n++) expect(receive(queue)!.body).toBe('first');
  queue.setQueueAttributes({ visibilityTimeout: 10 });
  expect(await round()).toEqual(['second', 'first']);
});

test('a host that misses a receive gives a message to two consumers', () => {
  const { queue } = setup({}, { missedReceiveProbability: 1 });
  queue.sendMessage('a');
  const [one] = queue.receiveMessage({ maxNumberOfMessages: 10 }).take();
  const [two] = queue.receiveMessage().take();
  expect([one!.messageId, two!.attributes.approximateReceiveCount]).toEqual([two!.messageId, 2]);
  queue.deleteMessage(two!.receiptHandle);
  expect(queue.approximateNumberOfMessages).toBe(0);
});

test('a host that misses a deletion brings a message back', async () => {
  const { cloud, queue } = setup({}, { missedDeleteProbability: 1 });
  queue.sendMessage('a');
  queue.deleteMessage(receive(queue)!.receiptHandle);
  expect(queue.receiveMessage().take()).toEqual([]);
  await cloud.run(30);
  expect(receive(queue)!.attributes.approximateReceiveCount).toBe(2);
});

test('copies are missed as often as the model says', () => {
  const { queue } = setup({}, { missedReceiveProbability: 0.1 });
  for (let i = 0; i < 2000; i++) queue.sendMessage('x');
  let deliveries = 0;
  for (let n = 1; n > 0; deliveries += n) n = queue.receiveMessage({ maxNumberOfMessages: 10 }).take().length;
  // Each delivery is followed by another with probability 0.1: 1/(1 − 0.1) on average.
  expect(deliveries / 2000).toBeGreaterThan(1.08);
  expect(deliveries / 2000).toBeLessThan(1.14);
});
