import { expect, test } from 'vitest';
import { Cloud, minutes } from '../../index.ts';
import type { Message, Queue, QueueAttributes } from './index.ts';
import { error, setup as queueOf } from './testing.ts';

function setup(attributes: Partial<QueueAttributes> = {}, model = {}) {
  const { cloud, queue } = queueOf({ fifoQueue: true, ...attributes }, model);
  let sent = 0;
  /** Sends a message whose deduplication id is its own. */
  const send = (group: string, body: string) =>
    queue.sendMessage(body, { messageGroupId: group, messageDeduplicationId: String(sent++) }).take();
  return { cloud, queue, send };
}

const receive = (queue: Queue, max = 10, options = {}): Message[] =>
  queue.receiveMessage({ maxNumberOfMessages: max, ...options }).take();
const bodies = (messages: readonly Message[]) => messages.map(({ body }) => body);
const receiveAll = (queue: Queue, max = 10) => bodies(receive(queue, max));

// ── The queue ───────────────────────────────────────────────────────────────────────────────────────────────────────

test('a FIFO queue is named so, and says so', () => {
  const { sqs } = new Cloud();
  const queue = sqs.createQueue('jobs.fifo', { fifoQueue: true });
  expect(queue.url).toBe('https://sqs.us-east-1.amazonaws.com/123456789012/jobs.fifo');
  expect(queue.getQueueAttributes().take()).toMatchObject({
    fifoQueue: true,
    contentBasedDeduplication: false,
    deduplicationScope: 'queue',
    fifoThroughputLimit: 'perQueue',
  });
  expect(sqs.createQueue('jobs.fifo', { fifoQueue: true })).toBe(queue);
  expect(() => sqs.createQueue('jobs.fifo', { fifoQueue: true, contentBasedDeduplication: true })).toThrow(
    error(
      'QueueNameExists',
      'A queue already exists with the same name and a different value for attribute ContentBasedDeduplication',
    ),
  );
});

test.each(['jobs', '.fifo', 'a b.fifo', 'x'.repeat(76) + '.fifo', 'jobs.FIFO'])(
  '%j is no name of a FIFO queue',
  (name) => {
    expect(() => new Cloud().sqs.createQueue(name, { fifoQueue: true })).toThrow(
      error(
        'InvalidParameterValue',
        'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length',
      ),
    );
  },
);

test('a name that ends in .fifo is no name of a standard queue', () => {
  const { sqs } = new Cloud();
  expect(() => sqs.createQueue('jobs.fifo')).toThrow(error('InvalidParameterValue'));
  expect(sqs.createQueue('x'.repeat(75) + '.fifo', { fifoQueue: true }).name).toHaveLength(80);
});

test('a queue keeps its type', () => {
  const { queue } = setup();
  queue.setQueueAttributes({ fifoQueue: true });
  expect(() => queue.setQueueAttributes({ fifoQueue: false as never })).toThrow(
    error(
      'InvalidAttributeValue',
      'Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.',
    ),
  );
});

test('high throughput per group needs deduplication per group', () => {
  const { queue } = setup();
  expect(() => queue.setQueueAttributes({ fifoThroughputLimit: 'perMessageGroupId' })).toThrow(
    error(
      'InvalidAttributeValue',
      'Invalid value for the parameter FifoThroughputLimit. Reason: perMessageGroupId is allowed only where DeduplicationScope is messageGroup.',
    ),
  );
  queue.setQueueAttributes({ fifoThroughputLimit: 'perMessageGroupId', deduplicationScope: 'messageGroup' });
  expect(() => queue.setQueueAttributes({ deduplicationScope: 'queue' })).toThrow(
    error('InvalidAttributeValue'),
  );
  expect(() => queue.setQueueAttributes({ deduplicationScope: 'all' as never })).toThrow(
    error('InvalidAttributeValue'),
  );
});

// ── Groups ──────────────────────────────────────────────────────────────────────────────────────────────────────────

test('a message has a group, an id and a number', () => {
  const { queue } = setup();
  const { messageId, sequenceNumber } = queue
    .sendMessage('x', { messageGroupId: 'a', messageDeduplicationId: 'one' })
    .take();
  expect(sequenceNumber).toMatch(/^\d{20}$/);
  expect(receive(queue)[0]).toMatchObject({
    messageId,
    attributes: { messageGroupId: 'a', messageDeduplicationId: 'one', sequenceNumber },
  });
});

