import { expect, test } from 'vitest';
import { standardRequests, type Queue } from './index.ts';
import { error, setup } from './testing.ts';

const entries = (count: number, body = 'x') =>
  Array.from({ length: count }, (_, i) => ({ id: `m${i}`, messageBody: body }));
const receiveAll = (queue: Queue) =>
  queue
    .receiveMessage({ maxNumberOfMessages: 10 })
    .take()
    .map(({ body }) => body);

/** The three batch operations, with as many entries, or with these ids. */
const BATCHES: [string, (queue: Queue, ids: string[]) => unknown][] = [
  ['SendMessage', (queue, ids) => queue.sendMessageBatch(ids.map((id) => ({ id, messageBody: 'x' })))],
  ['DeleteMessage', (queue, ids) => queue.deleteMessageBatch(ids.map((id) => ({ id, receiptHandle: 'x' })))],
  [
    'ChangeMessageVisibility',
    (queue, ids) =>
      queue.changeMessageVisibilityBatch(ids.map((id) => ({ id, receiptHandle: 'x', visibilityTimeout: 0 }))),
  ],
];

test.each(BATCHES)('%sBatch is of one to ten entries, each with an id of its own', (action, send) => {
  const { queue } = setup();
  const ids = (count: number) => Array.from({ length: count }, (_, i) => `m${i}`);
  expect(() => send(queue, [])).toThrow(
    error('EmptyBatchRequest', `There should be at least one ${action}BatchRequestEntry in the request.`),
  );
  send(queue, ids(10));
  expect(() => send(queue, ids(11))).toThrow(
    error('TooManyEntriesInBatchRequest', 'Maximum number of entries per request are 10. You have sent 11.'),
  );
  expect(() => send(queue, ['a', 'b', 'a'])).toThrow(error('BatchEntryIdsNotDistinct', 'Id a repeated.'));
  send(queue, ['a'.repeat(80), 'A-b_9']);
  for (const id of ['', 'a:b', 'a b', 'ä', 'a'.repeat(81), undefined as unknown as string]) {
    expect(() => send(queue, [id])).toThrow(
      error(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      ),
    );
  }
});

test('codes on the wire are those of old', () => {
  const { queue } = setup();
  expect(() => queue.sendMessageBatch([])).toThrow(
    expect.objectContaining({ code: 'AWS.SimpleQueueService.EmptyBatchRequest' }),
  );
});

