import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import type { Queue } from './index.ts';
import { error, setup } from './testing.ts';

/* What a caller hands over and what a caller gets are copies; and no value, however strange, harms a queue. */

const text = (stringValue: string) => ({ dataType: 'String', stringValue });
const receive = (queue: Queue, options = {}) =>
  queue.receiveMessage({ maxNumberOfMessages: 10, ...options }).take();

test('message attributes are copied when they are sent', () => {
  const { queue } = setup();
  const messageAttributes = { n: text('') };
  const bytes = Uint8Array.of(1, 2);
  for (const n of ['1', '2', '3']) {
    messageAttributes.n.stringValue = n;
    queue.sendMessage(n, { messageAttributes });
  }
  const entry = {
    id: 'a',
    messageBody: '4',
    messageAttributes: { b: { dataType: 'Binary', binaryValue: bytes } },
  };
  queue.sendMessageBatch([entry]);
  bytes[0] = 9;
  entry.messageAttributes.b.dataType = 'String';
  expect(receive(queue).map(({ messageAttributes: got }) => got)).toEqual([
    { n: text('1') },
    { n: text('2') },
    { n: text('3') },
    { b: { dataType: 'Binary', binaryValue: Uint8Array.of(1, 2) } },
  ]);
});

test('a received message can be changed without a change to the queue', () => {
  const { queue } = setup({ visibilityTimeout: 0 });
  queue.sendMessage('x', { messageAttributes: { b: { dataType: 'Binary', binaryValue: Uint8Array.of(1) } } });
  const [first] = receive(queue);
  first!.messageAttributes!.b!.binaryValue![0] = 9;
  first!.attributes.approximateReceiveCount = 100;
  const [second] = receive(queue);
  expect(second!.messageAttributes).toEqual({ b: { dataType: 'Binary', binaryValue: Uint8Array.of(1) } });
  expect(second!.attributes.approximateReceiveCount).toBe(2);
});

test('a repeated receive gives what was sent, whatever its caller did with the first answer', () => {
  const { queue } = setup({ fifoQueue: true, contentBasedDeduplication: true });
  queue.sendMessage('x', { messageGroupId: 'a', messageAttributes: { n: text('1') } });
  const options = { receiveRequestAttemptId: 'again' };
  const [first] = receive(queue, options);
  const handle = first!.receiptHandle;
  first!.messageAttributes!.n!.stringValue = 'changed';
  expect(receive(queue, options)).toMatchObject([
    { receiptHandle: handle, messageAttributes: { n: text('1') } },
  ]);
});

test('attributes are copied both ways, policies included', () => {
  const { sqs } = new Cloud();
  const dlq = sqs.createQueue('dlq');
  const redrivePolicy = { deadLetterTargetArn: dlq.arn, maxReceiveCount: 3 };
  const sourceQueueArns = [dlq.arn];
  const redriveAllowPolicy = { redrivePermission: 'byQueue' as const, sourceQueueArns };
  const queue = sqs.createQueue('jobs', { redrivePolicy, redriveAllowPolicy });
  redrivePolicy.maxReceiveCount = 9;
  sourceQueueArns.push('more');
  const { attributes } = queue;
  const expected = {
    redrivePolicy: { maxReceiveCount: 3 },
    redriveAllowPolicy: { sourceQueueArns: [dlq.arn] },
  };
  expect(attributes).toMatchObject(expected);
  attributes.redrivePolicy!.maxReceiveCount = 9;
  (queue.getQueueAttributes().take() as { visibilityTimeout: number }).visibilityTimeout = 9;
  queue.getQueueAttributes().take().redrivePolicy!.maxReceiveCount = 9;
  expect(queue.attributes).toMatchObject({ ...expected, visibilityTimeout: 30 });
});

