import { expect, test } from 'vitest';
import { Cloud, days } from '../../index.ts';
import type { Queue, RedriveAllowPolicy } from './index.ts';
import { error } from './testing.ts';

function setup(maxReceiveCount = 2, sourceAttributes = {}, dlqAttributes = {}) {
  const cloud = new Cloud();
  const dlq = cloud.sqs.createQueue('dlq', dlqAttributes, { hosts: 1 });
  const redrivePolicy = { deadLetterTargetArn: dlq.arn, maxReceiveCount };
  const source = cloud.sqs.createQueue(
    'jobs',
    { visibilityTimeout: 10, redrivePolicy, ...sourceAttributes },
    { hosts: 1 },
  );
  return { cloud, dlq, source };
}

const look = (queue: Queue) => queue.receiveMessage().take()[0];

test('a message is delivered maxReceiveCount times and moves at the next attempt', async () => {
  const { cloud, dlq, source } = setup(3);
  const { messageId } = source.sendMessage('poison').take();
  for (let n = 1; n <= 3; n++) {
    expect(look(source)!.attributes.approximateReceiveCount).toBe(n);
    await cloud.run(10);
  }
  expect([source.approximateNumberOfMessages, dlq.approximateNumberOfMessages]).toEqual([1, 0]);
  expect(look(source)).toBeUndefined();
  expect([source.approximateNumberOfMessages, dlq.approximateNumberOfMessages]).toEqual([0, 1]);
  const moved = look(dlq)!;
  expect(moved).toMatchObject({ messageId, body: 'poison' });
  expect(moved.attributes).toMatchObject({
    approximateReceiveCount: 4,
    deadLetterQueueSourceArn: source.arn,
    sentTimestamp: Date.parse('2026-01-01T00:00:00Z'),
  });
});

test('the receive that moves a message goes on to the next one', async () => {
  const { cloud, dlq, source } = setup(1);
  source.sendMessage('poison');
  look(source);
  source.sendMessage('good');
  await cloud.run(10);
  expect(
    source
      .receiveMessage({ maxNumberOfMessages: 10 })
      .take()
      .map(({ body }) => body),
  ).toEqual(['good']);
  expect(dlq.approximateNumberOfMessages).toBe(1);
});

test('nothing moves unless somebody asks', async () => {
  const { cloud, dlq, source } = setup(1);
  source.sendMessage('poison');
  look(source);
  await cloud.run(days(1));
  expect([source.approximateNumberOfMessages, dlq.approximateNumberOfMessages]).toEqual([1, 0]);
});

test('a deleted message does not move', async () => {
  const { cloud, dlq, source } = setup(1);
  source.sendMessage('good');
  source.deleteMessage(look(source)!.receiptHandle);
  await cloud.run(20);
  look(source);
  expect(dlq.approximateNumberOfMessages).toBe(0);
});

test('handles of the source queue are worth nothing once the message has moved', async () => {
  const { cloud, dlq, source } = setup(1);
  source.sendMessage('poison');
  const { receiptHandle } = look(source)!;
  await cloud.run(10);
  look(source);
  await source.deleteMessage(receiptHandle);
  expect(dlq.approximateNumberOfMessages).toBe(1);
  expect(() => source.changeMessageVisibility(receiptHandle, 5)).toThrow(error('InvalidParameterValue'));
});

test('a long poll on the dead-letter queue gets the message as it moves', async () => {
  const { cloud, dlq, source } = setup(1);
  source.sendMessage('poison');
  const poll = dlq.receiveMessage({ waitTimeSeconds: 20 });
  cloud.process(function* () {
    while (true) yield* source.receiveMessage({ waitTimeSeconds: 20 });
  });
  await cloud.run(15);
  expect(poll.take()).toHaveLength(1);
});

