import * as sdk from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import { sqsErrors } from './index.ts';
import type { Members, Shape } from '../../tongue/shape.ts';
import { sqsApi } from './api.ts';

/* Held against AWS's own model of the service, which the SDK carries: [kind, namespace, name, traits, …]. */

type Schema = readonly [
  kind: unknown,
  namespace: string,
  name: string,
  traits: Record<string, unknown>,
  ...rest: unknown[],
];

const schemas = Object.values(sdk).filter((value): value is never => Array.isArray(value)) as Schema[];
const operations = schemas.filter(([kind]) => kind === 9);

/** What AWS's model says of a value: its type; of a structure the members, and which are required. */
function told(value: unknown): object {
  const schema = typeof value === 'function' ? (value as () => unknown)() : value;
  if (schema === 'unit') return {};
  if (typeof schema === 'number') {
    if (schema >= 64) return { type: 'list', of: told(schema - 64) };
    return { type: { 0: 'string', 1: 'integer', 2: 'boolean', 21: 'blob' }[schema] };
  }
  const [kind, , , , first, second, requireds = 0] = schema as Schema;
  // A type and its traits.
  if (typeof (schema as Schema)[1] !== 'string') return told(kind);
  if (kind === 1) return { type: 'list', of: told(first) };
  if (kind === 2) return { type: 'map', of: told(second) };
  const members = (first as string[]).map((name, i) => {
    const required = i < (requireds as number);
    return [name, { ...told((second as unknown[])[i]), required }];
  });
  return { type: 'structure', members: Object.fromEntries(members) as object };
}

/** The same of our table. */
function ours(shape: Shape): object {
  if (shape.type === 'list' || shape.type === 'map') return { type: shape.type, of: ours(shape.of) };
  if (shape.type === 'structure') return { type: 'structure', members: oursOf(shape.members) };
  return { type: shape.type };
}

function oursOf(members: Members): object {
  const told = Object.entries(members).map(([name, member]) => [
    name,
    { ...ours(member), required: !!member.required },
  ]);
  return Object.fromEntries(told) as object;
}

describe('the table is AWS’s', () => {
  test('every operation is there, or said not to be modelled', () => {
    const known = [...Object.keys(sqsApi.operations), ...sqsApi.notModelled];
    expect(known.sort()).toEqual(operations.map(([, , name]) => name).sort());
    expect(known).toHaveLength(23);
  });

  test.each(Object.entries(sqsApi.operations))('%s takes what AWS takes', (name, { input }) => {
    const operation = operations.find(([, , other]) => other === name)!;
    const { members } = told(operation[4]) as {
      members: Record<string, { of: { members: Record<string, object> } }>;
    };
    expect(oursOf(input!)).toEqual(members);
  });

  test('errors have AWS’s codes and statuses', () => {
    const wrong = schemas
      .filter(([kind, , name]) => kind === -3 && name in sqsErrors)
      .map(([, , name, traits]) => {
        const error = { code: undefined, ...sqsErrors[name as keyof typeof sqsErrors] };
        const [code, status] = (traits.awsQueryError as [string, number] | undefined) ?? [name, 400];
        return { name, code: error.code ?? name, status: error.status, was: { code, status } };
      })
      .filter(({ code, status, was }) => code !== was.code || status !== was.status);
    expect(wrong).toEqual([]);
  });
});

function start() {
  const cloud = new Cloud();
  cloud.sqs.model.hosts = 1;
  const queue = cloud.sqs.createQueue('jobs');
  return { cloud, queue, QueueUrl: queue.url };
}

