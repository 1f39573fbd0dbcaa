import { expect, test } from 'vitest';
import { Cloud, hours } from '../../index.ts';
import type { Message, Queue, QueueAttributes } from './index.ts';
import { error } from './testing.ts';

/** A queue whose messages move away at their second receive. */
function setup(
  { fifo = false, ...attributes }: Partial<QueueAttributes> & { fifo?: boolean } = {},
  { moveCancelTime = 1 }: { moveCancelTime?: number } = {},
) {
  const cloud = new Cloud();
  const type = fifo ? ({ fifoQueue: true } as const) : {};
  const suffix = fifo ? '.fifo' : '';
  const make = (name: string, more = {}) =>
    cloud.sqs.createQueue(name + suffix, { ...type, ...more }, { hosts: 1, moveCancelTime });
  const dlq = make('dlq');
  const redrivePolicy = { deadLetterTargetArn: dlq.arn, maxReceiveCount: 1 };
  const queue = make('jobs', { visibilityTimeout: 0, redrivePolicy, ...attributes });
  return { cloud, queue, dlq, make, sqs: cloud.sqs };
}

const all = (queue: Queue): Message[] => queue.receiveMessage({ maxNumberOfMessages: 10 }).take();
const bodies = (queue: Queue) => all(queue).map(({ body }) => body);

/** Sends messages that fail, and lets them move. */
function fail(queue: Queue, count: number, from = 0): void {
  for (let i = from; i < from + count; i++)
    queue.sendMessage(
      String(i),
      queue.attributes.fifoQueue ? { messageGroupId: `g${i % 2}`, messageDeduplicationId: `d${i}` } : {},
    );
  for (let i = 0; i < 2 * count; i += 10) all(queue);
  for (let i = 0; i < 2 * count; i += 10) all(queue);
}

test('messages go back where they come from, as new ones', async () => {
  const { cloud, queue, dlq, sqs } = setup({ visibilityTimeout: 30 });
  queue.setQueueAttributes({ visibilityTimeout: 0 });
  const { messageId } = queue
    .sendMessage('x', {
      messageAttributes: { k: { dataType: 'String', stringValue: 'v' } },
      awsTraceHeader: 't',
    })
    .take();
  all(queue);
  all(queue);
  expect(dlq.approximateNumberOfMessages).toBe(1);
  await cloud.run(100);
  const task = sqs.startMessageMoveTask({ sourceArn: dlq.arn });
  expect(task.status).toBe('RUNNING');
  await cloud.run(1);
  expect(task.status).toBe('COMPLETED');
  expect([dlq.approximateNumberOfMessages, queue.approximateNumberOfMessages]).toEqual([0, 1]);
  const [back] = all(queue);
  expect(back).toMatchObject({
    body: 'x',
    messageAttributes: { k: { stringValue: 'v' } },
    attributes: {
      approximateReceiveCount: 1,
      sentTimestamp: Date.parse('2026-01-01T00:01:40Z'),
      awsTraceHeader: 't',
    },
  });
  expect(back!.messageId).not.toBe(messageId);
  expect(back!.attributes).not.toHaveProperty('deadLetterQueueSourceArn');
});

test('they can go to another queue', async () => {
  const { cloud, queue, dlq, make, sqs } = setup();
  const other = make('other');
  fail(queue, 3);
  sqs.startMessageMoveTask({ sourceArn: dlq.arn, destinationArn: other.arn });
  await cloud.run(1);
  expect(bodies(other)).toEqual(['0', '1', '2']);
});

test('they go at the rate that is asked for, the first at once', async () => {
  const { cloud, queue, dlq, sqs } = setup();
  fail(queue, 4);
  const task = sqs.startMessageMoveTask({ sourceArn: dlq.arn, maxNumberOfMessagesPerSecond: 2 });
  const moved: number[] = [];
  for (let i = 0; i < 5; i++) {
    await cloud.run(i === 0 ? 0 : 0.5);
    moved.push(task.approximateNumberOfMessagesMoved);
  }
  expect(moved).toEqual([1, 2, 3, 4, 4]);
  expect(task.status).toBe('COMPLETED');
});

test('without a rate they go at the model’s', async () => {
  const { cloud, queue, dlq, sqs } = setup();
  fail(queue, 40);
  expect(dlq.model.moveRate).toBe(500);
  const task = sqs.startMessageMoveTask({ sourceArn: dlq.arn });
  await cloud.run(0.03);
  expect(task.approximateNumberOfMessagesMoved).toBe(16);
});