test('a batch is sent in order, each message as if it were sent alone', async () => {
  const { cloud, queue } = setup();
  const { successful, failed } = queue
    .sendMessageBatch([
      { id: 'a', messageBody: '1', messageAttributes: { k: { dataType: 'String', stringValue: 'v' } } },
      { id: 'b', messageBody: '2', delaySeconds: 5 },
      { id: 'c', messageBody: '3' },
    ])
    .take();
  expect(failed).toEqual([]);
  expect(successful.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  const received = queue.receiveMessage({ maxNumberOfMessages: 10 }).take();
  expect(received.map(({ body }) => body)).toEqual(['1', '3']);
  expect(received[0]).toMatchObject({
    messageId: successful[0]!.messageId,
    messageAttributes: { k: { stringValue: 'v' } },
  });
  await cloud.run(5);
  expect(receiveAll(queue)).toEqual(['2']);
});

test('a message that is refused does not hold the others up', () => {
  const { queue } = setup({ maximumMessageSize: 1024 });
  const { successful, failed } = queue
    .sendMessageBatch([
      { id: 'large', messageBody: 'a'.repeat(1025) },
      { id: 'good', messageBody: 'good' },
      { id: 'empty', messageBody: '' },
      { id: 'late', messageBody: 'x', delaySeconds: 901 },
      { id: 'bad', messageBody: '\u0001' },
    ])
    .take();
  expect(successful).toEqual([{ id: 'good', messageId: expect.any(String) }]);
  expect(failed).toEqual([
    {
      id: 'large',
      code: 'InvalidParameterValue',
      message: 'One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes.',
      senderFault: true,
    },
    expect.objectContaining({ id: 'empty', code: 'MissingParameter' }),
    expect.objectContaining({ id: 'late', code: 'InvalidParameterValue' }),
    expect.objectContaining({ id: 'bad', code: 'InvalidMessageContents' }),
  ]);
  expect(receiveAll(queue)).toEqual(['good']);
});

test('a batch is 1 MiB at most, attributes counted in', () => {
  const { queue } = setup();
  const half = 'a'.repeat(2 ** 19);
  expect(queue.sendMessageBatch(entries(2, half)).take().successful).toHaveLength(2);
  const more = { id: 'more', messageBody: 'b' };
  expect(() => queue.sendMessageBatch([...entries(2, half), more])).toThrow(
    error(
      'BatchRequestTooLong',
      'Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.',
    ),
  );
  expect(queue.approximateNumberOfMessages).toBe(2);
});

test('a receive is not bound to 1 MiB: AWS names no limit for what its messages hold together', () => {
  const { cloud, queue } = setup();
  for (let i = 0; i < 10; i++) queue.sendMessage('a'.repeat(1_048_576));
  const before = cloud.meter.bill()[0]!.quantity;
  expect(queue.receiveMessage({ maxNumberOfMessages: 10 }).take()).toHaveLength(10);
  // 16 chunks of 64 KB for each.
  expect(cloud.meter.bill()[0]!.quantity - before).toBe(160);
});

test('a batch is billed as one request for each 64 KB of all its messages', () => {
  const { cloud, queue } = setup();
  const made = () => cloud.meter.usage(standardRequests).quantity;
  const before = made();
  queue.sendMessageBatch(entries(10));
  expect(made() - before).toBe(1);
  queue.sendMessageBatch(entries(10, 'a'.repeat(10 * 1024)));
  expect(made() - before).toBe(3);
  queue.deleteMessageBatch([{ id: 'a', receiptHandle: 'none' }]);
  expect(made() - before).toBe(4);
});

test('messages are deleted in a batch, each for itself', () => {
  const { queue } = setup();
  queue.sendMessageBatch(entries(3));
  const handles = queue
    .receiveMessage({ maxNumberOfMessages: 3 })
    .take()
    .map(({ receiptHandle }) => receiptHandle);
  const { successful, failed } = queue
    .deleteMessageBatch([
      { id: 'a', receiptHandle: handles[0]! },
      { id: 'b', receiptHandle: 'nonsense' },
      { id: 'c', receiptHandle: handles[2]! },
    ])
    .take();
  expect(successful).toEqual([{ id: 'a' }, { id: 'c' }]);
  expect(failed).toEqual([
    {
      id: 'b',
      code: 'ReceiptHandleIsInvalid',
      message: 'The input receipt handle "nonsense" is not a valid receipt handle.',
      senderFault: true,
    },
  ]);
  expect(queue.approximateNumberOfMessagesNotVisible).toBe(1);
});

test('visibility timeouts are changed in a batch, each for itself', async () => {
  const { cloud, queue } = setup();
  queue.sendMessageBatch(entries(3));
  const handles = queue
    .receiveMessage({ maxNumberOfMessages: 3 })
    .take()
    .map(({ receiptHandle }) => receiptHandle);
  const { successful, failed } = queue
    .changeMessageVisibilityBatch([
      { id: 'a', receiptHandle: handles[0]!, visibilityTimeout: 0 },
      { id: 'b', receiptHandle: handles[1]!, visibilityTimeout: 43_201 },
      { id: 'c', receiptHandle: handles[2]!, visibilityTimeout: 60 },
    ])
    .take();
  expect(successful).toEqual([{ id: 'a' }, { id: 'c' }]);
  expect(failed).toEqual([expect.objectContaining({ id: 'b', code: 'InvalidParameterValue' })]);
  expect(queue.approximateNumberOfMessages).toBe(1);
  await cloud.run(30);
  expect(queue.approximateNumberOfMessages).toBe(2);
});

test('a long poll is served by a batch', async () => {
  const { cloud, queue } = setup();
  const poll = queue.receiveMessage({ waitTimeSeconds: 20, maxNumberOfMessages: 10 });
  await cloud.run(1);
  queue.sendMessageBatch(entries(4));
  expect(poll.take()).toHaveLength(4);
});
