import { expect, test } from 'vitest';
import { Cloud, type Queue, type QueueAttributes } from '../index.ts';

const throttled = expect.objectContaining({
  name: 'RequestThrottled',
  $metadata: expect.objectContaining({ httpStatusCode: 403 }),
});
const HIGH = { deduplicationScope: 'messageGroup', fifoThroughputLimit: 'perMessageGroupId' } as const;

function setup(attributes: Partial<QueueAttributes> = {}, region?: string) {
  const cloud = new Cloud({ region });
  const queue = cloud.sqs.createQueue('jobs.fifo', { fifoQueue: true, ...attributes });
  let sent = 0;
  const send = (messageGroupId = 'a') =>
    queue.sendMessage('x', { messageGroupId, messageDeduplicationId: String(sent++) });
  const batch = (groups: string[]) =>
    queue.sendMessageBatch(
      groups.map((messageGroupId, i) => ({
        id: String(i),
        messageBody: 'x',
        messageGroupId,
        messageDeduplicationId: String(sent++),
      })),
    );
  return { cloud, queue, send, batch };
}

/** How many calls go through at this instant. */
function burst(call: () => unknown, most: number): number {
  for (let count = 0; count <= most; count++) {
    try {
      call();
    } catch (error) {
      expect(error).toEqual(throttled);
      return count;
    }
  }
  throw new Error('never throttled');
}

test('300 calls of each action go through in any second', async () => {
  const { cloud, queue, send } = setup();
  expect(burst(send, 1000)).toBe(300);
  expect(burst(() => queue.receiveMessage(), 1000)).toBe(300);
  await cloud.run(0.5);
  expect(() => send()).toThrow(throttled);
  await cloud.run(0.5);
  expect(burst(send, 1000)).toBe(300);
});

test('a second slides: it is no clock’s', async () => {
  const { cloud, send } = setup();
  for (let i = 0; i < 200; i++) send();
  await cloud.run(0.9);
  expect(burst(send, 1000)).toBe(100);
  await cloud.run(0.1);
  expect(burst(send, 1000)).toBe(200);
});

test('a batch is one call: 3,000 messages in a second', () => {
  const { queue, batch } = setup();
  expect(burst(() => batch(new Array<string>(10).fill('a')), 1000)).toBe(300);
  expect(queue.approximateNumberOfMessages).toBe(3000);
});

test('a refused call changes nothing, and costs nothing', () => {
  const { cloud, queue, send } = setup();
  burst(send, 1000);
  const cost = cloud.meter.cost();
  expect(() => send()).toThrow(throttled);
  expect(queue.approximateNumberOfMessages).toBe(300);
  expect(cloud.meter.cost()).toBe(cost);
});

const handles = (queue: Queue) =>
  queue
    .receiveMessage({ maxNumberOfMessages: 10 })
    .take()
    .map(({ receiptHandle }) => receiptHandle);

test('deletions and changes of visibility have limits of their own', () => {
  const { queue, send } = setup();
  send();
  const [handle] = handles(queue);
  expect(burst(() => queue.changeMessageVisibility(handle!, 30), 1000)).toBe(300);
  expect(burst(() => queue.deleteMessage(handle!), 1000)).toBe(300);
});

test('high throughput is 300 calls for each group', async () => {
  const { cloud, send, batch } = setup(HIGH);
  expect(burst(() => send('a'), 1000)).toBe(300);
  expect(burst(() => send('b'), 1000)).toBe(300);
  // A batch is a call for each group in it.
  expect(() => batch(['c', 'a'])).toThrow(throttled);
  batch(['c', 'd']);
  await cloud.run(1);
  expect(burst(() => batch(['a', 'b']), 1000)).toBe(300);
  expect(() => send('b')).toThrow(throttled);
  send('c');
});

test('high throughput counts deletions by the group of the message', async () => {
  const { cloud, queue, send } = setup(HIGH);
  send('a');
  send('b');
  await cloud.run(1);
  const [a, b] = handles(queue);
  expect(burst(() => queue.changeMessageVisibility(a!, 30), 1000)).toBe(300);
  queue.changeMessageVisibility(b!, 30);
  expect(() =>
    queue.changeMessageVisibilityBatch([{ id: '1', receiptHandle: a!, visibilityTimeout: 1 }]),
  ).toThrow(throttled);
});

test.each([
  ['ap-southeast-4', 2_400],
  ['eu-west-2', 4_500],
  ['ap-south-1', 9_000],
])('in %s a queue in high throughput mode takes %d calls a second', (region, quota) => {
  const { send } = setup(HIGH, region);
  let n = 0;
  expect(burst(() => send(`g${n++ % 100}`), 10_000)).toBe(quota);
});

test('a standard queue is never throttled', () => {
  const queue = new Cloud().sqs.createQueue('jobs');
  for (let i = 0; i < 5000; i++) queue.sendMessage('x');
  expect(queue.approximateNumberOfMessages).toBe(5000);
});
