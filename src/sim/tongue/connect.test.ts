import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  InvalidAttributeName,
  ListDeadLetterSourceQueuesCommand,
  paginateListDeadLetterSourceQueues,
  paginateListQueues,
  PurgeQueueCommand,
  PurgeQueueInProgress,
  QueueDoesNotExist,
  QueueNameExists,
  ReceiptHandleIsInvalid,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQS,
  SQSClient,
  SQSServiceException,
} from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { AwsError, Cloud, connect, NotModelled } from '../index.ts';

/* The real client, on the model. Nothing here has credentials, and no request leaves the process. */

const region = 'us-east-1';

function start() {
  const cloud = new Cloud();
  cloud.sqs.model.hosts = 1;
  return { cloud, client: connect(new SQSClient({ region }), cloud) };
}

async function failure(call: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  return call.then(
    () => expect.fail('should have been refused'),
    (error) => error,
  );
}

test('commands work on the model', async () => {
  const { cloud, client } = start();
  const { QueueUrl } = await client.send(
    new CreateQueueCommand({ QueueName: 'jobs', Attributes: { VisibilityTimeout: '5' } }),
  );
  const queue = cloud.sqs.getQueue('jobs');
  expect(QueueUrl).toBe(queue.url);
  expect((await client.send(new GetQueueUrlCommand({ QueueName: 'jobs' }))).QueueUrl).toBe(QueueUrl);
  const sent = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'höllo', DelaySeconds: 3 }));
  expect(queue.approximateNumberOfMessagesDelayed).toBe(1);
  const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }));
  expect(cloud.now).toBeGreaterThan(3);
  expect(Messages).toMatchObject([{ MessageId: sent.MessageId, Body: 'höllo' }]);
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages![0]!.ReceiptHandle }));
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  expect(Attributes).toMatchObject({
    ApproximateNumberOfMessages: '0',
    VisibilityTimeout: '5',
    QueueArn: queue.arn,
  });
  await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { DelaySeconds: '9' } }));
  expect(queue.attributes.delaySeconds).toBe(9);
  await client.send(new PurgeQueueCommand({ QueueUrl }));
  await client.send(new DeleteQueueCommand({ QueueUrl }));
  expect(cloud.sqs.listQueues()).toEqual([]);
});

test('an answer carries metadata, with an id that a seed repeats', async () => {
  const ids = async () => {
    const { client } = start();
    const { $metadata } = await client.send(new CreateQueueCommand({ QueueName: 'jobs' }));
    expect($metadata).toMatchObject({ httpStatusCode: 200, attempts: 1, totalRetryDelay: 0 });
    expect($metadata.requestId).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    return $metadata.requestId;
  };
  expect(await ids()).toBe(await ids());
});

test('the aggregated client works too', async () => {
  const cloud = new Cloud();
  const sqs = connect(new SQS({ region }), cloud);
  await sqs.createQueue({ QueueName: 'jobs' });
  expect((await sqs.listQueues({})).QueueUrls).toEqual([cloud.sqs.getQueue('jobs').url]);
});

test('bytes go through as bytes, and the SDK’s MD5 checks pass', async () => {
  const { client } = start();
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'jobs' }));
  const BinaryValue = Uint8Array.of(0, 1, 254, 255);
  const MessageAttributes = {
    bytes: { DataType: 'Binary.x', BinaryValue },
    count: { DataType: 'Number', StringValue: '3' },
  };
  const sent = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: '€😀', MessageAttributes }));
  const { Messages } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['.*'] }),
  );
  expect(Messages).toMatchObject([
    { Body: '€😀', MessageAttributes, MD5OfMessageAttributes: sent.MD5OfMessageAttributes },
  ]);
});

test('the SDK’s MD5 check stands around the model: a wrong digest is found', async () => {
  const { cloud, client } = start();
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'jobs' }));
  const { send } = cloud;
  cloud.send = ((...call: Parameters<typeof send>) => {
    const reply = send.apply(cloud, call);
    return cloud.process(function* () {
      return { ...((yield* reply) as object), MD5OfMessageBody: 'wrong' };
    });
  }) as typeof send;
  const error = await failure(client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' })));
  expect(error.message).toBe('InvalidChecksumError');
});