test('attributes are texts', async () => {
  const { cloud } = start();
  const dlq = cloud.sqs.createQueue('dlq');
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dlq.arn, maxReceiveCount: '3' });
  const Attributes = { VisibilityTimeout: '7', RedrivePolicy, SqsManagedSseEnabled: 'FALSE', Policy: '' };
  const { QueueUrl } = await cloud.send('sqs', 'CreateQueue', { QueueName: 'other', Attributes });
  expect(cloud.sqs.getQueue('other').attributes).toMatchObject({
    visibilityTimeout: 7,
    redrivePolicy: { deadLetterTargetArn: dlq.arn, maxReceiveCount: 3 },
    sqsManagedSseEnabled: false,
  });
  const AttributeNames = ['RedrivePolicy', 'VisibilityTimeout', 'QueueArn', 'Policy'];
  expect(await cloud.send('sqs', 'GetQueueAttributes', { QueueUrl, AttributeNames })).toEqual({
    Attributes: {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dlq.arn, maxReceiveCount: 3 }),
      VisibilityTimeout: '7',
      QueueArn: cloud.sqs.getQueue('other').arn,
    },
  });
  expect(await cloud.send('sqs', 'GetQueueAttributes', { QueueUrl })).toEqual({});
  await cloud.send('sqs', 'SetQueueAttributes', { QueueUrl, Attributes: { RedrivePolicy: '' } });
  expect(cloud.sqs.getQueue('other').attributes.redrivePolicy).toBeUndefined();
});

test.each([
  [
    { VisibilityTimeout: 'soon' },
    'InvalidAttributeValue',
    'Invalid value for the parameter VisibilityTimeout.',
  ],
  [{ VisibilityTimeout: '' }, 'InvalidAttributeValue', 'Invalid value for the parameter VisibilityTimeout.'],
  [
    { SqsManagedSseEnabled: 'yes' },
    'InvalidAttributeValue',
    'Invalid value for the parameter SqsManagedSseEnabled.',
  ],
  [
    { RedrivePolicy: 'no JSON' },
    'InvalidAttributeValue',
    'Invalid value for the parameter RedrivePolicy. Reason: Redrive policy is not a valid JSON map.',
  ],
  [
    { RedriveAllowPolicy: '[]' },
    'InvalidAttributeValue',
    'Invalid value for the parameter RedriveAllowPolicy. Reason: Redrive allow policy is not a valid JSON map.',
  ],
  [{ Colour: 'red' }, 'InvalidAttributeName', 'Unknown Attribute Colour.'],
])('the attributes %j are refused', async (Attributes: Record<string, string>, name, message) => {
  const { cloud, QueueUrl } = start();
  const reply = cloud.send('sqs', 'SetQueueAttributes', { QueueUrl, Attributes });
  await expect(reply).rejects.toMatchObject({ name, message });
});

test('names that AWS does not know are refused where they are asked for', async () => {
  const { cloud, queue, QueueUrl } = start();
  const error = { name: 'InvalidAttributeName', message: 'Unknown Attribute Colour.' };
  const get = cloud.send('sqs', 'GetQueueAttributes', { QueueUrl, AttributeNames: ['Colour'] });
  await expect(get).rejects.toMatchObject(error);
  queue.sendMessage('x');
  for (const names of ['AttributeNames', 'MessageSystemAttributeNames'] as const) {
    const receive = cloud.send('sqs', 'ReceiveMessage', { QueueUrl, [names]: ['Colour'] });
    await expect(receive).rejects.toMatchObject(error);
  }
  expect(queue.approximateNumberOfMessages).toBe(1);
});