test('retention counts from the first sending; the age in the dead-letter queue from the move', async () => {
  const { cloud, dlq, source } = setup(1, {}, { messageRetentionPeriod: days(2) });
  source.sendMessage('poison');
  look(source);
  await cloud.run(days(1));
  look(source);
  expect(dlq.approximateAgeOfOldestMessage).toBe(0);
  await cloud.run(days(1) - 0.000001);
  expect(dlq.approximateNumberOfMessages).toBe(1);
  expect(dlq.approximateAgeOfOldestMessage).toBeCloseTo(days(1), 3);
  await cloud.run(0.000001);
  expect(dlq.approximateNumberOfMessages).toBe(0);
});

test('messages that move in another order than they were sent expire in time all the same', async () => {
  const { cloud, dlq, source } = setup(1, { visibilityTimeout: 0 }, { messageRetentionPeriod: 100 });
  source.sendMessage('old', { delaySeconds: 20 });
  await cloud.run(10);
  source.sendMessage('new');
  look(source);
  look(source);
  await cloud.run(10);
  look(source);
  look(source);
  expect(dlq.approximateNumberOfMessages).toBe(2);
  await cloud.run(80);
  expect(dlq.approximateNumberOfMessages).toBe(1);
  await cloud.run(10);
  expect(dlq.approximateNumberOfMessages).toBe(0);
});

test('several sources share a dead-letter queue, and it may have one of its own', async () => {
  const { cloud, dlq, source } = setup(1, { visibilityTimeout: 0 });
  const last = cloud.sqs.createQueue('last', {}, { hosts: 1 });
  const other = cloud.sqs.createQueue(
    'other',
    { visibilityTimeout: 0, redrivePolicy: source.attributes.redrivePolicy },
    { hosts: 1 },
  );
  dlq.setQueueAttributes({
    visibilityTimeout: 0,
    redrivePolicy: { deadLetterTargetArn: last.arn, maxReceiveCount: 2 },
  });
  for (const queue of [source, other]) {
    queue.sendMessage('poison');
    look(queue);
    look(queue);
  }
  expect(dlq.approximateNumberOfMessages).toBe(2);
  // Received once in the source, and twice here before it moves on.
  expect(
    dlq
      .receiveMessage({ maxNumberOfMessages: 10 })
      .take()
      .map(({ attributes }) => attributes.approximateReceiveCount),
  ).toEqual([2, 2]);
  dlq.receiveMessage({ maxNumberOfMessages: 10 });
  expect(last.approximateNumberOfMessages).toBe(0);
  dlq.receiveMessage({ maxNumberOfMessages: 10 });
  expect(last.approximateNumberOfMessages).toBe(2);
  expect(look(last)!.attributes.deadLetterQueueSourceArn).toBe(dlq.arn);
});

test('a policy that is set later counts the receives before it, and one that is taken away moves nothing', () => {
  const { dlq, source } = setup(1, { visibilityTimeout: 0 });
  const { redrivePolicy } = source.attributes;
  source.setQueueAttributes({ redrivePolicy: null });
  expect(source.attributes).not.toHaveProperty('redrivePolicy');
  source.sendMessage('a');
  for (let i = 0; i < 5; i++) expect(look(source)).toBeDefined();
  source.setQueueAttributes({ redrivePolicy });
  expect(look(source)).toBeUndefined();
  expect(dlq.approximateNumberOfMessages).toBe(1);
});

test('without its dead-letter queue a source delivers on', () => {
  const { dlq, source } = setup(1, { visibilityTimeout: 0 });
  source.sendMessage('a');
  dlq.deleteQueue();
  for (let i = 0; i < 3; i++) expect(look(source)).toBeDefined();
});

