import { expect, test } from 'vitest';
import { Cloud, type Limit } from '../../index.ts';
import { sqsFifoLimits, sqsLimits, type Queue } from './index.ts';
import { error } from './testing.ts';

test.each([
  ['standard', sqsLimits],
  ['FIFO', sqsFifoLimits],
])('every limit of %s queues has its source, and its default is in its range', (_, limits) => {
  for (const limit of Object.values<Limit>(limits)) {
    expect(limit.source).toMatch(/^https:\/\/(docs\.)?aws\.amazon\.com\//);
    if (limit.default === undefined) continue;
    expect(limit.default).toBeGreaterThanOrEqual(limit.min ?? -Infinity);
    expect(limit.default).toBeLessThanOrEqual(limit.max ?? Infinity);
  }
});

// Attribute, default, least, most: as AWS documents them, written down here once more by hand.
const ATTRIBUTES = [
  ['delaySeconds', 0, 0, 900],
  ['maximumMessageSize', 1_048_576, 1_024, 1_048_576],
  ['messageRetentionPeriod', 345_600, 60, 1_209_600],
  ['receiveMessageWaitTimeSeconds', 0, 0, 20],
  ['visibilityTimeout', 30, 0, 43_200],
] as const;

test.each(ATTRIBUTES)('%s: default %d, from %d to %d', (key, standard, min, max) => {
  const { sqs } = new Cloud();
  const queue = sqs.createQueue('jobs');
  expect(queue.attributes[key]).toBe(standard);
  for (const value of [min, max]) {
    queue.setQueueAttributes({ [key]: value });
    expect(queue.attributes[key]).toBe(value);
  }
  const refused = error(
    'InvalidAttributeValue',
    `Invalid value for the parameter ${key[0]!.toUpperCase()}${key.slice(1)}.`,
  );
  for (const value of [min - 1, max + 1, min + 0.5, NaN, '5' as unknown as number]) {
    expect(() => queue.setQueueAttributes({ [key]: value })).toThrow(refused);
    expect(() => sqs.createQueue('other', { [key]: value })).toThrow(refused);
  }
});

test('a queue delays nothing unless it is told to', async () => {
  const queue = new Cloud().sqs.createQueue('jobs');
  expect(queue.attributes.delaySeconds).toBe(0);
  queue.sendMessage('now');
  expect(queue.approximateNumberOfMessagesDelayed).toBe(0);
  expect(queue.approximateNumberOfMessages).toBe(1);
});

// Parameter, least, most, how it is passed, AWS's words.
const PARAMETERS: [string, number, number, (queue: Queue, value: number) => unknown, string][] = [
  [
    'MaxNumberOfMessages',
    1,
    10,
    (queue, value) => queue.receiveMessage({ maxNumberOfMessages: value }),
    'Must be between 1 and 10, if provided.',
  ],
  [
    'WaitTimeSeconds',
    0,
    20,
    (queue, value) => queue.receiveMessage({ waitTimeSeconds: value }),
    'Must be >= 0 and <= 20, if provided.',
  ],
  [
    'VisibilityTimeout',
    0,
    43_200,
    (queue, value) => queue.receiveMessage({ visibilityTimeout: value }),
    'Must be between 0 and 43200, if provided.',
  ],
  [
    'DelaySeconds',
    0,
    900,
    (queue, value) => queue.sendMessage('x', { delaySeconds: value }),
    'DelaySeconds must be >= 0 and <= 900.',
  ],
];

test.each(PARAMETERS)('the parameter %s goes from %d to %d', (name, min, max, call, reason) => {
  const queue = new Cloud().sqs.createQueue('jobs');
  call(queue, min);
  call(queue, max);
  for (const value of [min - 1, max + 1, 0.5]) {
    expect(() => call(queue, value)).toThrow(
      error('InvalidParameterValue', `Value ${value} for parameter ${name} is invalid. Reason: ${reason}`),
    );
  }
});

test('ChangeMessageVisibility goes from 0 to 43,200', () => {
  const queue = new Cloud().sqs.createQueue('jobs');
  queue.sendMessage('x');
  const [message] = queue.receiveMessage({ waitTimeSeconds: 1 }).take();
  queue.changeMessageVisibility(message!.receiptHandle, 43_200);
  for (const value of [-1, 43_201, 1.5]) {
    expect(() => queue.changeMessageVisibility(message!.receiptHandle, value)).toThrow(
      error(
        'InvalidParameterValue',
        `Value ${value} for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.`,
      ),
    );
  }
});

test('a receive returns one message unless it asks for more, and 10 at most', () => {
  const queue = new Cloud().sqs.createQueue('jobs', {}, { hosts: 1 });
  for (let i = 0; i < 15; i++) queue.sendMessage(`${i}`);
  expect(queue.receiveMessage().take()).toHaveLength(1);
  expect(queue.receiveMessage({ maxNumberOfMessages: 10 }).take()).toHaveLength(10);
});

test('maxReceiveCount goes from 1 to 1,000', () => {
  const { sqs } = new Cloud();
  const dlq = sqs.createQueue('dlq');
  const queue = sqs.createQueue('jobs');
  const set = (maxReceiveCount: number) =>
    queue.setQueueAttributes({ redrivePolicy: { deadLetterTargetArn: dlq.arn, maxReceiveCount } });
  set(1);
  set(1000);
  for (const value of [0, 1001, 2.5]) {
    expect(() => set(value)).toThrow(
      error(
        'InvalidParameterValue',
        `Value {"deadLetterTargetArn":"${dlq.arn}","maxReceiveCount":${value}} for parameter RedrivePolicy is invalid. ` +
          `Reason: Invalid value for maxReceiveCount: ${value}, valid values are from 1 to 1000 both inclusive.`,
      ),
    );
  }
});

test('with as many messages in flight as a queue keeps, a receive brings what there is room for', () => {
  const queue = new Cloud().sqs.createQueue('jobs', {}, { hosts: 1, inFlightMessages: 5 });
  for (let i = 0; i < 8; i++) queue.sendMessage('x');
  const receive = () => queue.receiveMessage({ maxNumberOfMessages: 3 }).take();
  const [first] = receive();
  expect(receive()).toHaveLength(2);
  expect(() => receive()).toThrow(
    error('OverLimit', 'The queue has 5 messages in flight: delete some first.'),
  );
  queue.deleteMessage(first!.receiptHandle);
  expect(receive()).toHaveLength(1);
});

test('a queue keeps 120,000 messages in flight: a short poll then fails, a long poll waits', async () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs');
  expect(queue.model.inFlightMessages).toBe(120_000);
  for (let i = 0; i < 120_005; i++) queue.sendMessage('x');
  const receive = (max: number) => queue.receiveMessage({ maxNumberOfMessages: max, waitTimeSeconds: 1 });
  while (queue.approximateNumberOfMessagesNotVisible < 119_990) receive(10);
  receive(4);
  const [last] = receive(10).take();
  expect(queue.approximateNumberOfMessagesNotVisible).toBe(120_000);
  expect(() => queue.receiveMessage()).toThrow(
    expect.objectContaining({
      name: 'OverLimit',
      $metadata: expect.objectContaining({ httpStatusCode: 403 }),
    }),
  );
  const waiting = queue.receiveMessage({ waitTimeSeconds: 20, maxNumberOfMessages: 10 });
  await cloud.run(5);
  expect(waiting.settled).toBe(false);
  queue.deleteMessage(last!.receiptHandle);
  expect(waiting.take()).toHaveLength(1);
  expect(queue.approximateNumberOfMessagesNotVisible).toBe(120_000);
});