test('tags, models and move tasks are copied', async () => {
  const cloud = new Cloud();
  const tags = { team: 'photos' };
  const model = { hosts: 1 };
  const queue = cloud.sqs.createQueue('jobs', {}, model, tags);
  tags.team = 'videos';
  model.hosts = 5;
  queue.listQueueTags().take().team = 'others';
  expect(queue.listQueueTags().take()).toEqual({ team: 'photos' });
  expect(queue.model.hosts).toBe(1);
  expect(() => ((queue.model as { hosts: number }).hosts = 5)).toThrow(TypeError);
  const redrivePolicy = { deadLetterTargetArn: queue.arn, maxReceiveCount: 1 };
  const source = cloud.sqs.createQueue('source', { redrivePolicy });
  const options = { sourceArn: queue.arn, destinationArn: source.arn };
  const task = cloud.sqs.startMessageMoveTask(options);
  options.destinationArn = 'elsewhere';
  await cloud.run(1);
  expect(task.entry).toMatchObject({ status: 'COMPLETED', destinationArn: source.arn });
});

test.each(['visibilityTimeout', 'constructor', 'toString', '__proto__', 'hasOwnProperty'])(
  'there is no attribute %s',
  async (name) => {
    const cloud = new Cloud();
    const Attributes = JSON.parse(`{"FifoQueue":"true","${name}":"5"}`) as Record<string, string>;
    for (const [QueueName, given] of [
      ['a', JSON.parse(`{"${name}":"5"}`) as Record<string, string>],
      ['a.fifo', Attributes],
    ] as const) {
      await expect(cloud.send('sqs', 'CreateQueue', { QueueName, Attributes: given })).rejects.toMatchObject({
        name: 'InvalidAttributeName',
        message: `Unknown Attribute ${name}.`,
      });
    }
    expect(() => setup(JSON.parse(`{"${name}x":5}`) as object)).toThrow(error('InvalidAttributeName'));
  },
);

test.each([{ length: 1 }, 'x', [5], [null], ['nonsense'], {}])(
  'the source queues of a redrive allow policy are a list of ARNs, not %j',
  (sourceQueueArns) => {
    const redriveAllowPolicy = { redrivePermission: 'byQueue', sourceQueueArns } as never;
    expect(() => setup({ redriveAllowPolicy })).toThrow(error('InvalidParameterValue'));
  },
);

test('a queue is found again by the same policies, however they are written', async () => {
  const cloud = new Cloud();
  const { arn } = cloud.sqs.createQueue('dlq');
  const create = (RedrivePolicy: string, Policy: string) =>
    cloud.send('sqs', 'CreateQueue', { QueueName: 'jobs', Attributes: { RedrivePolicy, Policy } });
  await create(`{"deadLetterTargetArn":"${arn}","maxReceiveCount":3}`, '{"Statement":[]}');
  await create(`{"maxReceiveCount":"3", "deadLetterTargetArn":"${arn}"}`, '{ "Statement": [] }');
  await expect(
    create(`{"deadLetterTargetArn":"${arn}","maxReceiveCount":4}`, '{"Statement":[]}'),
  ).rejects.toMatchObject({ name: 'QueueNameExists' });
});

test('a number of a million digits is checked in no time, whether it is one or not', () => {
  const { queue } = setup();
  const send = (stringValue: string) =>
    queue.sendMessage('x', { messageAttributes: { n: { dataType: 'Number', stringValue } } });
  send('1'.repeat(1_000_000));
  for (const end of ['x', '.x', '.1x', 'e', 'e1x'])
    expect(() => send('1'.repeat(1_000_000) + end)).toThrow(error('InvalidParameterValue'));
});

test('a message attribute may bear the name __proto__', async () => {
  const cloud = new Cloud();
  const { QueueUrl } = await cloud.send('sqs', 'CreateQueue', { QueueName: 'jobs' });
  const MessageAttributes = JSON.parse('{"__proto__":{"DataType":"String","StringValue":"a"}}') as object;
  await cloud.send('sqs', 'SendMessage', { QueueUrl, MessageBody: 'x', MessageAttributes } as never);
  const asked = { QueueUrl, MessageAttributeNames: ['All'], WaitTimeSeconds: 1 };
  const { Messages = [] } = await cloud.send('sqs', 'ReceiveMessage', asked);
  expect(Object.entries(Messages[0]!.MessageAttributes!)).toEqual([
    ['__proto__', { DataType: 'String', StringValue: 'a' }],
  ]);
});