test('errors are of the SDK’s own classes', async () => {
  const { client } = start();
  const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/123456789012/nowhere';
  const missing = await failure(client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' })));
  expect(missing).toBeInstanceOf(QueueDoesNotExist);
  expect(missing).toBeInstanceOf(SQSServiceException);
  expect(missing).not.toBeInstanceOf(QueueNameExists);
  expect(missing).not.toBeInstanceOf(AwsError);
  expect(Object.getPrototypeOf(missing)).toBe(QueueDoesNotExist.prototype);
  expect(missing).toMatchObject({
    name: 'QueueDoesNotExist',
    message: 'The specified queue does not exist.',
    $fault: 'client',
    $metadata: { httpStatusCode: 400, requestId: expect.any(String), attempts: 1 },
    Code: 'AWS.SimpleQueueService.NonExistentQueue',
    Type: 'Sender',
    Error: { Code: 'AWS.SimpleQueueService.NonExistentQueue', Type: 'Sender' },
  });

  await client.send(new CreateQueueCommand({ QueueName: 'jobs' }));
  const queue = { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs' };
  const clash = client.send(new CreateQueueCommand({ QueueName: 'jobs', Attributes: { DelaySeconds: '1' } }));
  expect(await failure(clash)).toBeInstanceOf(QueueNameExists);
  const handle = client.send(new DeleteMessageCommand({ ...queue, ReceiptHandle: 'x' }));
  expect(await failure(handle)).toBeInstanceOf(ReceiptHandleIsInvalid);
  const attribute = client.send(
    new SetQueueAttributesCommand({ ...queue, Attributes: { Colour: 'red' } as object }),
  );
  expect(await failure(attribute)).toBeInstanceOf(InvalidAttributeName);
  await client.send(new PurgeQueueCommand(queue));
  expect(await failure(client.send(new PurgeQueueCommand(queue)))).toBeInstanceOf(PurgeQueueInProgress);
});

test('an error that the SDK has no class for is of its base class', async () => {
  const { client } = start();
  await client.send(new CreateQueueCommand({ QueueName: 'jobs' }));
  const error = await failure(
    client.send(new ReceiveMessageCommand({ QueueUrl: 'jobs', WaitTimeSeconds: 21 })),
  );
  expect(error).toBeInstanceOf(SQSServiceException);
  expect(error).toMatchObject({
    name: 'InvalidParameterValue',
    message:
      'Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.',
    Code: 'InvalidParameterValue',
  });
});

test('a client that does not tell its classes throws errors that pass for them', async () => {
  const { client } = start();
  Object.assign(client.config, { protocol: undefined });
  const error = await failure(client.send(new PurgeQueueCommand({ QueueUrl: 'nowhere' })));
  expect(error).toBeInstanceOf(AwsError);
  expect(error).toBeInstanceOf(QueueDoesNotExist);
  expect(error).not.toBeInstanceOf(QueueNameExists);
});

test('paginators list every queue, in pages', async () => {
  const { cloud, client } = start();
  for (let i = 0; i < 25; i++) cloud.sqs.createQueue(`jobs-${String(i).padStart(2, '0')}`);
  cloud.sqs.createQueue('other');
  const pages: number[] = [];
  const urls: string[] = [];
  for await (const page of paginateListQueues({ client, pageSize: 10 }, { QueueNamePrefix: 'jobs-' })) {
    pages.push(page.QueueUrls!.length);
    urls.push(...page.QueueUrls!);
  }
  expect(pages).toEqual([10, 10, 5]);
  expect(urls).toEqual(cloud.sqs.listQueues('jobs-').map(({ url }) => url));
  for await (const page of paginateListQueues({ client }, { QueueNamePrefix: 'none' })) {
    expect(page.QueueUrls).toBeUndefined();
    expect(page.NextToken).toBeUndefined();
  }
});

test('more than a thousand queues are listed in pages of up to a thousand', async () => {
  const { cloud, client } = start();
  for (let i = 0; i < 1001; i++) cloud.sqs.createQueue(`q${i}`);
  const pages: number[] = [];
  for await (const { QueueUrls } of paginateListQueues({ client, pageSize: 1000 }, {}))
    pages.push(QueueUrls!.length);
  expect(pages).toEqual([1000, 1]);
});

test('paginators list the sources of a dead-letter queue', async () => {
  const { cloud, client } = start();
  const dlq = cloud.sqs.createQueue('dlq');
  for (let i = 0; i < 3; i++) {
    cloud.sqs.createQueue(`jobs-${i}`, {
      redrivePolicy: { deadLetterTargetArn: dlq.arn, maxReceiveCount: 1 },
    });
  }
  const urls: string[] = [];
  for await (const page of paginateListDeadLetterSourceQueues(
    { client, pageSize: 2 },
    { QueueUrl: dlq.url },
  )) {
    urls.push(...page.queueUrls!);
  }
  expect(urls).toEqual(cloud.sqs.listQueues('jobs').map(({ url }) => url));
  const none = await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: urls[0] }));
  expect(none.queueUrls).toEqual([]);
});