test('a redrive policy names a queue that is there, in this account and Region', () => {
  const { cloud, dlq, source } = setup();
  const elsewhere = cloud.region('eu-west-1').sqs.createQueue('dlq');
  const set = (redrivePolicy: object) => source.setQueueAttributes({ redrivePolicy: redrivePolicy as never });
  for (const [policy, reason] of [
    [{ maxReceiveCount: 3 }, 'Redrive policy does not contain mandatory attribute: deadLetterTargetArn.'],
    [
      { deadLetterTargetArn: dlq.arn },
      'Redrive policy does not contain mandatory attribute: maxReceiveCount.',
    ],
    [{ deadLetterTargetArn: `${dlq.arn}x`, maxReceiveCount: 3 }, 'Dead letter target does not exist.'],
    [{ deadLetterTargetArn: 'dlq', maxReceiveCount: 3 }, 'Invalid value for deadLetterTargetArn.'],
    [
      { deadLetterTargetArn: 'arn:aws:sns:us-east-1:123456789012:dlq', maxReceiveCount: 3 },
      'Invalid value for deadLetterTargetArn.',
    ],
    [
      { deadLetterTargetArn: elsewhere.arn, maxReceiveCount: 3 },
      'Dead-letter target must be in the same account and Region as the source.',
    ],
  ] as const) {
    expect(() => set(policy)).toThrow(
      error(
        'InvalidParameterValue',
        `Value ${JSON.stringify(policy)} for parameter RedrivePolicy is invalid. Reason: ${reason}`,
      ),
    );
  }
});

test.each<[RedriveAllowPolicy, boolean]>([
  [{ redrivePermission: 'allowAll' }, true],
  [{ redrivePermission: 'denyAll' }, false],
  [{ redrivePermission: 'byQueue', sourceQueueArns: ['arn:aws:sqs:us-east-1:123456789012:jobs'] }, true],
  [{ redrivePermission: 'byQueue', sourceQueueArns: ['arn:aws:sqs:us-east-1:123456789012:others'] }, false],
])('%j lets jobs use the queue: %s', (redriveAllowPolicy, allowed) => {
  const { sqs } = new Cloud();
  const dlq = sqs.createQueue('dlq', { redriveAllowPolicy });
  const create = () =>
    sqs.createQueue('jobs', { redrivePolicy: { deadLetterTargetArn: dlq.arn, maxReceiveCount: 1 } });
  if (allowed) create();
  else expect(create).toThrow(error('InvalidParameterValue', expect.stringContaining('does not allow')));
});

test.each([
  { redrivePermission: 'some' },
  { redrivePermission: 'byQueue' },
  { redrivePermission: 'byQueue', sourceQueueArns: [] },
  {
    redrivePermission: 'byQueue',
    sourceQueueArns: Array.from({ length: 11 }, (_, i) => `arn:aws:sqs:us-east-1:123456789012:q${i}`),
  },
  { redrivePermission: 'denyAll', sourceQueueArns: ['arn:aws:sqs:us-east-1:123456789012:jobs'] },
])('the redrive allow policy %j is refused', (redriveAllowPolicy) => {
  expect(() => new Cloud().sqs.createQueue('dlq', { redriveAllowPolicy } as object)).toThrow(
    error('InvalidParameterValue'),
  );
});

test('queues that are each other’s dead-letter queues pass a message to and fro', async () => {
  const cloud = new Cloud();
  const [a, b] = ['a', 'b'].map((name) =>
    cloud.sqs.createQueue(name, { visibilityTimeout: 5 }, { hosts: 1 }),
  ) as [Queue, Queue];
  a.setQueueAttributes({ redrivePolicy: { deadLetterTargetArn: b.arn, maxReceiveCount: 1 } });
  b.setQueueAttributes({ redrivePolicy: { deadLetterTargetArn: a.arn, maxReceiveCount: 1 } });
  const seen: string[] = [];
  for (const queue of [a, b]) {
    cloud.process(function* () {
      while (true) {
        for (const { attributes } of yield* queue.receiveMessage({ waitTimeSeconds: 20 })) {
          seen.push(`${cloud.now} ${queue.name} ${attributes.approximateReceiveCount}`);
        }
      }
    });
  }
  cloud.process(() => void a.sendMessage('ball'));
  await cloud.run(17);
  expect(seen).toEqual(['0 a 1', '5 b 2', '10 a 3', '15 b 4']);
});