test('a queue is not found by a URL with a slash at its end', async () => {
  const { cloud, queue } = setup();
  await expect(cloud.send('sqs', 'PurgeQueue', { QueueUrl: `${queue.url}/` })).rejects.toMatchObject({
    name: 'InvalidAddress',
  });
});

test('a change of visibility in a batch needs its timeout, and the error names both', async () => {
  const { cloud, queue } = setup();
  const Entries = [{ Id: 'a', ReceiptHandle: 'b' }];
  await expect(
    cloud.send('sqs', 'ChangeMessageVisibilityBatch', { QueueUrl: queue.url, Entries }),
  ).rejects.toMatchObject({
    name: 'MissingParameter',
    message:
      'The request must contain the parameter ChangeMessageVisibilityBatchRequestEntry.VisibilityTimeout.',
  });
});

test('a batch for a FIFO queue with a message without a group is refused as a whole', () => {
  const { queue } = setup({ fifoQueue: true, contentBasedDeduplication: true });
  const entries = [
    { id: 'a', messageBody: 'x', messageGroupId: 'g' },
    { id: 'b', messageBody: 'y' },
  ];
  expect(() => queue.sendMessageBatch(entries)).toThrow(
    error('InvalidParameterValue', 'The request must contain the parameter MessageGroupId.'),
  );
  expect(queue.approximateNumberOfMessages).toBe(0);
});

/** Calls as untyped code may make them. */
const CALLS: [what: string, call: (queue: Queue, sqs: Cloud['sqs']) => unknown][] = [
  [
    'an attribute that is no object',
    (queue) => queue.sendMessage('x', { messageAttributes: { a: 'v' } } as never),
  ],
  [
    'an attribute that is null',
    (queue) => queue.sendMessage('x', { messageAttributes: { a: null } } as never),
  ],
  ['a number as value', (queue) => queue.sendMessage('x', { messageAttributes: { a: { dataType: 'String', stringValue: 5 } } } as never)], // prettier-ignore
  ['a text as bytes', (queue) => queue.sendMessage('x', { messageAttributes: { a: { dataType: 'Binary', binaryValue: 'b' } } } as never)], // prettier-ignore
  ['a group that is no text', (queue) => queue.sendMessage('x', { messageGroupId: 5 } as never)],
  ['no options', (queue) => queue.sendMessage('x', null as never)],
  ['no options of a receive', (queue) => queue.receiveMessage(null as never)],
  ['no entries', (queue) => queue.sendMessageBatch(undefined as never)],
  ['an entry that is null', (queue) => queue.deleteMessageBatch([null] as never)],
  ['a hole among entries', (queue) => queue.sendMessageBatch(new Array(1) as never)],
  ['an unknown member of an entry', (queue) => queue.sendMessageBatch([{ id: 'a', messageBody: 'x', delay: 5 }] as never)], // prettier-ignore
  ['a tag that is null', (queue) => queue.tagQueue({ a: null } as never)],
  ['no tags', (queue) => queue.tagQueue(undefined as never)],
  ['no tag keys', (queue) => queue.untagQueue(undefined as never)],
  ['no attributes', (queue) => queue.setQueueAttributes(null as never)],
  ['no label', (queue) => queue.addPermission(undefined as never, [], [])],
  ['no accounts', (queue) => queue.addPermission('a', undefined as never, [])],
  ['no handle', (queue) => queue.deleteMessage(undefined as never)],
  ['no name', (_, sqs) => sqs.createQueue(undefined as never)],
  ['attributes that are null', (_, sqs) => sqs.createQueue('a', null as never)],
  ['tags that are null', (_, sqs) => sqs.createQueue('a', {}, {}, null as never)],
  ['no source', (_, sqs) => sqs.startMessageMoveTask({} as never)],
  ['no options of a move', (_, sqs) => sqs.startMessageMoveTask(undefined as never)],
];

test.each(CALLS)('%s: an error that names what is wrong', (_, call) => {
  const { cloud, queue } = setup();
  let thrown: Error | undefined;
  try {
    call(queue, cloud.sqs);
  } catch (caught) {
    thrown = caught as Error;
  }
  expect(thrown).toBeInstanceOf(Error);
  expect(thrown!.message).not.toMatch(/Cannot |is not a function|of undefined|of null|not iterable/);
});
