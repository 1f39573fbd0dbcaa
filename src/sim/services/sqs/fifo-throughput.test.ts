import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashText } from '../../cloud/digest/index.ts';
import { Cloud } from '../../index.ts';
import type { Queue, QueueAttributes, QueueModel } from './index.ts';

const throttled = expect.objectContaining({
  name: 'RequestThrottled',
  $metadata: expect.objectContaining({ httpStatusCode: 403 }),
});
const HIGH = { deduplicationScope: 'messageGroup', fifoThroughputLimit: 'perMessageGroupId' } as const;

/** Enough of them that the groups below are in one each. */
const MANY = { partitions: 64 };

function setup(attributes: Partial<QueueAttributes> = {}, model: Partial<QueueModel> = {}, region?: string) {
  const cloud = new Cloud({ region });
  const queue = cloud.sqs.createQueue('jobs.fifo', { fifoQueue: true, ...attributes }, model);
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

test('whoever is refused is told which rate is too high', () => {
  const message = (who: string) => `The rate of SendMessage requests is above what ${who} allows.`;
  const { send } = setup();
  burst(send, 1000);
  expect(() => send()).toThrow(message('the queue'));
  const high = setup(HIGH, MANY);
  burst(high.send, 1000);
  expect(() => high.send()).toThrow(message('the queue or a partition of it'));
});

test('messages of a FIFO queue are deleted and shown again in batches', () => {
  const { cloud, queue, send } = setup(HIGH);
  for (const group of ['a', 'a', 'b', 'b']) send(group);
  const entries = handles(queue).map((receiptHandle, i) => ({ id: String(i), receiptHandle }));
  expect(entries).toHaveLength(4);
  queue.changeMessageVisibilityBatch(entries.slice(2).map((entry) => ({ ...entry, visibilityTimeout: 0 })));
  const { successful, failed } = queue.deleteMessageBatch(entries).take();
  expect(successful.map(({ id }) => id)).toEqual(['0', '1']);
  expect(failed.map(({ id, code }) => [id, code])).toEqual([
    ['2', 'InvalidParameterValue'],
    ['3', 'InvalidParameterValue'],
  ]);
  expect([queue.approximateNumberOfMessages, queue.approximateNumberOfMessagesNotVisible]).toEqual([2, 0]);
  expect(cloud.meter.cost()).toBeGreaterThan(0);
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

test('high throughput is 300 calls for each partition, and a batch counts for every one it is spread over', async () => {
  const { cloud, send, batch } = setup(HIGH, MANY);
  expect(new Set(['a', 'b', 'c', 'd'].map((group) => hashText(group) % MANY.partitions)).size).toBe(4);
  expect(burst(() => send('a'), 1000)).toBe(300);
  expect(burst(() => send('b'), 1000)).toBe(300);
  expect(() => batch(['c', 'a'])).toThrow(throttled);
  batch(['c', 'd']);
  await cloud.run(1);
  expect(burst(() => batch(['a', 'b']), 1000)).toBe(300);
  expect(() => send('b')).toThrow(throttled);
  send('c');
});

test('groups of one partition share its calls, and in a batch count once', () => {
  const { send, batch } = setup(HIGH, { partitions: 1 });
  batch(['a', 'b', 'c']);
  expect(burst(() => send('a'), 1000)).toBe(299);
  expect(() => send('b')).toThrow(throttled);
});

test('high throughput counts deletions by the group of the message', async () => {
  const { cloud, queue, send } = setup(HIGH, MANY);
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

test('a receive, which names no group, counts for all partitions together', () => {
  const { queue } = setup(HIGH, { partitions: 3 });
  expect(burst(() => queue.receiveMessage(), 1000)).toBe(900);
});

test.each([
  ['ap-southeast-4', 2_400],
  ['eu-west-2', 4_500],
  ['ap-south-1', 9_000],
])('in %s a queue in high throughput mode takes %d calls a second', (region, quota) => {
  const { send } = setup(HIGH, { partitions: Infinity }, region);
  let n = 0;
  expect(burst(() => send(`g${n++ % 1000}`), 10_000)).toBe(quota);
});

test('a queue has no partitions to tell of where it is not in high throughput mode', () => {
  expect(setup().queue.partitions).toBeUndefined();
  expect(new Cloud().sqs.createQueue('jobs').partitions).toBeUndefined();
  expect(setup(HIGH).queue.partitions).toBe(1);
  expect(setup(HIGH, { partitions: 3 }).queue.partitions).toBe(3);
  // As many as the Region's 70,000 and 2,400 calls fill, at 150 each.
  const all = { partitions: Infinity };
  expect(setup(HIGH, all).queue.partitions).toBe(467);
  expect(setup(HIGH, all, 'ap-southeast-4').queue.partitions).toBe(16);
});

test('partitions grow with the calls, as far as the Region allows, and go with them', async () => {
  const { cloud, queue, send } = setup(HIGH, { partitions: 1, partitionInterval: 10 }, 'ap-southeast-4');
  const seen: [partitions: number, taken: number][] = [];
  for (const rate of [100, 600, 600, 3000, 3000, 140, 0]) {
    let taken = 0;
    for (let n = 0; n < 10 * rate; n++) {
      const time = n / rate;
      cloud.simulation.schedule(time, () => {
        try {
          send(`g${n % 500}`);
          taken++;
        } catch (error) {
          expect(error).toEqual(throttled);
        }
      });
    }
    await cloud.run(10);
    seen.push([queue.partitions!, taken / 10]);
  }
  // 300 calls a second each, of which they are fitted to 150; the Region's 2,400 are 16 of them.
  expect(seen).toEqual([
    [1, 100],
    [4, 300],
    [4, 600],
    [16, expect.closeTo(1200, -2)],
    [16, 2400],
    [1, 140],
    [1, 0],
  ]);
});

test('high throughput can be switched on and off while it runs', async () => {
  const { cloud, queue, send } = setup({ deduplicationScope: 'messageGroup' }, MANY);
  expect(burst(() => send('a'), 1000)).toBe(300);
  queue.setQueueAttributes({ fifoThroughputLimit: 'perMessageGroupId' });
  expect(burst(() => send('b'), 1000)).toBe(300);
  queue.setQueueAttributes({ fifoThroughputLimit: 'perQueue' });
  expect(() => send('c')).toThrow(throttled);
  await cloud.run(1);
  expect(burst(() => send('c'), 1000)).toBe(300);
});

test('a standard queue is never throttled', () => {
  const queue = new Cloud().sqs.createQueue('jobs');
  for (let i = 0; i < 5000; i++) queue.sendMessage('x');
  expect(queue.approximateNumberOfMessages).toBe(5000);
});

test('a call is refused where it is one too many for one of its partitions, and only there', async () => {
  const calls = fc.record({
    wait: fc.constantFrom(0, 0.1, 0.3, 0.9),
    groups: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1, maxLength: 10 }),
    times: fc.integer({ min: 1, max: 320 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(calls, { maxLength: 12, size: 'max' }),
      async (partitions, list) => {
        const { cloud, batch } = setup(HIGH, { partitions, partitionInterval: 1e6 });
        /** When each call went through, by partition. */
        const taken = Array.from({ length: partitions }, (): number[] => []);
        for (const { wait, groups, times } of list) {
          await cloud.run(wait);
          const now = cloud.simulation.nowMicros;
          const concerned = [...new Set(groups.map((group) => hashText(group) % partitions))];
          for (let i = 0; i < times; i++) {
            const full = concerned.some(
              (one) => taken[one]!.filter((at) => at > now - 1_000_000).length >= 300,
            );
            if (full) expect(() => batch(groups)).toThrow(throttled);
            else batch(groups);
            if (!full) for (const one of concerned) taken[one]!.push(now);
          }
        }
      },
    ),
    { numRuns: 15 },
  );
});
