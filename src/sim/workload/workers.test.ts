import { expect, test } from 'vitest';
import { Cloud } from '../index.ts';
import type { Message } from '../services/sqs/index.ts';
import { arrivals, workers, type WorkersOptions } from './index.ts';

function setup(options: WorkersOptions<Message>, attributes = {}) {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs', attributes);
  const log: string[] = [];
  const pool = workers(cloud, queue, {
    onStart: ({ body }, worker) => log.push(`${cloud.now} worker ${worker} starts ${body}`),
    onEnd: ({ body }, worker, failed) =>
      log.push(`${cloud.now} worker ${worker} ${failed ? 'fails' : 'ends'} ${body}`),
    ...options,
  });
  return { cloud, queue, pool, log };
}

test('a worker takes one message after the other, and deletes it', async () => {
  const { cloud, queue, pool, log } = setup({ serviceTime: 5 });
  queue.sendMessage('a');
  queue.sendMessage('b');
  await cloud.run(7);
  expect([pool.size, pool.busy]).toEqual([1, 1]);
  await cloud.run(10);
  expect(log).toEqual([
    '0 worker 0 starts a',
    '5 worker 0 ends a',
    '5 worker 0 starts b',
    '10 worker 0 ends b',
  ]);
  expect([pool.processed, pool.failed, pool.busy]).toEqual([2, 0, 0]);
  expect(queue.approximateNumberOfMessages + queue.approximateNumberOfMessagesNotVisible).toBe(0);
});

test('several work at once', async () => {
  const { cloud, queue, pool } = setup({ serviceTime: 10, count: 3 });
  for (let i = 0; i < 6; i++) queue.sendMessage(`${i}`);
  await cloud.run(5);
  expect(pool.busy).toBe(3);
  await cloud.run(15);
  expect(pool.processed).toBe(6);
});

test('what fails is not deleted, and comes back', async () => {
  const { cloud, queue, pool, log } = setup({
    serviceTime: 5,
    failureProbability: ({ attributes }) => (attributes.approximateReceiveCount < 3 ? 1 : 0),
  });
  queue.sendMessage('a');
  await cloud.run(100);
  expect(log.filter((line) => !line.includes('starts'))).toEqual([
    '5 worker 0 fails a',
    '35 worker 0 fails a',
    '65 worker 0 ends a',
  ]);
  expect([pool.processed, pool.failed]).toEqual([1, 2]);
});

test('failures are as likely as asked, by the seed', async () => {
  const { cloud, queue, pool } = setup({ serviceTime: 0.01, failureProbability: 0.25, visibilityTimeout: 1 });
  for (let i = 0; i < 1000; i++) queue.sendMessage(`${i}`);
  await cloud.run(200);
  expect(pool.processed).toBe(1000);
  // 1,000 successes take 1000·(0.25/0.75) failures on average, with a variance of 1000·0.25/0.75².
  expect(Math.abs(pool.failed - 1000 / 3)).toBeLessThan((4 * Math.sqrt(1000 * 0.25)) / 0.75);
});

test('a batch is worked off one by one', async () => {
  const { cloud, queue, log } = setup({ serviceTime: 5, maxNumberOfMessages: 10 });
  for (const body of ['a', 'b', 'c']) queue.sendMessage(body);
  await cloud.run(12);
  expect(log.map((line) => line.split(' ').slice(3).join(' '))).toEqual([
    'starts a',
    'ends a',
    'starts b',
    'ends b',
    'starts c',
  ]);
});

test('service times are drawn from a stream, message by message', async () => {
  const { cloud, queue, log } = setup({
    serviceTime: (random, { body }) => Number(body) + random.uniform(0, 1) * 0,
  });
  queue.sendMessage('3');
  queue.sendMessage('4');
  await cloud.run(10);
  expect(log.filter((line) => line.includes('ends'))).toEqual(['3 worker 0 ends 3', '7 worker 0 ends 4']);
});

test('a worker without long polls rests between empty receives', async () => {
  const { cloud, queue, log } = setup({ serviceTime: 1, waitTimeSeconds: 0, pause: 2 });
  cloud.simulation.schedule(3, () => void queue.sendMessage('a'));
  await cloud.run(20);
  expect(Number(log[0]!.split(' ')[0]) % 2).toBe(0);
  expect(log).toHaveLength(2);
});

test('a pool grows and shrinks; a busy worker finishes what it has', async () => {
  const { cloud, queue, pool, log } = setup({ serviceTime: 10, count: 2 });
  queue.sendMessage('a');
  await cloud.run(1);
  pool.resize(4);
  expect(pool.size).toBe(4);
  pool.resize(1);
  expect([pool.size, pool.busy]).toEqual([1, 1]);
  pool.stop();
  expect([pool.size, pool.busy]).toEqual([0, 1]);
  queue.sendMessage('b');
  await cloud.run();
  expect(log).toEqual(['0 worker 0 starts a', '10 worker 0 ends a']);
  expect(queue.approximateNumberOfMessages).toBe(1);
  pool.resize(1);
  await cloud.run(10);
  expect(log.at(-1)).toBe('20 worker 4 ends b');
  expect(() => pool.resize(-1)).toThrow(RangeError);
});

test('workers keep up with arrivals below their rate: M/M/2, utilisation 0.75', async () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs', { visibilityTimeout: 3600 });
  const waits: number[] = [];
  workers(cloud, queue, {
    count: 2,
    serviceTime: (random) => random.exponential(1),
    onStart: ({ attributes }) => waits.push(cloud.simulation.epochMillis - attributes.sentTimestamp),
  });
  arrivals(cloud, { rate: 1.5 }, () => queue.sendMessage('x'));
  await cloud.run(20_000);
  // Erlang C: C(2, 1.5)/(2 − 1.5) = 0.642857/0.5 s of waiting on average; the bound is loose, the waits being correlated.
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length / 1000;
  expect(mean).toBeGreaterThan(1.1);
  expect(mean).toBeLessThan(1.5);
});
