import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import type { Message } from './index.ts';

const bodies = (messages: Message[]) => messages.map(({ body }) => body);

test('a short poll answers at once, with nothing where nothing is', async () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs');
  expect(await queue.receiveMessage()).toEqual([]);
  expect(cloud.now).toBe(0);
});

test('a long poll on an empty queue answers when its time is over', async () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs');
  expect(await queue.receiveMessage({ waitTimeSeconds: 20 })).toEqual([]);
  expect(cloud.now).toBe(20);
});

test('the queue’s own wait time holds where a receive gives none, and 0 overrides it', async () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs', { receiveMessageWaitTimeSeconds: 7 });
  expect(await queue.receiveMessage({ waitTimeSeconds: 0 })).toEqual([]);
  expect(cloud.now).toBe(0);
  expect(await queue.receiveMessage()).toEqual([]);
  expect(cloud.now).toBe(7);
});

test('a long poll answers as soon as there is a message', async () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs');
  cloud.simulation.schedule(3.25, () => void queue.sendMessage('late'));
  expect(bodies(await queue.receiveMessage({ waitTimeSeconds: 20, maxNumberOfMessages: 10 }))).toEqual([
    'late',
  ]);
  expect(cloud.now).toBe(3.25);
});

test('a long poll with messages there takes no time', async () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs');
  for (const body of ['a', 'b', 'c']) queue.sendMessage(body);
  expect(bodies(await queue.receiveMessage({ waitTimeSeconds: 20, maxNumberOfMessages: 2 }))).toEqual([
    'a',
    'b',
  ]);
  expect(cloud.now).toBe(0);
});

test('a message goes to one of those who wait: the one who has waited longest', async () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs');
  const polls = [1, 2, 3].map(() => queue.receiveMessage({ waitTimeSeconds: 20 }));
  queue.sendMessage('a');
  queue.sendMessage('b');
  await cloud.run(20);
  expect(polls.map((poll) => bodies(poll.take()))).toEqual([['a'], ['b'], []]);
});

test('a long poll gets a delayed message, and one whose visibility timeout ends, at that instant', async () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs', { visibilityTimeout: 12 });
  queue.sendMessage('delayed', { delaySeconds: 5 });
  const times: [string, number][] = [];
  cloud.process(function* () {
    for (let i = 0; i < 2; i++) {
      const [message] = yield* queue.receiveMessage({ waitTimeSeconds: 20 });
      times.push([message!.body, cloud.now]);
    }
  });
  await cloud.run();
  expect(times).toEqual([
    ['delayed', 5],
    ['delayed', 17],
  ]);
});

test('a message that is given back goes to who waits', async () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs');
  queue.sendMessage('a');
  const [first] = queue.receiveMessage({ waitTimeSeconds: 1 }).take();
  const poll = queue.receiveMessage({ waitTimeSeconds: 20 });
  await cloud.run(4);
  queue.changeMessageVisibility(first!.receiptHandle, 0);
  expect(bodies(poll.take())).toEqual(['a']);
});

test('one who stops waiting gets no message, and holds none back', async () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs');
  const gone = cloud.process(function* () {
    yield* queue.receiveMessage({ waitTimeSeconds: 20 });
  });
  const next = queue.receiveMessage({ waitTimeSeconds: 20 });
  await cloud.run(1);
  gone.cancel();
  const later = queue.receiveMessage({ waitTimeSeconds: 20 });
  queue.sendMessage('a');
  await cloud.run(30);
  expect([bodies(next.take()), bodies(later.take())]).toEqual([['a'], []]);
});

test('nothing is left scheduled when nobody waits', async () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs');
  queue.sendMessage('a', { delaySeconds: 900 });
  queue.sendMessage('b');
  await queue.receiveMessage({ waitTimeSeconds: 20 });
  await cloud.run();
  expect(cloud.now).toBe(0);
});