test.each([0, 1001, -1])('a page of %s is refused', async (pageSize) => {
  const { client } = start();
  const pages = paginateListQueues({ client, pageSize }, { MaxResults: pageSize });
  expect(await failure(pages.next())).toMatchObject({ name: 'InvalidParameterValue' });
});

test('a token that no page gave is refused', async () => {
  const { cloud, client } = start();
  const { url } = cloud.sqs.createQueue('jobs');
  const call = client.send(
    new ListDeadLetterSourceQueuesCommand({ QueueUrl: url, NextToken: 'x', MaxResults: 1 }),
  );
  expect(await failure(call)).toMatchObject({ message: 'Invalid or expired next token.' });
});

test('clients work in async processes, each at its time', async () => {
  const { cloud, client } = start();
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'jobs' }));
  const log: string[] = [];
  cloud.process(async function worker() {
    for (;;) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }),
      );
      for (const { Body, ReceiptHandle } of Messages) {
        log.push(`${Body} at ${cloud.now.toFixed(0)}`);
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  });
  cloud.process(async function producer() {
    for (let i = 0; i < 3; i++) {
      await cloud.sleep(30);
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody: `job ${i}` }));
    }
  });
  await cloud.run(200);
  expect(log).toEqual(['job 0 at 30', 'job 1 at 60', 'job 2 at 90']);
});

test('a client calls the Region that it is made for', async () => {
  const cloud = new Cloud();
  const ireland = connect(new SQSClient({ region: 'eu-west-1' }), cloud);
  const { QueueUrl } = await ireland.send(new CreateQueueCommand({ QueueName: 'jobs' }));
  expect(cloud.region('eu-west-1').sqs.getQueue('jobs').url).toBe(QueueUrl);
  expect(cloud.sqs.listQueues()).toEqual([]);
  const client = connect(new SQSClient({ region }), cloud);
  const error = await failure(client.send(new PurgeQueueCommand({ QueueUrl })));
  expect(error).toMatchObject({
    name: 'InvalidAddress',
    message: 'The address https://sqs.eu-west-1.amazonaws.com/ is not valid for this endpoint.',
  });
});

test('a client without a Region calls the cloud’s own', async () => {
  const cloud = new Cloud({ region: 'eu-central-1' });
  const lost = () => Promise.reject(new Error('Region is missing'));
  const client = connect(new SQSClient({ region: lost }), cloud);
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'jobs' }));
  expect(QueueUrl).toContain('eu-central-1');
});

test('queues of other accounts are not modelled', async () => {
  const { client } = start();
  const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/111122223333/jobs';
  expect(await failure(client.send(new PurgeQueueCommand({ QueueUrl })))).toBeInstanceOf(NotModelled);
  const owner = client.send(
    new GetQueueUrlCommand({ QueueName: 'jobs', QueueOwnerAWSAccountId: '111122223333' }),
  );
  expect(await failure(owner)).toBeInstanceOf(NotModelled);
});

test('an abort signal ends a long poll', async () => {
  const { cloud, client } = start();
  const queue = cloud.sqs.createQueue('jobs');
  const controller = new AbortController();
  cloud.simulation.schedule(5, () => controller.abort());
  cloud.simulation.schedule(6, () => void queue.sendMessage('for somebody else'));
  const command = new ReceiveMessageCommand({ QueueUrl: queue.url, WaitTimeSeconds: 20 });
  const error = await failure(client.send(command, { abortSignal: controller.signal }));
  expect(error.name).toBe('AbortError');
  expect(cloud.now).toBe(5);
  await cloud.run(30);
  expect(queue.approximateNumberOfMessages).toBe(1);
  expect((await failure(client.send(command, { abortSignal: controller.signal }))).name).toBe('AbortError');
  const later = new AbortController();
  expect((await client.send(command, { abortSignal: later.signal })).Messages).toHaveLength(1);
});

test('the client’s logger sees calls and refusals', async () => {
  const cloud = new Cloud();
  const lines: unknown[] = [];
  const log = (line: unknown) => void lines.push(line);
  const logger = { debug: log, info: log, warn: log, error: log };
  const client = connect(new SQSClient({ region, logger }), cloud);
  await client.send(new CreateQueueCommand({ QueueName: 'jobs' }));
  await failure(client.send(new PurgeQueueCommand({ QueueUrl: 'nowhere' })));
  expect(lines).toMatchObject([
    { commandName: 'CreateQueueCommand', metadata: { httpStatusCode: 200 } },
    { commandName: 'PurgeQueueCommand', error: { name: 'QueueDoesNotExist' } },
  ]);
});

