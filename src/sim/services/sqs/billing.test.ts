import { expect, test } from 'vitest';
import { standardRequests } from './index.ts';
import { setup as queueOf } from './testing.ts';

const KB = 1024;

function setup() {
  const { cloud, queue } = queueOf();
  const made = () => cloud.meter.usage(standardRequests).quantity;
  /** Requests that an action is billed as. */
  const billed = (action: () => unknown) => {
    const before = made();
    action();
    return made() - before;
  };
  return { cloud, queue, made, billed };
}

test.each([
  [1, 1],
  [64 * KB, 1],
  [64 * KB + 1, 2],
  [256 * KB, 4],
  [1024 * KB, 16],
])('%d bytes are %d requests, to send and to receive', (bytes, requests) => {
  const { queue, billed } = setup();
  expect(billed(() => queue.sendMessage('a'.repeat(bytes)))).toBe(requests);
  expect(billed(() => queue.receiveMessage())).toBe(requests);
});

test('attributes are payload too', () => {
  const { queue, billed } = setup();
  const messageAttributes = { a: { dataType: 'Binary', binaryValue: new Uint8Array(10) } };
  expect(billed(() => queue.sendMessage('a'.repeat(64 * KB), { messageAttributes }))).toBe(2);
});

test('ten small messages in one receive are one request', () => {
  const { queue, billed } = setup();
  for (let i = 0; i < 10; i++) queue.sendMessage('a'.repeat(10 * KB));
  expect(billed(() => queue.receiveMessage({ maxNumberOfMessages: 10 }))).toBe(2);
  for (let i = 0; i < 10; i++) queue.sendMessage('small');
  expect(billed(() => queue.receiveMessage({ maxNumberOfMessages: 10 }))).toBe(1);
});

test('every call is a request, an empty receive too; observing is free', async () => {
  const { cloud, queue, billed, made } = setup();
  expect(made()).toBe(1);
  expect(billed(() => queue.receiveMessage())).toBe(1);
  queue.sendMessage('a');
  const [message] = queue.receiveMessage().take();
  expect(billed(() => queue.changeMessageVisibility(message!.receiptHandle, 60))).toBe(1);
  expect(billed(() => queue.deleteMessage(message!.receiptHandle))).toBe(1);
  expect(billed(() => queue.getQueueAttributes())).toBe(1);
  expect(billed(() => queue.setQueueAttributes({ delaySeconds: 1 }))).toBe(1);
  expect(billed(() => queue.purgeQueue())).toBe(1);
  expect(billed(() => cloud.sqs.getQueueUrl('jobs'))).toBe(1);
  expect(billed(() => cloud.sqs.listQueues())).toBe(1);
  expect(billed(() => queue.approximateNumberOfMessages + queue.approximateNumberOfMessagesNotVisible)).toBe(
    0,
  );
  const before = made();
  await queue.receiveMessage({ waitTimeSeconds: 20 });
  expect(made() - before).toBe(1);
  expect(billed(() => queue.deleteQueue())).toBe(1);
});

test('a long poll that nobody waits for any more is billed all the same', async () => {
  const { cloud, queue, made } = setup();
  const process = cloud.process(function* () {
    yield* queue.receiveMessage({ waitTimeSeconds: 20 });
  });
  await cloud.run(1);
  const before = made();
  process.cancel();
  expect(made() - before).toBe(1);
});

test('a million requests cost 40 cents, and nothing within the free tier', () => {
  const { cloud, queue } = setup();
  for (let i = 1; i < 1_000_000; i++) queue.receiveMessage();
  expect(cloud.meter.bill()).toEqual([
    {
      service: 'Amazon SQS',
      item: 'requests to standard queues',
      quantity: 1_000_000,
      unit: 'requests',
      usd: 0.4,
    },
  ]);
  expect(cloud.meter.cost({ freeTier: true })).toBe(0);
});
