import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { SQS, SQSClient } from '@aws-sdk/client-sqs';
import { Producer } from 'sqs-producer';
import { Squiss } from 'squiss-ts';
import { expect, onTestFinished, test } from 'vitest';
import { Cloud, connect, minutes, useVirtualTime } from '../../sim/index.ts';

/* Other libraries that people use with SQS, unchanged. */

function start() {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('orders', { visibilityTimeout: 30 });
  onTestFinished(useVirtualTime(cloud));
  return { cloud, queue, sqs: connect(new SQSClient({ region: 'us-east-1' }), cloud) };
}

test('sqs-producer sends in batches, and counts what is there', async () => {
  const { queue, sqs } = start();
  const producer = Producer.create({ queueUrl: queue.url, sqs });
  const sent = await producer.send(
    Array.from({ length: 25 }, (_, n) => ({ id: `${n}`, body: `order ${n}` })),
  );
  expect(sent).toHaveLength(25);
  expect(await producer.queueSize()).toBe(25);
  expect(queue.approximateNumberOfMessages).toBe(25);
});

test('squiss-ts polls, hands over and deletes', async () => {
  const { cloud, queue } = start();
  const sqs = connect(new SQS({ region: 'us-east-1' }), cloud);
  const squiss = new Squiss({ queueUrl: queue.url, SQS: sqs, maxInFlight: 10 });
  const bodies: string[] = [];
  squiss.on('message', (message) => {
    bodies.push(String(message.body));
    void message.del();
  });
  for (let n = 1; n <= 40; n++) queue.sendMessage(`order ${n}`);
  void squiss.start();
  await cloud.run(minutes(5));
  void squiss.stop();
  expect(new Set(bodies).size).toBe(40);
  expect(bodies).toHaveLength(40);
  expect(queue.approximateNumberOfMessages + queue.approximateNumberOfMessagesNotVisible).toBe(0);
});

test('@aws-lambda-powertools/batch reports the messages that failed, and only these come again', async () => {
  const { cloud, queue } = start();
  const processor = new BatchProcessor(EventType.SQS);
  const tries = new Map<string, number>();
  const record = ({ body }: { body: string }) => {
    tries.set(body, (tries.get(body) ?? 0) + 1);
    if (body === 'order 3' && tries.get(body) === 1) throw new Error('out of milk');
  };
  const handler = (event: Parameters<typeof processPartialResponse>[0], context: never) =>
    processPartialResponse(event, record as never, processor, { context });
  cloud.lambda.createFunction({ functionName: 'barista', code: () => handler as never });
  await cloud.lambda.createEventSourceMapping({
    functionName: 'barista',
    eventSourceArn: queue.arn,
    functionResponseTypes: ['ReportBatchItemFailures'],
    maximumBatchingWindowInSeconds: 1,
  });
  for (let n = 1; n <= 5; n++) queue.sendMessage(`order ${n}`);
  await cloud.run(minutes(5));
  expect(Object.fromEntries([...tries].sort())).toEqual({
    ...{ 'order 1': 1, 'order 2': 1, 'order 3': 2, 'order 4': 1, 'order 5': 1 },
  });
});