test('a client connected anew works on the later cloud', async () => {
  const { cloud, client } = start();
  const later = new Cloud();
  connect(client, later);
  await client.send(new CreateQueueCommand({ QueueName: 'jobs' }));
  expect(later.sqs.listQueues()).toHaveLength(1);
  expect(cloud.sqs.listQueues()).toEqual([]);
});

test('a client of a service that the cloud has not can’t be connected', () => {
  const { config, middlewareStack } = new SQSClient({ region });
  const client = { config: { ...config, serviceId: 'Ground Station' }, middlewareStack };
  expect(() => connect(client, new Cloud())).toThrow(
    /^The cloud has no service 'groundstation'; it knows .*\bsqs\b/,
  );
});

test.each([{}, undefined, { config: { serviceId: 'SQS' } }])('%j is no client', (client) => {
  expect(() => connect(client as never, new Cloud())).toThrow(
    new TypeError('connect takes a client of the AWS SDK for JavaScript v3.'),
  );
});

test('a call that nobody awaits yet is sent when the run begins', async () => {
  const { cloud, client } = start();
  const queue = cloud.sqs.createQueue('jobs');
  void client.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: 'x' }));
  await cloud.run(60);
  expect(queue.approximateNumberOfMessages).toBe(1);
});

test.each(['a callback', 'a plain function', 'a generator'])(
  'a call from %s is sent at once',
  async (from) => {
    const { cloud, client } = start();
    const queue = cloud.sqs.createQueue('jobs');
    const { url: QueueUrl } = queue;
    const call = () => void client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    if (from === 'a callback') cloud.simulation.schedule(10, call);
    else if (from === 'a plain function') cloud.process(call);
    else
      cloud.process(function* () {
        yield 10;
        call();
      });
    cloud.simulation.schedule(11, () => expect(queue.approximateNumberOfMessages).toBe(1));
    await cloud.run(3600);
    expect.assertions(1);
  },
);

describe('retries', () => {
  /** 400 messages at one instant to a FIFO queue that takes 300 a second. */
  async function flood(options: { maxAttempts?: number }, seed = 1) {
    const cloud = new Cloud({ seed });
    const client = connect(new SQSClient({ region, ...options }), cloud);
    const { url: QueueUrl } = cloud.sqs.createQueue('jobs.fifo', { fifoQueue: true });
    const send = async (n: number) => {
      const message = { MessageBody: 'x', MessageGroupId: `${n}`, MessageDeduplicationId: `${n}` };
      const { $metadata } = await client
        .send(new SendMessageCommand({ QueueUrl, ...message }))
        .catch((error) => error);
      return $metadata;
    };
    const answers = await Promise.all(Array.from({ length: 400 }, (_, n) => send(n)));
    return { answers, now: cloud.now };
  }

  test('what is throttled is tried again, in virtual time, as the standard mode tries', async () => {
    const { answers, now } = await flood({});
    const again = answers.filter(({ attempts }) => attempts > 1);
    // Some arrive a little later than the others, when the queue takes one more.
    expect(again.length).toBeGreaterThanOrEqual(95);
    expect(again.length).toBeLessThanOrEqual(100);
    for (const { totalRetryDelay } of again) expect(totalRetryDelay).toBeLessThan(1000 + 2000);
    expect(now).toBeGreaterThan(0.5);
  });

  test('a store of 500 retries is spent at five each: a flood gives up', async () => {
    const { answers } = await flood({ maxAttempts: 10 });
    const attempts = answers.reduce((sum, answer) => sum + (answer.attempts - 1), 0);
    expect(attempts).toBeGreaterThanOrEqual(100);
    expect(attempts).toBeLessThan(250);
  });

  test('maxAttempts of one leaves each call its first attempt', async () => {
    const { answers } = await flood({ maxAttempts: 1 });
    expect(answers.map(({ attempts }) => attempts)).toEqual(Array(400).fill(1));
    expect(answers.some(({ httpStatusCode }) => httpStatusCode !== 200)).toBe(true);
  });

  test('a seed repeats the jitter', async () => {
    const [a, b, c] = [await flood({}, 1), await flood({}, 1), await flood({}, 2)];
    expect(a).toEqual(b);
    expect(a.now).not.toBe(c.now);
  });

  test('a refusal for good is not tried again', async () => {
    const { client } = start();
    const error = await failure(client.send(new PurgeQueueCommand({ QueueUrl: 'nowhere' })));
    expect(error['$metadata']).toMatchObject({ attempts: 1, totalRetryDelay: 0 });
  });
});