test('a batch answers for each entry; a list that is empty is not there', async () => {
  const { cloud, queue, QueueUrl } = start();
  const MessageAttributes = { colour: { DataType: 'String', StringValue: 'red' } };
  const MessageSystemAttributes = { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-5' } };
  const sent = await cloud.send('sqs', 'SendMessageBatch', {
    QueueUrl,
    Entries: [
      { Id: 'a', MessageBody: 'one', MessageAttributes, MessageSystemAttributes },
      { Id: 'b', MessageBody: 'two', DelaySeconds: 901 },
    ],
  });
  const md5 = expect.stringMatching(/^[0-9a-f]{32}$/) as string;
  expect(sent).toEqual({
    Successful: [
      {
        Id: 'a',
        MessageId: expect.any(String) as string,
        MD5OfMessageBody: 'f97c5d29941bfb1b2fdab0874906ab82',
        MD5OfMessageAttributes: md5,
        MD5OfMessageSystemAttributes: md5,
      },
    ],
    Failed: [
      { Id: 'b', SenderFault: true, Code: 'InvalidParameterValue', Message: expect.any(String) as string },
    ],
  });
  const [message] = queue.receiveMessage().take();
  expect(message!.attributes.awsTraceHeader).toBe('Root=1-5');
  const Entries = [{ Id: 'x', ReceiptHandle: message!.receiptHandle }];
  const later = [{ ...Entries[0]!, VisibilityTimeout: 0 }];
  expect(await cloud.send('sqs', 'ChangeMessageVisibilityBatch', { QueueUrl, Entries: later })).toEqual({
    Successful: [{ Id: 'x' }],
  });
  expect(queue.approximateNumberOfMessages).toBe(1);
  expect(await cloud.send('sqs', 'DeleteMessageBatch', { QueueUrl, Entries })).toEqual({
    Successful: [{ Id: 'x' }],
  });
  const wrong = [{ Id: 'x', ReceiptHandle: 'none' }];
  expect(await cloud.send('sqs', 'DeleteMessageBatch', { QueueUrl, Entries: wrong })).toEqual({
    Failed: [
      { Id: 'x', SenderFault: true, Code: 'ReceiptHandleIsInvalid', Message: expect.any(String) as string },
    ],
  });
});

test('system attributes come under AWS’s names', async () => {
  const { cloud } = start();
  const Attributes = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
  const { QueueUrl } = await cloud.send('sqs', 'CreateQueue', { QueueName: 'jobs.fifo', Attributes });
  const sent = await cloud.send('sqs', 'SendMessage', {
    QueueUrl,
    MessageBody: 'one',
    MessageGroupId: 'g',
    MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-5' } },
  });
  const { Messages } = await cloud.send('sqs', 'ReceiveMessage', { QueueUrl, AttributeNames: ['All'] });
  expect(Messages![0]!.Attributes).toEqual({
    ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/) as string,
    ApproximateReceiveCount: '1',
    AWSTraceHeader: 'Root=1-5',
    MessageDeduplicationId: '7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed',
    MessageGroupId: 'g',
    SenderId: expect.any(String) as string,
    SentTimestamp: expect.stringMatching(/^\d{13}$/) as string,
    SequenceNumber: sent.SequenceNumber,
  });
  expect(sent.SequenceNumber).toMatch(/^\d{20}$/);
});