test('a lone message is missed by about 27 of 100 short polls, and by no long poll', () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs', { visibilityTimeout: 0 });
  queue.sendMessage('a');
  let found = 0;
  for (let i = 0; i < 10_000; i++) found += queue.receiveMessage().take().length;
  // Five of ten hosts, one of which weighs 2 and the others 1: 1 − (9·8·7·6·5)/(11·10·9·8·7).
  expect(found / 10_000).toBeCloseTo(8 / 11, 1);
  expect(Math.abs(found / 10_000 - 8 / 11)).toBeLessThan((4 * Math.sqrt((8 / 11) * (3 / 11))) / 100);
  for (let i = 0; i < 100; i++) expect(queue.receiveMessage({ waitTimeSeconds: 1 }).take()).toHaveLength(1);
});

test('a short poll of few messages returns fewer than are there; going on finds them all', () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs');
  for (let i = 0; i < 10; i++) queue.sendMessage(`${i}`);
  const first = queue.receiveMessage({ maxNumberOfMessages: 10 }).take();
  expect(first.length).toBeLessThan(10);
  const seen = new Set(bodies(first));
  for (let i = 0; i < 50; i++)
    for (const body of bodies(queue.receiveMessage({ maxNumberOfMessages: 10 }).take())) seen.add(body);
  expect(seen.size).toBe(10);
});

test('with one host, or with all asked, a short poll sees everything in order', () => {
  for (const model of [{ hosts: 1 }, { hosts: 4, sampledHosts: 4 }]) {
    const queue = new Cloud().sqs.createQueue('jobs', {}, model);
    for (let i = 0; i < 10; i++) queue.sendMessage(`${i}`);
    expect(bodies(queue.receiveMessage({ maxNumberOfMessages: 10 }).take()).join('')).toBe('0123456789');
  }
});

test('order is broken as often as the model says', () => {
  const cloud = new Cloud();
  const inOrder = (outOfOrderProbability: number) => {
    const queue = cloud.sqs.createQueue(`q${outOfOrderProbability * 100}`, {}, { outOfOrderProbability });
    for (let i = 0; i < 1000; i++) queue.sendMessage(String(i).padStart(4, '0'));
    const seen: string[] = [];
    while (seen.length < 1000)
      seen.push(...bodies(queue.receiveMessage({ maxNumberOfMessages: 10, waitTimeSeconds: 1 }).take()));
    expect(new Set(seen).size).toBe(1000);
    return seen.filter((body, i) => i > 0 && body < seen[i - 1]!).length;
  };
  expect(inOrder(0)).toBe(0);
  const some = inOrder(0.05);
  expect(some).toBeGreaterThan(10);
  expect(inOrder(1)).toBeGreaterThan(some);
});

test('the model is checked', () => {
  const { sqs } = new Cloud();
  expect(sqs.createQueue('a').model).toEqual({
    hosts: 10,
    sampledHosts: 5,
    missedReceiveProbability: 0,
    missedDeleteProbability: 0,
    outOfOrderProbability: 0,
    inFlightMessages: 120_000,
    moveRate: 500,
    moveCancelTime: 1,
    fairnessWindow: 60,
    partitions: 1,
    partitionInterval: 60,
    partitionLoad: 0.5,
  });
  sqs.model.hosts = 3;
  expect(sqs.createQueue('b').model.hosts).toBe(3);
  for (const model of [
    { hosts: 0 },
    { sampledHosts: 1.5 },
    { inFlightMessages: -1 },
    { missedReceiveProbability: 1.1 },
    { missedDeleteProbability: NaN },
    { outOfOrderProbability: -1 },
    { moveRate: 0 },
    { moveCancelTime: -1 },
    { moveCancelTime: Infinity },
    { fairnessWindow: 0 },
    { partitions: 0 },
    { partitions: 1.5 },
    { partitionInterval: 0 },
    { partitionLoad: 0 },
    { partitionLoad: 1.01 },
  ]) {
    expect(() => sqs.createQueue('c', {}, model)).toThrow(RangeError);
  }
});