test('a consumer who waits gets what comes back', async () => {
  const { cloud, queue, dlq, sqs } = setup();
  fail(queue, 1);
  const poll = queue.receiveMessage({ waitTimeSeconds: 20 });
  sqs.startMessageMoveTask({ sourceArn: dlq.arn });
  await cloud.run(1);
  expect(poll.take()).toHaveLength(1);
});

test('what is in flight stays, and what comes later is left for the next', async () => {
  const { cloud, queue, dlq, sqs } = setup();
  fail(queue, 3);
  dlq.receiveMessage({ visibilityTimeout: 100 });
  const task = sqs.startMessageMoveTask({ sourceArn: dlq.arn, maxNumberOfMessagesPerSecond: 1 });
  await cloud.run(0.5);
  dlq.sendMessage('later');
  await cloud.run(10);
  expect(task.entry).toMatchObject({
    status: 'COMPLETED',
    approximateNumberOfMessagesToMove: 2,
    approximateNumberOfMessagesMoved: 2,
  });
  expect(bodies(dlq)).toEqual(['later']);
});

test('the tasks of a queue are listed, the latest first', async () => {
  const { cloud, queue, dlq, sqs } = setup();
  expect(sqs.listMessageMoveTasks(dlq.arn)).toEqual([]);
  fail(queue, 1);
  sqs.startMessageMoveTask({ sourceArn: dlq.arn });
  await cloud.run(10);
  queue.purgeQueue();
  fail(queue, 2, 5);
  const task = sqs.startMessageMoveTask({ sourceArn: dlq.arn, maxNumberOfMessagesPerSecond: 1 });
  await cloud.run(0);
  expect(sqs.listMessageMoveTasks(dlq.arn, 10)).toEqual([
    {
      sourceArn: dlq.arn,
      maxNumberOfMessagesPerSecond: 1,
      status: 'RUNNING',
      taskHandle: task.taskHandle,
      approximateNumberOfMessagesMoved: 1,
      approximateNumberOfMessagesToMove: 2,
      startedTimestamp: Date.parse('2026-01-01T00:00:10Z'),
    },
    {
      sourceArn: dlq.arn,
      status: 'COMPLETED',
      approximateNumberOfMessagesMoved: 1,
      approximateNumberOfMessagesToMove: 1,
      startedTimestamp: Date.parse('2026-01-01T00:00:00Z'),
    },
  ]);
  expect(sqs.listMessageMoveTasks(dlq.arn)).toHaveLength(1);
  for (const maxResults of [0, 11])
    expect(() => sqs.listMessageMoveTasks(dlq.arn, maxResults)).toThrow(error('InvalidParameterValue'));
});

test('the ten latest are remembered', async () => {
  const { cloud, dlq, sqs } = setup();
  const handles: string[] = [];
  for (let i = 0; i < 11; i++) {
    handles.push(sqs.startMessageMoveTask({ sourceArn: dlq.arn }).taskHandle);
    await cloud.run(1);
  }
  const started = sqs.listMessageMoveTasks(dlq.arn, 10).map(({ startedTimestamp }) => startedTimestamp);
  expect(started).toEqual(Array.from({ length: 10 }, (_, i) => Date.UTC(2026, 0, 1, 0, 0, 10 - i)));
  expect(() => sqs.cancelMessageMoveTask(handles[0]!)).toThrow(error('ResourceNotFoundException'));
  expect(() => sqs.cancelMessageMoveTask(handles[1]!)).toThrow(error('UnsupportedOperation'));
});

test('a cancelled task moves no more, and what has moved stays', async () => {
  const { cloud, queue, dlq, sqs } = setup();
  fail(queue, 5);
  const task = sqs.startMessageMoveTask({ sourceArn: dlq.arn, maxNumberOfMessagesPerSecond: 1 });
  await cloud.run(1.5);
  expect(sqs.cancelMessageMoveTask(task.taskHandle)).toBe(2);
  await cloud.run(10);
  expect(task.status).toBe('CANCELLED');
  expect([queue.approximateNumberOfMessages, dlq.approximateNumberOfMessages]).toEqual([2, 3]);
  expect(() => sqs.cancelMessageMoveTask(task.taskHandle)).toThrow(error('UnsupportedOperation'));
  sqs.startMessageMoveTask({ sourceArn: dlq.arn });
});