test.each([
  [{ Colour: { DataType: 'String', StringValue: 'red' } }],
  [{ AWSTraceHeader: { DataType: 'Number', StringValue: '1' } }],
  [{ AWSTraceHeader: { DataType: 'String' } }],
])('the system attributes %j are refused', async (MessageSystemAttributes) => {
  const { cloud, QueueUrl } = start();
  const reply = cloud.send('sqs', 'SendMessage', { QueueUrl, MessageBody: 'x', MessageSystemAttributes });
  await expect(reply).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test('tags and permissions', async () => {
  const { cloud, queue } = start();
  const { QueueUrl } = await cloud.send('sqs', 'CreateQueue', {
    QueueName: 'tagged',
    tags: { a: '1', b: '2' },
  });
  await cloud.send('sqs', 'TagQueue', { QueueUrl, Tags: { c: '3' } });
  await cloud.send('sqs', 'UntagQueue', { QueueUrl, TagKeys: ['a'] });
  expect(await cloud.send('sqs', 'ListQueueTags', { QueueUrl })).toEqual({ Tags: { b: '2', c: '3' } });
  expect(await cloud.send('sqs', 'ListQueueTags', { QueueUrl: queue.url })).toEqual({});
  const permission = { QueueUrl, Label: 'them', AWSAccountIds: ['111122223333'], Actions: ['SendMessage'] };
  await cloud.send('sqs', 'AddPermission', permission);
  const policy = () => cloud.sqs.getQueue('tagged').attributes.policy;
  expect(JSON.parse(policy()!)).toMatchObject({ Statement: [{ Sid: 'them', Action: 'SQS:SendMessage' }] });
  await cloud.send('sqs', 'RemovePermission', { QueueUrl, Label: 'them' });
  expect(policy()).toBeUndefined();
});

describe('queues of other accounts are not modelled, and every way to them says so', () => {
  const params: Record<string, unknown> = {
    QueueUrl: 'https://sqs.us-east-1.amazonaws.com/210987654321/jobs',
    Label: 'them',
    AWSAccountIds: ['111122223333'],
    Actions: ['*'],
    Attributes: {},
    Tags: { team: 'a' },
    TagKeys: ['team'],
    MessageBody: 'x',
    ReceiptHandle: 'x',
    VisibilityTimeout: 1,
    Entries: [],
  };
  const elsewhere = (name: string, input: object) =>
    expect(new Cloud().send('sqs', name as 'SendMessage', input as never)).rejects.toMatchObject({
      name: 'NotModelled',
      message: 'Not modelled: queues of other accounts (Amazon SQS).',
    });
  const byUrl = Object.entries(sqsApi.operations).filter(([, { input }]) => 'QueueUrl' in input!);

  test('most operations name a queue by its URL', () => expect(byUrl).toHaveLength(17));

  test.each(byUrl)('%s', async (name, { input }) => {
    const wanted = Object.keys(params).filter((key) => key in input!);
    await elsewhere(name, Object.fromEntries(wanted.map((key) => [key, params[key]])));
  });

  test('GetQueueUrl', () =>
    elsewhere('GetQueueUrl', { QueueName: 'jobs', QueueOwnerAWSAccountId: '210987654321' }));

  test.each(['StartMessageMoveTask', 'ListMessageMoveTasks'])('%s', (name) =>
    elsewhere(name, { SourceArn: 'arn:aws:sqs:us-east-1:210987654321:dlq' }),
  );
});

test('a queue is found by its URL, old ones too, and by its bare name', async () => {
  const { cloud, queue } = start();
  const { account } = cloud;
  for (const QueueUrl of [
    queue.url,
    'jobs',
    `https://queue.amazonaws.com/${account}/jobs`,
    `https://sqs.us-east-1.api.aws/${account}/jobs`,
  ]) {
    await cloud.send('sqs', 'SendMessage', { QueueUrl, MessageBody: 'x' });
  }
  expect(queue.approximateNumberOfMessages).toBe(4);
});

test('messages are moved back', async () => {
  const { cloud, QueueUrl } = start();
  const dlq = cloud.sqs.createQueue('dlq');
  const redrivePolicy = { deadLetterTargetArn: dlq.arn, maxReceiveCount: 1 };
  const source = cloud.sqs.createQueue('source', { redrivePolicy, visibilityTimeout: 0 });
  for (const body of ['a', 'b']) source.sendMessage(body);
  for (let i = 0; i < 2; i++) source.receiveMessage({ maxNumberOfMessages: 10 });
  expect(dlq.approximateNumberOfMessages).toBe(2);
  const begun = cloud.simulation.epochMillis;
  const task = {
    SourceArn: dlq.arn,
    DestinationArn: cloud.sqs.getQueue('jobs').arn,
    MaxNumberOfMessagesPerSecond: 1,
  };
  expect(await cloud.send('sqs', 'ListMessageMoveTasks', { SourceArn: dlq.arn })).toEqual({});
  const { TaskHandle } = await cloud.send('sqs', 'StartMessageMoveTask', task);
  const { Results } = await cloud.send('sqs', 'ListMessageMoveTasks', { SourceArn: dlq.arn });
  expect(Results).toEqual([
    {
      ...task,
      TaskHandle,
      Status: 'RUNNING',
      ApproximateNumberOfMessagesMoved: 1,
      ApproximateNumberOfMessagesToMove: 2,
      StartedTimestamp: expect.closeTo(begun, -3) as number,
    },
  ]);
  const { Messages } = await cloud.send('sqs', 'ReceiveMessage', { QueueUrl });
  expect(Messages).toHaveLength(1);
  const cancelled = await cloud.send('sqs', 'CancelMessageMoveTask', { TaskHandle });
  expect(cancelled).toEqual({ ApproximateNumberOfMessagesMoved: 1 });
  await cloud.run(10);
  expect(dlq.approximateNumberOfMessages).toBe(1);
});
