import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import { readAttributes, writeAttributes } from './attributes.ts';

test.each([
  ['0', 0],
  ['900', 900],
  ['-12', -12],
  ['', NaN],
  ['5 s', NaN],
  ['s5', NaN],
  ['1.5', NaN],
])('the number %j is read as %d', (text, value) => {
  expect(readAttributes({ DelaySeconds: text })).toEqual({ delaySeconds: value });
});

test.each([
  ['true', true],
  ['TRUE', true],
  ['False', false],
  ['', ''],
  ['untrue', 'untrue'],
  ['true!', 'true!'],
  ['a false', 'a false'],
  ['falsehood', 'falsehood'],
])('the truth %j is read as %j, for the model to judge', (text, value) => {
  expect(readAttributes({ FifoQueue: text })).toEqual({ fifoQueue: value });
});

test('an empty text takes a policy or a key away, and no attributes are no changes', () => {
  expect(readAttributes({ RedrivePolicy: '', Policy: '', KmsMasterKeyId: '' })).toEqual({
    redrivePolicy: null,
    policy: null,
    kmsMasterKeyId: null,
  });
  expect(readAttributes()).toEqual({});
});

test('a redrive policy is JSON, its count a number or digits', () => {
  const read = (RedrivePolicy: string) => readAttributes({ RedrivePolicy }).redrivePolicy;
  const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:123456789012:dlq';
  for (const count of [10, '10']) {
    expect(read(JSON.stringify({ deadLetterTargetArn, maxReceiveCount: count }))).toEqual({
      deadLetterTargetArn,
      maxReceiveCount: 10,
    });
  }
  for (const count of ['ten', '10x', 'x10', true, null])
    expect(read(JSON.stringify({ maxReceiveCount: count }))).toEqual({ maxReceiveCount: count });
  expect(read('{}')).toEqual({});
});

test.each(['{', '[]', '5', '"x"', 'null', 'dlq'])('%s is no policy', (text) => {
  for (const [name, what] of [
    ['RedrivePolicy', 'Redrive policy'],
    ['RedriveAllowPolicy', 'Redrive allow policy'],
  ] as const) {
    expect(() => readAttributes({ [name]: text })).toThrow(
      expect.objectContaining({
        name: 'InvalidAttributeValue',
        message: `Invalid value for the parameter ${name}. Reason: ${what} is not a valid JSON map.`,
      }),
    );
  }
});

test('attributes are told by name, or all that there are', () => {
  const { sqs } = new Cloud();
  const dlq = sqs.createQueue('dlq');
  const redrivePolicy = { deadLetterTargetArn: dlq.arn, maxReceiveCount: 3 };
  const status = sqs.createQueue('jobs', { redrivePolicy }).getQueueAttributes().take();
  expect(writeAttributes(status)).toBeUndefined();
  expect(writeAttributes(status, [])).toBeUndefined();
  expect(writeAttributes(status, ['Policy'])).toBeUndefined();
  expect(writeAttributes(status, ['VisibilityTimeout', 'RedrivePolicy', 'KmsMasterKeyId'])).toEqual({
    VisibilityTimeout: '30',
    RedrivePolicy: JSON.stringify(redrivePolicy),
  });
  const all = writeAttributes({ ...status, policy: undefined }, ['All'])!;
  expect(Object.keys(all).sort()).toEqual([
    'ApproximateNumberOfMessages',
    'ApproximateNumberOfMessagesDelayed',
    'ApproximateNumberOfMessagesNotVisible',
    'CreatedTimestamp',
    'DelaySeconds',
    'LastModifiedTimestamp',
    'MaximumMessageSize',
    'MessageRetentionPeriod',
    'QueueArn',
    'ReceiveMessageWaitTimeSeconds',
    'RedrivePolicy',
    'SqsManagedSseEnabled',
    'VisibilityTimeout',
  ]);
  expect(() => writeAttributes(status, ['All', 'Colour'])).toThrow(
    expect.objectContaining({ name: 'InvalidAttributeName', message: 'Unknown Attribute Colour.' }),
  );
});