test.each([undefined, 20])(
  'it is cancelling first (%s s), and no other starts meanwhile',
  async (moveCancelTime) => {
    const { cloud, queue, dlq, sqs } = setup({}, { moveCancelTime });
    fail(queue, 50);
    const task = sqs.startMessageMoveTask({ sourceArn: dlq.arn, maxNumberOfMessagesPerSecond: 2 });
    await cloud.run(5.2);
    sqs.cancelMessageMoveTask(task.taskHandle);
    const seconds = moveCancelTime ?? 1;
    await cloud.run(seconds - 0.001);
    const [entry] = sqs.listMessageMoveTasks(dlq.arn);
    expect(entry).toMatchObject({ status: 'CANCELLING', approximateNumberOfMessagesMoved: 11 });
    expect(entry).not.toHaveProperty('taskHandle');
    expect(() => sqs.cancelMessageMoveTask(task.taskHandle)).toThrow(
      error('UnsupportedOperation', 'Only a task that is RUNNING can be cancelled.'),
    );
    expect(() => sqs.startMessageMoveTask({ sourceArn: dlq.arn })).toThrow(error('InvalidParameterValue'));
    await cloud.run(0.001);
    expect(task.entry).toMatchObject({ status: 'CANCELLED', approximateNumberOfMessagesMoved: 11 });
    expect(dlq.approximateNumberOfMessages).toBe(39);
    sqs.startMessageMoveTask({ sourceArn: dlq.arn });
  },
);

test('a task that cannot be is refused', () => {
  const { queue, dlq, sqs } = setup();
  const none = (parameter: string) =>
    error(
      'ResourceNotFoundException',
      `The resource that you specified for the ${parameter} parameter doesn't exist.`,
    );
  const start = (options = {}) => sqs.startMessageMoveTask({ sourceArn: dlq.arn, ...options });
  expect(() => start({ sourceArn: `${dlq.arn}x` })).toThrow(none('SourceArn'));
  expect(() => sqs.listMessageMoveTasks(`${dlq.arn}x`)).toThrow(none('SourceArn'));
  expect(() => start({ destinationArn: `${dlq.arn}x` })).toThrow(none('DestinationArn'));
  expect(() => start({ sourceArn: queue.arn })).toThrow(
    error('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.'),
  );
  const fifo = sqs.createQueue('other.fifo', { fifoQueue: true });
  expect(() => start({ destinationArn: fifo.arn })).toThrow(error('InvalidParameterValue'));
  expect(() => start({ destinationArn: dlq.arn })).toThrow(error('InvalidParameterValue'));
  for (const maxNumberOfMessagesPerSecond of [0, 501, 1.5])
    expect(() => start({ maxNumberOfMessagesPerSecond })).toThrow(error('InvalidParameterValue'));
  fail(queue, 2);
  start({ maxNumberOfMessagesPerSecond: 500 });
  expect(() => start()).toThrow(
    error(
      'InvalidParameterValue',
      'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
    ),
  );
});

test('a handle that stands for no task is refused', () => {
  const { dlq, sqs } = setup();
  const handle = (taskId: string, sourceArn: string) => btoa(JSON.stringify({ taskId, sourceArn }));
  for (const text of ['nonsense', btoa('{}'), btoa('no JSON')])
    expect(() => sqs.cancelMessageMoveTask(text)).toThrow(
      error('InvalidParameterValue', 'Value for parameter TaskHandle is invalid.'),
    );
  expect(() => sqs.cancelMessageMoveTask(handle('x', `${dlq.arn}x`))).toThrow(
    error(
      'ResourceNotFoundException',
      "The resource that you specified for the SourceArn parameter doesn't exist.",
    ),
  );
  expect(() => sqs.cancelMessageMoveTask(handle('x', dlq.arn))).toThrow(
    error('ResourceNotFoundException', 'Task does not exist.'),
  );
});

test('a message whose origin is unknown fails the task, and stays', async () => {
  const { cloud, dlq, sqs } = setup();
  dlq.sendMessage('sent here');
  const task = sqs.startMessageMoveTask({ sourceArn: dlq.arn });
  await cloud.run(1);
  expect(task.entry).toMatchObject({ status: 'FAILED', failureReason: 'CouldNotDetermineMessageSource' });
  expect(bodies(dlq)).toEqual(['sent here']);
});