test('sequence numbers grow', () => {
  const { send } = setup();
  const numbers = Array.from({ length: 20 }, () => BigInt(send('a', 'x').sequenceNumber!));
  for (let i = 1; i < numbers.length; i++) expect(numbers[i]! > numbers[i - 1]!).toBe(true);
});

test('a send without a group, or without an id, is refused', () => {
  const { queue } = setup();
  expect(() => queue.sendMessage('x', { messageDeduplicationId: 'a' })).toThrow(
    error('MissingParameter', 'The request must contain the parameter MessageGroupId.'),
  );
  expect(() => queue.sendMessage('x', { messageGroupId: 'a' })).toThrow(
    error(
      'InvalidParameterValue',
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    ),
  );
});

test.each(['', 'a b', 'ä', 'x'.repeat(129)])('%j is no id', (id) => {
  const { cloud, queue } = setup();
  const refused = (name: string) =>
    error(
      'InvalidParameterValue',
      `Value ${id} for parameter ${name} is invalid. Reason: ${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
    );
  const good = '!~'.repeat(64);
  queue.sendMessage('x', { messageGroupId: good, messageDeduplicationId: good });
  expect(() => queue.sendMessage('x', { messageGroupId: id, messageDeduplicationId: 'a' })).toThrow(
    refused('MessageGroupId'),
  );
  expect(() => queue.sendMessage('x', { messageGroupId: 'a', messageDeduplicationId: id })).toThrow(
    refused('MessageDeduplicationId'),
  );
  expect(() => queue.receiveMessage({ receiveRequestAttemptId: id })).toThrow(
    refused('ReceiveRequestAttemptId'),
  );
  expect(() => cloud.sqs.createQueue('fair').sendMessage('x', { messageGroupId: id })).toThrow(
    refused('MessageGroupId'),
  );
});

test('a group of which a message is in flight is blocked, the others are not', () => {
  const { queue, send } = setup();
  for (const body of ['a1', 'a2', 'b1']) send(body[0]!, body);
  const [first] = receive(queue, 1);
  expect(first!.body).toBe('a1');
  expect(receiveAll(queue)).toEqual(['b1']);
  expect(receiveAll(queue)).toEqual([]);
  expect(queue.approximateNumberOfMessages).toBe(1);
  queue.deleteMessage(first!.receiptHandle);
  expect(receiveAll(queue)).toEqual(['a2']);
});

test('one receive brings as many of a group as there are, then those of the next', () => {
  const { queue, send } = setup();
  for (const body of ['a1', 'b1', 'a2', 'c1', 'a3']) send(body[0]!, body);
  expect(receiveAll(queue, 4)).toEqual(['a1', 'a2', 'a3', 'b1']);
  expect(receiveAll(queue)).toEqual(['c1']);
});

test('a group gives nothing past a message in flight, and what stands before it once that is back', async () => {
  const { cloud, queue, send } = setup({ visibilityTimeout: 10 });
  for (const body of ['1', '2', '3', '4']) send('a', body);
  const [one, two, three] = receive(queue, 3);
  queue.changeMessageVisibility(two!.receiptHandle, 20);
  await cloud.run(10);
  // The first and the third are visible again, the second is in flight.
  expect(queue.approximateNumberOfMessages).toBe(3);
  expect(() => queue.deleteMessage(one!.receiptHandle)).toThrow(error('InvalidParameterValue'));
  const [again] = receive(queue);
  expect([again!.body, again!.attributes.approximateReceiveCount]).toEqual(['1', 2]);
  expect(receiveAll(queue)).toEqual([]);
  queue.deleteMessage(again!.receiptHandle);
  expect(receiveAll(queue)).toEqual([]);
  await cloud.run(10);
  const rest = receive(queue);
  expect(bodies(rest)).toEqual(['2', '3', '4']);
  expect(rest.map(({ attributes }) => attributes.approximateReceiveCount)).toEqual([2, 2, 1]);
  expect(() => queue.deleteMessage(three!.receiptHandle)).toThrow(error('InvalidParameterValue'));
});

test('a message that comes back comes before those that were never received', async () => {
  const { cloud, queue, send } = setup({ visibilityTimeout: 10 });
  for (const body of ['1', '2']) send('a', body);
  expect(receiveAll(queue, 1)).toEqual(['1']);
  await cloud.run(10);
  expect(receiveAll(queue, 1)).toEqual(['1']);
});

test('a message received again and again keeps its place', async () => {
  const { cloud, queue, send } = setup({ visibilityTimeout: 1 });
  send('a', '1');
  send('b', '2');
  for (let i = 0; i < 6; i++) {
    expect(receiveAll(queue)).toEqual(['1', '2']);
    await cloud.run(1);
  }
});

test('a long poll is served when its group is free', async () => {
  const { cloud, queue, send } = setup({ visibilityTimeout: 30 });
  send('a', '1');
  send('a', '2');
  const [first] = receive(queue, 1);
  const poll = queue.receiveMessage({ waitTimeSeconds: 20 });
  await cloud.run(5);
  expect(poll.settled).toBe(false);
  queue.deleteMessage(first!.receiptHandle);
  expect(bodies(poll.take())).toEqual(['2']);
});

test('a purge takes everything, blocks no group and forgets no delay', async () => {
  const { cloud, queue, send } = setup({ delaySeconds: 5 });
  send('a', 'in flight');
  send('b', 'visible');
  await cloud.run(5);
  receive(queue, 1);
  send('a', 'delayed');
  const status = () => [
    queue.approximateNumberOfMessages,
    queue.approximateNumberOfMessagesNotVisible,
    queue.approximateNumberOfMessagesDelayed,
    queue.approximateNumberOfGroupsWithInflightMessages,
    queue.approximateAgeOfOldestMessage,
  ];
  expect(status()).toEqual([1, 1, 1, 1, 5]);
  queue.purgeQueue();
  expect(status()).toEqual([0, 0, 0, 0, undefined]);
  send('a', 'after');
  send('b', 'after');
  await cloud.run(60);
  expect(status()).toEqual([2, 0, 0, 0, 60]);
  expect(receiveAll(queue)).toEqual(['after', 'after']);
});

test('groups with messages in flight are counted', async () => {
  const { cloud, queue, send } = setup({ visibilityTimeout: 90 });
  const points = cloud.record(queue.metric('ApproximateNumberOfGroupsWithInflightMessages'));
  for (const body of ['a1', 'a2', 'b1', 'c1']) send(body[0]!, body);
  receive(queue, 3);
  expect(queue.approximateNumberOfGroupsWithInflightMessages).toBe(2);
  await cloud.run(180);
  expect(queue.approximateNumberOfGroupsWithInflightMessages).toBe(0);
  expect(points.map(([, value]) => value)).toEqual([0, 2, 0]);
});

// ── Handles ─────────────────────────────────────────────────────────────────────────────────────────────────────────

test('a handle is of use as long as its visibility timeout', async () => {
  const { cloud, queue, send } = setup({ visibilityTimeout: 10 });
  send('a', '1');
  const [message] = receive(queue);
  const { receiptHandle } = message!;
  await cloud.run(10);
  expect(() => queue.deleteMessage(receiptHandle)).toThrow(
    error(
      'InvalidParameterValue',
      `Value ${receiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
    ),
  );
  expect(() => queue.changeMessageVisibility(receiptHandle, 5)).toThrow(
    error(
      'InvalidParameterValue',
      `Value ${receiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    ),
  );
  const [again] = receive(queue);
  expect(() => queue.deleteMessage(receiptHandle)).toThrow(error('InvalidParameterValue'));
  queue.deleteMessage(again!.receiptHandle);
  // What is gone can be deleted once more.
  queue.deleteMessage(again!.receiptHandle);
  expect(queue.approximateNumberOfMessagesNotVisible).toBe(0);
});

// ── Delay ───────────────────────────────────────────────────────────────────────────────────────────────────────────

test('the queue has a delay, its messages have none', async () => {
  const { cloud, queue } = setup({ delaySeconds: 5 });
  const options = { messageGroupId: 'a', messageDeduplicationId: 'x' };
  expect(() => queue.sendMessage('x', { ...options, delaySeconds: 2 })).toThrow(
    error(
      'InvalidParameterValue',
      'Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.',
    ),
  );
  queue.sendMessage('x', { ...options, delaySeconds: 0 });
  expect(queue.approximateNumberOfMessagesDelayed).toBe(1);
  const poll = queue.receiveMessage({ waitTimeSeconds: 20 });
  await cloud.run(4.9);
  expect(poll.settled).toBe(false);
  await cloud.run(0.1);
  expect(poll.take()).toHaveLength(1);
});

test('a changed delay holds for messages that are there', async () => {
  const { cloud, queue, send } = setup({ delaySeconds: 10 });
  send('a', '1');
  await cloud.run(2);
  send('a', '2');
  send('b', '3');
  await cloud.run(2);
  queue.setQueueAttributes({ delaySeconds: 3 });
  expect(queue.approximateNumberOfMessages).toBe(1);
  queue.setQueueAttributes({ delaySeconds: 60 });
  expect(queue.approximateNumberOfMessages).toBe(0);
  expect(queue.approximateNumberOfMessagesDelayed).toBe(3);
  const poll = queue.receiveMessage({ waitTimeSeconds: 20, maxNumberOfMessages: 10 });
  queue.setQueueAttributes({ delaySeconds: 0 });
  expect(bodies(poll.take())).toEqual(['1', '2', '3']);
});

// ── Retention ───────────────────────────────────────────────────────────────────────────────────────────────────────

test('messages expire, and then block no more', async () => {
  const { cloud, queue, send } = setup({ messageRetentionPeriod: 60, visibilityTimeout: 100 });
  send('a', '1');
  send('b', 'other');
  await cloud.run(30);
  send('a', '2');
  receive(queue, 1);
  await cloud.run(30);
  expect(queue.approximateNumberOfMessages).toBe(1);
  await cloud.run(29);
  expect(receiveAll(queue)).toEqual([]);
  await cloud.run(41);
  expect(queue.approximateNumberOfMessages).toBe(0);
  expect(queue.approximateNumberOfMessagesNotVisible).toBe(0);
  send('a', '3');
  expect(receiveAll(queue)).toEqual(['3']);
});

test('the oldest message counts, however often it was received', async () => {
  const { cloud, queue, send } = setup({ visibilityTimeout: 1 });
  expect(queue.approximateAgeOfOldestMessage).toBeUndefined();
  send('a', '1');
  for (let i = 0; i < 5; i++) {
    receive(queue);
    await cloud.run(1);
  }
  send('b', '2');
  expect(queue.approximateAgeOfOldestMessage).toBe(5);
});

// ── In flight ───────────────────────────────────────────────────────────────────────────────────────────────────────

test('with too many in flight nothing comes, and nothing fails', () => {
  const { queue, send } = setup({}, { inFlightMessages: 3 });
  for (const body of ['a', 'b', 'c', 'd']) send(body, body);
  const messages = receive(queue);
  expect(messages).toHaveLength(3);
  expect(receiveAll(queue)).toEqual([]);
  queue.deleteMessage(messages[0]!.receiptHandle);
  expect(receiveAll(queue)).toEqual(['d']);
  expect(setup().queue.model.inFlightMessages).toBe(120_000);
});

// ── Dead letters ────────────────────────────────────────────────────────────────────────────────────────────────────

test('a FIFO queue has a FIFO dead-letter queue, where the time of sending begins anew', async () => {
  const cloud = new Cloud();
  const dlq = cloud.sqs.createQueue('dlq.fifo', { fifoQueue: true, messageRetentionPeriod: 60 });
  const redrivePolicy = { deadLetterTargetArn: dlq.arn, maxReceiveCount: 2 };
  const queue = cloud.sqs.createQueue('jobs.fifo', { fifoQueue: true, visibilityTimeout: 10, redrivePolicy });
  const { messageId } = queue.sendMessage('1', { messageGroupId: 'a', messageDeduplicationId: 'x' }).take();
  queue.sendMessage('2', { messageGroupId: 'a', messageDeduplicationId: 'y' });
  for (let i = 0; i < 2; i++) {
    expect(receiveAll(queue, 1)).toEqual(['1']);
    await cloud.run(50);
  }
  // The third receive moves it and goes on with the next of the group.
  expect(receiveAll(queue, 1)).toEqual(['2']);
  await cloud.run(59);
  const [dead] = receive(dlq);
  expect(dead).toMatchObject({
    messageId,
    body: '1',
    attributes: {
      messageGroupId: 'a',
      messageDeduplicationId: messageId,
      deadLetterQueueSourceArn: queue.arn,
      approximateReceiveCount: 3,
      sentTimestamp: Date.parse('2026-01-01T00:01:40Z'),
    },
  });
  dlq.changeMessageVisibility(dead!.receiptHandle, 0);
  await cloud.run(1);
  expect(receiveAll(dlq)).toEqual([]);
});

test('queues of two types dead-letter nothing to each other', () => {
  const { sqs } = new Cloud();
  const standard = sqs.createQueue('dlq');
  const fifo = sqs.createQueue('dlq.fifo', { fifoQueue: true });
  const policy = ({ arn }: Queue) => ({ redrivePolicy: { deadLetterTargetArn: arn, maxReceiveCount: 1 } });
  const refused = expect.objectContaining({
    name: 'InvalidParameterValue',
    message: expect.stringContaining('Dead-letter queue must be same type of queue as the source.'),
  });
  expect(() => sqs.createQueue('jobs', policy(fifo))).toThrow(refused);
  expect(() => sqs.createQueue('jobs.fifo', { fifoQueue: true, ...policy(standard) })).toThrow(refused);
});

// ── The same receive again ──────────────────────────────────────────────────────────────────────────────────────────

test('a receive can be repeated by its id, with a fresh visibility timeout', async () => {
  const { cloud, queue, send } = setup({ visibilityTimeout: 30 });
  for (const body of ['1', '2', '3']) send('a', body);
  const options = { receiveRequestAttemptId: 'attempt' };
  const first = receive(queue, 2, options);
  await cloud.run(20);
  expect(receive(queue, 2, options)).toEqual(first);
  expect(receive(queue, 2, { receiveRequestAttemptId: 'other' })).toEqual([]);
  await cloud.run(20);
  queue.deleteMessage(first[0]!.receiptHandle);
  // One was deleted: it is a receive like any other, and the group is blocked.
  expect(receive(queue, 2, options)).toEqual([]);
  await cloud.run(10);
  expect(bodies(receive(queue, 2, options))).toEqual(['2', '3']);
});

test('a receive whose messages were changed, or are back, is not repeated', async () => {
  const { cloud, queue, send } = setup({ visibilityTimeout: 30 });
  send('a', '1');
  const options = { receiveRequestAttemptId: 'attempt' };
  const [message] = receive(queue, 1, options);
  queue.changeMessageVisibility(message!.receiptHandle, 60);
  expect(receive(queue, 1, options)).toEqual([]);
  await cloud.run(60);
  const [again] = receive(queue, 1, options);
  expect(again!.attributes.approximateReceiveCount).toBe(2);
  expect(again!.receiptHandle).not.toBe(message!.receiptHandle);
});

test('an attempt can be repeated for 5 minutes', async () => {
  const { cloud, queue, send } = setup({ visibilityTimeout: 3600 });
  send('a', '1');
  const options = { receiveRequestAttemptId: 'attempt' };
  receive(queue, 1, options);
  await cloud.run(minutes(5) - 0.001);
  expect(receive(queue, 1, options)).toHaveLength(1);
  await cloud.run(0.001);
  expect(receive(queue, 1, options)).toEqual([]);
});

// ── The bill ────────────────────────────────────────────────────────────────────────────────────────────────────────

test('messages of a FIFO queue are billed as such, its management is not', () => {
  const { cloud, queue, send } = setup();
  const [standard] = cloud.meter.bill();
  send('a', 'x');
  const [message] = receive(queue);
  queue.changeMessageVisibility(message!.receiptHandle, 10);
  queue.deleteMessage(message!.receiptHandle);
  receive(queue);
  queue.getQueueAttributes();
  expect(cloud.meter.bill()).toEqual([
    { ...standard, quantity: standard!.quantity + 1, usd: expect.any(Number) },
    {
      service: 'Amazon SQS',
      item: 'requests to FIFO queues',
      quantity: 5,
      unit: 'requests',
      usd: expect.closeTo(5 * 0.5e-6, 12),
    },
  ]);
});
