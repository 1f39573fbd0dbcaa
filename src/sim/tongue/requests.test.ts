import { expect, expectTypeOf, test } from 'vitest';
import { AwsError, Cloud, ms, NotModelled, type OperationOutput, type Reply } from '../index.ts';

const QueueName = 'jobs';

async function start(options?: ConstructorParameters<typeof Cloud>[0]) {
  const cloud = new Cloud(options);
  cloud.sqs.model.hosts = 1;
  const { QueueUrl } = await cloud.send('sqs', 'CreateQueue', { QueueName });
  return { cloud, QueueUrl };
}

test('AWS’s words go in and come out', async () => {
  const { cloud, QueueUrl } = await start();
  expect(QueueUrl).toBe(cloud.sqs.getQueue(QueueName).url);
  const sent = await cloud.send('sqs', 'SendMessage', {
    QueueUrl,
    MessageBody: 'hello',
    MessageAttributes: { colour: { DataType: 'String', StringValue: 'red' } },
  });
  expect(sent).toEqual({
    MessageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    MD5OfMessageBody: '5d41402abc4b2a76b9719d911017c592',
    MD5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  const received = await cloud.send('sqs', 'ReceiveMessage', {
    QueueUrl,
    MessageAttributeNames: ['All'],
    MessageSystemAttributeNames: ['ApproximateReceiveCount'],
  });
  expect(received).toEqual({
    Messages: [
      {
        MessageId: sent.MessageId,
        ReceiptHandle: expect.any(String),
        Body: 'hello',
        MD5OfBody: sent.MD5OfMessageBody,
        Attributes: { ApproximateReceiveCount: '1' },
        MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
        MessageAttributes: { colour: { DataType: 'String', StringValue: 'red' } },
      },
    ],
  });
  const { ReceiptHandle } = received.Messages![0]!;
  expect(await cloud.send('sqs', 'DeleteMessage', { QueueUrl, ReceiptHandle })).toEqual({});
  expect(await cloud.send('sqs', 'ReceiveMessage', { QueueUrl })).toEqual({});
});

test('a call takes its time, the same in every run of one seed, and acts when it arrives', async () => {
  async function times(seed: number) {
    const { cloud, QueueUrl } = await start({ seed });
    const begun = cloud.now;
    const queue = cloud.sqs.getQueue(QueueName);
    const reply = cloud.send('sqs', 'SendMessage', { QueueUrl, MessageBody: 'x' });
    let arrived = 0;
    cloud.process(function* () {
      while (queue.approximateNumberOfMessages === 0) yield ms(0.1);
      arrived = cloud.now - begun;
    });
    await reply;
    const taken = cloud.now - begun;
    expect(arrived).toBeGreaterThanOrEqual(taken / 2 - ms(0.001));
    expect(arrived).toBeLessThan(taken / 2 + ms(0.2));
    return taken;
  }
  const taken = await times(1);
  expect(taken).toBeGreaterThan(ms(2));
  expect(taken).toBeLessThan(ms(200));
  expect(await times(1)).toBe(taken);
  expect(await times(2)).not.toBe(taken);
});

test('the latency has the mean and spread that it is given', async () => {
  const { cloud, QueueUrl } = await start({ requestLatency: { mean: 0.1, sd: 0.03 } });
  const taken: number[] = [];
  cloud.process(async () => {
    for (let i = 0; i < 1000; i++) {
      const begun = cloud.now;
      await cloud.send('sqs', 'GetQueueAttributes', { QueueUrl });
      taken.push(cloud.now - begun);
    }
  });
  await cloud.run();
  const mean = taken.reduce((sum, x) => sum + x) / taken.length;
  const sd = Math.sqrt(taken.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / taken.length);
  expect(mean).toBeCloseTo(0.1, 2);
  expect(sd).toBeCloseTo(0.03, 2);
  cloud.requestLatency.mean = 0;
  const { now } = cloud;
  await cloud.send('sqs', 'ListQueues');
  expect(cloud.now).toBe(now);
});

test('how long one operation takes does not depend on how often another is called', async () => {
  async function sending(consumers: number) {
    const { cloud, QueueUrl } = await start();
    const begun = cloud.now;
    const ends: number[] = [];
    cloud.process(async () => {
      for (let i = 0; i < 5; i++) {
        await cloud.send('sqs', 'SendMessage', { QueueUrl, MessageBody: 'x' });
        ends.push(cloud.now - begun);
      }
    });
    for (let i = 0; i < consumers; i++) {
      cloud.process(function* () {
        yield* cloud.send('sqs', 'ReceiveMessage', { QueueUrl });
      });
    }
    await cloud.run();
    return ends;
  }
  expect(await sending(3)).toEqual(await sending(0));
});

test('a long poll takes the wait besides', async () => {
  const { cloud, QueueUrl } = await start();
  const begun = cloud.now;
  expect(await cloud.send('sqs', 'ReceiveMessage', { QueueUrl, WaitTimeSeconds: 20 })).toEqual({});
  expect(cloud.now - begun).toBeGreaterThan(20);
  expect(cloud.now - begun).toBeLessThan(20.2);
});

test('generators and async functions wait for a call while the simulation runs', async () => {
  const { cloud, QueueUrl } = await start();
  const seen: string[] = [];
  cloud.process(function* () {
    const { Messages = [] } = yield* cloud.send('sqs', 'ReceiveMessage', { QueueUrl, WaitTimeSeconds: 20 });
    seen.push(Messages[0]!.Body);
  });
  cloud.process(async () => {
    await cloud.sleep(5);
    await cloud.send('sqs', 'SendMessage', { QueueUrl, MessageBody: 'at five' });
    seen.push('sent');
  });
  await cloud.run();
  expect(seen.sort()).toEqual(['at five', 'sent']);
});

test('AWS’s refusals come with the answer', async () => {
  const { cloud } = await start();
  const begun = cloud.now;
  const reply = cloud.send('sqs', 'SendMessage', { QueueUrl: 'nowhere', MessageBody: 'x' });
  await expect(reply).rejects.toMatchObject({ name: 'QueueDoesNotExist', $fault: 'client' });
  expect(cloud.now).toBeGreaterThan(begun);
});

const lax = (cloud: Cloud) =>
  cloud.send as (service: string, operation: string, input?: object) => Reply<unknown>;

test.each([
  [
    'SendMessage',
    { MessageBody: 'x' },
    'MissingParameter',
    'The request must contain the parameter QueueUrl.',
  ],
  [
    'SendMessage',
    { QueueUrl: 'jobs' },
    'MissingParameter',
    'The request must contain the parameter MessageBody.',
  ],
  [
    'SendMessage',
    { QueueUrl: 'jobs', MessageBody: 'x', MessageAttributes: { a: { StringValue: 'b' } } },
    'MissingParameter',
    'The request must contain the parameter DataType.',
  ],
  [
    'ReceiveMessage',
    { QueueUrl: 'jobs', MaxNumberOfMessages: 'many' },
    'SerializationException',
    'STRING_VALUE can not be converted to an Integer',
  ],
  ['DeleteQueue', { QueueUrl: 5 }, 'SerializationException', 'NUMBER_VALUE can not be converted to a String'],
  [
    'DeleteQueue',
    { QueueUrl: true },
    'SerializationException',
    'TRUE_VALUE can not be converted to a String',
  ],
  [
    'ReceiveMessage',
    { QueueUrl: 'jobs', AttributeNames: 'All' },
    'SerializationException',
    'STRING_VALUE can not be converted to a List',
  ],
  [
    'SetQueueAttributes',
    { QueueUrl: 'jobs', Attributes: ['x'] },
    'SerializationException',
    'START_ARRAY can not be converted to a Map',
  ],
  [
    'SendMessage',
    { QueueUrl: 'jobs', MessageBody: 'x', MessageAttributes: { a: 'b' } },
    'SerializationException',
    'STRING_VALUE can not be converted to a Structure',
  ],
  ['FryMessage', {}, 'UnknownOperationException', 'Amazon SQS has no operation FryMessage.'],
])('%s with %j is answered with %s', async (operation, input, name, message) => {
  const { cloud } = await start();
  const reply = lax(cloud).call(cloud, 'sqs', operation, input);
  await expect(reply).rejects.toBeInstanceOf(AwsError);
  await expect(lax(cloud).call(cloud, 'sqs', operation, input)).rejects.toMatchObject({
    name,
    message,
    $metadata: { httpStatusCode: 400 },
  });
});

test('what is no service or parameter is said at once, and what there is', async () => {
  const { cloud } = await start();
  expect(() => lax(cloud).call(cloud, 'groundstation', 'ListConfigs')).toThrow(
    /^The cloud has no service 'groundstation'; it knows .*\bsqs\b/,
  );
  expect(() => lax(cloud).call(cloud, 'sqs', 'DeleteQueue', { QueueURL: 'jobs' })).toThrow(
    new TypeError('sqs DeleteQueue has no parameter QueueURL there; it knows QueueUrl.'),
  );
  expect(() => lax(cloud).call(cloud, 'sqs', 'DeleteQueue', { constructor: 'jobs' })).toThrow(TypeError);
});

test('what is not modelled says so by name, at once', async () => {
  const { cloud, QueueUrl } = await start();
  const MessageAttributes = { a: { DataType: 'String', StringListValues: ['b'] } };
  const message = { QueueUrl, MessageBody: 'x', MessageAttributes };
  expect(() => cloud.send('sqs', 'SendMessage', message)).toThrow(NotModelled);
  expect(() => cloud.send('sqs', 'SendMessage', message)).toThrow(/lists of values in a message attribute/);
});

test('a request that nobody waits for any more arrives, and its error harms nobody', async () => {
  const { cloud, QueueUrl } = await start();
  const queue = cloud.sqs.getQueue(QueueName);
  const impatient = (call: () => Reply<unknown>) => {
    const process = cloud.process(function* () {
      yield* call();
    });
    cloud.simulation.schedule(0, () => process.cancel());
  };
  impatient(() => cloud.send('sqs', 'SendMessage', { QueueUrl, MessageBody: 'x' }));
  impatient(() => cloud.send('sqs', 'SendMessage', { QueueUrl: 'nowhere', MessageBody: 'x' }));
  await cloud.run();
  expect(queue.approximateNumberOfMessages).toBe(1);
});

test('a long poll that nobody waits for any more takes no message', async () => {
  const { cloud, QueueUrl } = await start();
  const queue = cloud.sqs.getQueue(QueueName);
  const process = cloud.process(function* () {
    yield* cloud.send('sqs', 'ReceiveMessage', { QueueUrl, WaitTimeSeconds: 20 });
  });
  cloud.simulation.schedule(1, () => process.cancel());
  cloud.simulation.schedule(2, () => void queue.sendMessage('for somebody else'));
  await cloud.run();
  expect(queue.approximateNumberOfMessages).toBe(1);
});

test('operations are typed', () => {
  const cloud = new Cloud();
  const _receive = () => cloud.send('sqs', 'ReceiveMessage', { QueueUrl: '', MaxNumberOfMessages: 3 });
  expectTypeOf<Awaited<ReturnType<typeof _receive>>>().toEqualTypeOf<
    OperationOutput<'sqs', 'ReceiveMessage'>
  >();
  expectTypeOf<OperationOutput<'sqs', 'ReceiveMessage'>>()
    .toHaveProperty('Messages')
    .toExtend<{ Body: string }[] | undefined>();
  // @ts-expect-error QueueUrl is missing
  void (() => cloud.send('sqs', 'ReceiveMessage', {}));
  // @ts-expect-error the input is missing
  void (() => cloud.send('sqs', 'ReceiveMessage'));
  // @ts-expect-error a number is wanted
  void (() => cloud.send('sqs', 'ReceiveMessage', { QueueUrl: '', MaxNumberOfMessages: '3' }));
  // @ts-expect-error there is no such operation
  void (() => cloud.send('sqs', 'FryMessage', {}));
  const _listed = () => cloud.send('sqs', 'ListQueues');
  expectTypeOf<Awaited<ReturnType<typeof _listed>>>().toEqualTypeOf<{
    QueueUrls?: string[];
    NextToken?: string;
  }>();
});

test.each([5, NaN, 'text', true, Symbol('s'), () => {}, [[null]], [[]]])(
  'parameters are an object, not %s, where none is required as well',
  (input) => {
    const cloud = new Cloud();
    const call = () => cloud.send('sqs', 'ListQueues', input as never);
    expect(call).toThrow(/^sqs ListQueues takes an object of parameters, not /);
  },
);