test('a message that its destination finds too large fails the task, and stays', async () => {
  const { cloud, queue, dlq, make, sqs } = setup();
  const small = make('small', { maximumMessageSize: 1024 });
  queue.sendMessage('a'.repeat(1024));
  queue.sendMessage('b'.repeat(1025));
  for (let i = 0; i < 4; i++) all(queue);
  const task = sqs.startMessageMoveTask({ sourceArn: dlq.arn, destinationArn: small.arn });
  await cloud.run(1);
  expect(task.entry).toMatchObject({
    status: 'FAILED',
    failureReason: 'InvalidParameterValue',
    approximateNumberOfMessagesMoved: 1,
  });
  expect([small.approximateNumberOfMessages, dlq.approximateNumberOfMessages]).toEqual([1, 1]);
});

test('a queue that is deleted meanwhile fails the task', async () => {
  for (const which of ['queue', 'dlq'] as const) {
    const made = setup();
    const { cloud, queue, dlq, sqs } = made;
    fail(queue, 5);
    const task = sqs.startMessageMoveTask({
      sourceArn: dlq.arn,
      destinationArn: queue.arn,
      maxNumberOfMessagesPerSecond: 1,
    });
    await cloud.run(1.5);
    made[which].deleteQueue();
    await cloud.run(1);
    expect(task.entry).toMatchObject({
      status: 'FAILED',
      failureReason: 'AWS.SimpleQueueService.NonExistentQueue',
      approximateNumberOfMessagesMoved: 2,
    });
  }
});

test('a task runs for 36 hours at most', async () => {
  const { cloud, queue, dlq, sqs } = setup();
  const count = 36 * 3600 + 10;
  for (let i = 0; i < count; i++) queue.sendMessage('x');
  for (let i = 0; i < 2 * count; i += 10) all(queue);
  for (let i = 0; i < 10; i++) all(queue);
  const task = sqs.startMessageMoveTask({ sourceArn: dlq.arn, maxNumberOfMessagesPerSecond: 1 });
  await cloud.run(hours(36) - 1);
  expect(task.status).toBe('RUNNING');
  await cloud.run(2);
  expect(task.status).toBe('FAILED');
});

test('a hundred tasks run at once', () => {
  const { sqs } = new Cloud();
  for (let i = 0; i < 101; i++) {
    const dlq = sqs.createQueue(`dlq${i}`);
    sqs.createQueue(`jobs${i}`, { redrivePolicy: { deadLetterTargetArn: dlq.arn, maxReceiveCount: 1 } });
    const start = () => sqs.startMessageMoveTask({ sourceArn: dlq.arn });
    if (i < 100) start();
    else expect(start).toThrow(error('OverLimit'));
  }
});

test('messages of a FIFO queue go back in the order of their groups', async () => {
  const { cloud, queue, dlq, sqs } = setup({ fifo: true });
  fail(queue, 6);
  expect(dlq.approximateNumberOfMessages).toBe(6);
  sqs.startMessageMoveTask({ sourceArn: dlq.arn });
  await cloud.run(1);
  queue.setQueueAttributes({ visibilityTimeout: 30 });
  const messages = all(queue);
  expect(messages.map(({ body }) => body)).toEqual(['0', '2', '4', '1', '3', '5']);
  expect(messages.every(({ attributes }) => attributes.approximateReceiveCount === 1)).toBe(true);
});

test('no message is lost across a dead-letter queue and back', async () => {
  const { cloud, queue, dlq, sqs } = setup({ visibilityTimeout: 5 });
  const sent = new Set<string>();
  const done = new Set<string>();
  const random = cloud.random('consumer');
  cloud.process(function* () {
    for (let n = 0; n < 300; n++) {
      yield 0.5;
      sent.add(String(n));
      queue.sendMessage(String(n));
    }
  });
  cloud.process(function* () {
    while (done.size < 300) {
      for (const message of yield* queue.receiveMessage({ maxNumberOfMessages: 10, waitTimeSeconds: 1 })) {
        if (random.bernoulli(0.5)) continue;
        queue.deleteMessage(message.receiptHandle);
        expect(done).not.toContain(message.body);
        done.add(message.body);
      }
    }
  });
  for (let at = 20; at < 900; at += 20) {
    cloud.simulation.schedule(at, () => {
      if (sqs.listMessageMoveTasks(dlq.arn)[0]?.status !== 'RUNNING')
        sqs.startMessageMoveTask({ sourceArn: dlq.arn, maxNumberOfMessagesPerSecond: 3 });
      expect(
        queue.approximateNumberOfMessages +
          queue.approximateNumberOfMessagesNotVisible +
          dlq.approximateNumberOfMessages +
          done.size,
      ).toBe(sent.size);
    });
  }
  await cloud.run(900);
  expect(done.size).toBe(300);
});
